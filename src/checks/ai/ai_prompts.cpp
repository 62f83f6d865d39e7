#include <algorithm>
#include <fmt/format.h>

#include "checks/ai/assistants.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using Names = std::vector<std::string>;

// By the id of a prompt: the AI agents in use that name it.
std::map<std::string, Names> users_of(const model::AiAgents& agents) {
  std::map<std::string, Names> found;
  for (const model::AiAgent& agent : agents) {
    if (!is_in_use(agent)) continue;
    for (const std::string& prompt : agent.prompts) {
      Names& names = found[model::without_version(prompt)];
      if (names.empty() || names.back() != agent.name) names.push_back(agent.name);
    }
  }
  return found;
}

// Nothing of one that is fine.
std::optional<Judgement> judgement_of(const std::string& id, const model::AiPrompt& prompt, const Names& agents) {
  Resource resource{"ai_prompt", id, prompt.name};
  if (prompt.gap) return not_assessed(std::move(resource), *prompt.gap);
  const Making making = prompt.exists ? making_of(prompt.status) : Making::failed;
  if (making == Making::unknown) return unknown_status(std::move(resource), prompt.status);
  if (making != Making::failed) return std::nullopt;
  Judgement judgement;
  judgement.status = Status::fail;
  judgement.resource = std::move(resource);
  judgement.headline = headline("The AI prompt ", judgement.resource,
                                fmt::format(" {}", prompt.exists ? failure_of(prompt.status) : "does not exist"));
  judgement.observed = fmt::format("{} cannot answer without: {}.",
                                   words::counted(double(agents.size()), "AI agent", "AI agents"), words::list(agents));
  return judgement;
}

std::optional<Judgement> drafts_of(const Scene& scene, const model::AiAgents& agents) {
  Names names;
  const model::AiAgent* first = nullptr;
  std::size_t all = 0;
  for (const model::AiAgent& agent : agents) {
    if (!is_in_use(agent)) continue;
    ++all;
    if (std::ranges::none_of(agent.prompts, model::is_draft)) continue;
    if (first == nullptr) first = &agent;
    names.push_back(agent.name);
  }
  if (first == nullptr) return std::nullopt;
  Judgement judgement;
  judgement.status = Status::warn;
  judgement.severity = Severity::low;
  judgement.resource = the_instance(scene);
  judgement.headline = fmt::format("{} of {} {} the draft of a prompt", words::count(std::int64_t(names.size())),
                                   words::counted(std::int64_t(all), "AI agent"), names.size() == 1 ? "uses" : "use");
  judgement.observed = fmt::format("{}: {}. Whoever edits it changes at once what customers and agents are told.",
                                   judgement.headline, words::list(names));
  judgement.measured = {.value = double(names.size()), .unit = "AI agents"};
  judgement.command =
      aws_command(scene, "qconnect list-ai-agents", {{"assistant-id", first->assistant_id}, {"origin", "CUSTOMER"}});
  return judgement;
}

Judgements judge(const Scene& scene, const model::AiAgents& agents, const model::AiPrompts& prompts) {
  const auto users = users_of(agents);
  if (users.empty())
    return {not_applicable(the_instance(scene), "No AI agent of your own that is in use names a prompt.")};
  Judgements judgements;
  for (const auto& [id, names] : users) {
    const auto prompt = prompts.find(id);
    if (prompt == prompts.end()) continue;
    if (auto judgement = judgement_of(id, prompt->second, names)) judgements.push_back(std::move(*judgement));
  }
  if (auto drafts = drafts_of(scene, agents)) judgements.push_back(std::move(*drafts));
  if (judgements.empty()) {
    Judgement& fine = judgements.emplace_back();
    fine.status = Status::pass;
    fine.resource = the_instance(scene);
    fine.observed = fmt::format("{} that AI agents of your own name {} there.",
                                words::counted(std::int64_t(users.size()), "prompt"), users.size() == 1 ? "is" : "are");
  }
  for (Judgement& judgement : judgements) {
    judgement.limit = "A version of a prompt that exists";
    judgement.evidence = "wisdom:ListAIAgents, wisdom:ListAIPrompts";
  }
  return judgements;
}

}  // namespace

const Check ai_prompts = on<judge, &Inventory::ai_agents, &Inventory::ai_prompts>({
    .id = "ai_prompts",
    .component = "ai",
    .title = "Prompts of AI agents",
    .pillar = Pillar::operational_excellence,
    .severity = Severity::medium,
    .why = "Its prompts are what an AI agent works by. Without one it cannot answer, and with a draft nobody knows "
           "which words it answered by.",
    .remedy = "Publish a version of the prompt, name that version in the AI agent, and publish the AI agent again.",
    .action = "Name published versions of prompts",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/create-ai-prompts.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/create-ai-agents.html"},
});

}  // namespace checks
