#include "model/ai.hpp"

#include <algorithm>
#include <iterator>

namespace model {
namespace {

// https://docs.aws.amazon.com/connect/latest/APIReference/API_amazon-q-connect_AIAgentConfiguration.html
constexpr AgentKind agent_kinds[] = {
    {"MANUAL_SEARCH", "manualSearchAIAgentConfiguration", "answerGenerationAIGuardrailId"},
    {"ANSWER_RECOMMENDATION", "answerRecommendationAIAgentConfiguration", "answerGenerationAIGuardrailId"},
    {"SELF_SERVICE", "selfServiceAIAgentConfiguration", "selfServiceAIGuardrailId"},
    {"ORCHESTRATION", "orchestrationAIAgentConfiguration", "orchestrationAIGuardrailId"},
    {"NOTE_TAKING", "noteTakingAIAgentConfiguration", "noteTakingAIGuardrailId"},
    {"CASE_SUMMARIZATION", "caseSummarizationAIAgentConfiguration", "caseSummarizationAIGuardrailId"},
    {"EMAIL_RESPONSE", "emailResponseAIAgentConfiguration", nullptr},
    {"EMAIL_OVERVIEW", "emailOverviewAIAgentConfiguration", nullptr},
    {"EMAIL_GENERATIVE_ANSWER", "emailGenerativeAnswerAIAgentConfiguration", nullptr}};

}  // namespace

const AgentKind* kind_of_agent(std::string_view type) {
  const auto* found = std::ranges::find(agent_kinds, type, &AgentKind::type);
  return found == std::end(agent_kinds) ? nullptr : found;
}

bool is_in_use(const AiAgent& agent) {
  return agent.is_published || agent.is_set;
}

std::string without_version(std::string_view id) {
  return std::string(id.substr(0, id.find(':')));
}

bool is_draft(std::string_view id) {
  return id.ends_with(":$LATEST");
}

}  // namespace model
