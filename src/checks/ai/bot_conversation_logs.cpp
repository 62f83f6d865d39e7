#include <fmt/format.h>

#include "checks/ai/bots.hpp"
#include "words/names.hpp"

namespace checks {
namespace {

struct Logs {
  std::vector<std::string> silent;   // no conversation is logged
  std::vector<std::string> keyless;  // recordings, to a bucket without a key of the customer's
};

Logs logs_of(const Bots& bots) {
  Logs logs;
  for (const model::FlowTarget* target : bots.read) {
    const model::BotAlias& bot = *target->bot;
    if (!bot.logs_text && !bot.logs_audio) logs.silent.push_back(shown_bot(*target));
    if (bot.logs_audio && !bot.has_key_for_audio) logs.keyless.push_back(shown_bot(*target));
  }
  return logs;
}

std::string said(const Logs& logs) {
  std::string text;
  if (!logs.silent.empty()) text = fmt::format("Conversations are not logged: {}.", words::list(logs.silent));
  if (!logs.keyless.empty()) {
    text += fmt::format("{}Recordings are stored without a KMS key of the log's own, by the bucket's default: {}.",
                        text.empty() ? "" : " ", words::list(logs.keyless));
  }
  return text;
}

Judgements judge(const Scene& scene, const Dataset<model::FlowTargets>& targets) {
  if (auto judgement = without_bots(scene, targets)) return {std::move(*judgement)};
  const Bots bots = bots_of(targets);
  const std::string text = said(logs_of(bots));
  Judgement judgement;
  if (!text.empty()) {
    judgement.status = Status::info;
    judgement.observed = text;
  } else if (bots.gap) {
    judgement = not_assessed({}, *bots.gap);
  } else {
    judgement.status = Status::pass;
    judgement.observed = "Each bot in live flows logs its conversations, and recordings of them with a KMS key.";
  }
  judgement.resource = the_instance(scene);
  judgement.limit = "Conversation logs, and a KMS key for recordings";
  judgement.evidence = "lex:DescribeBotAlias";
  return {judgement};
}

}  // namespace

// What callers say is personal data: whether to keep it is for the customer to say.
const Check bot_conversation_logs = on<judge, &Inventory::flow_targets>({
    .id = "bot_conversation_logs",
    .component = "ai",
    .title = "Conversation logs of the bots in flows",
    .pillar = Pillar::observability,
    .severity = Severity::low,
    .why = "What a bot did not understand stands in its conversation logs alone. They hold what callers said, too.",
    .remedy = "Switch text logs on for the alias, and choose a KMS key for recordings.",
    .action = "Decide which conversations to log",
    .links = {"https://docs.aws.amazon.com/lexv2/latest/dg/conversation-logs.html"},
});

}  // namespace checks
