#include <algorithm>
#include <nlohmann/json.hpp>

#include "aws/operations/cloudtrail.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

namespace cloudtrail = aws::cloudtrail;
namespace read = base::read;
using model::AuditTrail;
using model::AuditTrails;
using nlohmann::json;

constexpr const char* connect_source = "connect.amazonaws.com";

bool holds(const json& field, const char* list, std::string_view value) {
  const json& values = read::array(field, list);
  return std::ranges::find(values, json(value)) != values.end();
}

bool names_any(const json& field, const char* list) {
  return !read::array(field, list).empty();
}

// https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html
bool basic_records_changes(const json& selector) {
  return read::boolean(selector, "IncludeManagementEvents").value_or(true) &&
         read::text(selector, "ReadWriteType") != "ReadOnly" &&
         !holds(selector, "ExcludeManagementEventSources", connect_source);
}

// Whether a field lets changes of Amazon Connect through; nothing where it picks by something else, or by parts of it.
// https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html
std::optional<bool> lets_changes_through(const json& field) {
  const std::string name = read::text(field, "Field");
  if (name == "eventCategory") return holds(field, "Equals", "Management");
  const std::string_view wanted = name == "readOnly" ? "false" : name == "eventSource" ? connect_source : "";
  if (wanted.empty()) return std::nullopt;
  if (holds(field, "NotEquals", wanted)) return false;
  if (names_any(field, "Equals")) return holds(field, "Equals", wanted);
  for (const char* other : {"StartsWith", "EndsWith", "NotStartsWith", "NotEndsWith"}) {
    if (names_any(field, other)) return std::nullopt;
  }
  return true;
}

// All its fields have to; without one of the category it is no selector that CloudTrail takes.
std::optional<bool> advanced_records_changes(const json& selector) {
  bool is_of_changes = false, is_unclear = false;
  for (const json& field : read::array(selector, "FieldSelectors")) {
    const auto one = lets_changes_through(field);
    if (one == false) return false;
    is_unclear = is_unclear || !one;
    is_of_changes = is_of_changes || read::text(field, "Field") == "eventCategory";
  }
  if (is_unclear) return std::nullopt;
  return is_of_changes;
}

// One that does is enough.
std::optional<bool> records_changes(const json& answer) {
  const json &basic = read::array(answer, "EventSelectors"), &advanced = read::array(answer, "AdvancedEventSelectors");
  bool is_unclear = basic.empty() && advanced.empty();
  for (const json& selector : basic) {
    if (basic_records_changes(selector)) return true;
  }
  for (const json& selector : advanced) {
    const auto one = advanced_records_changes(selector);
    if (one == true) return true;
    is_unclear = is_unclear || !one;
  }
  return is_unclear ? std::nullopt : std::optional(false);
}

// By its ARN, which is known in every Region. Where nobody has chosen, a trail records every call but those for data.
void read_trail(Source& source, bool has_own_selectors, AuditTrail& trail) {
  const json status = source.client.call(cloudtrail::get_trail_status, {{"Name", trail.arn}});
  trail.is_logging = read::boolean(status, "IsLogging");
  if (!trail.is_logging) {
    throw base::Error(base::ErrorKind::corrupt,
                      "cloudtrail:GetTrailStatus did not answer whether the trail is logging");
  }
  trail.delivery_error = label(status, "LatestDeliveryError");
  trail.records_changes = true;
  if (!has_own_selectors) return;
  trail.records_changes =
      records_changes(source.client.call(cloudtrail::get_event_selectors, {{"TrailName", trail.arn}}));
}

AuditTrail listed_trail(const json& item) {
  AuditTrail trail;
  trail.arn = needed(item, "TrailARN", cloudtrail::describe_trails);
  trail.name = label(item, "Name");
  trail.is_of_all_regions = read::boolean(item, "IsMultiRegionTrail").value_or(false);
  trail.is_validated = read::boolean(item, "LogFileValidationEnabled").value_or(false);
  return trail;
}

void add_stores(Source& source, AuditTrails& trails) {
  aws::for_each_item(source.client, cloudtrail::list_event_data_stores, json::object(), [&](const json& item) {
    AuditTrail store;
    store.arn = needed(item, "EventDataStoreArn", cloudtrail::list_event_data_stores);
    store.name = label(item, "Name");
    store.is_store = true;
    trails.push_back(std::move(store));
  });
}

// A trail that keeps changes is enough: what others do is no matter then, and no store is asked for.
Dataset<AuditTrails> fetch_audit_trails(Source& source) {
  AuditTrails trails;
  std::vector<bool> have_own_selectors;
  aws::for_each_item(source.client, cloudtrail::describe_trails, json::object(), [&](const json& item) {
    trails.push_back(listed_trail(item));
    have_own_selectors.push_back(read::boolean(item, "HasCustomEventSelectors").value_or(true));
  });
  source.steps.expect("trails", trails.size(), &cloudtrail::get_trail_status);
  ItemGaps gaps(ItemGaps::Permission::its_own);  // an organization's trail may be denied by itself
  for (std::size_t i = 0; i < trails.size(); ++i) {
    trails[i].gap = gaps.of([&] { read_trail(source, have_own_selectors[i], trails[i]); });
    source.steps.done();
  }
  if (std::ranges::any_of(trails, model::keeps_changes)) return Dataset<AuditTrails>::of(std::move(trails));
  auto gap = gap_of_items(trails, "trails");
  ItemGaps of_stores;
  if (auto gap_of_stores = of_stores.of([&] { add_stores(source, trails); })) gap = std::move(gap_of_stores);
  return {std::move(trails), std::move(gap)};
}

}  // namespace

const Collector collectors::audit_trails = collector<&Inventory::audit_trails, fetch_audit_trails>(
    "security",
    {&cloudtrail::describe_trails, &cloudtrail::get_trail_status, &cloudtrail::get_event_selectors,
     &cloudtrail::list_event_data_stores},
    Asks::each_item);

}  // namespace collect
