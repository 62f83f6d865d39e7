// Facts of the component `traffic`. Plain data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "components/facts.hpp"
#include "model/inventory.hpp"

namespace components {

// All queues' contacts on one channel.
struct ContactsOfChannelFact {
  std::string channel;
  std::optional<std::int64_t> queued;
  std::optional<std::int64_t> handled;
};

struct ContactsOfQueueFact {
  std::string id;
  std::string name;
  std::string channel;
  std::optional<std::int64_t> queued;
  std::optional<double> abandoned_percent;
  std::optional<double> in_time_percent;
  std::optional<double> answer_seconds;
  std::optional<double> longest_wait_seconds;
  std::optional<std::int64_t> handled;
  std::optional<std::int64_t> callbacks;
  std::optional<std::int64_t> transferred;
  std::optional<double> handle_seconds;
  std::optional<double> after_work_seconds;
};

struct AgentsOfProfileFact {
  std::string id;
  std::string name;
  std::optional<double> online_hours;
  std::optional<double> occupancy_percent;
  std::optional<std::int64_t> handled;
  std::optional<std::int64_t> not_answered;
};

struct TrafficFacts {
  static constexpr std::string_view component = "traffic";

  std::optional<model::Window> window;  // of contacts and agents; AWS answers for less than 35 days
  std::string contacts_missing;         // why they are not known, or not all of them
  std::optional<std::int64_t> contacts_queued;
  std::optional<std::int64_t> contacts_handled;
  std::optional<std::int64_t> contacts_of_callbacks;  // among the handled
  std::optional<double> contacts_abandoned_percent;   // of calls and chats
  std::optional<double> contacts_in_time_percent;     // of these, by the service level
  std::vector<ContactsOfChannelFact> contacts_by_channel;
  std::vector<ContactsOfQueueFact> contacts_by_queue;  // the worst first
  std::string agents_missing;                          // why they are not known, or not all of them
  std::vector<AgentsOfProfileFact> agents_by_profile;  // the busiest first
};

TrafficFacts traffic_facts(const model::Scene& scene, const model::Dataset<model::QueueContacts>& contacts,
                           const model::Dataset<model::AgentActivity>& agents);

}  // namespace components
