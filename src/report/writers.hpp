// The writers that report.hpp's table lists; one file each. Pure functions.
#pragma once

#include <string>

#include "report/report.hpp"

namespace report {

std::string html(const Review& review);
std::string json(const Review& review);

}  // namespace report
