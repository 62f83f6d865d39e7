// What a block waits for, if it waits: what goes round without waiting for somebody goes round by itself. Pure
// functions.
#pragma once

#include "model/flow_action.hpp"

namespace model {

// For the caller, an agent or whoever else is called, or for something that they do. A block of a type that is not
// known may.
bool waits_for_somebody(const FlowAction& action);
// For a time that was set, whatever the caller does.
bool waits_for_the_clock(const FlowAction& action);

}  // namespace model
