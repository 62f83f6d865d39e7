#include <algorithm>

#include "aws/operations/cloudtrail.hpp"
#include "base/json/read.hpp"
#include "base/timestamp.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

using model::TrafficChange;
using model::TrafficChanges;
using nlohmann::json;
namespace read = base::read;

// The member of what the call was made with is named by the API, whose clients write it in either case.
std::string group_asked_for(const json& record) {
  const json& parameters = read::object(record, "requestParameters");
  const std::string id = read::text(parameters, "id");
  return id.empty() ? read::text(parameters, "Id") : id;
}

bool moves_calls(const json& record) {
  const json& parameters = read::object(record, "requestParameters");
  return parameters.contains("telephonyConfig") || parameters.contains("TelephonyConfig");
}

// Nothing for a call that was refused, and for one on a group of another instance. Groups are named by id or by ARN.
std::optional<TrafficChange> traffic_change_in(const json& event, const model::PhoneNumbers& phone) {
  const auto seconds = read::number(event, "EventTime");
  const auto at = seconds ? base::from_epoch_seconds(*seconds) : std::nullopt;
  const auto record = read::parse(read::text(event, "CloudTrailEvent"));
  if (!at || !record || !read::text(*record, "errorCode").empty()) return std::nullopt;
  if (!moves_calls(*record)) return std::nullopt;  // agents or sign-in alone are no failover
  const std::string asked = group_asked_for(*record);
  const auto group = std::ranges::find_if(
      phone.groups, [&](const auto& one) { return !asked.empty() && (one.id == asked || one.arn == asked); });
  return group == phone.groups.end() ? std::nullopt : std::optional(TrafficChange{*at, group->id});
}

Dataset<TrafficChanges> fetch_traffic_changes(Source& source, const Dataset<model::PhoneNumbers>& phone) {
  if (!phone.known() || (phone.gap && phone.value->groups.empty()))
    return Dataset<TrafficChanges>::missing(needs_other("list of traffic distribution groups", phone.gap));
  TrafficChanges found;
  found.window = model::Window::before(source.given.window.end, model::trail_days);
  if (phone.value->groups.empty()) return Dataset<TrafficChanges>::of(std::move(found));
  aws::for_each_item(
      source.client, aws::cloudtrail::lookup_events,
      {{"LookupAttributes", {{{"AttributeKey", "EventName"}, {"AttributeValue", "UpdateTrafficDistribution"}}}},
       {"StartTime", base::to_epoch_seconds(found.window.start)},
       {"EndTime", base::to_epoch_seconds(found.window.end)}},
      [&](const json& event) {
        if (auto change = traffic_change_in(event, *phone.value)) found.changes.push_back(std::move(*change));
      });
  std::ranges::stable_sort(found.changes, std::greater(), &TrafficChange::at);
  return Dataset<TrafficChanges>::of(std::move(found));
}

}  // namespace

const Collector collectors::traffic_changes =
    collector<&Inventory::traffic_changes, fetch_traffic_changes, &Inventory::phone_numbers>(
        "resilience", {&aws::cloudtrail::lookup_events});

}  // namespace collect
