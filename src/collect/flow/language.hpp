// Reading a flow's content: AWS's flow language into a graph. Bytes from outside: bounded, never trusted. Pure
// function. https://docs.aws.amazon.com/connect/latest/APIReference/flow-language.html
#pragma once

#include <optional>
#include <string_view>

#include "model/flow.hpp"

namespace collect {

// Nothing when it is not a flow: no JSON object, no start action that exists, no list of actions.
std::optional<model::FlowGraph> parse_flow_content(std::string_view content);

}  // namespace collect
