// The dataset of when hours of operation are open, in an ordinary week. Plain data and a pure function.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/dataset.hpp"

namespace model {

// From one minute of a day to another, both counted from its midnight; 1440 is the next midnight.
// https://docs.aws.amazon.com/connect/latest/APIReference/API_HoursOfOperationConfig.html
struct OpenTime {
  std::int64_t day = 0;  // 0 is Monday
  std::int64_t from = 0, to = 0;

  auto operator<=>(const OpenTime&) const = default;
};

struct HoursDetail {
  std::string id, name;
  std::string time_zone;               // Europe/Berlin
  std::vector<OpenTime> open;          // of an ordinary week, sorted
  bool is_opened_by_override = false;  // only looked for where the week has no time
  std::optional<Gap> gap;              // why it is not known when they are open
};

using HoursDetails = std::vector<HoursDetail>;

// Known to be: neither the week nor an override has a time.
bool never_open(const HoursDetail& hours);

// Known to be: on every day, all day. Overrides may close even these.
bool always_open(const HoursDetail& hours);

// "Mon–Fri 08:00–18:00, Sat 09:00–12:00 (Europe/Berlin)", "always open", "never open", "open by overrides only".
// Empty when it is not known.
std::string week_of(const HoursDetail& hours);

}  // namespace model
