// Facts of the component `ai`. Plain data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "components/facts.hpp"
#include "model/inventory.hpp"

namespace components {

struct AssistantFact {
  std::string id;
  std::string name;
  std::string status;  // as AWS names it; empty: not known
};

// One that the customer made.
struct AiAgentFact {
  std::string name;
  std::string type;                 // as AWS names it
  bool in_use = false;              // published, or set on its assistant
  std::vector<std::string> models;  // of its prompts, as Amazon Bedrock names them
  std::string guardrail;            // its name, or its id where that is not known; empty: none
  std::vector<std::string> filters;
  std::optional<bool> takes_guardrail;
  std::int64_t tools = 0;
};

struct KnowledgeBaseFact {
  std::string id;
  std::string name;
  std::string type;                   // as AWS names it
  std::string status;                 // the same; empty: not known
  std::string ingestion;              // the same
  std::optional<base::Time> changed;  // when something in it changed last
};

struct AiFacts {
  static constexpr std::string_view component = "ai";

  std::vector<std::string> integrations;  // types of what the instance is integrated with, as AWS names them
  std::string integrations_missing;
  std::vector<AssistantFact> assistants;
  std::string assistants_missing;  // why they are not known, or not all of them
  std::vector<AiAgentFact> agents;
  std::string agents_missing;
  std::vector<KnowledgeBaseFact> knowledge_bases;
  std::string knowledge_bases_missing;
};

// Of those in use that can have one. Nothing while not all AI agents are known.
std::optional<std::int64_t> agents_without_guardrail(const AiFacts& facts);

AiFacts ai_facts(const model::Scene& scene, const model::Dataset<model::Integrations>& integrations,
                 const model::Dataset<model::Assistants>& assistants, const model::Dataset<model::AiAgents>& agents,
                 const model::Dataset<model::AiPrompts>& prompts, const model::Dataset<model::AiGuardrails>& guardrails,
                 const model::Dataset<model::KnowledgeBases>& bases);

}  // namespace components
