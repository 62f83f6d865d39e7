// A finding in one line, for lists, notices and first screens. Pure function.
#pragma once

#include <string>

#include "model/finding.hpp"

namespace words {

// The problem as its check states it. Documents of earlier versions hold no headline: then the resource's name with
// what was observed or why it is not assessed, or the check's title where there is no more. Text of AWS's as it came.
std::string headline(const model::Finding& finding);

}  // namespace words
