// What an AWS CLI command line does: a report says "To fix" of those that change something and "To look closer" of
// those that only read. Pure function, for any thread.
#pragma once

#include <string_view>

namespace model {

// By the verb of its operation: describe-, get-, list- … A verb that is not known is taken to change something.
bool only_reads(std::string_view command);

}  // namespace model
