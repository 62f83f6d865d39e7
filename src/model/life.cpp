#include "model/life.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/timestamp.hpp"

namespace model {
namespace {

bool is_silent(const StatusDocument& status, base::Time last, base::Time now) {
  return now - last > longest_silence && (!status.deadline || now > *status.deadline);
}

bool has_ended(const StatusDocument& status) {
  return status.status != ReviewStatus::in_progress && status.status != ReviewStatus::interrupted;
}

}  // namespace

base::Time last_sign_of_life(const StatusDocument& status, std::span<const Document> documents) {
  base::Time last = base::from_review_id(status.review_id).value_or(base::Time());
  if (status.updated_at) last = std::max(last, *status.updated_at);
  for (const Document& document : documents) {
    if (document.collected_at) last = std::max(last, *document.collected_at);
  }
  return last;
}

bool is_being_made(const StatusDocument& status, std::span<const Document> documents, base::Time now) {
  const bool has_more_to_do = status.status == ReviewStatus::in_progress || !status.reports_due.empty();
  return has_more_to_do && !is_silent(status, last_sign_of_life(status, documents), now);
}

StatusDocument as_of(StatusDocument status, std::span<const Document> documents, base::Time now) {
  const bool is_open = status.status == ReviewStatus::in_progress && status.updated_at;
  if (!is_open || !is_silent(status, last_sign_of_life(status, documents), now)) return status;
  return left_unfinished(std::move(status), documents);
}

StatusDocument left_unfinished(StatusDocument status, std::span<const Document> documents) {
  status.status = ReviewStatus::interrupted;
  status.message =
      fmt::format("nothing was stored of it since {}; `connect-ops-review run --resume {}` goes on with it",
                  base::to_iso8601(last_sign_of_life(status, documents)), status.review_id);
  return status;
}

std::vector<std::string> missing_components(const StatusDocument& status, const std::set<std::string>& there) {
  std::vector<std::string> missing;
  if (!has_ended(status)) return missing;
  std::ranges::copy_if(status.components, std::back_inserter(missing),
                       [&](const std::string& component) { return !there.contains(component); });
  return missing;
}

std::vector<std::string> missing_components(const Review& review) {
  std::set<std::string> there;
  for (const Document& document : review.documents) there.insert(document.component);
  for (const Unreadable& one : review.unreadable) there.insert(one.component);
  return missing_components(review.status, there);
}

std::string missing_reports(const StatusDocument& status) {
  if (!has_ended(status) || status.reports_due.empty()) return "";
  return fmt::format("its {} ({}) {} not written; `connect-ops-review report {}` writes {}",
                     status.reports_due.size() == 1 ? "report" : "reports", fmt::join(status.reports_due, ", "),
                     status.reports_due.size() == 1 ? "was" : "were", status.review_id,
                     status.reports_due.size() == 1 ? "it" : "them");
}

}  // namespace model
