// How facts become JSON and come back: numbers, times and "not known" are written the same way in every component.
// Pure functions; for the components' .cpp files alone.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "model/scene.hpp"
#include "model/time_series.hpp"

namespace components {

using nlohmann::json;
using CountsByName = std::map<std::string, std::int64_t>;

// Rounded; a whole number is written as an integer, so that a store which knows only one kind of number (DynamoDB)
// gives back the same bytes. Null for what is not finite.
json rounded(double value, int decimals);
json rounded(const std::optional<double>& value, int decimals);

// Two decimals, cut as words::percentage does it: what is below a limit is not stored as if it had reached it.
json percentage_json(const std::optional<double>& value);

// Null when there is nothing.
json or_null(const std::optional<std::int64_t>& value);
json or_null(const std::optional<bool>& value);
json or_null(const std::optional<base::Time>& value);
json or_null(const std::optional<model::Window>& value);
json or_null(const std::string& value);  // empty: not known

json hours_json(const std::vector<model::HourCount>& hours);  // [{timestamp, count}]

std::optional<base::Time> read_time(const json& object, const char* key);
std::optional<model::Window> read_window(const json& object);  // its member "window"
std::vector<model::HourCount> read_hours(const json& object, const char* key);
CountsByName read_counts(const json& object, const char* key);

// The reference application stored {"error": …} or {"message": …} where it had nothing, sometimes beside zeros.
bool holds_no_facts(const json& object);

}  // namespace components
