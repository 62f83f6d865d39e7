// Facts of the component `quota`. Plain data.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "components/facts.hpp"
#include "model/inventory.hpp"

namespace components {

struct QuotaFact {
  std::string key;  // users; empty in the reference's documents
  std::string code;
  std::string name;
  std::optional<double> limit;
  std::optional<model::LimitSource> limit_source;
  std::optional<double> current;
  std::optional<double> percentage;  // of today's limit; two decimals
  std::optional<double> measured;    // CloudWatch's highest percentage: of the quota at that time; two decimals
  model::QuotaLevel level = model::QuotaLevel::unknown;
  bool concurrency = false;  // current is the peak of the window
  std::optional<base::Time> peak_at;
  std::string how;     // the AWS call
  std::string reason;  // why it is unknown or idle
};

// A limit of which no API tells the use.
struct LimitFact {
  std::string code;
  std::string name;
  std::optional<double> limit;
  std::optional<model::LimitSource> limit_source;
};

// An operation of Amazon Connect's API that was called, and the rate that AWS allows the account for it.
struct ApiRateFact {
  std::string operation;
  std::string code;             // of the quota; empty: its rate is not known
  std::optional<double> limit;  // calls a second
  double per_second = 0;        // in the busiest minute
  std::optional<double> percentage;
  std::optional<base::Time> peak_at;
  std::string reason;  // why there may have been a busier minute
};

struct QuotaFacts {
  static constexpr std::string_view component = "quota";

  std::vector<QuotaFact> quotas;
  std::vector<LimitFact> uncounted;
  std::vector<ApiRateFact> api_rates;                 // the closest to its limit first
  std::optional<model::Window> api_window;            // in which they were counted; reviews of earlier versions did not
  std::string api_rates_missing;                      // why not all of them are known
  double warn_percentage = 80, fail_percentage = 98;  // that the statuses were judged by
};

std::int64_t count_of(const QuotaFacts& facts, model::QuotaLevel level);

QuotaFacts quota_facts(const model::Scene& scene, const model::Dataset<model::ServiceQuotas>& quotas,
                       const model::Dataset<model::Counts>& counts, const model::Dataset<model::Metrics>& metrics,
                       const model::Dataset<model::InstanceAttributes>& attributes,
                       const model::Dataset<model::PeerServices>& peers,
                       const model::Dataset<model::ApiRates>& api_rates);

}  // namespace components
