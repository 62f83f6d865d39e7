#include <algorithm>
#include <nlohmann/json.hpp>

#include "aws/operations/qconnect.hpp"
#include "base/json/read.hpp"
#include "collect/ai/assistants_of.hpp"

namespace collect {
namespace {

namespace qconnect = aws::qconnect;
namespace read = base::read;
using model::AiAgent;
using model::AiAgents;
using model::Assistant;
using nlohmann::json;

constexpr std::string_view prompt_member = "AIPromptId";  // how the members end that name a prompt

// In the one member that is named like the type. The summary may lack it.
void read_settings(const json& item, AiAgent& agent) {
  const model::AgentKind* kind = model::kind_of_agent(agent.type);
  const bool is_said = !agent.id.empty() && !agent.type.empty() && !read::text(item, "visibilityStatus").empty();
  const json& configuration = read::object(item, "configuration");
  if (!is_said || (kind != nullptr && !read::member(configuration, kind->settings).is_object())) {
    agent.gap = model::Gap{model::GapKind::malformed, "AWS did not say what the AI agent is made of", ""};
    return;
  }
  if (kind == nullptr) return;
  const json& settings = read::object(configuration, kind->settings);
  if (kind->guardrail != nullptr) agent.guardrail = label(settings, kind->guardrail);
  for (const auto& [name, value] : settings.items()) {
    if (name.ends_with(prompt_member) && value.is_string()) agent.prompts.push_back(label(settings, name.c_str()));
  }
  agent.tools = std::int64_t(read::array(settings, "toolConfigurations").size());
}

AiAgent agent_of(const json& item, const Assistant& assistant) {
  AiAgent agent;
  agent.id = label(item, "aiAgentId");
  agent.name = label(item, "name");
  agent.type = label(item, "type");
  agent.assistant_id = assistant.id;
  agent.is_published = read::text(item, "visibilityStatus") == "PUBLISHED";
  agent.is_set = std::ranges::find(assistant.agents, agent.id) != assistant.agents.end();
  read_settings(item, agent);
  return agent;
}

void list_agents(Source& source, const Assistant& assistant, AiAgents& found) {
  aws::for_each_item(source.client, qconnect::list_ai_agents, {{"assistantId", assistant.id}, {"origin", "CUSTOMER"}},
                     [&](const json& item) {
                       if (read::text(item, "origin") != "SYSTEM") found.push_back(agent_of(item, assistant));
                     });
}

Dataset<AiAgents> fetch_ai_agents(Source& source, const Dataset<model::Assistants>& assistants) {
  auto found = found_in<AiAgents>(assistants, "lists of AI agents",
                                  [&](const Assistant& one, AiAgents& agents) { list_agents(source, one, agents); });
  if (found.complete()) found.gap = gap_of_items(*found.value, "AI agents");
  return found;
}

}  // namespace

const Collector collectors::ai_agents =
    collector<&Inventory::ai_agents, fetch_ai_agents, &Inventory::assistants>("ai", {&qconnect::list_ai_agents});

}  // namespace collect
