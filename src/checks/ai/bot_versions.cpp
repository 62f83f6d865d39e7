#include <fmt/format.h>

#include "checks/ai/bots.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

constexpr std::string_view draft = "DRAFT";

Judgements judge(const Scene& scene, const Dataset<model::FlowTargets>& targets) {
  if (auto judgement = without_bots(scene, targets)) return {std::move(*judgement)};
  const Bots bots = bots_of(targets);
  std::vector<std::string> drafts;
  for (const model::FlowTarget* target : bots.read) {
    if (target->bot->version == draft) drafts.push_back(shown_bot(*target));
  }
  Judgement judgement;
  if (!drafts.empty()) {
    judgement.status = Status::warn;
    judgement.headline =
        fmt::format("Flows use the {} of {} of {}", drafts.size() == 1 ? "draft" : "drafts",
                    words::count(std::int64_t(drafts.size())), words::counted(std::int64_t(bots.read.size()), "bot"));
    judgement.observed = fmt::format("{}, by their aliases: {}.", judgement.headline, words::list(drafts));
    judgement.measured = {.value = double(drafts.size()), .unit = "aliases"};
  } else if (bots.gap) {
    judgement = not_assessed({}, *bots.gap);
  } else {
    judgement.status = Status::pass;
    judgement.observed = "Each alias of a bot that live flows name leads to a version of it.";
    judgement.measured = {.value = 0, .unit = "aliases"};
  }
  judgement.resource = the_instance(scene);
  judgement.limit = "An alias that leads to a version";
  judgement.evidence = "lex:DescribeBotAlias";
  return {judgement};
}

}  // namespace

const Check bot_versions = on<judge, &Inventory::flow_targets>({
    .id = "bot_versions",
    .component = "ai",
    .title = "Versions of the bots in flows",
    .pillar = Pillar::operational_excellence,
    .severity = Severity::medium,
    .why = "Callers get whatever is being built in the draft at that moment, and there is no way back to what worked. "
           "Amazon Lex also limits how many requests the alias for tests, TestBotAlias, takes.",
    .remedy = "Create a version of the bot and an alias that leads to it, associate that with the instance, and choose "
              "it in the flows.",
    .action = "Choose an alias of a version",
    .links = {"https://docs.aws.amazon.com/lexv2/latest/dg/versions-aliases.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/get-customer-input.html"},
});

}  // namespace checks
