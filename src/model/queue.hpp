// The queue datasets: standard queues only (an agent queue exists per user and does not count). Plain data.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace model {

struct Queue {
  std::string id;
  std::string arn;
  std::string name;
};

using Queues = std::vector<Queue>;

// The words of a queue's status. A disabled one takes no new contacts: the block that sends one there fails.
// https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateQueueStatus.html
inline constexpr std::string_view enabled_queue = "ENABLED", disabled_queue = "DISABLED";

// What the list does not say of a queue. Empty: AWS did not say it, or the queue has none.
// https://docs.aws.amazon.com/connect/latest/APIReference/API_Queue.html
struct QueueDetail {
  std::string id;
  std::string name;
  std::string status;
  std::string hours_id;          // of operation
  std::string outbound_flow_id;  // whisper flow of outbound calls that are made from the queue
};

using QueueDetails = std::vector<QueueDetail>;

}  // namespace model
