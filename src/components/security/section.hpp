// The section of the component `security`: the blocks that show its facts. Pure function.
#pragma once

#include "components/security/facts.hpp"
#include "model/review.hpp"
#include "page/anchors.hpp"
#include "page/view.hpp"

namespace components {

page::Views security_section(const SecurityFacts& facts, const model::Review& review, page::Anchors& anchors);

}  // namespace components
