#include <algorithm>
#include <fmt/format.h>

#include "checks/ai/assistants.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using Agents = std::vector<const model::AiAgent*>;

std::string shown(const model::AiAgent& agent) {
  return fmt::format("{} ({})", agent.name.empty() ? agent.id : agent.name, words::spelled_out(agent.type));
}

// Those in use, by whether they can have a guardrail.
struct Guarding {
  Agents guarded, open;
  const model::AiAgent* unknown = nullptr;  // of a type of a newer API
};

Guarding guarding_of(const model::AiAgents& agents) {
  Guarding found;
  for (const model::AiAgent& agent : agents) {
    if (!is_in_use(agent) || agent.gap) continue;
    const model::AgentKind* kind = model::kind_of_agent(agent.type);
    if (kind == nullptr) found.unknown = &agent;
    if (kind == nullptr || kind->guardrail == nullptr) continue;
    (agent.guardrail.empty() ? found.open : found.guarded).push_back(&agent);
  }
  return found;
}

void tell_open(const Scene& scene, const Agents& open, std::size_t all, Judgement& judgement) {
  std::vector<std::string> names;
  for (const model::AiAgent* agent : open) names.push_back(shown(*agent));
  judgement.status = Status::warn;
  judgement.headline = fmt::format("{} of {} {} no guardrail", words::count(std::int64_t(open.size())),
                                   words::counted(std::int64_t(all), "AI agent"), open.size() == 1 ? "has" : "have");
  judgement.observed = fmt::format("{}: {}.", judgement.headline, words::list(names));
  const bool is_any_set = std::ranges::any_of(open, [](const auto* agent) { return agent->is_set; });
  if (!is_any_set) {
    judgement.severity = Severity::low;
    judgement.observed += " An assistant uses them only where a flow chooses them.";
  }
  judgement.command = aws_command(scene, "qconnect list-ai-agents",
                                  {{"assistant-id", open.front()->assistant_id}, {"origin", "CUSTOMER"}});
}

Judgements judge(const Scene& scene, const model::Assistants& assistants, const model::AiAgents& agents) {
  if (assistants.empty()) return {not_applicable(the_instance(scene), std::string(no_assistant))};
  const Guarding found = guarding_of(agents);
  const std::size_t all = found.open.size() + found.guarded.size();
  Judgement judgement;
  if (!found.open.empty()) {
    tell_open(scene, found.open, all, judgement);
  } else if (found.unknown != nullptr) {
    judgement.reason = fmt::format("The type of the AI agent {} is not one that this review knows.",
                                   words::in_quotes(shown(*found.unknown)));
  } else if (all == 0) {
    return {not_applicable(the_instance(scene), "No AI agent of your own that can have a guardrail is in use.")};
  } else {
    judgement.status = Status::pass;
    judgement.observed = "Each AI agent of your own that can have a guardrail names one.";
  }
  judgement.resource = the_instance(scene);
  if (!found.open.empty() || found.unknown == nullptr)
    judgement.measured = {.value = double(found.open.size()), .unit = "AI agents"};
  judgement.limit = "A guardrail for each AI agent";
  judgement.evidence = "wisdom:ListAIAgents, wisdom:GetAssistant";
  return {judgement};
}

}  // namespace

// AWS's own AI agents are the same for everybody, and those for e-mails take no guardrail.
const Check ai_guardrails = on<judge, &Inventory::assistants, &Inventory::ai_agents>({
    .id = "ai_guardrails",
    .component = "ai",
    .title = "AI agents without a guardrail",
    .pillar = Pillar::security,
    .severity = Severity::medium,
    .why = "Without a guardrail nothing but its prompt keeps an AI agent from harmful words, from subjects that are "
           "none of its business, from passing on personal data and from inventing answers.",
    .remedy = "Make a guardrail, publish a version of it, name it in these AI agents, and publish these again.",
    .action = "Name a guardrail in the AI agents",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/create-ai-guardrails.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/create-ai-agents.html"},
});

}  // namespace checks
