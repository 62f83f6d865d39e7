#include <fmt/format.h>

#include "checks/traffic/contact_figures.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

constexpr Threshold many_transfers{.check = "contact_transfers",
                                   .id = "told",
                                   .value = 25,
                                   .unit = "percent of the calls that agents took",
                                   .what = "Queues whose agents transfer more are told.",
                                   .most = 100};

std::optional<double> figure(const model::ChannelContacts& calls) {
  if (!calls.transferred || !calls.handled || *calls.handled <= 0) return std::nullopt;
  return 100 * *calls.transferred / *calls.handled;
}

Judgements judge(const Scene& scene, const model::QueueContacts& contacts) {
  const double line = many_transfers.in(scene);
  return {judge_outliers(scene, contacts,
                         {.channel = model::voice_channel,
                          .contacts = "calls",
                          .figure = figure,
                          .said = [](double share) { return words::percentage(share); },
                          .line = line,
                          .limit = fmt::format("Agents transfer at most {} % of their calls", words::number(line)),
                          .evidence = "CONTACTS_TRANSFERRED_OUT_BY_AGENT and CONTACTS_HANDLED of VOICE"})};
}

}  // namespace

const Check contact_transfers = on<judge, &Inventory::queue_contacts>({
    .id = "contact_transfers",
    .component = "traffic",
    .title = "Calls that agents transfer",
    .pillar = Pillar::operational_excellence,
    .severity = Severity::low,
    .why =
        "Callers who are transferred wait twice and tell their matter twice. Often the flow sent them to the wrong queue.",
    .remedy = "See where these calls are transferred to, and let the flow send them there.",
    .action = "See where these calls are transferred to",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/metrics-definitions.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/identify-conferences-transfers.html"},
    .thresholds = {many_transfers},
});

}  // namespace checks
