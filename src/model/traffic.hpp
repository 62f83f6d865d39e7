// The traffic datasets: what Amazon Connect counted of each queue's contacts and of the agents of each routing profile,
// over the whole window. Plain data. https://docs.aws.amazon.com/connect/latest/APIReference/API_GetMetricDataV2.html
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/scene.hpp"

namespace model {

// The answer covers less than 35 days. A review that looks further back takes the last of them.
inline constexpr int traffic_days = 34;

// How soon a contact is taken from its queue to count for the service level.
inline constexpr int service_level_seconds = 60;

inline constexpr std::string_view voice_channel = "VOICE", chat_channel = "CHAT";

// A queue's contacts on one channel. Nothing stands for what AWS could not compute, such as an average of none.
struct ChannelContacts {
  std::string queue_id;
  std::string queue_name;
  std::string channel;  // VOICE, CHAT, TASK, EMAIL
  std::optional<double> queued;
  std::optional<double> abandoned;       // by customers who waited
  std::optional<double> handled;         // by agents, calls that agents made among them
  std::optional<double> callbacks;       // of those
  std::optional<double> transferred;     // by agents, to somebody else
  std::optional<double> in_time;         // percent of the queued, by service_level_seconds
  std::optional<double> answer_seconds;  // on average
  std::optional<double> longest_wait_seconds;
  std::optional<double> handle_seconds;      // on average, after contact work among it
  std::optional<double> after_work_seconds;  // on average
};

struct QueueContacts {
  Window window;
  std::set<std::string> queue_ids;    // that were read. One without a row had no contacts
  std::vector<ChannelContacts> rows;  // of those that had contacts
};

// What the agents of one routing profile did.
struct ProfileActivity {
  std::string profile_id;
  std::string profile_name;
  std::optional<double> online_seconds;
  std::optional<double> occupancy;     // percent of the time in which they were available or on contacts
  std::optional<double> not_answered;  // contacts that rang at an agent, and that no customer ended meanwhile
  std::optional<double> handled;
};

struct AgentActivity {
  Window window;
  std::vector<ProfileActivity> profiles;  // of which AWS has something
};

// Whether people wait in line for it while it waits: not so of tasks and e-mails.
bool is_waited_for(const ChannelContacts& contacts);

}  // namespace model
