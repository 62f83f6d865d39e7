#include "app/deliver/event.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/deliver/rows.hpp"
#include "aws/operations/events.hpp"
#include "base/error.hpp"

namespace app {
namespace {

using nlohmann::json;

// Throws what EventBridge says of the event that it did not take.
void require_taken(const json& answer) {
  if (answer.value("FailedEntryCount", 0) == 0) return;
  const json entry = answer.value("Entries", json::array()).at(0);
  throw base::Error(base::ErrorKind::unavailable,
                    fmt::format("EventBridge did not take the event: {}: {}", entry.value("ErrorCode", "no code"),
                                entry.value("ErrorMessage", "no reason")));
}

}  // namespace

json event_detail(const ReviewOutcome& outcome, const model::Review& review, const News& news) {
  json detail = to_json(news);
  detail["reviewId"] = outcome.review_id;
  detail["instanceArn"] = review.status.instance_arn;
  detail["status"] = model::name(outcome.status);
  detail["findings"] = outcome.findings.by_name();
  detail["failedComponents"] = outcome.failed;
  return detail;
}

// As often as a review is finished, and not again when its answer is wanted once more.
void deliver_event(Performed& performed, const Means& means) {
  const std::string& bus = means.config.get(options::event_bus);
  if (!means.cloud || bus.empty() || performed.again) return;
  Cloud& cloud = means.cloud();
  base::Usage usage;  // of one call: nobody asks
  auto client = cloud.client(model::instance_of(performed.review).region, usage);
  const json entry = {{"Source", event_source},
                      {"DetailType", event_type},
                      {"EventBusName", bus},
                      {"Resources", {performed.review.status.instance_arn}},
                      {"Detail", event_detail(performed.outcome, performed.review, performed.news).dump()}};
  require_taken(client.call(aws::events::put_events, {{"Entries", {entry}}}));
}

}  // namespace app
