#include "checks/flow/function_wait.hpp"

namespace checks {

std::optional<std::int64_t> wait_for_function(const model::FlowAction& action) {
  static constexpr std::int64_t usual = 3;  // of AWS, when the block does not say
  if (action.type != "InvokeLambdaFunction" || action.is_asynchronous) return std::nullopt;
  return action.time_limit.value_or(usual);
}

}  // namespace checks
