// What flows do for callers who may come into a queue, in the shape that the checks of it share. Pure functions.
#pragma once

#include <string_view>

#include "analysis/flow_reach.hpp"
#include "checks/flow/live_flows.hpp"

namespace checks {

struct QueuedQuestion {
  bool (*serves)(const model::FlowAction& action);  // what some flows lack
  analysis::Later later = analysis::Later::left_out;
  // Whether what some flows lack is surely not there, of flows that were read.
  bool (*is_sure)(const LiveFlows& live);
  std::string_view one_lacks, many_lack;  // "offers no callback", "offer no callback"
  std::string_view others_may;            // "offer one": flows that are chosen while the contact runs
  std::string_view fine;                  // said where nothing is lacked
  std::string_view limit, evidence;
};

// One judgement of the instance, as information; and those that say which flows could not be read.
Judgements judge_queued_callers(const Scene& scene, const LiveFlows& live, const QueuedQuestion& question);

}  // namespace checks
