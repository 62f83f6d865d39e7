// The section of the component `quota`: the blocks that show its facts. Pure function.
#pragma once

#include "components/quota/facts.hpp"
#include "model/review.hpp"
#include "page/anchors.hpp"
#include "page/view.hpp"

namespace components {

page::Views quota_section(const QuotaFacts& facts, const model::Review& review, page::Anchors& anchors);

}  // namespace components
