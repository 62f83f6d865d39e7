// How close calls of Amazon Connect's API come to the rate that AWS allows the account for each operation. Pure
// function, for any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/api_rate.hpp"
#include "model/quota.hpp"

namespace analysis {

struct ApiUsage {
  std::string operation;
  std::string code;                   // of the quota; empty: Service Quotas lists none for the operation
  double per_second = 0;              // the mean of the busiest minute: what a second of it had more is not known
  std::optional<base::Time> peak_at;  // when that minute began
  std::optional<model::Limit> limit;  // calls a second
  std::optional<double> percentage;   // of the limit
  std::optional<model::Gap> gap;      // why there may have been a busier minute
};

// Of each operation that was called, the closest to its limit first; those without one last.
std::vector<ApiUsage> api_usage(const model::Dataset<model::ServiceQuotas>& quotas,
                                const model::Dataset<model::ApiRates>& rates);

}  // namespace analysis
