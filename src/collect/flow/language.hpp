// Reading a flow's content: AWS's flow language into a graph. Bytes from outside: bounded, never trusted. Pure
// functions. https://docs.aws.amazon.com/connect/latest/APIReference/flow-language.html
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/flow.hpp"

namespace collect {

// AWS allows 256,000 characters of content (API_DescribeContactFlowModule); four bytes each at the most.
inline constexpr std::size_t max_flow_bytes = 1'024'000;

// AWS takes as many digits of a caller's input when the block does not say how many.
inline constexpr std::int64_t most_stored_digits = 20;

// Nothing when it is not a flow: no JSON object, no start action that exists, no list of actions. What the designer
// exported in earlier years is read as well. Of a type of block that is not known, the branches are kept.
std::optional<model::FlowGraph> parse_flow_content(std::string_view content);
std::optional<model::FlowGraph> flow_in(const nlohmann::json& content);

// Of the attributes that a block's parameters are made of, those that nothing else of the block tells.
std::vector<std::string> told_by_nothing_else(const model::FlowAction& action, std::set<std::string> attributes);

// An error or a time-out, by the error's type.
model::BranchKind error_kind(std::string_view type);

// Of a block's parameters, whatever things they name: the same for the same, in whatever order they stand. Empty when
// it has none.
std::string digest_of(const nlohmann::json& parameters, const std::vector<model::FlowReference>& references);

}  // namespace collect
