#include <map>
#include <nlohmann/json.hpp>

#include "aws/operations/qconnect.hpp"
#include "base/json/read.hpp"
#include "collect/ai/assistants_of.hpp"

namespace collect {
namespace {

namespace qconnect = aws::qconnect;
namespace read = base::read;
using model::AiPrompt;
using model::AiPrompts;
using nlohmann::json;

// By assistant: the prompts that its AI agents name, by their ids without versions.
std::map<std::string, AiPrompts> named_prompts(const model::AiAgents& agents) {
  std::map<std::string, AiPrompts> named;
  for (const auto& agent : agents) {
    for (const auto& prompt : agent.prompts) named[agent.assistant_id].try_emplace(model::without_version(prompt));
  }
  return named;
}

AiPrompt prompt_of(const json& item, const aws::Operation& operation) {
  AiPrompt prompt;
  prompt.name = label(item, "name");
  prompt.model = label(item, "modelId");
  prompt.status = status_in(item, operation);
  return prompt;
}

// AWS's own are in the list too. That one is not there is for AWS to say, asked for it by its id.
void read_prompts(Source& source, const std::string& assistant, AiPrompts& named) {
  std::map<std::string, json> listed;
  aws::for_each_item(source.client, qconnect::list_ai_prompts, {{"assistantId", assistant}}, [&](const json& item) {
    const std::string id = read::text(item, "aiPromptId");
    if (named.contains(id)) listed.emplace(id, item);
  });
  ItemGaps gaps;
  for (auto& [id, prompt] : named) {
    read_item(gaps, prompt, [&] {
      if (const auto found = listed.find(id); found != listed.end()) {
        prompt = prompt_of(found->second, qconnect::list_ai_prompts);
        return;
      }
      const json answer = source.client.call(qconnect::get_ai_prompt, {{"assistantId", assistant}, {"aiPromptId", id}});
      prompt = prompt_of(read::object(answer, "aiPrompt"), qconnect::get_ai_prompt);
    });
  }
}

Dataset<AiPrompts> fetch_ai_prompts(Source& source, const Dataset<model::AiAgents>& agents) {
  if (!agents.known()) return Dataset<AiPrompts>::missing(needs_other("list of AI agents", agents.gap));
  AiPrompts found;
  ItemGaps gaps;
  for (auto& [assistant, named] : named_prompts(*agents.value)) {
    const auto gap = gaps.of([&] { read_prompts(source, assistant, named); });
    for (auto& [id, prompt] : named) {
      if (gap) prompt.gap = gap;
    }
    found.merge(named);
  }
  return gaps.dataset(std::move(found), "AI prompts");
}

}  // namespace

const Collector collectors::ai_prompts = collector<&Inventory::ai_prompts, fetch_ai_prompts, &Inventory::ai_agents>(
    "ai", {&qconnect::list_ai_prompts, &qconnect::get_ai_prompt}, Asks::each_item);

}  // namespace collect
