// The section of the component `operations`: the blocks that show its facts. Pure function.
#pragma once

#include "components/operations/facts.hpp"
#include "model/review.hpp"
#include "page/anchors.hpp"
#include "page/view.hpp"

namespace components {

page::Views operations_section(const OperationsFacts& facts, const model::Review& review, page::Anchors& anchors);

}  // namespace components
