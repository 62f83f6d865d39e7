// A finding in one line, for lists, notices and first screens. Pure functions.
#pragma once

#include <string>

#include "model/finding.hpp"

namespace words {

// The problem as its check states it. Documents of earlier versions hold no headline: then the resource's name with
// what was observed or why it is not assessed, or the check's title where there is no more. Text of AWS's as it came.
std::string headline(const model::Finding& finding);

// Who accepted it, why and until when: "Muted until 2027-03-31 by anna: closes in March".
std::string muted(const model::Muted& muted);

}  // namespace words
