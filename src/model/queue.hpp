// The queues dataset: standard queues only (an agent queue exists per user and does not count). Plain data.
#pragma once

#include <string>
#include <vector>

namespace model {

struct Queue {
  std::string id;
  std::string arn;
  std::string name;
};

using Queues = std::vector<Queue>;

}  // namespace model
