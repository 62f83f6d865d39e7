// The routing profiles dataset: which queues agents serve. Plain data.
// https://docs.aws.amazon.com/connect/latest/APIReference/API_RoutingProfile.html
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace model {

// The queues of one kind that a profile has: AWS may say how many they are, which they are, both or neither.
struct ProfileQueues {
  std::optional<std::int64_t> number;
  std::vector<std::string> ids;

  // Whether the ids are all of them.
  bool are_known() const { return number && std::int64_t(ids.size()) >= *number; }
};

struct RoutingProfile {
  std::string id;
  std::string name;
  std::int64_t channels = 0;  // that its agents take contacts of; 0: AWS did not say
  ProfileQueues queues;
  ProfileQueues manual_queues;       // whose contacts agents take by hand
  std::string outbound_queue_id{};   // of calls that agents make
  std::vector<std::string> media{};  // the words of those channels: VOICE, CHAT, TASK, EMAIL; empty: AWS did not say
};

using RoutingProfiles = std::vector<RoutingProfile>;

}  // namespace model
