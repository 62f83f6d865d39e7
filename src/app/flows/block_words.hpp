// What happens to a contact at a block, and what its branches are taken by, in a few words. Pure functions.
#pragma once

#include <string>

#include "app/flows/flow_names.hpp"

namespace app {

// "hears the prompt Welcome", "is transferred to the queue that was set". What it says is cut short.
std::string words_of(const model::FlowAction& action, const FlowNames& names);

// "1", "open", "nothing chosen", "anything else"; empty: it just goes on.
std::string words_of(const model::FlowBranch& branch, const model::FlowAction& action);

// " (queue at capacity)"; empty: it is taken whatever fails.
std::string words_of_failure(const model::FlowBranch& branch);

}  // namespace app
