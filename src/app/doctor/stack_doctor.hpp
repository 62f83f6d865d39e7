// The doctor's look at the stack that makes reviews in AWS: what became of it, and whether it keeps them where this
// command line looks for them. Asks CloudFormation once; reviews do without, so nothing here counts as missing unless
// the stack itself is broken. One thread.
#pragma once

#include <string>
#include <vector>

#include "app/doctor/doctor.hpp"
#include "store/open.hpp"

namespace app {

std::vector<Examined> examine_stack(Cloud& cloud, const std::string& stack, const store::Location& place);

}  // namespace app
