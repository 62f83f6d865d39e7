#include "aws/operations/logs.hpp"
#include "base/json/read.hpp"
#include "base/text.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

using model::LogSubscriptions;
namespace read = base::read;

Dataset<LogSubscriptions> fetch_log_subscriptions(Source& source, const Dataset<model::LogGroupLookup>& log_group) {
  if (!log_group.known()) return Dataset<LogSubscriptions>::missing(needs_other("flow log group", log_group.gap));
  LogSubscriptions found;
  if (!*log_group.value) return Dataset<LogSubscriptions>::of(found);
  const auto& operation = aws::logs::describe_subscription_filters;
  aws::for_each_item(source.client, operation, {{"logGroupName", (*log_group.value)->name}},
                     [&](const nlohmann::json& item) {
                       const bool is_blank = base::trimmed(read::text(item, "filterPattern"), " ").empty();
                       found.push_back({label(item, "filterName"), needed(item, "destinationArn", operation),
                                        is_blank && read::text(item, "fieldSelectionCriteria").empty()});
                     });
  return Dataset<LogSubscriptions>::of(std::move(found));
}

}  // namespace

const Collector collectors::log_subscriptions =
    collector<&Inventory::log_subscriptions, fetch_log_subscriptions, &Inventory::log_group>(
        "logs", {&aws::logs::describe_subscription_filters});

}  // namespace collect
