#include "checks/wording.hpp"

#include <gtest/gtest.h>
#include <limits>

#include "checks/check.hpp"
#include "checks/inventory_for_test.hpp"

namespace checks::test {
namespace {

TEST(Wording, NumbersHaveThousandsAndNoIdleDecimals) {
  EXPECT_EQ(number(0), "0");
  EXPECT_EQ(number(999), "999");
  EXPECT_EQ(number(1234567), "1,234,567");
  EXPECT_EQ(number(3.357), "3.36");
  EXPECT_EQ(number(1000.5), "1,000.5");
  EXPECT_EQ(number(-12), "-12");
  EXPECT_EQ(number(-0.001), "0");
  EXPECT_EQ(number(std::numeric_limits<double>::quiet_NaN()), "an unknown number");
  EXPECT_FALSE(number(std::numeric_limits<double>::max()).empty());
}

TEST(Wording, CountsAgreeInNumber) {
  EXPECT_EQ(count(1, "queue", "queues"), "1 queue");
  EXPECT_EQ(count(0, "queue", "queues"), "0 queues");
  EXPECT_EQ(count(1200, "queue", "queues"), "1,200 queues");
}

TEST(Wording, APercentageIsNeverRoundedUpToALimit) {
  EXPECT_EQ(percent(79.999), "79.99 %");
  EXPECT_EQ(percent(29.0 / 100 * 100), "29 %");
  EXPECT_EQ(percent(0.83 * 100), "83 %");
}

TEST(Wording, ListsAreCutAndCleaned) {
  EXPECT_EQ(list_of({"a", "b"}), "a, b");
  EXPECT_EQ(list_of({"1", "2", "3", "4", "5", "6", "7"}), "1, 2, 3, 4, 5 and 2 more");
  EXPECT_EQ(list_of({"a\x07"}), "a");
  EXPECT_LT(list_of({std::string(1000, 'x')}).size(), 100U);
}

TEST(Wording, SentencesBeginAndEndAsTheyShould) {
  EXPECT_EQ(sentence("it was not asked for"), "It was not asked for.");
  EXPECT_EQ(sentence("connect:ListUsers is denied."), "connect:ListUsers is denied.");
  EXPECT_EQ(sentence(""), "");
}

TEST(Wording, CodesBecomeWords) {
  EXPECT_EQ(plain_words("CALL_RECORDINGS"), "Call recordings");
  EXPECT_EQ(plain_words(""), "");
}

TEST(Wording, WindowsAreToldInDays) {
  EXPECT_EQ(days(two_weeks()), "14 days");
  EXPECT_EQ(days({start(), start() + std::chrono::hours(24)}), "1 day");
}

TEST(AwsCommand, QuotesEveryValueAndNamesTheRegion) {
  EXPECT_EQ(aws_command(scene_of(empty_inventory()), "logs create-log-group", {{"log-group-name", "a'; rm -rf /"}}),
            "aws logs create-log-group --log-group-name 'a'\\''; rm -rf /' --region eu-central-1");
  EXPECT_EQ(aws_command(scene_of(empty_inventory()), "x y", {{"dimensions", "Name=a"}, {"", "Name=b"}}),
            "aws x y --dimensions Name=a Name=b --region eu-central-1");
}

}  // namespace
}  // namespace checks::test
