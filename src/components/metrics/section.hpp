// The section of the component `metrics`: the blocks that show its facts. Pure function.
#pragma once

#include "components/metrics/facts.hpp"
#include "model/review.hpp"
#include "page/anchors.hpp"
#include "page/view.hpp"

namespace components {

page::Views metrics_section(const MetricsFacts& facts, const model::Review& review, page::Anchors& anchors);

}  // namespace components
