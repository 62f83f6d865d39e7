// How long agents talked with callers, and what AWS asks for it: an estimate from below, since no dataset says how long
// calls were in flows and queues. Pure functions and constant data, for any thread.
#pragma once

#include <optional>
#include <string_view>

#include "model/scene.hpp"
#include "model/traffic.hpp"

namespace analysis {

// AWS's price list for Amazon Connect with its AI features, in the partition aws. Who pays for features one by one pays
// another price; telephony comes on top.
struct VoicePrice {
  double usd_a_minute;
  std::string_view source;
  std::string_view as_of;  // the day on which it was looked up
};
inline constexpr VoicePrice voice_price = {.usd_a_minute = 0.038,
                                           .source = "https://aws.amazon.com/products/connect/customer/pricing/",
                                           .as_of = "2026-10-07"};

// Talk and hold, without after contact work. Nothing when AWS did not say it of one of the queues.
std::optional<double> agent_call_minutes(const model::QueueContacts& contacts);

// What was counted in the window, for a month of 30 days. Nothing for a window of less than a day: it says little.
std::optional<double> a_month(const std::optional<double>& counted, const model::Window& window);

}  // namespace analysis
