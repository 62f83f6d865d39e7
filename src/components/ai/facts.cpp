#include "components/ai/facts.hpp"

#include <algorithm>
#include <set>

#include "base/encode.hpp"
#include "components/described.hpp"

namespace components {

template <typename Visit>
void describe(AssistantFact& fact, Visit&& field) {
  field("id", fact.id);
  field("name", fact.name, null_if_empty);
  field("status", fact.status, null_if_empty);
}

template <typename Visit>
void describe(AiAgentFact& fact, Visit&& field) {
  field("name", fact.name);
  field("type", fact.type);
  field("in_use", fact.in_use);
  field("models", fact.models, omitted_if_empty);
  field("takes_guardrail", fact.takes_guardrail);
  field("guardrail", fact.guardrail, null_if_empty);
  field("filters", fact.filters, omitted_if_empty);
  field("tools", fact.tools);
}

template <typename Visit>
void describe(KnowledgeBaseFact& fact, Visit&& field) {
  field("id", fact.id);
  field("name", fact.name, null_if_empty);
  field("type", fact.type, null_if_empty);
  field("status", fact.status, null_if_empty);
  field("ingestion", fact.ingestion, null_if_empty);
  field("changed", fact.changed, omitted_if_empty);
}

template <typename Visit>
void describe(AiFacts& facts, Visit&& field) {
  field("integrations_missing", facts.integrations_missing, null_if_empty);
  field("integrations", facts.integrations, if_known(facts.integrations_missing.empty()));
  field("assistants_missing", facts.assistants_missing, null_if_empty);
  field("assistants", facts.assistants, if_known(facts.assistants_missing.empty() || !facts.assistants.empty()));
  field("agents_missing", facts.agents_missing, null_if_empty);
  field("agents", facts.agents, if_known(facts.agents_missing.empty() || !facts.agents.empty()));
  field.derived("agents_without_guardrail", agents_without_guardrail(facts));
  field("knowledge_bases_missing", facts.knowledge_bases_missing, null_if_empty);
  field("knowledge_bases", facts.knowledge_bases,
        if_known(facts.knowledge_bases_missing.empty() || !facts.knowledge_bases.empty()));
}

template json to_json(const AiFacts&);
template void read_facts(const model::Document&, AiFacts&);
template json data_schema<AiFacts>();

namespace {

std::vector<std::string> models_of(const model::AiAgent& agent, const model::Dataset<model::AiPrompts>& prompts) {
  std::vector<std::string> models;
  if (!prompts.known()) return models;
  for (const std::string& id : agent.prompts) {
    const auto prompt = prompts.value->find(model::without_version(id));
    if (prompt == prompts.value->end() || prompt->second.model.empty()) continue;
    if (std::ranges::find(models, prompt->second.model) == models.end()) models.push_back(prompt->second.model);
  }
  return models;
}

AiAgentFact fact_of(const model::AiAgent& agent, const model::Dataset<model::AiPrompts>& prompts,
                    const model::Dataset<model::AiGuardrails>& guardrails) {
  AiAgentFact fact;
  fact.name = agent.name;
  fact.type = agent.type;
  fact.in_use = is_in_use(agent);
  fact.models = models_of(agent, prompts);
  fact.guardrail = agent.guardrail;
  fact.tools = agent.tools;
  const model::AgentKind* kind = model::kind_of_agent(agent.type);
  if (kind != nullptr && !agent.gap) fact.takes_guardrail = kind->guardrail != nullptr;
  if (!guardrails.known()) return fact;
  const auto guardrail = guardrails.value->find(agent.guardrail);
  if (guardrail == guardrails.value->end()) return fact;
  if (!guardrail->second.name.empty()) fact.guardrail = guardrail->second.name;
  fact.filters = guardrail->second.filters;
  return fact;
}

std::vector<std::string> types_of(const model::Integrations& integrations) {
  constexpr std::size_t longest = 100;
  std::set<std::string> types;
  for (const auto& one : integrations) types.insert(base::printable(one.type, longest));
  return {types.begin(), types.end()};
}

template <typename List>
std::string reason_of(const model::Dataset<List>& list) {
  return list.gap ? list.gap->reason : "";
}

}  // namespace

std::optional<std::int64_t> agents_without_guardrail(const AiFacts& facts) {
  if (!facts.agents_missing.empty() || !facts.assistants_missing.empty()) return std::nullopt;
  return std::ranges::count_if(facts.agents, [](const AiAgentFact& agent) {
    return agent.in_use && agent.takes_guardrail == true && agent.guardrail.empty();
  });
}

AiFacts ai_facts(const model::Scene&, const model::Dataset<model::Integrations>& integrations,
                 const model::Dataset<model::Assistants>& assistants, const model::Dataset<model::AiAgents>& agents,
                 const model::Dataset<model::AiPrompts>& prompts, const model::Dataset<model::AiGuardrails>& guardrails,
                 const model::Dataset<model::KnowledgeBases>& bases) {
  AiFacts facts;
  if (integrations.known()) facts.integrations = types_of(*integrations.value);
  facts.integrations_missing = reason_of(integrations);
  facts.assistants_missing = reason_of(assistants);
  facts.agents_missing = reason_of(agents);
  facts.knowledge_bases_missing = reason_of(bases);
  if (assistants.known()) {
    for (const auto& one : *assistants.value) facts.assistants.push_back({one.id, one.name, one.status});
  }
  if (agents.known()) {
    for (const auto& one : *agents.value) facts.agents.push_back(fact_of(one, prompts, guardrails));
  }
  if (bases.known()) {
    for (const auto& one : *bases.value)
      facts.knowledge_bases.push_back({one.id, one.name, one.type, one.status, one.ingestion, one.changed});
  }
  return facts;
}

}  // namespace components
