// The section of the component `resilience`: the blocks that show its facts. Pure function.
#pragma once

#include "components/resilience/facts.hpp"
#include "model/review.hpp"
#include "page/anchors.hpp"
#include "page/view.hpp"

namespace components {

page::Views resilience_section(const ResilienceFacts& facts, const model::Review& review, page::Anchors& anchors);

}  // namespace components
