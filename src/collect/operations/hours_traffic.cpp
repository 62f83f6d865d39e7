#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>

#include "aws/operations/connect.hpp"
#include "base/json/read.hpp"
#include "base/timestamp.hpp"
#include "collect/collector.hpp"
#include "collect/whole_hours.hpp"

namespace collect {
namespace {

namespace connect = aws::connect;
namespace read = base::read;
using model::HoursTraffic;
using nlohmann::json;
using std::chrono::days;

// By the hour, AWS answers for less than three days, and takes a hundred values in the filters of a question: two are
// channels. https://docs.aws.amazon.com/connect/latest/APIReference/API_GetMetricDataV2.html
constexpr days longest_question{2};
constexpr int most_days = 14;
constexpr std::size_t most_queues = 98;
constexpr std::string_view queued = "CONTACTS_QUEUED_BY_ENQUEUE", abandoned = "CONTACTS_ABANDONED";

// An end at midnight is that of the day.
std::optional<std::int64_t> minute_of(const json& hour, const char* member) {
  const json& time = read::object(hour, member);
  const auto hours = read::whole(read::member(time, "Hours")), minutes = read::whole(read::member(time, "Minutes"));
  if (!hours || !minutes || *hours < 0 || *hours > 24 || *minutes < 0 || *minutes > 59) return std::nullopt;
  return *hours * 60 + *minutes;
}

std::optional<model::OpenDay> open_day_of(const json& item) {
  const auto day = base::from_iso8601(read::text(item, "Date") + "T00:00:00Z");
  if (!day || !read::member(item, "OperationalHours").is_array()) return std::nullopt;
  model::OpenDay found{*day, {}};
  for (const json& hour : read::array(item, "OperationalHours")) {
    const auto from = minute_of(hour, "Start"), to = minute_of(hour, "End");
    if (!from || !to) return std::nullopt;
    found.open.push_back({*from, *to == 0 ? 1440 : *to});
  }
  return found;
}

void note_unreadable(HoursTraffic& traffic, const char* what) {
  traffic.gap = model::Gap{model::GapKind::malformed, what, ""};
}

// A day more at both ends, since days are those of another zone than UTC.
void read_days(Source& source, const model::Window& window, HoursTraffic& traffic) {
  const json answer = source.client.call(connect::get_effective_hours_of_operations,
                                         {{"InstanceId", source.given.instance_ref.instance_id},
                                          {"HoursOfOperationId", traffic.id},
                                          {"FromDate", base::to_date(window.start - days(1))},
                                          {"ToDate", base::to_date(window.end + days(1))}});
  bool is_readable = read::member(answer, "EffectiveHoursOfOperationList").is_array();
  for (const json& item : read::array(answer, "EffectiveHoursOfOperationList")) {
    auto day = open_day_of(item);
    is_readable = is_readable && day;
    if (day) traffic.days.push_back(*std::move(day));
  }
  if (!is_readable) note_unreadable(traffic, "AWS did not say when they were open in a way that is understood");
  if (const std::string zone = label(answer, "TimeZone"); !zone.empty()) traffic.time_zone = zone;
}

json question(const model::InstanceRef& instance, const model::Window& window, const std::vector<std::string>& queues) {
  return {{"ResourceArn", instance.arn},
          {"StartTime", base::to_epoch_seconds(window.start)},
          {"EndTime", base::to_epoch_seconds(window.end)},
          {"Interval", {{"IntervalPeriod", "HOUR"}, {"TimeZone", "UTC"}}},
          {"Filters",
           {{{"FilterKey", "QUEUE"}, {"FilterValues", queues}},
            {{"FilterKey", "CHANNEL"}, {"FilterValues", {"VOICE", "CHAT"}}}}},
          {"Metrics", {{{"Name", queued}}, {{"Name", abandoned}}}}};
}

// No value where there was nothing to count; nothing where it cannot be read.
std::optional<double> value_of(const json& result, std::string_view metric) {
  for (const json& one : read::array(result, "Collections")) {
    if (read::text(read::object(one, "Metric"), "Name") != metric) continue;
    const json& value = read::member(one, "Value");
    if (value.is_null()) return 0;
    const bool is_count = value.is_number() && value.get<double>() >= 0;
    return is_count ? std::optional(std::min(value.get<double>(), 1e9)) : std::nullopt;
  }
  return std::nullopt;
}

using Hours = std::map<base::Time, model::QueuedHour>;

// Whether the result could be read.
bool take(Hours& hours, const json& result) {
  const json& start = read::member(read::object(result, "MetricInterval"), "StartTime");
  const auto at = start.is_number() ? base::from_epoch_seconds(start.get<double>()) : std::nullopt;
  const auto came = value_of(result, queued), left = value_of(result, abandoned);
  if (!at || !came || !left) return false;
  model::QueuedHour& hour = hours[*at];
  hour.at = *at;
  hour.queued += *came;
  hour.abandoned += *left;
  return true;
}

void read_hours(Source& source, const model::Window& window, const std::vector<std::string>& queues,
                HoursTraffic& traffic) {
  Hours hours;
  bool is_readable = true;
  for (std::size_t first = 0; first < queues.size(); first += most_queues) {
    const std::vector<std::string> some(queues.begin() + std::ptrdiff_t(first),
                                        queues.begin() + std::ptrdiff_t(std::min(first + most_queues, queues.size())));
    for (base::Time start = window.start; start < window.end; start += longest_question) {
      const model::Window part{start, std::min<base::Time>(start + longest_question, window.end)};
      aws::for_each_item(source.client, connect::get_metric_data_v2, question(source.given.instance_ref, part, some),
                         [&](const json& result) { is_readable = take(hours, result) && is_readable; });
    }
  }
  for (const auto& [at, hour] : hours) traffic.hours.push_back(hour);
  if (!is_readable) note_unreadable(traffic, "AWS answered contacts by hour that cannot be read");
}

using QueuesByHours = std::map<std::string, std::vector<std::string>>;

// A disabled queue takes no contacts.
QueuesByHours queues_by_hours(const model::QueueDetails& queues) {
  QueuesByHours found;
  for (const auto& queue : queues) {
    if (queue.status != model::disabled_queue && !queue.hours_id.empty()) found[queue.hours_id].push_back(queue.id);
  }
  return found;
}

Dataset<model::HoursTraffics> fetch_hours_traffic(Source& source, const Dataset<model::QueueDetails>& queues,
                                                  const Dataset<model::HoursDetails>& hours) {
  using Traffics = Dataset<model::HoursTraffics>;
  if (!queues.known()) return Traffics::missing(needs_other("settings of the queues", queues.gap));
  if (!hours.known()) return Traffics::missing(needs_other("times of the hours of operation", hours.gap));
  const QueuesByHours by_hours = queues_by_hours(*queues.value);
  const model::Window window = whole_hours(source.given.window, most_days);
  model::HoursTraffics found;
  ItemGaps gaps;
  for (const auto& one : *hours.value) {
    const auto of_it = by_hours.find(one.id);
    if (of_it == by_hours.end() || model::always_open(one)) continue;
    HoursTraffic& traffic = found.emplace_back();
    traffic.id = one.id;
    traffic.name = one.name;
    traffic.queues = std::int64_t(of_it->second.size());
    traffic.time_zone = one.time_zone;
    if (auto gap = gaps.of([&] {
          read_days(source, window, traffic);
          read_hours(source, window, of_it->second, traffic);
        }))
      traffic.gap = std::move(gap);
  }
  const auto is_unread = [](const HoursTraffic& one) { return one.gap && one.hours.empty(); };
  if (!found.empty() && std::ranges::all_of(found, is_unread)) return Traffics::missing(*found.front().gap);
  auto gap = queues.gap ? queues.gap : hours.gap ? hours.gap : gap_of_items(found, "sets of hours of operation");
  return {std::move(found), std::move(gap)};
}

}  // namespace

const Collector collectors::hours_traffic =
    collector<&Inventory::hours_traffic, fetch_hours_traffic, &Inventory::queue_details, &Inventory::hours_details>(
        "operations", {&connect::get_effective_hours_of_operations, &connect::get_metric_data_v2}, Asks::each_item);

}  // namespace collect
