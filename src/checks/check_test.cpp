#include "checks/check.hpp"

#include <gtest/gtest.h>

#include "checks/headline_for_test.hpp"
#include "checks/inventory_for_test.hpp"
#include "words/width.hpp"

namespace checks::test {
namespace {

TEST(AwsCommand, QuotesEveryValueAndNamesTheRegion) {
  EXPECT_EQ(aws_command(scene_of(empty_inventory()), "logs create-log-group", {{"log-group-name", "a'; rm -rf /"}}),
            "aws logs create-log-group --log-group-name 'a'\\''; rm -rf /' --region eu-central-1");
  EXPECT_EQ(aws_command(scene_of(empty_inventory()), "x y", {{"dimensions", "Name=a"}, {"", "Name=b"}}),
            "aws x y --dimensions Name=a Name=b --region eu-central-1");
}

TEST(Wording, FindsWrongPluralsAndLeavesRightOnes) {
  for (const char* wrong : {"1 calls", "Highest 1 calls.", "(1 missed calls)", "No data for 1 queues: Quiet."})
    EXPECT_TRUE(has_a_wrong_plural(wrong)) << wrong;
  for (const char* right : {"1 call", "11 calls", "2.1 calls", "1 agent status", "1 number leads to a flow",
                            "1 contact was refused", "1 of 3 queues", "1,001 calls", "1 e-mail address"})
    EXPECT_FALSE(has_a_wrong_plural(right)) << right;
}

TEST(Headline, CutsANameToTheWidthThatIsLeftForIt) {
  EXPECT_EQ(headline("Number ", {"phone_number", "n1", "+4930"}, " leads to no flow"), "Number +4930 leads to no flow");
  EXPECT_EQ(headline("", {"flow", "f1", ""}, " does not log"), "f1 does not log");
  EXPECT_EQ(headline("", {"flow", "f1", "a\x1b[2Jb\nc"}, " does not log"), "a[2Jb c does not log");
  const std::string cut = headline("Number ", {"flow", "f1", std::string(300, 'x')}, " leads to no flow");
  EXPECT_EQ(words::columns(cut), 90U);
  EXPECT_HAS(cut, "x… leads to no flow");
}

// What a report puts first among what was not assessed: what somebody can grant, or has to wait for.
TEST(NotAssessed, SaysWhatCanBeDoneAboutTheGap) {
  using model::GapKind;
  const auto of = [](GapKind kind, const char* permission = "") {
    return not_assessed(Resource{"queue", "q", "Sales"}, Gap{kind, "it was not read", permission});
  };
  EXPECT_EQ(of(GapKind::denied, "connect:ListQueues").action, "Allow connect:ListQueues");
  for (const GapKind kind : {GapKind::throttled, GapKind::out_of_time, GapKind::unavailable}) {
    EXPECT_EQ(of(kind).action, "Run the review again") << name(kind);
    EXPECT_NE(of(kind).remedy, "") << name(kind);
  }
  for (const GapKind kind : {GapKind::not_found, GapKind::not_supported, GapKind::not_recorded, GapKind::switched_off,
                             GapKind::needs_other, GapKind::malformed}) {
    EXPECT_EQ(of(kind).action + of(kind).remedy, "") << name(kind);
  }
}

}  // namespace
}  // namespace checks::test
