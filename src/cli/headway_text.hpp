// How far a review is, in one short line. Pure function.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "aws/operation.hpp"
#include "base/clock.hpp"
#include "collect/headway.hpp"

namespace cli {

// How long AWS's rates let so many more calls take; empty where there are no rates.
using TimeFor = std::function<std::chrono::milliseconds(const aws::Operation&, std::size_t calls)>;

// "flows 212 of 500, about 3 min left": of what takes longest. What is left is as long as AWS's rates make it, or as
// its items took so far when that is longer. Where neither is known, it is said how long it is at most, or nothing.
std::string headway_text(const std::vector<collect::Reading>& under_way, base::Time now, const TimeFor& time_for);

}  // namespace cli
