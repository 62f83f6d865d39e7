#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "aws/operations/connect.hpp"
#include "base/json/read.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

namespace read = base::read;
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
  if (!hours || !minutes || *hours < 0 || *hours > 24 || *minutes < 0 || *minutes > 59) return std::nullopt;
  return *hours * 60 + *minutes;
}

// An end at midnight, or before the beginning, is the end of the day: AWS takes none past it.
// https://docs.aws.amazon.com/connect/latest/adminguide/set-hours-operation.html
std::optional<model::OpenTime> open_time_from(const json& config) {
  constexpr std::int64_t end_of_day = 1440;
  const auto day = day_of(read::text(config, "Day"));
  const auto from = time_of(config, "StartTime"), to = time_of(config, "EndTime");
  if (!day || !from || !to) return std::nullopt;
  return model::OpenTime{*day, *from, *to == 0 || *to < *from ? end_of_day : *to};
}

model::HoursDetail detail_of(const json& item) {
  model::HoursDetail hours{.id = read::text(item, "HoursOfOperationId"),
                           .name = label(item, "Name"),
                           .time_zone = label(item, "TimeZone"),
                           .open = {}};
  for (const json& config : read::array(item, "Config")) {
    if (const auto open = open_time_from(config)) hours.open.push_back(*open);
  }
  std::ranges::sort(hours.open);
  return hours;
}

Dataset<model::HoursDetails> fetch_hours_details(Source& source) {
  model::HoursDetails found;
  aws::for_each_item(source.client, aws::connect::search_hours_of_operations,
                     {{"InstanceId", source.given.instance_ref.instance_id}},
                     [&](const json& item) { found.push_back(detail_of(item)); });
  return Dataset<model::HoursDetails>::of(std::move(found));
}

}  // namespace

const Collector collectors::hours_details =
    collector<&Inventory::hours_details, fetch_hours_details>("flow", {&aws::connect::search_hours_of_operations});

}  // namespace collect
