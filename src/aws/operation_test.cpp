#include "aws/operation.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>

#include "aws/operations/all.hpp"
#include "aws/operations/connect.hpp"
#include "aws/operations/dynamodb.hpp"
#include "aws/operations/lambda.hpp"
#include "aws/operations/logs.hpp"
#include "base/error.hpp"

namespace {

TEST(Operations, NameTheirPermission) {
  EXPECT_EQ(aws::action(aws::connect::list_queues), "connect:ListQueues");
  EXPECT_EQ(aws::action(aws::lambda::invoke), "lambda:InvokeFunction");
}

TEST(Operations, HaveARateOfTheirRegion) {
  EXPECT_EQ(aws::rate_in(aws::logs::filter_log_events, "us-east-1").per_second, 25);
  EXPECT_EQ(aws::rate_in(aws::logs::filter_log_events, "eu-west-2").per_second, 10);
  EXPECT_EQ(aws::rate_in(aws::logs::filter_log_events, "eu-central-1").per_second, 5);
  EXPECT_EQ(aws::rate_in(aws::logs::filter_log_events, "xx-new-1").per_second, 5);
  EXPECT_EQ(aws::rate_in(aws::connect::list_queues, "us-east-1").per_second, 2);
  EXPECT_EQ(aws::rate_in(aws::connect::list_integration_associations, "us-east-1").burst, 50);
}

// S3 is asked for stores and for the buckets of an instance, with permissions of their own.
TEST(Operations, AreListedOnceEach) {
  std::set<std::tuple<std::string_view, bool, std::string_view>> names;
  for (const aws::Operation* operation : aws::operations()) {
    const auto& [name, is_of_aws] = std::pair(operation->service.name, operation->service.is_of_aws);
    EXPECT_TRUE(names.emplace(name, is_of_aws, operation->name).second) << operation->name;
  }
  EXPECT_GT(names.size(), 60U);
}

// Gives its own name for each name, but for one that is not known.
std::optional<std::string> but_for_table(std::string_view name) {
  if (name == "table") return std::nullopt;
  return std::string(name);
}

TEST(Operations, FillInWhatStandsInBraces) {
  EXPECT_EQ(aws::fill_in("CALL_RECORDINGS", but_for_table), "CALL_RECORDINGS");
  EXPECT_EQ(aws::fill_in("{region}", but_for_table), "region");
  EXPECT_EQ(aws::fill_in("a:{region}:{key}/*", but_for_table), "a:region:key/*");
  EXPECT_EQ(aws::fill_in("a:{region}:{table}", but_for_table), std::nullopt);
  EXPECT_EQ(aws::fill_in("{x}", [](auto) { return "{region}"; }), "{region}");  // what was filled in is no template
}

TEST(Operations, NameWhatTheirPermissionIsNarrowedTo) {
  EXPECT_THAT(aws::arns(aws::connect::the_instance, but_for_table),
              testing::ElementsAre("arn:partition:connect:region:account:instance/instance_id",
                                   "arn:partition:connect:region:account:instance/instance_id/*"));
  EXPECT_THAT(aws::arns(aws::account_and_region, but_for_table), testing::ElementsAre("*"));
  // Every instance takes in what belongs to one.
  EXPECT_THAT(aws::arns(aws::connect::the_instance, [](auto) { return "*"; }),
              testing::ElementsAre("arn:*:connect:*:*:instance/*"));
  EXPECT_THROW(aws::arns(aws::dynamodb::the_table, but_for_table), base::Error);
}

TEST(Operations, AreNarrowedToResourcesOfTheirService) {
  std::map<std::pair<std::string_view, std::string_view>, const std::string_view*> statements;
  for (const aws::Operation* operation : aws::operations()) {
    const aws::Resources& resources = operation->resources;
    ASSERT_FALSE(resources.arns.empty()) << operation->name;
    // What shares a statement shares its resources, or they are another service's, which its actions do not reach.
    const std::pair of_service(resources.statement, operation->service.iam_prefix);
    EXPECT_EQ(statements.emplace(of_service, resources.arns.data()).first->second, resources.arns.data())
        << resources.statement;
    if (resources.scope == aws::ResourceScope::any) {
      EXPECT_EQ(resources.arns.data(), aws::account_and_region.arns.data()) << operation->name;
      continue;
    }
    for (const auto arn : resources.arns) {
      EXPECT_TRUE(arn.starts_with("arn:{partition}:" + std::string(operation->service.iam_prefix) + ":")) << arn;
    }
  }
}

TEST(Operations, AreTriedWithWhatOthersFind) {
  // Flows, integrations and other kinds of data than recordings alone say which of the last there are: IAM's policy
  // simulator is asked in their place.
  std::set<std::string_view> known = {
      "account",         "instance_id",       "instance_arn",    "bot_id",         "bot_alias_id",     "view_id",
      "data_table_id",   "data_stream",       "delivery_stream", "metric_filters", "assistant_id",     "ai_prompt_id",
      "ai_guardrail_id", "knowledge_base_id", "role_name",       "role_actions",   "data_integration", "campaign_ids"};
  for (const aws::Operation* operation : aws::operations()) {
    for (const aws::Found& found : operation->finds) {
      EXPECT_TRUE(found.name.empty() || known.insert(found.name).second) << operation->name;
    }
  }
  for (const aws::Operation* operation : aws::operations()) {
    for (const auto& [member, value] : operation->trial) {
      EXPECT_EQ(member.empty(), value.empty()) << operation->name;
      aws::fill_in(value, [&](std::string_view name) {
        EXPECT_TRUE(known.contains(name)) << operation->name << " " << name;
        return "x";
      });
    }
  }
}

TEST(Operations, AreChargedForAtPricesWithASource) {
  for (const aws::Operation* operation : aws::operations()) {
    const aws::Charge& charge = operation->charge;
    EXPECT_EQ(charge.by == aws::ChargedBy::entry, !charge.list.empty()) << operation->name;
    if (charge.price == nullptr) continue;
    EXPECT_GT(charge.price->usd, 0) << operation->name;
    EXPECT_TRUE(charge.price->source.starts_with("https://aws.amazon.com/")) << operation->name;
    EXPECT_FALSE(charge.price->unit.empty()) << operation->name;
    EXPECT_EQ(charge.price->as_of.size(), std::string_view("2026-11-22").size()) << operation->name;
  }
}

}  // namespace
