// Reviews from one store to another: copied, compared, removed. Documents are moved as they are, whatever wrote them.
// Everything goes through the store's verbs alone, so that any two backends will do. A few threads work at a time; what
// is told comes in the order of the reviews.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "app/move/each_review.hpp"
#include "base/clock.hpp"
#include "store/open.hpp"
#include "store/store.hpp"

namespace app {

// The reviews that the filter lets through, newest first; its limit and page do not apply.
std::vector<std::string> review_ids(store::Store& store, store::Filter filter);

// SHA-256 of a document that two stores agree on: of its canonical JSON, in which 12.0 and 12 are the same number,
// because a table knows one kind of number only.
std::string fingerprint(const nlohmann::json& body);

// AWS is asked for several reviews beside each other.
inline constexpr std::size_t reviews_at_a_time = 4;

struct CopyOptions {
  bool dry_run = false;    // only tells what would be done
  bool overwrite = false;  // replaces documents that are there and differ
  std::size_t threads = reviews_at_a_time;
  base::Time now{};  // by which it is told whether a review is still being made
};

struct Copied {
  std::int64_t reviews = 0;
  std::int64_t documents = 0;    // written
  std::int64_t reports = 0;      // written
  std::int64_t updated = 0;      // of these: the STATUS of reviews that were still running when they were copied before
  std::int64_t overwritten = 0;  // of these: replaced what was there
  std::int64_t same = 0;         // documents and reports that were there already
  std::int64_t bytes = 0;        // written, as text
  std::vector<Remark> conflicts;   // there is another document, which was left alone
  std::vector<Remark> broken;      // cannot be read where it is; what is not even JSON was left out
  std::vector<Remark> missing;     // the review counts it, and the source lacks it
  std::vector<Remark> newer;       // a later version of this program wrote it; it is copied as it is
  std::vector<Remark> running;     // reviews that are still being made: copied as far as they have come
  std::vector<std::string> ended;  // the other reviews, which can be held against their copies
  std::vector<Remark> failed;      // could not be read or written; copying again goes on from there

  // A review that is still being made is no fault: copied again it is brought up to date.
  bool whole() const {
    return conflicts.empty() && broken.empty() && missing.empty() && newer.empty() && failed.empty();
  }
};

// Copies what the filter lets through. What is there and the same is skipped, so that an interrupted copy goes on where
// it was and a second one writes nothing. A review's STATUS comes last: until then the copy does not look complete.
// Throws base::Error where it makes no sense to go on (denied, no such bucket, no time left).
Copied copy(store::Store& from, store::Store& to, const store::Filter& filter, const CopyOptions& options,
            const ReviewDone& review_done);

struct Verified {
  std::int64_t reviews = 0;
  std::int64_t documents = 0;     // that can be read in the source
  std::int64_t reports = 0;       // in the source
  std::vector<Remark> missing;    // not in the destination, or counted by its review and not even in the source
  std::vector<Remark> different;  // there, but not the same
  std::vector<Remark> broken;     // cannot be read in the source: there is nothing to hold against
  std::vector<Remark> newer;      // a later version of this program wrote it: the same, as far as this one can tell
  std::vector<Remark> failed;     // reviews that could not be compared
  std::vector<Remark> running;    // reviews that are still being made, and were not compared
  // SHA-256 over names and fingerprints of the source's documents and reports, as each of the two stores has them.
  std::string source_sha256;
  std::string destination_sha256;

  // Whether the destination has everything that there should be, the same as in the source.
  bool same() const {
    return missing.empty() && broken.empty() && newer.empty() && failed.empty() && source_sha256 == destination_sha256;
  }
};

// Holds every document and report of these reviews in the source against the destination's, and writes nothing.
Verified verify(store::Store& from, store::Store& to, const std::vector<std::string>& review_ids, base::Time now,
                std::size_t threads, const ReviewDone& review_done);

struct Removed {
  std::int64_t reviews = 0;
  std::vector<Remark> missing;  // there was no such review
  std::vector<Remark> failed;
};

// Leaves those that somebody is still at: what is written after them would be left over.
Removed remove(store::Store& store, const std::vector<std::string>& review_ids, base::Time now, std::size_t threads,
               const ReviewDone& review_done);

// ---- as --json prints it ----

// A copy that is not verified was a dry run.
nlohmann::json to_json(const store::Location& from, const store::Location& to, const Copied& copied,
                       const std::optional<Verified>& verified);
nlohmann::json to_json(const store::Location& from, const store::Location& to, const Verified& verified);
nlohmann::json to_json(const Removed& removed);
nlohmann::json removal_json(const std::vector<std::string>& review_ids);  // of a dry run

}  // namespace app
