#include "aws/operations/connect.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"
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

Dataset<model::InstanceDetails> fetch(Source& source) {
  const json answer =
      source.client.call(connect::describe_instance, {{"InstanceId", source.given.instance_ref.instance_id}});
  const json& item = read::object(answer, "Instance");
  if (read::text(item, "Id").empty()) {
    throw base::Error(base::ErrorKind::corrupt, "connect:DescribeInstance answered no Instance with an Id");
  }
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
  details.replication = replication_of(answer);
  return Dataset<model::InstanceDetails>::of(std::move(details));
}

}  // namespace

const Collector collectors::instance =
    collector<&Inventory::instance, fetch>("instance", {&connect::describe_instance});

}  // namespace collect
