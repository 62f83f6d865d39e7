// The numbers of a review that can be followed over time, by name (quota.users.percentage): which component's document
// has each, and how it is read from the component's facts. An explicit table, constant data; any thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/document.hpp"

namespace app {

// What one document says of one measure.
struct Reading {
  std::optional<double> value;  // nothing: a gap
  std::optional<double> limit;  // that the value must not reach; nothing: there is none, or it is not known
  // What has to be the same for two values to be held against each other: a percentage's limit, a sum's days.
  std::optional<double> scale;
  std::string gap;  // why there is no value
};

struct Measure {
  std::string name;       // component.….what
  std::string component;  // whose document has it
  std::string title;
  std::string unit;     // users, %, calls
  std::string scale{};  // what Reading::scale is, in words; empty: there is none
  std::function<Reading(const model::Document&)> read;
};

// In the order of the components, and of the report within them.
const std::vector<Measure>& measures();

// Throws base::Error(usage) when there is none of that name.
const Measure& find_measure(std::string_view name);

}  // namespace app
