// Erasing what names somebody from one store: a telephone number, a user, any text. Documents keep their form and get a
// new sha256, reports are made again from them. What was stored elsewhere (reports in a directory, copies, earlier
// versions of objects) is not reached. Any thread.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/move/each_review.hpp"
#include "base/clock.hpp"
#include "store/store.hpp"

namespace app {

// A text in all the spellings in which documents and reports hold it, and what stands in its place afterwards.
class Erasure {
 public:
  // Of seven digits and more it is a number, found however it is grouped; anything else is found as a whole word, in
  // any case, in links as well. `mark` tells erased texts apart, as findings have to be. Throws base::Error(usage) for
  // what is too short to name anybody.
  Erasure(std::string_view text, std::string_view mark);

  // How often it is there.
  std::size_t mentions(std::string_view text) const;
  // The text without it; nothing when it is not there.
  std::optional<std::string> erased(std::string_view text) const;

 private:
  struct Found {
    std::size_t at = 0;
    std::size_t size = 0;  // 0: it is not there
  };
  Found find(std::string_view text, std::size_t from) const;
  std::size_t match(std::string_view text, std::size_t at) const;         // its length there, or 0
  std::size_t match_number(std::string_view text, std::size_t at) const;  // the same of digits in any grouping

  std::vector<std::string> spellings_;  // in lower case; of a number its digits alone
  bool is_number_ = false;
  std::string mark_;
};

struct Erased {
  std::int64_t reviews = 0;       // looked at
  std::int64_t mentions = 0;      // in documents
  std::vector<Remark> documents;  // that were rewritten, or would be: how often each named it
  std::vector<Remark> reports;    // that were made again, or removed
  std::vector<Remark> left;       // what could not be looked into or rewritten, and why

  bool whole() const { return left.empty(); }
};

// Every review in the store, those that have expired excepted: they cannot be read, and are told. Done twice is done
// once; what is left can be done again. A dry run writes nothing.
Erased erase(store::Store& store, const std::vector<Erasure>& erasures, bool dry_run, base::Time now,
             std::size_t threads, const ReviewDone& review_done);

// As `storage erase --json` prints it.
nlohmann::json to_json(const Erased& erased, bool dry_run);

}  // namespace app
