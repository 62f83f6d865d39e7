#include "aws/operations/connect.hpp"
#include "collect/traffic/metric_results.hpp"

namespace collect {
namespace {

using model::AgentActivity;
using model::ProfileActivity;

ProfileActivity activity_in(const MetricRowRead& row) {
  return {.profile_id = row.resource_id,
          .profile_name = row.resource_name,
          .online_seconds = row.of("SUM_ONLINE_TIME_AGENT"),
          .occupancy = row.of("AGENT_OCCUPANCY"),
          .not_answered = row.of("AGENT_NON_RESPONSE_WITHOUT_CUSTOMER_ABANDONS"),
          .handled = row.of("CONTACTS_HANDLED")};
}

// How busy agents are AWS knows by routing profile, not by queue.
Dataset<AgentActivity> fetch_agent_activity(Source& source, const Dataset<model::RoutingProfiles>& profiles) {
  if (!profiles.known()) return Dataset<AgentActivity>::missing(needs_other("list of routing profiles", profiles.gap));
  const MetricRowsRead read =
      read_metrics(source, {.resource = "ROUTING_PROFILE",
                            .also_by = "",
                            .names = names_by_id(*profiles.value),
                            .metrics = {"SUM_ONLINE_TIME_AGENT", "AGENT_OCCUPANCY",
                                        "AGENT_NON_RESPONSE_WITHOUT_CUSTOMER_ABANDONS", "CONTACTS_HANDLED"},
                            .many = "routing profiles"});
  if (read.read_ids.empty() && read.gap) return Dataset<AgentActivity>::missing(*read.gap);
  AgentActivity activity{traffic_window(source.given.window), {}};
  for (const auto& row : read.rows) activity.profiles.push_back(activity_in(row));
  return {std::move(activity), read.gap ? read.gap : profiles.gap};
}

}  // namespace

const Collector collectors::agent_activity =
    collector<&Inventory::agent_activity, fetch_agent_activity, &Inventory::routing_profiles>(
        "traffic", {&aws::connect::get_metric_data_v2});

}  // namespace collect
