// What AWS has granted an account beyond its usual rates, as the option --rates says it. Pure function.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "aws/rate_limit.hpp"

namespace app {

// By action. Entries are like connect:ListUsers=4 or connect:ListUsers=4/10, calls a second and at once. Throws
// base::Error(usage).
std::map<std::string, aws::Rate> parse_rates(const std::vector<std::string>& entries);

}  // namespace app
