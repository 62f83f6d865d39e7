// The section of the component `traffic`: the blocks that show its facts. Pure function.
#pragma once

#include "components/traffic/facts.hpp"
#include "model/review.hpp"
#include "page/anchors.hpp"
#include "page/view.hpp"

namespace components {

page::Views traffic_section(const TrafficFacts& facts, const model::Review& review, page::Anchors& anchors);

}  // namespace components
