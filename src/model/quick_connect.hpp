// The quick connects dataset: where agents can transfer a contact to with one click. Plain data.
// https://docs.aws.amazon.com/connect/latest/APIReference/API_QuickConnectConfig.html
#pragma once

#include <string>
#include <vector>

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

}  // namespace model
