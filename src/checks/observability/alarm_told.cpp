#include "checks/observability/alarm_told.hpp"

#include <algorithm>

namespace checks {
namespace {

using model::Alarm;

void add_actions(const Alarm& alarm, AlarmActions& actions) {
  if (!alarm.actions_enabled) {
    actions.are_off = actions.are_off || !alarm.actions.empty();
    return;
  }
  actions.arns.insert(alarm.actions.begin(), alarm.actions.end());
  if (alarm.kind == model::AlarmKind::composite && !alarm.actions.empty()) actions.composites.push_back(alarm.name);
}

}  // namespace

AlarmActions actions_of(const Alarm& alarm, const model::Alarms& all) {
  AlarmActions actions;
  std::vector<const Alarm*> firing = {&alarm};
  for (std::size_t i = 0; i < firing.size(); ++i) {
    add_actions(*firing[i], actions);
    for (const Alarm& parent : all) {
      const bool is_over = std::ranges::find(parent.children, firing[i]->name) != parent.children.end();
      if (is_over && std::ranges::find(firing, &parent) == firing.end()) firing.push_back(&parent);
    }
  }
  return actions;
}

}  // namespace checks
