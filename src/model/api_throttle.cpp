#include "model/api_throttle.hpp"

namespace model {

std::string_view name(ThrottleScope scope) {
  switch (scope) {
    case ThrottleScope::this_instance: return "this_instance";
    case ThrottleScope::other_instance: return "other_instance";
    case ThrottleScope::unknown: return "unknown";
  }
  return "unknown";
}

}  // namespace model
