#include <fmt/format.h>

#include "checks/traffic/contact_figures.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

constexpr Threshold long_work{.check = "after_contact_work",
                              .id = "told",
                              .value = 30,
                              .unit = "percent of the time that calls take",
                              .what = "Queues with more are told.",
                              .most = 100};

std::optional<double> figure(const model::ChannelContacts& calls) {
  if (!calls.handle_seconds || !calls.after_work_seconds || *calls.handle_seconds <= 0) return std::nullopt;
  return 100 * *calls.after_work_seconds / *calls.handle_seconds;
}

Judgements judge(const Scene& scene, const model::QueueContacts& contacts) {
  const double line = long_work.in(scene);
  return {judge_outliers(
      scene, contacts,
      {.channel = model::voice_channel,
       .contacts = "calls",
       .figure = figure,
       .said = [](double share) { return words::percentage(share); },
       .line = line,
       .limit = fmt::format("Work after calls is at most {} % of the time that they take", words::number(line)),
       .evidence = "AVG_AFTER_CONTACT_WORK_TIME and AVG_HANDLE_TIME of VOICE"})};
}

}  // namespace

const Check after_contact_work = on<judge, &Inventory::queue_contacts>({
    .id = "after_contact_work",
    .component = "traffic",
    .title = "Work after calls",
    .pillar = Pillar::cost,
    .severity = Severity::low,
    .why =
        "Who writes up a call takes no other. Agents who stay in after contact work for a pause hide how many of them are "
        "needed.",
    .remedy =
        "See what agents type after these calls, and what of it a flow, a screen pop or a summary could fill in. A time-out "
        "for after contact work ends what was forgotten.",
    .action = "See what agents type after these calls",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/metrics-definitions.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/configure-agents.html"},
    .thresholds = {long_work},
});

}  // namespace checks
