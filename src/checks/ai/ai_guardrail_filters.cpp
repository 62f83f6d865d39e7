#include <fmt/format.h>

#include "checks/ai/assistants.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

Judgement problem(Resource resource, std::string_view what, std::string_view observed) {
  Judgement judgement;
  judgement.status = Status::warn;
  judgement.resource = std::move(resource);
  judgement.headline = headline("The AI guardrail ", judgement.resource, what);
  judgement.observed = observed;
  return judgement;
}

// Nothing of one that is fine.
std::optional<Judgement> judgement_of(const std::string& id, const model::AiGuardrail& guardrail) {
  Resource resource{"ai_guardrail", id, guardrail.name};
  if (guardrail.gap) return not_assessed(std::move(resource), *guardrail.gap);
  if (!guardrail.exists)
    return problem(std::move(resource), " does not exist", "AI agents name it, and nothing filters what they say.");
  const Making making = making_of(guardrail.status);
  if (making == Making::unknown) return unknown_status(std::move(resource), guardrail.status);
  if (making == Making::failed)
    return problem(std::move(resource), fmt::format(" {}", failure_of(guardrail.status)), "AI agents name it.");
  if (!guardrail.filters.empty()) return std::nullopt;
  return problem(std::move(resource), " filters nothing",
                 "It has no filter that is switched on, no denied topic, no word, no kind of sensitive information and "
                 "no check of grounding.");
}

std::string filters_of_all(const model::AiGuardrails& guardrails) {
  std::vector<std::string> all;
  for (const auto& [id, one] : guardrails)
    all.push_back(fmt::format("{} ({})", one.name.empty() ? id : one.name, fmt::join(one.filters, ", ")));
  return words::list(all);
}

Judgements judge(const Scene& scene, const model::AiGuardrails& guardrails) {
  if (guardrails.empty()) return {not_applicable(the_instance(scene), "No AI agent of your own names a guardrail.")};
  Judgements judgements;
  for (const auto& [id, guardrail] : guardrails) {
    if (auto judgement = judgement_of(id, guardrail)) judgements.push_back(std::move(*judgement));
  }
  if (judgements.empty()) {
    Judgement& fine = judgements.emplace_back();
    fine.status = Status::pass;
    fine.resource = the_instance(scene);
    fine.observed = fmt::format("What the guardrails of AI agents filter: {}.", filters_of_all(guardrails));
  }
  for (Judgement& judgement : judgements) {
    judgement.limit = "It filters something";
    judgement.evidence = "wisdom:ListAIAgents, wisdom:GetAIGuardrail";
  }
  return judgements;
}

}  // namespace

// Which filters are right depends on what an AI agent is for.
const Check ai_guardrail_filters = on<judge, &Inventory::ai_guardrails>({
    .id = "ai_guardrail_filters",
    .component = "ai",
    .title = "What the guardrails of AI agents filter",
    .pillar = Pillar::security,
    .severity = Severity::medium,
    .why = "An AI agent with a guardrail looks safe. One that filters nothing, or is gone, lets everything through.",
    .remedy = "Give the guardrail the filters that AI agents need and publish a version of it, or name another one.",
    .action = "Give the guardrail filters",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/create-ai-guardrails.html"},
});

}  // namespace checks
