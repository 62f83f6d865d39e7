// How a store in AWS asks it; nothing is owned. Any thread.
#pragma once

#include <chrono>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>

#include "aws/meter.hpp"
#include "aws/operation.hpp"
#include "aws/retry.hpp"
#include "aws/transport.hpp"

namespace store {

struct Remote {
  aws::Patience& patience;
  aws::Meter& meter;  // of what the store asks
  std::function<aws::Transport&(const std::string& region)> transport;
  std::string region;  // of the caller; a bucket may be in another
  // The URL of a request that anyone may send for as long as it lives.
  std::function<std::string(const aws::Operation& operation, const nlohmann::json& input, const std::string& region,
                            std::chrono::seconds life)>
      presign;
};

}  // namespace store
