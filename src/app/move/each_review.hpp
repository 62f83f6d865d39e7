// What copying, comparing and removing reviews share: a few threads that take one review after the other, and what two
// stores have of one review.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/parallel.hpp"
#include "store/store.hpp"

namespace app {

// One thing that something is to be said about.
struct Remark {
  std::string what;  // 20260213-090000/quota
  std::string why;
};

void append(std::vector<Remark>& all, std::vector<Remark> more);
nlohmann::json to_json(const std::vector<Remark>& remarks);

// A document or report of a review, for people.
std::string what_of(std::string_view review_id, std::string_view name);

// What says that a later version of this program wrote the document; nothing of one that this version can judge.
std::optional<std::string> why_newer(const nlohmann::json& document);

// Whether going on with other reviews would only meet the same error again.
bool ends_everything(const base::Error& error);

// The names under which a review's files may be kept: its reports with their maps, and what it keeps of its flows.
struct FileName {
  std::string name;
  std::string_view media_type;
  bool is_report = true;
};
std::vector<FileName> file_names(const std::string& review_id);

// Those that a store has of a review, asked for side by side: no store tells their names.
struct File : FileName {
  std::string bytes;
};
std::vector<File> files_of(store::Store& store, const std::string& review_id);

// One review as it is now: what is stored, and what is to be said of that. `running`: somebody is still making it.
struct Loaded {
  store::Items items;
  std::vector<Remark> broken;   // cannot be read
  std::vector<Remark> missing;  // its state counts them, and they are not there
  std::vector<Remark> newer;    // a later version of this program wrote them, and this one cannot tell what they are
  bool running = false;
};
Loaded load(store::Store& store, const std::string& review_id, base::Time now);

std::vector<Remark> broken_ones(const store::Items& items);

// What a store has of one review, by component: nothing for a document that cannot be read. Points into `items`.
using Held = std::map<std::string, const store::Item*, std::less<>>;
Held by_component(const store::Items& items);

// Called from one thread at a time.
using ReviewDone = std::function<void(std::size_t reviews_done, std::size_t of)>;

// work(review_id) for every review on a few threads, in the order of the reviews; `review_done` hears of each that is
// done.
template <typename Work>
auto for_each_review(const std::vector<std::string>& ids, std::size_t threads, const ReviewDone& review_done,
                     const Work& work) {
  std::mutex mutex;  // guards `done`, and calls of `review_done`
  std::size_t done = 0;
  return base::parallel_map(ids.size(), threads, [&](std::size_t index) {
    auto result = work(ids[index]);
    const std::lock_guard lock(mutex);
    ++done;
    if (review_done) review_done(done, ids.size());
    return result;
  });
}

}  // namespace app
