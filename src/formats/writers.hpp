// The writers that report.hpp's table lists; one file each. Pure functions.
#pragma once

#include <string>

#include "formats/table.hpp"

namespace formats {

std::string html(const model::Review& review);
std::string json(const model::Review& review);

}  // namespace formats
