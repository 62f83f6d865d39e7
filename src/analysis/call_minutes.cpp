#include "analysis/call_minutes.hpp"

#include <algorithm>

namespace analysis {

std::optional<double> agent_call_minutes(const model::QueueContacts& contacts) {
  constexpr double seconds_a_minute = 60;
  double seconds = 0;
  for (const auto& row : contacts.rows) {
    if (row.channel != model::voice_channel || row.handled == 0) continue;
    if (!row.handled || !row.handle_seconds || !row.after_work_seconds) return std::nullopt;
    seconds += *row.handled * std::max(0.0, *row.handle_seconds - *row.after_work_seconds);
  }
  return seconds / seconds_a_minute;
}

std::optional<double> a_month(const std::optional<double>& counted, const model::Window& window) {
  constexpr double days_a_month = 30;
  if (!counted || window.days() < 1) return std::nullopt;
  return *counted / window.days() * days_a_month;
}

}  // namespace analysis
