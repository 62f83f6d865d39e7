#include "base/usage.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "base/json/read.hpp"

namespace base {

Usage& operator+=(Usage& a, const Usage& b) {
  a.calls += b.calls;
  a.retries += b.retries;
  a.throttles += b.throttles;
  a.bytes += b.bytes;
  a.cost_usd += b.cost_usd;
  return a;
}

Usage operator-(Usage a, const Usage& b) {
  a.calls -= b.calls;
  a.retries -= b.retries;
  a.throttles -= b.throttles;
  a.bytes -= b.bytes;
  a.cost_usd -= b.cost_usd;
  return a;
}

// Tenths of a millionth of a dollar: below that there is only the noise of adding up.
nlohmann::json to_json(const Usage& usage) {
  return {{"calls", usage.calls},
          {"retries", usage.retries},
          {"throttles", usage.throttles},
          {"bytes", usage.bytes},
          {"costUsd", std::round(usage.cost_usd * 1e7) / 1e7}};
}

Usage usage_from_json(const nlohmann::json& usage) {
  return {read::integer(usage, "calls").value_or(0), read::integer(usage, "retries").value_or(0),
          read::integer(usage, "throttles").value_or(0), read::integer(usage, "bytes").value_or(0),
          read::number(usage, "costUsd").value_or(0)};
}

}  // namespace base
