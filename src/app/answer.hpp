// What came out of a review, as `run --json` prints it and the Lambda function answers it. Pure function.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "app/deliver/delivery.hpp"

namespace app {

nlohmann::json answer(const Performed& performed);

}  // namespace app
