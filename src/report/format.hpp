// Numbers, times and counts as a person reads them. English, UTC. Pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "model/scene.hpp"

namespace report {

inline constexpr std::string_view not_known = "not known";

// 1,234,567
std::string count_text(std::int64_t count);

// At most `decimals` decimals, none that is a closing zero: 1,234.5
std::string number_text(double value, int decimals);

std::string percent_text(double percentage);  // 82.7 %
std::string seconds_text(double seconds);     // 6 min 52 s
std::string bytes_text(std::int64_t bytes);   // 48.2 MB

// "not known" for nothing.
std::string text_of(const std::optional<std::int64_t>& count);
std::string text_of(const std::optional<double>& value, int decimals);
std::string text_of(const std::optional<bool>& yes);  // yes, no
std::string percent_text(const std::optional<double>& percentage);

// "1 queue", "2 queues"; a name that ends in y becomes ies.
std::string counted(std::int64_t count, std::string_view noun);

std::string day_text(base::Time time);                 // 2 Nov
std::string date_text(base::Time time);                // 2 Nov 2026
std::string moment_text(base::Time time);              // 2 Nov 2026 09:00 UTC
std::string hour_text(base::Time time);                // 2 Nov 09:00
std::string time_text(base::Time time);                // 09:00
std::string window_text(const model::Window& window);  // 2 Nov – 16 Nov 2026 (14 days)

// AGENT_WHISPER, access_denied or CONTACT_FLOW as words: "agent whisper".
std::string words(std::string_view identifier);

// The first letter in upper case.
std::string sentence(std::string text);

// With a full stop at its end, unless it has a closing mark already.
std::string full_stop(std::string text);

}  // namespace report
