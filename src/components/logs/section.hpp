// The section of the component `logs`: the blocks that show its facts. Pure function.
#pragma once

#include "components/logs/facts.hpp"
#include "model/review.hpp"
#include "page/anchors.hpp"
#include "page/view.hpp"

namespace components {

page::Views logs_section(const LogsFacts& facts, const model::Review& review, page::Anchors& anchors);

}  // namespace components
