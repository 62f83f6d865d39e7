#include "base/json/number.hpp"

#include <cmath>

namespace base {

double cut(double value, int decimals) {
  const double scale = std::pow(10.0, decimals);
  // The addend keeps 29, which binary arithmetic makes 28.999999999999996, from being cut to 28.99.
  return std::floor(value * scale + 1e-6) / scale;
}

nlohmann::json number(double value) {
  if (!std::isfinite(value)) return nullptr;
  constexpr double exact = 9007199254740992.0;  // 2^53
  if (value == std::trunc(value) && std::abs(value) < exact) return std::int64_t(value);
  return value;
}

nlohmann::json rounded(double value, int decimals) {
  const double scale = std::pow(10.0, decimals);
  const double shifted = value * scale;
  // Beyond the precision of a double there is nothing left to round.
  return number(std::isfinite(shifted) ? std::round(shifted) / scale : value);
}

}  // namespace base
