// What counts resources for the quota component. Constant data.
#pragma once

#include <vector>

#include "aws/operation.hpp"

namespace collect {

// Every operation that counts something, for the collectors' table.
std::vector<const aws::Operation*> counting_operations();

}  // namespace collect
