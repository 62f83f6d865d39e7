// Queries of CloudWatch Metrics Insights, told from metric math. Pure function.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-querylanguage.html
#pragma once

#include <string_view>

#include "base/text.hpp"

namespace model {

inline bool is_metrics_insights(std::string_view expression) {
  return base::lower(base::trimmed(expression, " \t\r\n").substr(0, 6)) == "select";
}

}  // namespace model
