#include "model/ai.hpp"

#include <gtest/gtest.h>

namespace model {
namespace {

TEST(AiAgents, HaveAGuardrailByTheirTypesOwnMember) {
  EXPECT_STREQ(kind_of_agent("MANUAL_SEARCH")->guardrail, "answerGenerationAIGuardrailId");
  EXPECT_STREQ(kind_of_agent("SELF_SERVICE")->guardrail, "selfServiceAIGuardrailId");
  EXPECT_STREQ(kind_of_agent("NOTE_TAKING")->settings, "noteTakingAIAgentConfiguration");
  EXPECT_EQ(kind_of_agent("EMAIL_OVERVIEW")->guardrail, nullptr);
  EXPECT_EQ(kind_of_agent("NEWER"), nullptr);
}

TEST(AiAgents, AreInUseOncePublishedOrSet) {
  AiAgent saved, published, set;
  published.is_published = set.is_set = true;
  EXPECT_FALSE(is_in_use(saved));
  EXPECT_TRUE(is_in_use(published) && is_in_use(set));
}

TEST(AiAgents, NameVersionsOrDrafts) {
  EXPECT_EQ(without_version("8d7518d7:3"), "8d7518d7");
  EXPECT_EQ(without_version("8d7518d7"), "8d7518d7");
  EXPECT_TRUE(is_draft("8d7518d7:$LATEST"));
  EXPECT_FALSE(is_draft("8d7518d7:3"));
  EXPECT_FALSE(is_draft("8d7518d7"));
}

}  // namespace
}  // namespace model
