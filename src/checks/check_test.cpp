#include "checks/check.hpp"

#include <gtest/gtest.h>

#include "checks/inventory_for_test.hpp"

namespace checks::test {
namespace {

TEST(AwsCommand, QuotesEveryValueAndNamesTheRegion) {
  EXPECT_EQ(aws_command(scene_of(empty_inventory()), "logs create-log-group", {{"log-group-name", "a'; rm -rf /"}}),
            "aws logs create-log-group --log-group-name 'a'\\''; rm -rf /' --region eu-central-1");
  EXPECT_EQ(aws_command(scene_of(empty_inventory()), "x y", {{"dimensions", "Name=a"}, {"", "Name=b"}}),
            "aws x y --dimensions Name=a Name=b --region eu-central-1");
}

}  // namespace
}  // namespace checks::test
