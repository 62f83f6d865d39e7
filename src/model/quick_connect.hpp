// The quick connects datasets: where agents can transfer a contact to with one click, and the queues whose agents see
// which. Plain data.
// https://docs.aws.amazon.com/connect/latest/APIReference/API_QuickConnectConfig.html
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/dataset.hpp"

namespace model {

struct QuickConnect {
  std::string id;
  std::string arn;
  std::string name;
  std::string type;      // USER, QUEUE, PHONE_NUMBER, FLOW
  std::string queue_id;  // of a QUEUE
  std::string flow_id;   // that transfers the contact, or in which it goes on; none of a PHONE_NUMBER
};

using QuickConnects = std::vector<QuickConnect>;

struct QuickConnectsOfQueue {
  std::vector<std::string> ids;
  std::optional<Gap> gap;
};

// By the queue's id.
using QuickConnectsOfQueues = std::map<std::string, QuickConnectsOfQueue>;

}  // namespace model
