#include "model/hours_traffic.hpp"

#include <algorithm>
#include <chrono>

#include "model/time_zone.hpp"

namespace model {
namespace {

using std::chrono::minutes;
constexpr std::int64_t next_midnight = 1440;  // in minutes of the day

// In the time of the hours' zone.
struct Stretch {
  base::Time from, to;
};

bool is_open_within(const OpenDay& one, const Stretch& stretch) {
  return std::ranges::any_of(one.open, [&](const OpenSpan& span) {
    const std::int64_t to = span.to > span.from ? span.to : span.to + next_midnight;
    return one.day + minutes(span.from) < stretch.to && one.day + minutes(to) > stretch.from;
  });
}

bool is_known_within(const std::vector<OpenDay>& known, const Stretch& stretch) {
  for (auto at = std::chrono::floor<std::chrono::days>(stretch.from); at < stretch.to; at += std::chrono::days(1)) {
    if (std::ranges::find(known, base::Time(at), &OpenDay::day) == known.end()) return false;
  }
  return true;
}

// The hour as clocks there may have shown it.
bool is_surely_closed(const HoursTraffic& traffic, const UtcOffsets& ahead, base::Time at) {
  const Stretch stretch{at + ahead.least, at + std::chrono::hours(1) + ahead.most};
  return is_known_within(traffic.days, stretch) &&
         std::ranges::none_of(traffic.days, [&](const OpenDay& one) { return is_open_within(one, stretch); });
}

}  // namespace

std::optional<ClosedTraffic> closed_traffic(const HoursTraffic& traffic) {
  const auto ahead = utc_offsets(traffic.time_zone);
  if (!ahead) return std::nullopt;
  ClosedTraffic closed;
  for (const QueuedHour& one : traffic.hours) {
    if (!is_surely_closed(traffic, *ahead, one.at)) continue;
    closed.queued += one.queued;
    // Of those who gave up, some may have come before it closed.
    closed.abandoned += std::min(one.queued, one.abandoned);
  }
  return closed;
}

}  // namespace model
