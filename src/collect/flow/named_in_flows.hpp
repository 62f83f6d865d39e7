// What the blocks of live flows and modules name, for the collectors that ask AWS for it one by one. Pure functions.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "model/flow.hpp"

namespace collect {

// Of the blocks that contacts can come to. What AWS's own flows name is AWS's, and nobody else may look at it.
void each_named(const model::Dataset<model::FlowContents>& contents,
                const std::function<void(const model::FlowReference&)>& visit);

// Why not all is known that live flows and modules name: the content of one could not be read.
std::optional<model::Gap> gap_of_named(const model::Dataset<model::FlowContents>& flows,
                                       const model::Dataset<model::FlowContents>& modules);

// It is neither chosen while the contact runs nor filled in when the flow is deployed.
bool is_fixed(std::string_view named);

// What is in another Region than the instance, a review does not read.
std::optional<model::Gap> gap_of_region(std::string_view arn, const std::string& region);

}  // namespace collect
