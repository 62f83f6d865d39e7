// The section of the component `cost`: the blocks that show its facts. Pure function.
#pragma once

#include "components/cost/facts.hpp"
#include "model/review.hpp"
#include "page/anchors.hpp"
#include "page/view.hpp"

namespace components {

page::Views cost_section(const CostFacts& facts, const model::Review& review, page::Anchors& anchors);

}  // namespace components
