// Moments as a person gives them on the command line, and stretches of time between two of them. Pure functions.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "store/store.hpp"

namespace app {

// 2026-02-13 is the start of that day (UTC), 2026-02-13T09:00:00Z that moment. Throws base::Error(usage) that names the
// flag for anything else.
base::Time moment(std::string_view flag, std::string_view text);

// The same, but a day is its end: what comes before it includes the day.
base::Time moment_after(std::string_view flag, std::string_view text);

struct Named {
  std::string_view flag;
  std::string_view text;  // empty: not given
};

// The filter for reviews from one moment up to and including another. Throws base::Error(usage) when nothing can lie
// between them.
store::Filter reviews_between(const Named& from, const Named& to, const std::string& instance_arn);

}  // namespace app
