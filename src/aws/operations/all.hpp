// Every operation that this program can ask AWS for, so that lists, tests and documents can go through them. Constant
// data, any thread.
#pragma once

#include <vector>

#include "aws/operation.hpp"

namespace aws {

// By service.
const std::vector<const Operation*>& operations();

}  // namespace aws
