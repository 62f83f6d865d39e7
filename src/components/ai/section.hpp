// The section of the component `ai`: the blocks that show its facts. Pure function.
#pragma once

#include "components/ai/facts.hpp"
#include "model/review.hpp"
#include "page/anchors.hpp"
#include "page/view.hpp"

namespace components {

page::Views ai_section(const AiFacts& facts, const model::Review& review, page::Anchors& anchors);

}  // namespace components
