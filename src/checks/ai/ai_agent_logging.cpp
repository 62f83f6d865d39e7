#include <fmt/format.h>

#include "checks/ai/assistants.hpp"
#include "words/names.hpp"

namespace checks {
namespace {

Judgements judge(const Scene& scene, const model::Assistants& assistants, const model::AiLogSources& sources) {
  std::vector<std::string> without;
  bool is_any = false;
  for (const model::Assistant& assistant : assistants) {
    if (!assistant.exists) continue;
    is_any = true;
    if (!sources.contains(assistant.arn)) without.push_back(assistant.name.empty() ? assistant.id : assistant.name);
  }
  if (!is_any) return {not_applicable(the_instance(scene), std::string(no_assistant))};
  Judgement judgement;
  judgement.status = without.empty() ? Status::pass : Status::info;
  judgement.resource = the_instance(scene);
  judgement.observed =
      without.empty() ? "Each assistant is a source of log deliveries."
                      : fmt::format("Nothing logs what AI agents were asked and answered: {}.", words::list(without));
  judgement.limit = "Each assistant is a source of log deliveries";
  judgement.evidence = "logs:DescribeDeliverySources, wisdom:GetAssistant";
  return {judgement};
}

}  // namespace

// Transcripts are personal data: whether to keep them is for the customer to say.
const Check ai_agent_logging = on<judge, &Inventory::assistants, &Inventory::ai_log_sources>({
    .id = "ai_agent_logging",
    .component = "ai",
    .title = "Logs of AI agents",
    .pillar = Pillar::observability,
    .severity = Severity::low,
    .why = "When an AI agent gave a wrong answer, its log shows what it was asked, what it found and what it said.",
    .remedy = "Have the assistant's event logs delivered to CloudWatch Logs, and say how long they are kept.",
    .action = "Deliver the assistant's event logs",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/monitor-q-assistants-cloudwatch.html"},
});

}  // namespace checks
