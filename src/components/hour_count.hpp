// How often something happened in one hour. Plain data.
#pragma once

#include <cstdint>

#include "base/clock.hpp"

namespace components {

struct HourCount {
  base::Time hour;
  std::int64_t count = 0;
};

}  // namespace components
