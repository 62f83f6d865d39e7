// What GetMetricData answers for one query, taken into a series. Pure function, for any thread.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "model/metrics.hpp"

namespace collect {

// Adds the points of one of MetricDataResults, and says in the gap what is still missing. A series can be spread over
// several pages, each with its result.
void add_result(model::MetricSeries& series, const nlohmann::json& result);

}  // namespace collect
