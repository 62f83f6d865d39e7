// The dataset of when hours of operation are open, in an ordinary week. Plain data and a pure function.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace model {

// From one minute of a day up to another, both counted from its midnight; up to 1440, the next midnight.
// https://docs.aws.amazon.com/connect/latest/APIReference/API_HoursOfOperationConfig.html
struct OpenTime {
  std::int64_t day = 0;  // 0 is Monday
  std::int64_t from = 0, to = 0;

  auto operator<=>(const OpenTime&) const = default;
};

struct HoursDetail {
  std::string id, name;
  std::string time_zone;       // Europe/Berlin
  std::vector<OpenTime> open;  // sorted; overrides of single days are not among them
};

using HoursDetails = std::vector<HoursDetail>;

// "Mon–Fri 08:00–18:00, Sat 09:00–12:00 (Europe/Berlin)", "always open", "never open".
std::string week_of(const HoursDetail& hours);

}  // namespace model
