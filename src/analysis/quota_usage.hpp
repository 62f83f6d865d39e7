// How much of each quota is in use: limits, counts and measured peaks brought together. Pure function, for any thread.
#pragma once

#include <vector>

#include "model/inventory.hpp"

namespace analysis {

// The quotas of model::quota_rows, each with its limit and use, in that order. Nothing is left out for want of data: a
// usage says why it is not known.
std::vector<model::QuotaUsage> quota_usage(const model::Scene& scene,
                                           const model::Dataset<model::ServiceQuotas>& quotas,
                                           const model::Dataset<model::Counts>& counts,
                                           const model::Dataset<model::Metrics>& metrics,
                                           const model::Dataset<model::InstanceAttributes>& attributes);

}  // namespace analysis
