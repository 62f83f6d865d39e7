// The section of the component `flow`: the blocks that show its facts. Pure function.
#pragma once

#include "components/flow/facts.hpp"
#include "model/review.hpp"
#include "page/anchors.hpp"
#include "page/view.hpp"

namespace components {

page::Views flow_section(const FlowFacts& facts, const model::Review& review, page::Anchors& anchors);

}  // namespace components
