#include <fmt/format.h>

#include "aws/operations/logs.hpp"
#include "base/json/read.hpp"
#include "base/timestamp.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

std::optional<base::Time> created_at(const nlohmann::json& item) {
  const auto milliseconds = base::read::integer(item, "creationTime");
  return milliseconds ? base::from_epoch_milliseconds(*milliseconds) : std::nullopt;
}

Dataset<model::LogGroupLookup> fetch_log_group(Source& source, const Dataset<model::InstanceDetails>& instance) {
  using Lookup = model::LogGroupLookup;
  std::string name = source.given.settings.log_group;
  if (name.empty()) {
    if (instance.known() && instance.value->alias.empty()) {
      return Dataset<Lookup>::missing({model::GapKind::not_supported,
                                       "the instance has no alias, which names the log group; name it with --log-group",
                                       ""});
    }
    if (!instance.known()) {
      return Dataset<Lookup>::missing(needs_other("instance's alias, which names the log group,", instance.gap));
    }
    name = fmt::format("/aws/connect/{}", instance.value->alias);
  }
  Lookup found;
  aws::for_each_item(source.client, aws::logs::describe_log_groups, {{"logGroupNamePrefix", name}},
                     [&](const nlohmann::json& item) {
                       if (base::read::text(item, "logGroupName") != name) return;
                       found = model::LogGroup{name,
                                               base::read::text(item, "arn"),
                                               base::read::integer(item, "retentionInDays"),
                                               base::read::integer(item, "storedBytes"),
                                               base::read::text(item, "kmsKeyId"),
                                               created_at(item)};
                     });
  return Dataset<Lookup>::of(std::move(found));
}

}  // namespace

const Collector collectors::log_group =
    collector<&Inventory::log_group, fetch_log_group, &Inventory::instance>("logs", {&aws::logs::describe_log_groups});

}  // namespace collect
