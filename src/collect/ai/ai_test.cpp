// The collectors of assistants and of what belongs to them.
#include <gtest/gtest.h>

#include "aws/operations/connect.hpp"
#include "aws/operations/logs.hpp"
#include "aws/operations/qconnect.hpp"
#include "fakes/collecting.hpp"

namespace {

using model::GapKind;
using nlohmann::json;
namespace connect = aws::connect;
namespace qconnect = aws::qconnect;
using Texts = std::vector<std::string>;

const std::string wisdom = "arn:aws:wisdom:eu-central-1:111122223333:";

class AiCollector : public fakes::Collecting {
 protected:
  void integrate(model::Integrations integrations) {
    inventory_.integrations = model::Dataset<model::Integrations>::of(std::move(integrations));
  }
  void have_assistants(const Texts& ids) {
    model::Assistants assistants;
    for (const auto& one : ids) {
      assistants.emplace_back().id = one;
      assistants.back().arn = wisdom + "assistant/" + one;
      assistants.back().agents = {"ag-1"};
    }
    inventory_.assistants = model::Dataset<model::Assistants>::of(assistants);
  }
  void have_agents(model::AiAgents agents) {
    for (auto& agent : agents) agent.assistant_id = "as-1";
    inventory_.ai_agents = model::Dataset<model::AiAgents>::of(std::move(agents));
  }
  static model::AiAgent agent(const std::string& guardrail, Texts prompts, bool is_published = true) {
    model::AiAgent one;
    one.guardrail = guardrail;
    one.prompts = std::move(prompts);
    one.is_published = is_published;
    return one;
  }
};

TEST_F(AiCollector, ListsIntegrationsOfAllTypes) {
  aws_.answer(connect::list_integration_associations,
              {{"IntegrationAssociationSummaryList",
                {{{"IntegrationType", "WISDOM_ASSISTANT"}, {"IntegrationArn", wisdom + "assistant/as-1"}},
                 {{"IntegrationType", "CASES_DOMAIN"}}}}});
  const auto dataset = read<&Inventory::integrations>();
  ASSERT_TRUE(dataset.complete());
  EXPECT_EQ(dataset.value->front().arn, wisdom + "assistant/as-1");
  EXPECT_EQ(aws_.asked(connect::list_integration_associations)[0], (json{{"InstanceId", id}, {"MaxResults", 100}}));
}

TEST_F(AiCollector, SaysOfHowManyIntegrationsTheTypeIsNotSaid) {
  aws_.answer(connect::list_integration_associations,
              {{"IntegrationAssociationSummaryList", {nullptr, {{"IntegrationType", "APPLICATION"}}}}});
  inventory_.integrations = read<&Inventory::integrations>();
  EXPECT_EQ(inventory_.integrations.gap->reason, "AWS did not say of which type 1 of 2 integrations are");
  inventory_.assistants = read<&Inventory::assistants>();
  EXPECT_EQ(inventory_.assistants.gap->kind, GapKind::needs_other);
  EXPECT_EQ(read<&Inventory::knowledge_bases>().gap->kind, GapKind::needs_other);
}

TEST_F(AiCollector, ReadsTheAssistantOfTheInstance) {
  integrate({{"CASES_DOMAIN", "arn:aws:cases:eu-central-1:111122223333:domain/d"},
             {"WISDOM_ASSISTANT", wisdom + "assistant/as-1"},
             {"WISDOM_ASSISTANT", wisdom + "assistant/as-1"}});
  aws_.answer(qconnect::get_assistant,
              {{"assistant",
                {{"name", hostile_text()},
                 {"status", "ACTIVE"},
                 {"serverSideEncryptionConfiguration", {{"kmsKeyId", "key-1"}}},
                 {"aiAgentConfiguration", {{"SELF_SERVICE", {{"aiAgentId", "ag-1:2"}}}, {"NOTE_TAKING", nullptr}}},
                 {"orchestratorConfigurationList", {{{"aiAgentId", wisdom + "ai-agent/as-1/ag-2:5"}}}}}}});
  const auto dataset = read<&Inventory::assistants>();
  ASSERT_TRUE(dataset.complete());
  ASSERT_EQ(dataset.value->size(), 1U);
  const auto& one = dataset.value->front();
  EXPECT_EQ(one.status + one.key, "ACTIVEkey-1");
  EXPECT_EQ(one.agents, (Texts{"ag-1", "ag-2"}));
  EXPECT_LE(one.name.size(), 320U);
  EXPECT_EQ(aws_.asked(qconnect::get_assistant)[0], (json{{"assistantId", "as-1"}}));
}

TEST_F(AiCollector, AsksForNothingWithoutAnAssistant) {
  integrate({{"CASES_DOMAIN", "arn"}});
  inventory_.assistants = read<&Inventory::assistants>();
  inventory_.ai_agents = read<&Inventory::ai_agents>();
  EXPECT_TRUE(read<&Inventory::ai_prompts>().complete());
  EXPECT_TRUE(read<&Inventory::ai_guardrails>().complete());
  EXPECT_TRUE(read<&Inventory::knowledge_bases>().complete());
  EXPECT_TRUE(read<&Inventory::ai_log_sources>().complete());
  EXPECT_EQ(aws_.calls(), 0U);
}

TEST_F(AiCollector, SaysWhichAssistantsAreGoneDeniedOrNameless) {
  integrate({{"WISDOM_ASSISTANT", wisdom + "assistant/gone"},
             {"WISDOM_ASSISTANT", wisdom + "assistant/denied"},
             {"WISDOM_ASSISTANT", "../assistants?x"}});
  aws_.fail(qconnect::get_assistant, "ResourceNotFoundException", 404, {{"assistantId", "gone"}});
  aws_.fail(qconnect::get_assistant, "AccessDeniedException", 403, {{"assistantId", "denied"}});
  const auto dataset = read<&Inventory::assistants>();
  ASSERT_EQ(dataset.value->size(), 3U);
  EXPECT_FALSE(dataset.value->at(0).exists);
  EXPECT_FALSE(dataset.value->at(0).gap.has_value());
  EXPECT_EQ(dataset.value->at(1).gap->permission, "wisdom:GetAssistant");
  EXPECT_EQ(dataset.value->at(2).gap->kind, GapKind::malformed);
  EXPECT_EQ(dataset.gap->reason.find("2 of 3 assistants could not be read; "), 0U) << dataset.gap->reason;
}

TEST_F(AiCollector, NeedsTheIntegrations) {
  inventory_.integrations = model::Dataset<model::Integrations>::missing(denied);
  inventory_.assistants = read<&Inventory::assistants>();
  EXPECT_EQ(inventory_.assistants.gap->permission, denied.permission);
  EXPECT_EQ(read<&Inventory::ai_agents>().gap->kind, GapKind::needs_other);
  EXPECT_EQ(read<&Inventory::knowledge_bases>().gap->permission, denied.permission);
  EXPECT_EQ(aws_.calls(), 0U);
}

TEST_F(AiCollector, FindsTheGuardrailOfEachType) {
  have_assistants({"as-1"});
  aws_.answer(
      qconnect::list_ai_agents,
      {{"aiAgentSummaries",
        {{{"aiAgentId", "ag-1"},
          {"name", "Booking"},
          {"type", "SELF_SERVICE"},
          {"visibilityStatus", "SAVED"},
          {"configuration",
           {{"selfServiceAIAgentConfiguration",
             {{"selfServiceAIGuardrailId", "gr-1:1"}, {"selfServicePreProcessingAIPromptId", "pr-1:2"}}}}}},
         {{"aiAgentId", "ag-2"},
          {"type", "ORCHESTRATION"},
          {"visibilityStatus", "PUBLISHED"},
          {"configuration",
           {{"orchestrationAIAgentConfiguration",
             {{"orchestrationAIPromptId", "pr-2:1"}, {"toolConfigurations", {json::object(), json::object()}}}}}}},
         {{"aiAgentId", "ag-3"}, {"type", "NOTE_TAKING"}},
         {{"aiAgentId", "ag-4"}, {"type", "NEWER"}, {"visibilityStatus", "SAVED"}, {"configuration", {{"x", 7}}}},
         {{"aiAgentId", "ag-5"}, {"type", "SELF_SERVICE"}, {"origin", "SYSTEM"}}}}});
  const auto dataset = read<&Inventory::ai_agents>();
  ASSERT_EQ(dataset.value->size(), 4U);
  const auto& booking = dataset.value->at(0);
  EXPECT_EQ(booking.guardrail, "gr-1:1");
  EXPECT_EQ(booking.prompts, (Texts{"pr-1:2"}));
  EXPECT_TRUE(booking.is_set && !booking.is_published);
  const auto& orchestra = dataset.value->at(1);
  EXPECT_EQ(orchestra.tools, 2);
  EXPECT_TRUE(orchestra.guardrail.empty() && orchestra.is_published && !orchestra.is_set);
  EXPECT_EQ(dataset.value->at(2).gap->kind, GapKind::malformed);
  EXPECT_FALSE(dataset.value->at(3).gap.has_value());
  EXPECT_EQ(dataset.gap->kind, GapKind::malformed);
  EXPECT_EQ(aws_.asked(qconnect::list_ai_agents)[0],
            (json{{"assistantId", "as-1"}, {"maxResults", 100}, {"origin", "CUSTOMER"}}));
}

TEST_F(AiCollector, KeepsTheAgentsOfOneAssistantWhenAnothersAreDenied) {
  have_assistants({"as-1", "as-2"});
  aws_.answer(qconnect::list_ai_agents,
              {{"aiAgentSummaries", {{{"aiAgentId", "ag-9"}, {"type", "NEWER"}, {"visibilityStatus", "SAVED"}}}}},
              {{"assistantId", "as-1"}});
  aws_.fail(qconnect::list_ai_agents, "AccessDeniedException", 403, {{"assistantId", "as-2"}});
  const auto dataset = read<&Inventory::ai_agents>();
  ASSERT_TRUE(dataset.known());
  EXPECT_EQ(dataset.value->size(), 1U);
  EXPECT_EQ(dataset.gap->permission, "wisdom:ListAIAgents");
}

TEST_F(AiCollector, AsksForThePromptsThatAreNotListedByTheirIds) {
  have_agents({agent("", {"pr-1:1", "pr-2:1"}), agent("", {"pr-3:$LATEST", "pr-1:2"})});
  aws_.answer(qconnect::list_ai_prompts,
              {{"aiPromptSummaries",
                {{{"aiPromptId", "pr-1"}, {"name", "Answer"}, {"modelId", "nova"}, {"status", "ACTIVE"}},
                 {{"aiPromptId", "pr-9"}, {"name", "Unused"}, {"status", "ACTIVE"}}}}});
  aws_.fail(qconnect::get_ai_prompt, "ResourceNotFoundException", 404, {{"aiPromptId", "pr-2"}});
  aws_.answer(qconnect::get_ai_prompt, {{"aiPrompt", {{"name", "AWS's"}, {"status", "ACTIVE"}}}},
              {{"aiPromptId", "pr-3"}});
  const auto dataset = read<&Inventory::ai_prompts>();
  ASSERT_TRUE(dataset.complete());
  ASSERT_EQ(dataset.value->size(), 3U);
  EXPECT_EQ(dataset.value->at("pr-1").model, "nova");
  EXPECT_FALSE(dataset.value->at("pr-2").exists);
  EXPECT_EQ(dataset.value->at("pr-3").name, "AWS's");
  EXPECT_EQ(aws_.asked(qconnect::list_ai_prompts)[0], (json{{"assistantId", "as-1"}, {"maxResults", 100}}));
}

TEST_F(AiCollector, TellsEveryKindOfFilterThatIsAtWork) {
  have_agents({agent("gr-1:1", {}), agent("gr-1:1", {}), agent("gr-2:1", {}), agent("gr-3", {}, false)});
  aws_.answer(qconnect::get_ai_guardrail,
              {{"aiGuardrail",
                {{"name", "Rules"},
                 {"status", "ACTIVE"},
                 {"contentPolicyConfig", {{"filtersConfig", {{{"inputStrength", "NONE"}, {"outputStrength", "LOW"}}}}}},
                 {"topicPolicyConfig", {{"topicsConfig", {json::object()}}}},
                 {"wordPolicyConfig", {{"managedWordListsConfig", {{{"type", "PROFANITY"}}}}}},
                 {"sensitiveInformationPolicyConfig", {{"regexesConfig", {json::object()}}}},
                 {"contextualGroundingPolicyConfig", {{"filtersConfig", {json::object()}}}}}}},
              {{"aiGuardrailId", "gr-1:1"}});
  aws_.answer(
      qconnect::get_ai_guardrail,
      {{"aiGuardrail",
        {{"status", "ACTIVE"},
         {"contentPolicyConfig", {{"filtersConfig", {{{"inputStrength", "NONE"}, {"outputStrength", "NONE"}}}}}}}}},
      {{"aiGuardrailId", "gr-2:1"}});
  const auto dataset = read<&Inventory::ai_guardrails>();
  ASSERT_TRUE(dataset.complete());
  EXPECT_EQ(dataset.value->at("gr-1:1").filters,
            (Texts{"harmful content", "denied topics", "words", "sensitive information", "grounding"}));
  EXPECT_TRUE(dataset.value->at("gr-2:1").filters.empty());
  EXPECT_EQ(aws_.asked(qconnect::get_ai_guardrail).size(), 2U);
}

TEST_F(AiCollector, ReadsEachKnowledgeBaseOnce) {
  have_assistants({"as-1"});
  integrate({{"WISDOM_KNOWLEDGE_BASE", wisdom + "knowledge-base/kb-1"},
             {"Q_MESSAGE_TEMPLATES", wisdom + "knowledge-base/kb-2"}});
  aws_.answer(
      qconnect::list_assistant_associations,
      {{"assistantAssociationSummaries",
        {{{"associationData", {{"knowledgeBaseAssociation", {{"knowledgeBaseArn", wisdom + "knowledge-base/kb-1"}}}}},
          {"associationType", "KNOWLEDGE_BASE"}},
         {{"associationType", "EXTERNAL_BEDROCK_KNOWLEDGE_BASE"}}}}});
  aws_.answer(qconnect::get_knowledge_base,
              {{"knowledgeBase",
                {{"name", "Times"},
                 {"knowledgeBaseType", "EXTERNAL"},
                 {"status", "ACTIVE"},
                 {"ingestionStatus", "SYNC_FAILED"},
                 {"ingestionFailureReasons", {"denied", 7, "a", "b", "c", "d", "e"}},
                 {"lastContentModificationTime", 1.7e9}}}},
              {{"knowledgeBaseId", "kb-1"}});
  aws_.fail(qconnect::get_knowledge_base, "ResourceNotFoundException", 404, {{"knowledgeBaseId", "kb-2"}});
  const auto dataset = read<&Inventory::knowledge_bases>();
  ASSERT_TRUE(dataset.complete());
  ASSERT_EQ(dataset.value->size(), 2U);
  const auto& times = dataset.value->at(0);
  EXPECT_EQ(times.ingestion, "SYNC_FAILED");
  EXPECT_EQ(times.failures, (Texts{"denied", "a", "b", "c", "d"}));
  EXPECT_EQ(times.changed, at("2023-11-14T22:13:20Z"));
  EXPECT_FALSE(dataset.value->at(1).exists);
}

TEST_F(AiCollector, MissesNoKnowledgeBaseThatAwsDoesNotName) {
  have_assistants({"as-1"});
  integrate({});
  aws_.answer(qconnect::list_assistant_associations,
              {{"assistantAssociationSummaries", {{{"associationType", "KNOWLEDGE_BASE"}, {"associationData", 7}}}}});
  EXPECT_EQ(read<&Inventory::knowledge_bases>().gap->kind, GapKind::malformed);
}

TEST_F(AiCollector, ReadsTheKnowledgeBasesOfTheInstanceWithoutAnAssistant) {
  have_assistants({});
  integrate({{"WISDOM_QUICK_RESPONSES", wisdom + "knowledge-base/kb-1"}});
  aws_.answer(qconnect::get_knowledge_base, {{"knowledgeBase", {{"status", "ACTIVE"}}}});
  EXPECT_EQ(read<&Inventory::knowledge_bases>().value->size(), 1U);
}

TEST_F(AiCollector, KeepsSourcesOfLogsThatAreActive) {
  have_assistants({"as-1"});
  aws_.answer(aws::logs::describe_delivery_sources,
              {{"deliverySources",
                {{{"resourceArns", {wisdom + "assistant/as-1", 7}}, {"status", "ACTIVE"}},
                 {{"resourceArns", {wisdom + "assistant/as-2"}}, {"status", "INACTIVE"}},
                 {{"resourceArns", {"arn:aws:cloudfront::111122223333:distribution/d"}}},
                 nullptr}}});
  const auto dataset = read<&Inventory::ai_log_sources>();
  ASSERT_TRUE(dataset.complete());
  EXPECT_EQ(*dataset.value, (model::AiLogSources{wisdom + "assistant/as-1"}));
  EXPECT_EQ(aws_.asked(aws::logs::describe_delivery_sources)[0], (json{{"limit", 50}}));
}

}  // namespace
