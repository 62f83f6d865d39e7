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

struct QuotaFacts {
  static constexpr std::string_view component = "quota";

  std::vector<QuotaFact> quotas;
  double warn_percentage = 80, fail_percentage = 98;  // that the statuses were judged by
};

std::int64_t count_of(const QuotaFacts& facts, model::QuotaLevel level);

QuotaFacts quota_facts(const model::Scene& scene, const model::Dataset<model::ServiceQuotas>& quotas,
                       const model::Dataset<model::Counts>& counts, const model::Dataset<model::Metrics>& metrics,
                       const model::Dataset<model::InstanceAttributes>& attributes);

}  // namespace components
