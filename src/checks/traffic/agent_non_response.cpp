#include <fmt/format.h>

#include "checks/traffic/agent_figures.hpp"
#include "checks/traffic/contact_figures.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

constexpr Threshold warn{.check = "agent_non_response",
                         .id = "warn",
                         .value = 10,
                         .unit = "percent of the contacts that were offered to agents",
                         .what = "More that nobody took are a warning.",
                         .most = 100};
constexpr double fewest_offered = 50;

std::optional<Judgement> judge_profile(const Scene& scene, const model::ProfileActivity& profile) {
  const double offered = profile.not_answered.value_or(0) + profile.handled.value_or(0);
  if (!profile.not_answered || !profile.handled || offered < fewest_offered) return std::nullopt;
  const double share = 100 * *profile.not_answered / offered;
  Judgement judgement;
  judgement.status = share > warn.in(scene) ? Status::warn : Status::pass;
  judgement.resource = profile_resource(profile);
  judgement.observed = fmt::format(
      "Agents let {} contacts ring and handled {}: {} were not answered. Those that the "
      "customer ended while they rang are not counted.",
      words::number(*profile.not_answered), words::number(*profile.handled), words::percentage(share));
  judgement.measured = {share, "percent", warn.in(scene)};
  judgement.limit = fmt::format("At most {} %, the line that this review draws", words::number(warn.in(scene)));
  judgement.command = traffic_command(scene, "ROUTING_PROFILE", judgement.resource,
                                      "AGENT_NON_RESPONSE_WITHOUT_CUSTOMER_ABANDONS", "CONTACTS_HANDLED");
  if (judgement.status == Status::warn) {
    judgement.headline =
        headline("Agents of ", judgement.resource, fmt::format(" let {} of contacts ring", words::percentage(share)));
  }
  return judgement;
}

Judgements judge(const Scene& scene, const model::AgentActivity& activity) {
  return judge_profiles(scene, activity,
                        {.judge = judge_profile,
                         .too_little = "fewer than 50 contacts were offered to agents",
                         .evidence = "AGENT_NON_RESPONSE_WITHOUT_CUSTOMER_ABANDONS and CONTACTS_HANDLED"});
}

}  // namespace

const Check agent_non_response = on<judge, &Inventory::agent_activity>({
    .id = "agent_non_response",
    .component = "traffic",
    .title = "Contacts that agents let ring",
    .pillar = Pillar::operational_excellence,
    .severity = Severity::medium,
    .why = "Each one goes back into the queue: the customer waits longer, though an agent was there by all that Amazon "
           "Connect could see.",
    .remedy =
        "Ask these agents and their supervisors: often somebody leaves the desk without changing the status, or headset, "
        "browser or notifications are not set up. Auto-accept helps those who wear a headset all the time.",
    .action = "Ask why these agents do not answer",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/metrics-definitions.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/metrics-agent-status.html"},
    .thresholds = {warn},
});

}  // namespace checks
