// One attempt at asking AWS. What stands behind it is AWS itself, a recording, or a decorator that records. Inputs and
// outputs are JSON with the member names of the service's API model. Implementations may be used from any thread.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>

#include "aws/operation.hpp"

namespace aws {

struct Answer {
  nlohmann::json output;
  std::int64_t bytes = 0;  // of the bodies of request and response
};

class Transport {
 public:
  virtual ~Transport() = default;

  // Throws AwsError for an answer that is an error, base::Error for none.
  virtual Answer send(const Operation& operation, const nlohmann::json& input) = 0;
};

}  // namespace aws
