#include <algorithm>
#include <nlohmann/json.hpp>

#include "aws/operations/qconnect.hpp"
#include "base/json/read.hpp"
#include "collect/ai/assistants_of.hpp"

namespace collect {
namespace {

namespace qconnect = aws::qconnect;
namespace read = base::read;
using model::AiGuardrail;
using model::AiGuardrails;
using nlohmann::json;

bool is_at_work(const json& filter) {
  return read::text(filter, "inputStrength") != "NONE" || read::text(filter, "outputStrength") != "NONE";
}

bool has_any(const json& policy, const char* list) {
  return !read::array(policy, list).empty();
}

// https://docs.aws.amazon.com/connect/latest/adminguide/create-ai-guardrails.html
std::vector<std::string> filters_of(const json& guardrail) {
  std::vector<std::string> kinds;
  const auto add = [&kinds](bool is_there, const char* kind) {
    if (is_there) kinds.emplace_back(kind);
  };
  const json& content = read::object(guardrail, "contentPolicyConfig");
  const json& words = read::object(guardrail, "wordPolicyConfig");
  const json& sensitive = read::object(guardrail, "sensitiveInformationPolicyConfig");
  add(std::ranges::any_of(read::array(content, "filtersConfig"), is_at_work), "harmful content");
  add(has_any(read::object(guardrail, "topicPolicyConfig"), "topicsConfig"), "denied topics");
  add(has_any(words, "wordsConfig") || has_any(words, "managedWordListsConfig"), "words");
  add(has_any(sensitive, "piiEntitiesConfig") || has_any(sensitive, "regexesConfig"), "sensitive information");
  add(has_any(read::object(guardrail, "contextualGroundingPolicyConfig"), "filtersConfig"), "grounding");
  return kinds;
}

void read_guardrail(Source& source, const std::string& assistant, const std::string& id, AiGuardrail& one) {
  const json answer =
      source.client.call(qconnect::get_ai_guardrail, {{"assistantId", assistant}, {"aiGuardrailId", id}});
  const json& guardrail = read::object(answer, "aiGuardrail");
  one.status = status_in(guardrail, qconnect::get_ai_guardrail);
  one.name = label(guardrail, "name");
  one.filters = filters_of(guardrail);
}

// An assistant has three of the customer's at most, and versions of them.
Dataset<AiGuardrails> fetch_ai_guardrails(Source& source, const Dataset<model::AiAgents>& agents) {
  if (!agents.known()) return Dataset<AiGuardrails>::missing(needs_other("list of AI agents", agents.gap));
  AiGuardrails found;
  ItemGaps gaps;
  for (const model::AiAgent& agent : *agents.value) {
    if (!is_in_use(agent) || agent.guardrail.empty()) continue;
    const auto [place, is_new] = found.try_emplace(agent.guardrail);
    if (!is_new) continue;
    AiGuardrail& one = place->second;
    read_item(gaps, one, [&] { read_guardrail(source, agent.assistant_id, agent.guardrail, one); });
  }
  return gaps.dataset(std::move(found), "AI guardrails");
}

}  // namespace

const Collector collectors::ai_guardrails =
    collector<&Inventory::ai_guardrails, fetch_ai_guardrails, &Inventory::ai_agents>(
        "ai", {&qconnect::get_ai_guardrail}, Asks::each_item);

}  // namespace collect
