// What happens to a contact at a block, and what its branches are taken by, in a few words. Pure functions.
#pragma once

#include <cstddef>
#include <string>

#include "app/flows/flow_names.hpp"

namespace app {

// "hears the prompt Welcome", "is transferred to the queue that was set". What it says is cut short.
std::string words_of(const model::FlowAction& action, const FlowNames& names);

// "1", "open", "nothing chosen", "anything else"; empty: it just goes on.
std::string words_of(const model::FlowBranch& branch, const model::FlowAction& action);

// Of a block by its number: "the queue of 11 is full"; "11" alone where it is taken whatever fails.
std::string words_of_failure(const model::FlowBranch& branch, std::size_t number);

// What the flow designer calls the block, which may depend on how it is set: "Set customer queue flow".
std::string designers_name(const model::FlowAction& action);

}  // namespace app
