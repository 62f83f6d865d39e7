// What came out of a review, as `run --json` prints it and the Lambda function answers it. Pure function.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "app/review.hpp"
#include "app/stored.hpp"
#include "base/usage.hpp"

namespace app {

struct Kept {
  std::string storage;  // the backend's name
  std::string instance_arn;
  std::vector<WrittenReport> reports{};
  base::Usage storage_usage{};  // what keeping it took
};

nlohmann::json answer(const ReviewOutcome& outcome, const Kept& kept);

}  // namespace app
