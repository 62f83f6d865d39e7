// The Lambda datasets: the functions that the instance is associated with, and those that its flows name. Plain data.
// https://docs.aws.amazon.com/connect/latest/adminguide/connect-lambda-functions.html
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "model/dataset.hpp"

namespace model {

struct LambdaFunction {
  bool exists = true;
  std::string state;                    // Active, Inactive, Pending, Failed; empty: AWS did not say
  std::string state_reason;             // AWS's sentence
  std::string runtime;                  // python3.13; empty: a container image
  std::optional<std::int64_t> timeout;  // seconds
  std::string role;                     // the ARN of the IAM role that it runs with
  std::optional<std::int64_t> subnets;  // of its VPC; nothing: it is in none
  std::string policy;                   // who may call it, JSON; empty: it has none
  std::optional<Gap> gap;               // why the function is not known
  std::optional<Gap> policy_gap;        // why its policy is not known
};

// By what flows name: an ARN, behind which a version or an alias may follow.
using LambdaFunctions = std::map<std::string, LambdaFunction>;

// ARNs.
using LambdaAssociations = std::set<std::string>;

}  // namespace model
