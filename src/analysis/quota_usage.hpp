// How much of each quota is in use: limits, counts and measured peaks brought together. Pure function, for any thread.
#pragma once

#include <string>
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

// The quotas of the services beside Amazon Connect that the instance works with, or may: in the order of
// model::peer_rows.
std::vector<model::QuotaUsage> peer_usage(const model::Scene& scene,
                                          const model::Dataset<model::PeerServices>& services);

// A limit that is told alone: no API counts what there is of it.
struct UncountedLimit {
  std::string code;
  std::string name;
  model::Limit limit;
};

// Those of the quotas that are neither of model::quota_rows nor rates of API calls, by name.
std::vector<UncountedLimit> uncounted_limits(const model::Scene& scene,
                                             const model::Dataset<model::ServiceQuotas>& quotas);

// The same of the services beside Amazon Connect that are used, with their names before those of the quotas.
std::vector<UncountedLimit> uncounted_limits(const model::Dataset<model::PeerServices>& services);

}  // namespace analysis
