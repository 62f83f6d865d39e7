#include <fmt/format.h>

#include "aws/operations/connect.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"
#include "base/log.hpp"
#include "base/timestamp.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

using nlohmann::json;
namespace connect = aws::connect;
namespace read = base::read;

std::optional<model::Replication> replication_of(const json& answer) {
  const json& configuration = read::object(answer, "ReplicationConfiguration");
  model::Replication replication{
      read::text(configuration, "SourceRegion"), read::text(configuration, "GlobalSignInEndpoint"), {}};
  for (const json& one : read::array(configuration, "ReplicationStatusSummaryList")) {
    replication.replicas.push_back(
        {read::text(one, "Region"), read::text(one, "ReplicationStatus"), label(one, "ReplicationStatusReason")});
  }
  const bool says_nothing = replication.source_region.empty() && replication.replicas.empty();
  return says_nothing ? std::nullopt : std::optional(std::move(replication));
}

// What an Instance and an InstanceSummary have in common is named the same in both.
model::InstanceDetails details_from(const json& item) {
  model::InstanceDetails details;
  details.id = read::text(item, "Id");
  details.arn = read::text(item, "Arn");
  details.alias = label(item, "InstanceAlias");
  details.identity_management_type = read::text(item, "IdentityManagementType");
  details.status = read::text(item, "InstanceStatus");
  details.status_reason = label(read::object(item, "StatusReason"), "Message");
  details.service_role = read::text(item, "ServiceRole");
  details.access_url = read::text(item, "InstanceAccessUrl");
  if (const auto created = read::number(item, "CreatedTime")) details.created = base::from_epoch_seconds(*created);
  details.inbound_calls = read::boolean(item, "InboundCallsEnabled");
  details.outbound_calls = read::boolean(item, "OutboundCallsEnabled");
  return details;
}

model::InstanceDetails described(Source& source) {
  const json answer =
      source.client.call(connect::describe_instance, {{"InstanceId", source.given.instance_ref.instance_id}});
  const json& item = read::object(answer, "Instance");
  if (read::text(item, "Id").empty()) {
    throw base::Error(base::ErrorKind::corrupt, "connect:DescribeInstance answered no Instance with an Id");
  }
  model::InstanceDetails details = details_from(item);
  details.replication = replication_of(answer);
  return details;
}

// Nothing when the list cannot be read either, or does not hold the instance.
std::optional<model::InstanceDetails> listed(Source& source) {
  std::optional<model::InstanceDetails> found;
  try {
    aws::for_each_item(source.client, connect::list_instances, json::object(), [&](const json& item) {
      if (read::text(item, "Id") == source.given.instance_ref.instance_id) found = details_from(item);
    });
  } catch (const base::Error& error) {
    base::log::debug(fmt::format("the instance is not known from the list either: {}", error.what()));
  }
  return found;
}

// Who may not describe an instance may often list it, which tells all but its replicas; its alias names the flow log.
Dataset<model::InstanceDetails> fetch_instance(Source& source) {
  try {
    return Dataset<model::InstanceDetails>::of(described(source));
  } catch (const base::Error& error) {
    if (error.kind() != base::ErrorKind::denied) throw;
    auto details = listed(source);
    if (!details) throw;
    return Dataset<model::InstanceDetails>::partly(std::move(*details), gap_from(error));
  }
}

}  // namespace

// Without DescribeInstance ListInstances is tried, for which nobody has to be granted more: it is not listed here.
const Collector collectors::instance =
    collector<&Inventory::instance, fetch_instance>("instance", {&connect::describe_instance});

}  // namespace collect
