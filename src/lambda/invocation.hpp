// One invocation of the Lambda function, and what answers it: the runtime loop and the local Invoke API hand out the
// same. Plain data.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "base/deadline.hpp"

namespace lambda {

struct Invocation {
  std::string request_id;
  std::string payload;      // the event as it was sent
  base::Deadline deadline;  // when Lambda ends the invocation
  std::string function_arn;
  std::string trace_id;  // of X-Ray; empty: none
};

// The answer to one invocation. What it throws is a function error; the process lives on.
using Handler = std::function<nlohmann::json(const Invocation&)>;

// Sends an event to this very function without waiting for it. Throws base::Error when it is not accepted.
using InvokeLater = std::function<void(const nlohmann::json& event)>;

}  // namespace lambda
