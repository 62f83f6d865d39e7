// The section of the component `observability`: the blocks that show its facts. Pure function.
#pragma once

#include "components/observability/facts.hpp"
#include "model/review.hpp"
#include "page/anchors.hpp"
#include "page/view.hpp"

namespace components {

page::Views observability_section(const ObservabilityFacts& facts, const model::Review& review, page::Anchors& anchors);

}  // namespace components
