// What AWS was asked: the client counts it, documents keep it. Plain data.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>

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
nlohmann::json to_json(const Usage& usage);
Usage usage_from_json(const nlohmann::json& json);  // what is not there counts as nothing

}  // namespace base
