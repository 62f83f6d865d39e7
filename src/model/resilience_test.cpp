#include "model/resilience.hpp"

#include <gtest/gtest.h>

#include "model/instance.hpp"

namespace {

TEST(BotId, IsThatOfTheAlias) {
  EXPECT_EQ(model::bot_id_of("arn:aws:lex:eu-central-1:111122223333:bot-alias/BOT0000001/ALIAS00001"), "BOT0000001");
  for (const char* other : {"", "arn:aws:lex:eu-central-1:111122223333:bot-alias/BOT0000001",
                            "arn:aws:lex:eu-central-1:111122223333:bot/BOT0000001/x", "BOT0000001/ALIAS00001"}) {
    EXPECT_EQ(model::bot_id_of(other), "") << other;
  }
}

TEST(OtherRegions, AreThoseThatHoldTheInstanceAsWell) {
  model::InstanceDetails details;
  EXPECT_TRUE(model::other_regions(details, "eu-central-1").empty());
  details.replication = model::Replication{"eu-central-1", "", {{"eu-central-1", "", ""}}};
  EXPECT_TRUE(model::other_regions(details, "eu-central-1").empty());
  details.replication->replicas.push_back({"eu-west-2", "", ""});
  EXPECT_EQ(model::other_regions(details, "eu-central-1"), std::set<std::string>{"eu-west-2"});
  EXPECT_EQ(model::other_regions(details, "eu-west-2"), std::set<std::string>{"eu-central-1"});
  EXPECT_TRUE(model::is_replica(details, "eu-west-2"));
  EXPECT_FALSE(model::is_replica(details, "eu-central-1"));
}

}  // namespace
