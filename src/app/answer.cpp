#include "app/answer.hpp"

#include <nlohmann/json.hpp>

namespace app {

using nlohmann::json;

json answer(const ReviewOutcome& outcome, const Kept& kept) {
  return {{"reviewId", outcome.review_id},
          {"status", model::name(outcome.status)},
          {"reportUrl", kept.reports.empty() ? json() : json(kept.reports.front().link)},
          {"analyzersCompleted", outcome.completed.size()},
          {"analyzersFailed", outcome.failed.size()},
          {"errors", outcome.errors.empty() ? json() : json(outcome.errors)},
          {"storage", kept.storage},
          {"instanceArn", kept.instance_arn},
          {"findings", outcome.findings},
          {"durationMs", outcome.duration.count()},
          {"usage", base::fields::write(outcome.usage)},
          {"storageUsage", base::fields::write(kept.storage_usage)}};
}

}  // namespace app
