// The datasets of Amazon Connect Global Resiliency and of the network of agents: how traffic distribution groups share
// calls and agents out, when that was changed last, the replicas of bots, and packets that agents' calls lost. Plain
// data. https://docs.aws.amazon.com/connect/latest/adminguide/setup-connect-global-resiliency.html
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "model/dataset.hpp"
#include "model/metrics.hpp"
#include "model/scene.hpp"

namespace model {

// Each by Region. https://docs.aws.amazon.com/connect/latest/APIReference/API_GetTrafficDistribution.html
struct TrafficDistribution {
  std::map<std::string, std::int64_t> calls;   // percent
  std::map<std::string, std::int64_t> agents;  // percent, of the agents that are assigned to the group
  std::map<std::string, bool> sign_in;         // whether agents can sign in there; the default group decides
  std::optional<Gap> gap;                      // why it is not known
};

// By TrafficDistributionGroup::id, of those that are active.
using TrafficDistributions = std::map<std::string, TrafficDistribution>;

struct TrafficChange {
  base::Time at;
  std::string group_id;
};

// Calls of UpdateTrafficDistribution in the instance's Region, newest first.
struct TrafficChanges {
  Window window;  // that was asked for
  std::vector<TrafficChange> changes;
};

// CloudTrail's event history reaches no further back.
inline constexpr int trail_days = 90;

struct BotReplica {
  std::string region;
  std::string status;  // Enabling, Enabled, Deleting, Failed
  std::string reason;  // why it has failed
};

struct ReplicasOfBot {
  std::vector<BotReplica> replicas;
  std::optional<Gap> gap;
};

// By the bot's id, of those that live flows name.
using BotReplicas = std::map<std::string, ReplicasOfBot>;

// The mean of each hour in which agents had calls in their browsers, by time: a share from 0 to 1.
struct PacketLoss {
  Window window;
  std::vector<MetricPoint> hours;
};

// "BOT0000001" of arn:PARTITION:lex:REGION:ACCOUNT:bot-alias/BOT0000001/ALIAS00001; empty of anything else.
std::string bot_id_of(std::string_view alias_arn);

}  // namespace model
