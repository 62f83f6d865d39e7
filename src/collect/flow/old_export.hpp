// Flows as the designer exported them before the flow language: blocks under the names that the flow log has to this
// day. People keep such files beside their code; AWS has not imported them since March 2026. Pure functions.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "model/flow_action.hpp"

namespace collect {

bool is_old_export(const nlohmann::json& content);

// With the flow language's types, error types and names, where a block has them.
model::FlowGraph old_export(const nlohmann::json& content);

}  // namespace collect
