// For how long callers have heard nothing who come to a block before anything was said to them. Pure function.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "analysis/flow_graph.hpp"

namespace analysis {

// Who has waited for so long has waited for this long or longer; so it is with blocks that go round.
inline constexpr std::int64_t longest_silence = 60;

// Seconds at most, by block, of those who surely come there: since the contact began, or since they were last asked for
// something. Nothing where nobody comes in silence. `seconds_at` says how long a block may take that works; one that
// fails may do so at once.
std::vector<std::optional<std::int64_t>> silence_before(
    const InstanceGraph& graph, const std::function<std::int64_t(const model::FlowAction&)>& seconds_at);

}  // namespace analysis
