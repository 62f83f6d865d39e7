#include "base/usage.hpp"

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

}  // namespace base
