// Pieces of the checks of agents: one judgement for each routing profile whose agents did enough to tell. Pure
// functions, for any thread.
#pragma once

#include <optional>
#include <string_view>

#include "checks/check.hpp"

namespace checks {

// Nothing where too little was done.
using JudgeProfile = std::optional<Judgement> (*)(const Scene&, const model::ProfileActivity&);

// `too_little`: why nothing is said of the others.
struct AgentQuestion {
  JudgeProfile judge;
  std::string_view too_little;  // "agents were online for less than 40 hours"
  std::string_view evidence;    // which of AWS's metrics
};

Judgements judge_profiles(const Scene& scene, const model::AgentActivity& activity, const AgentQuestion& question);

Resource profile_resource(const model::ProfileActivity& profile);

}  // namespace checks
