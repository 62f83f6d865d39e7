// What AWS may be asked, and for which dataset. Pure functions of the tables.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>
#include <vector>

#include "aws/operation.hpp"

namespace app {

// Names of the datasets that are read with this operation.
std::vector<std::string_view> datasets_of(const aws::Operation& operation);

// As `checks operations --json` prints them.
nlohmann::json operation_catalogue();

}  // namespace app
