// How often programs call Amazon Connect's API, as CloudWatch counts it for the account. Plain data.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Service-Quota-Integration.html
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "model/dataset.hpp"
#include "model/scene.hpp"

namespace model {

// Calls are counted by the minute, and values by the minute are kept for 15 days.
inline constexpr std::chrono::seconds minute{60};
// A week has each of its days, whatever the day of the review, and every night's jobs.
inline constexpr int api_rate_days = 7;

struct ApiRate {
  std::string operation;              // DescribeContact
  double peak = 0;                    // calls in the busiest minute, by all that the account runs in the Region
  std::optional<base::Time> peak_at;  // nothing: there was no call
  std::optional<Gap> gap;             // there may have been a busier minute
};

struct ApiRates {
  Window window;
  std::vector<ApiRate> rates;  // of each operation that CloudWatch knows calls of
};

}  // namespace model
