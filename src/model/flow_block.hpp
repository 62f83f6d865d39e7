// The blocks of flows as the flow designer calls them. The API and the flow log each have names of their own. Pure
// functions, for any thread.
#pragma once

#include <string>
#include <string_view>

namespace model {

// "Set logging behavior": by a type of the flow language or of the flow log; the type where the designer's name is not
// known, or depends on how the block is set.
std::string block_name(std::string_view type);

// "Set logging behavior (UpdateFlowLoggingBehavior)": the type alone where it is the same as the name.
std::string block_title(std::string_view type);

}  // namespace model
