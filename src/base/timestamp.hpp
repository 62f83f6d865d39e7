// Times as text and as the numbers AWS sends. All UTC. Pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace base {

// 2026-02-13T09:00:00Z; milliseconds are dropped.
std::string to_iso8601(Time time);

// 2026-02-13 09:00 UTC, for people.
std::string to_minute_text(Time time);

// 2026-02-13, the UTC day.
std::string to_date(Time time);

// Accepts 2026-02-13T09:00:00Z, with optional fraction, and nothing else.
std::optional<Time> from_iso8601(std::string_view text);

// Of HTTP's Date header: Fri, 13 Feb 2026 09:00:00 GMT, and nothing else.
std::optional<Time> from_http_date(std::string_view text);

// The id of a review started at this moment: 20260213-090000. Reviews that began in one second have a suffix of four or
// eight hexadecimal digits behind it, but one of them; such ids are read as well.
std::string to_review_id(Time time);
std::optional<Time> from_review_id(std::string_view id);

std::int64_t to_epoch_seconds(Time time);
std::int64_t to_epoch_milliseconds(Time time);

// AWS's JSON protocols send times as epoch seconds with an optional fraction. A value outside the years 1970 to 9999
// has none.
std::optional<Time> from_epoch_seconds(double seconds);
std::optional<Time> from_epoch_milliseconds(std::int64_t milliseconds);

}  // namespace base
