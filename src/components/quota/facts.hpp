// Facts of the component `quota`. Plain data; JSON in the .cpp alone.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/document.hpp"
#include "model/inventory.hpp"

namespace components {

struct QuotaFact {
  std::string key;  // users; empty in the reference's documents
  std::string code;
  std::string name;
  std::optional<double> limit;
  std::string limit_source;  // instance_applied, account_applied, aws_default; empty when there is no limit
  std::optional<double> current;
  std::optional<double> percentage;  // two decimals
  std::string status;                // normal, warning, critical, unknown
  bool concurrency = false;          // current is the peak of the window
  std::optional<base::Time> peak_at;
  std::string how;     // the AWS call
  std::string reason;  // why it is unknown
};

struct QuotaFacts {
  static constexpr std::string_view component = "quota";

  std::vector<QuotaFact> quotas;
  int critical = 0, warning = 0, normal = 0, unknown = 0;
  double warn_percentage = 80, fail_percentage = 98;  // that the statuses were judged by
};

QuotaFacts quota_facts(const model::Scene& scene, const model::Dataset<model::ServiceQuotas>& quotas,
                       const model::Dataset<model::Counts>& counts, const model::Dataset<model::Metrics>& metrics);
nlohmann::json to_json(const QuotaFacts& facts);
void read_facts(const model::Document& document, QuotaFacts& facts);

}  // namespace components
