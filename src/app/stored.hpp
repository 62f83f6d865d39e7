// Stored reviews as the rest of the program wants them: found by id or "latest", parsed, rendered and kept as reports.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "app/config/config.hpp"
#include "formats/table.hpp"
#include "store/store.hpp"

namespace app {

// No review is of later than this: what says so was made by a clock that was wrong.
base::Time latest_possible(base::Time now);

// The newest review that the filter takes. Of one second it is that whose state was written last: what follows the
// second in an id says nothing of the order. Empty: there is none.
std::string newest_review(store::Store& store, store::Filter filter);

// The newest before that one, of those that the filter takes; empty: there is none.
std::string review_before(store::Store& store, store::Filter filter, const std::string& review_id);

// The id itself, or that of the newest review for "latest"; one from the future is not. Throws base::Error(usage) for
// what is no id, and not_found when there is no review.
std::string resolve_review_id(store::Store& store, std::string_view id_or_latest, base::Time now);

// The review with everything that is stored of it; what cannot be read is in `unreadable`. Throws
// base::Error(not_found).
model::Review load_review(store::Store& store, const std::string& review_id);

// The same for people: what nobody is at any more is interrupted.
model::Review load_review(store::Store& store, const std::string& review_id, base::Time now);

// The state of a review as it is at `now`. Its documents are read only where its state leaves open whether somebody is
// at it.
model::StatusDocument current_state(store::Store& store, model::StatusDocument stored, base::Time now);

// The review with one of its components alone; it has to have it, if only as one that cannot be read. Throws
// base::Error(not_found).
model::Review only(model::Review review, const std::string& component);

// One document as it is stored, whatever wrote it. Throws base::Error(not_found), and corrupt when it cannot be read.
nlohmann::json stored_document(store::Store& store, const std::string& review_id, const std::string& component);

struct WrittenReport {
  std::string format;
  std::string link;  // where a person opens it
};

// Where reports go, and for how long links to those in a bucket can be opened.
struct ReportOptions {
  std::vector<std::string> formats;
  std::filesystem::path directory{};  // empty: the store
  std::chrono::seconds link_life{std::chrono::days(7)};
};

// With maps of flows, for writers that draw them.
formats::Besides with_maps(store::Store& store, const model::Review& review, formats::Besides besides);

// Renders the review in each of the formats and keeps it, tells of each as it is written, and notes in the review's
// state that they are. A file is written whole or not at all.
void write_reports(store::Store& store, model::Review& review, const formats::Besides& besides,
                   const ReportOptions& options, const std::function<void(WrittenReport)>& written);

// Keeps the digests of reports in the review's state, for who reads the store whole, unless the state has changed
// meanwhile.
void note_digests(store::Store& store, const std::string& review_id, const model::ReportDigests& digests);

ReportOptions report_options(const Config& config);

}  // namespace app
