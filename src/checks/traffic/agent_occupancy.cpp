#include <fmt/format.h>

#include "checks/traffic/agent_figures.hpp"
#include "checks/traffic/contact_figures.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

constexpr Threshold low{.check = "agent_occupancy",
                        .id = "low",
                        .value = 30,
                        .unit = "percent of the agents' time",
                        .what = "Less is information.",
                        .most = 100};
// Commonly 85 % counts as the most that agents can keep up.
constexpr Threshold warn{.check = "agent_occupancy",
                         .id = "warn",
                         .value = 90,
                         .unit = "percent of the agents' time",
                         .what = "More is a warning.",
                         .most = 100};
constexpr double fewest_hours = 40, seconds_an_hour = 3600;

Status status_of(const Scene& scene, double occupancy) {
  if (occupancy > warn.in(scene)) return Status::warn;
  return occupancy < low.in(scene) ? Status::info : Status::pass;
}

// Where agents were online and never available, there is nothing to compute it from.
std::optional<Judgement> judge_profile(const Scene& scene, const model::ProfileActivity& profile) {
  const double hours = profile.online_seconds.value_or(0) / seconds_an_hour;
  if (hours < fewest_hours || !profile.occupancy) return std::nullopt;
  Judgement judgement;
  judgement.status = status_of(scene, *profile.occupancy);
  judgement.resource = profile_resource(profile);
  judgement.observed = fmt::format(
      "In {} hours online the agents were on contacts, or at work after them, for {} of the time in which they "
      "could be.{}",
      words::number(hours, 0), words::percentage(*profile.occupancy),
      judgement.status == Status::info ? " There may be more agents than contacts, or fewer queues than they "
                                         "could serve."
                                       : "");
  judgement.measured = {*profile.occupancy, "percent", warn.in(scene)};
  judgement.limit = fmt::format("At most {} %, the line that this review draws; less than {} % is told",
                                words::number(warn.in(scene)), words::number(low.in(scene)));
  judgement.command =
      traffic_command(scene, "ROUTING_PROFILE", judgement.resource, "AGENT_OCCUPANCY", "SUM_ONLINE_TIME_AGENT");
  if (judgement.status == Status::warn) {
    judgement.headline = headline("Agents of ", judgement.resource,
                                  fmt::format(" were busy {} of the time", words::percentage(*profile.occupancy)));
  }
  return judgement;
}

Judgements judge(const Scene& scene, const model::AgentActivity& activity) {
  return judge_profiles(scene, activity,
                        {.judge = judge_profile,
                         .too_little = "agents were online for less than 40 hours, or never available",
                         .evidence = "AGENT_OCCUPANCY and SUM_ONLINE_TIME_AGENT"});
}

}  // namespace

const Check agent_occupancy = on<judge, &Inventory::agent_activity>({
    .id = "agent_occupancy",
    .component = "traffic",
    .title = "Occupancy of agents",
    .pillar = Pillar::operational_excellence,
    .severity = Severity::low,
    .why =
        "Agents without a pause between contacts make mistakes, fall ill and leave, and one contact more than usual lets "
        "everybody wait.",
    .remedy =
        "Plan more agents for the busy hours of this routing profile, or let others help: a second routing profile with "
        "the same queues and a delay.",
    .action = "Plan more agents for its busy hours",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/metrics-definitions.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/routing-profiles.html"},
    .thresholds = {low, warn},
});

}  // namespace checks
