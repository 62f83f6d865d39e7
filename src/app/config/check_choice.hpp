// Which checks the options --checks and --skip-checks leave. Pure functions.
#pragma once

#include <set>
#include <string>
#include <vector>

namespace app {

using CheckIds = std::set<std::string, std::less<>>;

// The checks that the patterns fit (base::fits). Throws base::Error(usage) for a pattern that fits none.
CheckIds chosen_checks(const std::vector<std::string>& patterns);

// Those that are not made; no patterns in `only`: all are but those in `skip`. Throws base::Error(usage) when none is
// left.
CheckIds left_out_checks(const std::vector<std::string>& only, const std::vector<std::string>& skip);

}  // namespace app
