// What AWS was asked: the client counts it, documents keep it. Plain data.
#pragma once

#include <cstdint>

#include "base/json/fields.hpp"

namespace base {

// Counts of requests, not of items.
struct Usage {
  std::int64_t calls = 0;
  std::int64_t retries = 0;
  std::int64_t throttles = 0;
  std::int64_t bytes = 0;  // of the bodies of requests and answers
  double cost_usd = 0;     // at AWS's list prices
};

Usage& operator+=(Usage& a, const Usage& b);
Usage operator-(Usage a, const Usage& b);  // what was done since b

template <typename Visit>
void describe(Usage& usage, Visit&& field) {
  field("calls", usage.calls);
  field("retries", usage.retries);
  field("throttles", usage.throttles);
  field("bytes", usage.bytes);
  // Tenths of a millionth of a dollar: below that there is only the noise of adding up.
  field("costUsd", usage.cost_usd, fields::decimals(7));
}

}  // namespace base
