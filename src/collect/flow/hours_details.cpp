#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "aws/operations/connect.hpp"
#include "base/json/read.hpp"
#include "base/timestamp.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

namespace read = base::read;
using model::HoursDetail;
using nlohmann::json;

std::optional<std::int64_t> day_of(std::string_view word) {
  static constexpr std::string_view days[] = {"MONDAY", "TUESDAY",  "WEDNESDAY", "THURSDAY",
                                              "FRIDAY", "SATURDAY", "SUNDAY"};
  const auto* found = std::ranges::find(days, word);
  return found == std::end(days) ? std::nullopt : std::optional<std::int64_t>(found - std::begin(days));
}

// Minutes since midnight.
std::optional<std::int64_t> time_of(const json& config, const char* member) {
  const json& time = read::object(config, member);
  const auto hours = read::whole(read::member(time, "Hours")), minutes = read::whole(read::member(time, "Minutes"));
  if (!hours || !minutes || *hours < 0 || *hours > 23 || *minutes < 0 || *minutes > 59) return std::nullopt;
  return *hours * 60 + *minutes;
}

// An end at 00:00 is the end of the day.
// https://docs.aws.amazon.com/connect/latest/APIReference/API_HoursOfOperationConfig.html
std::optional<model::OpenTime> open_time_from(const json& config) {
  constexpr std::int64_t end_of_day = 1440;
  const auto day = day_of(read::text(config, "Day"));
  const auto from = time_of(config, "StartTime"), to = time_of(config, "EndTime");
  if (!day || !from || !to) return std::nullopt;
  return model::OpenTime{*day, *from, *to == 0 ? end_of_day : *to};
}

HoursDetail detail_of(const json& item) {
  HoursDetail hours{.id = read::text(item, "HoursOfOperationId"),
                    .name = label(item, "Name"),
                    .time_zone = label(item, "TimeZone"),
                    .open = {},
                    .gap = {}};
  bool is_readable = read::member(item, "Config").is_array();
  for (const json& config : read::array(item, "Config")) {
    const auto open = open_time_from(config);
    is_readable = is_readable && open;
    if (open) hours.open.push_back(*open);
  }
  if (!is_readable) {
    hours.gap =
        model::Gap{model::GapKind::malformed, "AWS did not say when they are open in a way that is understood", ""};
  }
  std::ranges::sort(hours.open);
  return hours;
}

// Dates are days in the time zone of the hours: of one that ended yesterday in UTC, the day may still go on there.
bool opens(const json& override_of_hours, base::Time now) {
  if (read::text(override_of_hours, "OverrideType") == "CLOSED") return false;
  if (read::array(override_of_hours, "Config").empty()) return false;
  const std::string till = read::text(override_of_hours, "EffectiveTill");
  const bool is_over = !till.empty() && till < base::to_date(now - std::chrono::hours(24));
  return !is_over || !read::object(override_of_hours, "RecurrenceConfig").empty();
}

// Their ids.
std::set<std::string> opened_by_overrides(Source& source) {
  std::set<std::string> ids;
  aws::for_each_item(source.client, aws::connect::search_hours_of_operation_overrides,
                     {{"InstanceId", source.given.instance_ref.instance_id}}, [&](const json& item) {
                       if (opens(item, source.given.window.end)) ids.insert(read::text(item, "HoursOfOperationId"));
                     });
  return ids;
}

bool has_no_time(const HoursDetail& hours) {
  return !hours.gap && hours.open.empty();
}

// Asks only where it matters: the week says the rest.
void look_for_overrides(Source& source, model::HoursDetails& all) {
  if (std::ranges::none_of(all, has_no_time)) return;
  std::set<std::string> opened;
  const auto gap = ItemGaps().of([&] { opened = opened_by_overrides(source); });
  for (HoursDetail& hours : all) {
    if (!has_no_time(hours)) continue;
    hours.gap = gap;
    hours.is_opened_by_override = opened.contains(hours.id);
  }
}

Dataset<model::HoursDetails> fetch_hours_details(Source& source) {
  model::HoursDetails found;
  aws::for_each_item(source.client, aws::connect::search_hours_of_operations,
                     {{"InstanceId", source.given.instance_ref.instance_id}},
                     [&](const json& item) { found.push_back(detail_of(item)); });
  look_for_overrides(source, found);
  auto gap = gap_of_items(found, "sets of hours of operation");
  return {std::move(found), std::move(gap)};
}

}  // namespace

const Collector collectors::hours_details = collector<&Inventory::hours_details, fetch_hours_details>(
    "flow", {&aws::connect::search_hours_of_operations, &aws::connect::search_hours_of_operation_overrides});

}  // namespace collect
