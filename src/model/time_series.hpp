// Numbers over time, as components store and pages draw them. Plain data.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"

namespace model {

// A stored series: one value per period from the window's start; nothing where CloudWatch had no data.
struct TimeSeries {
  std::string metric;
  std::string statistic;
  std::string unit;       // count, seconds, per_second, fraction, percent
  std::string dimension;  // queue or flow; empty at instance scope
  base::Time start;
  std::chrono::seconds period{3600};
  std::vector<std::optional<double>> values;
};

// How often something happened in one hour.
struct HourCount {
  base::Time hour;
  std::int64_t count = 0;
};

}  // namespace model
