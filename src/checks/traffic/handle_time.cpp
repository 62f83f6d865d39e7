#include <fmt/format.h>

#include "checks/traffic/contact_figures.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

constexpr Threshold long_calls{.check = "handle_time",
                               .id = "told",
                               .value = 600,
                               .unit = "seconds",
                               .what = "Queues whose calls take longer on average are told.",
                               .most = 86'400};

std::optional<double> figure(const model::ChannelContacts& calls) {
  return calls.handle_seconds;
}

Judgements judge(const Scene& scene, const model::QueueContacts& contacts) {
  const double line = long_calls.in(scene);
  return {judge_outliers(scene, contacts,
                         {.channel = model::voice_channel,
                          .contacts = "calls",
                          .figure = figure,
                          .said = words::seconds,
                          .line = line,
                          .limit = fmt::format("Calls take at most {} on average", words::seconds(line)),
                          .evidence = "AVG_HANDLE_TIME of VOICE"})};
}

}  // namespace

const Check handle_time = on<judge, &Inventory::queue_contacts>({
    .id = "handle_time",
    .component = "traffic",
    .title = "Long calls",
    .pillar = Pillar::cost,
    .severity = Severity::low,
    .why =
        "The time of agents is most of what a call costs. Where calls take long, what agents look up, type or wait for "
        "may be at hand before.",
    .remedy = "Listen to some of the calls. Long ones may be right where the matter is.",
    .action = "Listen to some of the long calls",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/metrics-definitions.html"},
    .thresholds = {long_calls},
});

}  // namespace checks
