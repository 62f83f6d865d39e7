// Pieces of the checks of contacts and agents. Few contacts say nothing of a queue, so that the checks judge only where
// there are enough, and say where there are not. Pure functions, for any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "checks/check.hpp"

namespace checks {

// A queue's calls and chats together: those that somebody waits with.
struct Waiting {
  Resource queue;
  double queued = 0;
  std::optional<double> abandoned;  // nothing: AWS did not say it of both channels
  std::optional<double> in_time;    // percent of the queued; the same
};

// Asks `judge` about each queue in which enough calls and chats waited. The others are told in one judgement.
using JudgeWaiting = Judgement (*)(const Scene&, const Waiting&);
Judgements judge_waiting(const Scene& scene, const model::QueueContacts& contacts, JudgeWaiting judge);

// A figure of a queue's contacts on one channel above which the queue stands out.
struct Outliers {
  std::string_view channel;
  std::string_view contacts;  // "calls"
  std::optional<double> (*figure)(const model::ChannelContacts&);
  std::string (*said)(double);  // the figure in words
  double line;
  std::string limit;          // "Calls take at most 10 min on average"
  std::string_view evidence;  // which of AWS's metrics
};

// One judgement of the instance: nothing is wrong with a queue that stands out, so that it is information.
Judgement judge_outliers(const Scene& scene, const model::QueueContacts& contacts, const Outliers& outliers);

// Those that pass told in one, with the one that is nearest to its line; the others as they are. All have a number.
// `type` is what they are, of several resources: "routing_profiles".
Judgements with_passes_as_one(Judgements judgements, std::string_view type);

// "connect:GetMetricDataV2, CONTACTS_QUEUED, 2026-…".
std::string traffic_evidence(const model::Window& window, std::string_view metrics);

// Shows metrics ("CONTACTS_QUEUED") of one queue or routing profile: `filter` is AWS's name for the one or the other.
std::string traffic_command(const Scene& scene, std::string_view filter, const Resource& resource,
                            std::string_view metric, std::string_view of_metric);

}  // namespace checks
