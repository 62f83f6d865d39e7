#include "model/api_throttle.hpp"

#include <algorithm>

namespace model {

std::string_view name(ThrottleScope scope) {
  switch (scope) {
    case ThrottleScope::this_instance: return "this_instance";
    case ThrottleScope::other_instance: return "other_instance";
    case ThrottleScope::unknown: return "unknown";
  }
  return "unknown";
}

bool is_throttle_code(std::string_view code) {
  static constexpr std::string_view codes[] = {
      "TooManyRequestsException", "ThrottlingException",  "Throttling",
      "ThrottledException",       "RequestLimitExceeded", "Client.RequestLimitExceeded"};
  return std::find(std::begin(codes), std::end(codes), code) != std::end(codes);
}

}  // namespace model
