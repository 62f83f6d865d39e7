// What happens when an alarm fires, by its own actions and those of the composite alarms that take it over. Pure
// functions.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "model/alarm.hpp"

namespace checks {

struct AlarmActions {
  std::set<std::string> arns;           // of those that are switched on
  std::vector<std::string> composites;  // names of those that have some
  bool are_off = false;                 // there are some that are switched off
};

// Composite alarms may be over each other.
AlarmActions actions_of(const model::Alarm& alarm, const model::Alarms& all);

}  // namespace checks
