#include "app/answer.hpp"

#include <nlohmann/json.hpp>

namespace app {

using nlohmann::json;

json answer(const Outcome& outcome, const Answered& answered) {
  return {{"reviewId", outcome.review_id},
          {"status", model::name(outcome.status)},
          {"reportUrl", answered.reports.empty() ? json() : json(answered.reports.front().link)},
          {"analyzersCompleted", outcome.completed.size()},
          {"analyzersFailed", outcome.failed.size()},
          {"errors", outcome.errors.empty() ? json() : json(outcome.errors)},
          {"storage", answered.storage},
          {"instanceArn", answered.instance_arn},
          {"findings", outcome.findings},
          {"durationMs", outcome.duration.count()},
          {"usage", base::to_json(outcome.usage)},
          {"storageUsage", base::to_json(answered.storage_usage)}};
}

}  // namespace app
