#include <algorithm>
#include <fmt/format.h>

#include "base/arn.hpp"
#include "checks/check.hpp"
#include "model/console.hpp"
#include "model/data_stream.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using model::LogSubscription;
using model::LogSubscriptions;

struct Kind {
  std::string_view service, name;
};
constexpr Kind kinds[] = {{"lambda", "the function"},
                          {"kinesis", "the data stream"},
                          {"firehose", "the Firehose stream"},
                          {"logs", "the destination"}};

// "the function 'archive'"; what is of no kind that is known, by its ARN.
std::string destination_text(const LogSubscription& one) {
  const auto kind = std::ranges::find(kinds, base::arn_field(one.destination, base::arn_service), &Kind::service);
  if (kind == std::end(kinds)) return words::in_quotes(one.destination);
  const std::string_view behind_colon = base::arn_field(one.destination, base::arn_resource + 1);
  const std::string_view name = behind_colon.empty() ? model::stream_name(one.destination) : behind_colon;
  return fmt::format("{} {}", kind->name, words::in_quotes(name));
}

std::string destinations_text(const LogSubscriptions& subscriptions, bool take_all) {
  std::vector<std::string> all;
  for (const LogSubscription& one : subscriptions) {
    if (one.takes_all == take_all) all.push_back(destination_text(one));
  }
  return words::list(all);
}

std::string kept_text(const model::LogGroup& group) {
  if (!group.retention_days) return "CloudWatch Logs keeps them for ever.";
  return fmt::format("CloudWatch Logs deletes them after {}.", words::counted(*group.retention_days, "day"));
}

Judgements judge(const Scene& scene, const model::LogGroupLookup& group, const LogSubscriptions& subscriptions) {
  if (!group) return {not_applicable(the_instance(scene), "There is no log group whose lines could be sent on.")};
  Judgement judgement;
  judgement.resource = {"log_group", group->name, group->name};
  judgement.limit = "All lines are sent on";
  judgement.evidence = "logs:DescribeSubscriptionFilters";
  judgement.console_url = model::console::log_group(scene.instance, group->name);
  judgement.status = Status::info;
  if (std::ranges::any_of(subscriptions, &LogSubscription::takes_all)) {
    judgement.status = Status::pass;
    judgement.observed = fmt::format("All lines are sent on to {}.", destinations_text(subscriptions, true));
  } else if (subscriptions.empty()) {
    judgement.observed = fmt::format("Lines are sent on to nothing. {}", kept_text(*group));
  } else {
    judgement.observed = fmt::format("Lines that a filter chooses are sent on to {}, the others to nothing. {}",
                                     destinations_text(subscriptions, false), kept_text(*group));
  }
  return {judgement};
}

}  // namespace

// Who looks no further back than the log group has nothing to do.
const Check flow_log_delivery = on<judge, &Inventory::log_group, &Inventory::log_subscriptions>({
    .id = "flow_log_delivery",
    .component = "logs",
    .title = "Where the flow log is sent on to",
    .pillar = Pillar::observability,
    .severity = Severity::low,
    .why =
        "What callers met in a flow can be looked up for as long as the log group keeps its lines. Longer histories, "
        "and questions in SQL, need lines that are sent on.",
    .remedy =
        "Add a subscription filter to the log group that sends all lines to a Firehose stream, and let that write "
        "to a bucket.",
    .action = "Decide whether to keep a longer history",
    .links = {"https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/about-contact-flow-logs.html"},
});

}  // namespace checks
