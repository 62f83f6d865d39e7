// The section of the component `cloudtrail`: the blocks that show its facts. Pure function.
#pragma once

#include "components/cloudtrail/facts.hpp"
#include "model/review.hpp"
#include "page/anchors.hpp"
#include "page/view.hpp"

namespace components {

page::Views cloudtrail_section(const CloudTrailFacts& facts, const model::Review& review, page::Anchors& anchors);

}  // namespace components
