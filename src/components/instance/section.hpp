// The section of the component `instance`: the blocks that show its facts. Pure function.
#pragma once

#include "components/instance/facts.hpp"
#include "model/review.hpp"
#include "page/anchors.hpp"
#include "page/view.hpp"

namespace components {

page::Views instance_section(const InstanceFacts& facts, const model::Review& review, page::Anchors& anchors);

}  // namespace components
