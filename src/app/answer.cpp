#include "app/answer.hpp"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

namespace app {

using nlohmann::json;

json answer(const Performed& performed) {
  const ReviewOutcome& outcome = performed.outcome;
  const Kept& kept = performed.kept;
  std::vector<std::string> errors = outcome.errors;
  std::ranges::copy(outcome.not_delivered, std::back_inserter(errors));
  json body = {{"reviewId", outcome.review_id},
               {"status", model::name(outcome.status)},
               {"reportUrl", kept.reports.empty() ? json() : json(kept.reports.front().link)},
               {"analyzersCompleted", outcome.completed.size()},
               {"analyzersFailed", outcome.failed.size()},
               {"errors", errors.empty() ? json() : json(errors)},
               {"storage", kept.storage},
               {"instanceArn", kept.instance_arn},
               {"findings", outcome.findings.by_name()},
               {"durationMs", outcome.duration.count()},
               {"usage", base::fields::write(outcome.usage)},
               {"storageUsage", base::fields::write(kept.storage_usage)}};
  if (!outcome.mute_notes.empty()) body["muteNotes"] = outcome.mute_notes;
  if (performed.joined) body["joined"] = true;
  return body;
}

}  // namespace app
