#include "aws/operation.hpp"

#include <gtest/gtest.h>
#include <set>

#include "aws/operations/all.hpp"
#include "aws/operations/connect.hpp"
#include "aws/operations/lambda.hpp"
#include "aws/operations/logs.hpp"

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

TEST(Operations, AreListedOnceEach) {
  std::set<std::pair<std::string_view, std::string_view>> names;
  for (const aws::Operation* operation : aws::operations()) {
    EXPECT_TRUE(names.emplace(operation->service.name, operation->name).second) << operation->name;
  }
  EXPECT_GT(names.size(), 60U);
}

}  // namespace
