#include "components/facts_json.hpp"

#include <cmath>

#include "base/json/read.hpp"
#include "base/timestamp.hpp"
#include "words/numbers.hpp"

namespace components {

json rounded(double value, int decimals) {
  if (!std::isfinite(value)) return nullptr;
  const double scale = std::pow(10.0, decimals);
  const double shifted = value * scale;
  // Beyond the precision of a double there is nothing left to round.
  const double result = std::isfinite(shifted) ? std::round(shifted) / scale : value;
  constexpr double exact = 9007199254740992.0;  // 2^53
  if (result == std::trunc(result) && std::abs(result) < exact) return std::int64_t(result);
  return result;
}

json rounded(const std::optional<double>& value, int decimals) {
  return value ? rounded(*value, decimals) : json(nullptr);
}

json percentage_json(const std::optional<double>& value) {
  return value ? rounded(words::cut(*value, 2), 2) : json(nullptr);
}

json or_null(const std::optional<std::int64_t>& value) {
  return value ? json(*value) : json(nullptr);
}

json or_null(const std::optional<bool>& value) {
  return value ? json(*value) : json(nullptr);
}

json or_null(const std::optional<base::Time>& value) {
  return value ? json(base::to_iso8601(*value)) : json(nullptr);
}

json or_null(const std::optional<model::Window>& value) {
  if (!value) return nullptr;
  return {{"start", base::to_iso8601(value->start)}, {"end", base::to_iso8601(value->end)}};
}

json or_null(const std::string& value) {
  return value.empty() ? json(nullptr) : json(value);
}

json hours_json(const std::vector<model::HourCount>& hours) {
  json list = json::array();
  for (const auto& one : hours) list.push_back({{"timestamp", base::to_iso8601(one.hour)}, {"count", one.count}});
  return list;
}

std::optional<base::Time> read_time(const json& object, const char* key) {
  std::string text = base::read::text(object, key);
  // Python, which the reference was written in, spells UTC out.
  if (text.ends_with("+00:00")) text.replace(text.size() - 6, 6, "Z");
  return base::from_iso8601(text);
}

std::optional<model::Window> read_window(const json& object) {
  const json& window = base::read::object(object, "window");
  const auto start = read_time(window, "start");
  const auto end = read_time(window, "end");
  if (!start || !end || *end < *start) return std::nullopt;
  return model::Window{*start, *end};
}

std::vector<model::HourCount> read_hours(const json& object, const char* key) {
  std::vector<model::HourCount> hours;
  for (const auto& one : base::read::array(object, key)) {
    const auto hour = read_time(one, "timestamp");
    const auto count = base::read::integer(one, "count");
    if (hour && count) hours.push_back({*hour, *count});
  }
  return hours;
}

CountsByName read_counts(const json& object, const char* key) {
  CountsByName counts;
  const json& members = base::read::object(object, key);
  for (const auto& [name, value] : members.items()) {
    if (const auto count = base::read::integer(members, name.c_str())) counts[name] = *count;
  }
  return counts;
}

bool holds_no_facts(const json& object) {
  return !object.is_object() || object.contains("error") || object.contains("message");
}

}  // namespace components
