// The dataset of when hours of operation were open on each day under review, and when contacts came to their queues.
// Plain data and a pure function.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "model/dataset.hpp"

namespace model {

// In minutes of the day, as OpenTime has them.
struct OpenSpan {
  std::int64_t from = 0, to = 0;
};

// Overrides are in it.
// https://docs.aws.amazon.com/connect/latest/APIReference/API_GetEffectiveHoursOfOperations.html
struct OpenDay {
  base::Time day;  // its midnight, as if it were one of UTC: days are those of the hours' time zone
  std::vector<OpenSpan> open;
};

// Calls and chats that were put into the queues in an hour of UTC, and those whose customers gave up in that hour.
struct QueuedHour {
  base::Time at;
  double queued = 0, abandoned = 0;
};

struct HoursTraffic {
  std::string id, name;     // of the hours
  std::int64_t queues = 0;  // that have them
  std::string time_zone;
  std::vector<OpenDay> days;
  std::vector<QueuedHour> hours;  // in which contacts came or gave up
  std::optional<Gap> gap;         // why a part of it is not known
};

// Of hours that queues have and that are not always open.
using HoursTraffics = std::vector<HoursTraffic>;

// Contacts of the hours in which the queues surely were closed, whatever the clocks said: an hour that is closed by
// summer time alone is left out, as is one of which only a part is closed, and one of a day that is not known.
struct ClosedTraffic {
  double queued = 0, abandoned = 0;
};

// Nothing where the time zone is not known.
std::optional<ClosedTraffic> closed_traffic(const HoursTraffic& traffic);

}  // namespace model
