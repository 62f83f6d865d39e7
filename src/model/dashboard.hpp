// The dataset dashboards: which of the account's CloudWatch dashboards show an instance. Plain data.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "model/dataset.hpp"

namespace model {

struct Dashboard {
  bool shows_instance = false;  // a metric or an expression of some widget names it
  std::optional<Gap> gap;       // why that is not known
};

using Dashboards = std::map<std::string, Dashboard>;  // by name

// Whether a dashboard's body (JSON) has a widget with a metric or an expression that names the instance. Nothing where
// it is no body of a dashboard.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
std::optional<bool> shows_instance(std::string_view body, std::string_view instance_id);

}  // namespace model
