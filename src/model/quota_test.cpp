#include "model/quota.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <set>

namespace {

using model::effective_limit;
using model::LimitSource;
using model::QuotaLevel;
using model::ServiceQuota;
using model::ServiceQuotas;

const std::string ours = "arn:aws:connect:eu-central-1:111122223333:instance/ours";
const std::string theirs = "arn:aws:connect:eu-central-1:111122223333:instance/theirs";
constexpr model::QuotaRow users = {"users", "L-9A46857E", "Users per instance", model::QuotaUse::counted,
                                   "user",  "users"};

ServiceQuota quota(double value, const std::string& context = "", const std::string& code = "L-9A46857E",
                   const std::string& name = "Users per instance") {
  return {code, name, value, true, context};
}

struct LimitCase {
  const char* what;
  ServiceQuotas quotas;
  std::optional<double> value;
  LimitSource source = LimitSource::aws_default;
};

// H-5: the reference asked for the account's quotas only, and called instances with a raised limit full.
TEST(EffectiveLimit, H5_TakesTheInstancesBeforeTheAccountsBeforeTheDefault) {
  const double nan = std::nan(""), infinity = std::numeric_limits<double>::infinity();
  const std::vector<LimitCase> cases = {
      {"nothing", {}, std::nullopt},
      {"all three", {{quota(100), quota(300, ours)}, {quota(500)}}, 300, LimitSource::instance_applied},
      {"the order in the list is no matter",
       {{quota(300, ours), quota(100)}, {quota(500)}},
       300,
       LimitSource::instance_applied},
      {"another instance's is not ours",
       {{quota(2000, theirs), quota(100)}, {quota(500)}},
       100,
       LimitSource::account_applied},
      {"another instance's alone", {{quota(2000, theirs)}, {quota(500)}}, 500, LimitSource::aws_default},
      {"another instance's and nothing else", {{quota(2000, theirs)}, {}}, std::nullopt},
      {"the longer id of another instance", {{quota(2000, ours + "x")}, {}}, std::nullopt},
      {"a smaller instance limit holds too", {{quota(100), quota(5, ours)}, {}}, 5, LimitSource::instance_applied},
      {"another quota", {{quota(7, ours, "L-19A87C94", "Queues per instance")}, {}}, std::nullopt},
      {"by name when the code is not there", {{}, {quota(100, "", "L-00000000")}}, 100, LimitSource::aws_default},
      {"by code before by name",
       {{quota(1, ours, "L-00000000")}, {quota(500, "", "L-9A46857E", "Users")}},
       500,
       LimitSource::aws_default},
      {"by name in other letters", {{}, {quota(100, "", "L-00000000", "users per instance")}}, 100},
      {"by name in the singular", {{}, {quota(100, "", "L-00000000", "User per instance")}}, 100},
      {"another name", {{}, {quota(100, "", "L-00000000", "Users per hierarchy")}}, std::nullopt},
      {"not a number", {{quota(nan, ours), quota(100)}, {}}, 100, LimitSource::account_applied},
      {"negative", {{quota(-1, ours)}, {quota(500)}}, 500, LimitSource::aws_default},
      {"infinite", {{}, {quota(infinity)}}, std::nullopt},
      {"zero is a limit", {{quota(0, ours), quota(100)}, {}}, 0, LimitSource::instance_applied},
  };
  for (const LimitCase& one : cases) {
    const auto limit = effective_limit(one.quotas, users, ours);
    ASSERT_EQ(limit.has_value(), one.value.has_value()) << one.what;
    if (!limit) continue;
    EXPECT_EQ(limit->value, one.value) << one.what;
    EXPECT_EQ(limit->source, one.source) << one.what;
  }
}

TEST(IsSameName, RegardsNeitherCaseNorPlural) {
  const std::pair<const char*, const char*> same[] = {
      {"Predefined Attributes", "predefined attribute"},
      {"Agent status per instance", "Agent statuses per instance"},
      {"Amazon Lex V2 bot aliases per instance", "Amazon Lex V2 bot alias per instance"},
      {"Email addresses per instance", "Email address per instance"},
      {"Queues per routing profile per instance", "Queue per routing profiles per  instance "},
      {"Hours of operation per instance", "Hours of operations per instance"}};
  for (const auto& [a, b] : same) EXPECT_TRUE(model::is_same_name(a, b)) << a << " / " << b;
  EXPECT_FALSE(model::is_same_name("Queues per instance", "Quick connects per instance"));
  EXPECT_FALSE(model::is_same_name("Amazon Lex bots per instance", "Amazon Lex V2 bots per instance"));
  EXPECT_FALSE(model::is_same_name("", "Users per instance"));
  for (const auto& a : model::quota_rows) {
    for (const auto& b : model::quota_rows) EXPECT_EQ(model::is_same_name(a.name, b.name), &a == &b) << a.name;
  }
}

TEST(EffectiveLimit, SaysWhetherItCanBeRaised) {
  ServiceQuotas quotas;
  quotas.applied = {{"L-9A46857E", "", 100, false, ""}};
  EXPECT_FALSE(effective_limit(quotas, users, ours)->adjustable);
  quotas.applied[0].adjustable = true;
  EXPECT_TRUE(effective_limit(quotas, users, ours)->adjustable);
}

TEST(PercentageOf, DividesByTheLimit) {
  struct Case {
    double current, limit, percentage;
  };
  for (const Case& one : {Case{0, 10, 0}, Case{240, 300, 80}, Case{250, 100, 250}, Case{49, 50, 98},
                          Case{1, 3, 100. / 3}, Case{0, 0, 0}, Case{1, 0, 100}, Case{3, 0, 300}}) {
    EXPECT_DOUBLE_EQ(model::percentage_of(one.current, one.limit), one.percentage) << one.current << "/" << one.limit;
  }
}

// A threshold of 58 % is reached by 58 of 100, which 58.0 / 100 * 100 is not.
TEST(PercentageOf, IsExactWhereThePercentageIsWhole) {
  for (int limit = 1; limit <= 500; ++limit) {
    for (int current = 0; current <= limit; ++current) {
      if (current * 100 % limit == 0) {
        ASSERT_EQ(model::percentage_of(current, limit), current * 100 / limit) << current << " of " << limit;
      }
    }
  }
}

TEST(QuotaLevel, TurnsAtTheThresholds) {
  struct Case {
    std::optional<double> percentage;
    QuotaLevel level = QuotaLevel::unknown;
  };
  for (const Case& one :
       {Case{std::nullopt, QuotaLevel::unknown}, Case{0, QuotaLevel::normal}, Case{79.99, QuotaLevel::normal},
        Case{80, QuotaLevel::warning}, Case{97.99, QuotaLevel::warning}, Case{98, QuotaLevel::critical},
        Case{100, QuotaLevel::critical}, Case{12'345, QuotaLevel::critical}}) {
    EXPECT_EQ(model::quota_level(one.percentage, {}), one.level) << one.percentage.value_or(-1);
  }
}

TEST(QuotaLevel, TakesConfiguredThresholds) {
  model::Settings settings;
  settings.warn_percentage = 50;
  settings.fail_percentage = 60;
  EXPECT_EQ(model::quota_level(49.9, settings), QuotaLevel::normal);
  EXPECT_EQ(model::quota_level(50, settings), QuotaLevel::warning);
  EXPECT_EQ(model::quota_level(60, settings), QuotaLevel::critical);
}

TEST(QuotaRows, AreToldApartByKeyCodeAndName) {
  std::set<std::string_view> keys, codes, names;
  for (const auto& row : model::quota_rows) {
    EXPECT_TRUE(keys.insert(row.key).second) << row.key;
    EXPECT_TRUE(codes.insert(row.code).second) << row.code;
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_EQ(row.code.substr(0, 2), "L-");
    EXPECT_EQ(row.code.size(), 10U);
    EXPECT_FALSE(row.one.empty()) << row.key;
    EXPECT_NE(row.one, row.many) << row.key;
  }
}

TEST(QuotaWords, AreThoseOfStoredDocuments) {
  EXPECT_EQ(name(LimitSource::instance_applied), "instance_applied");
  EXPECT_EQ(name(LimitSource::account_applied), "account_applied");
  EXPECT_EQ(name(LimitSource::aws_default), "aws_default");
  EXPECT_EQ(name(QuotaLevel::normal), "normal");
  EXPECT_EQ(name(QuotaLevel::warning), "warning");
  EXPECT_EQ(name(QuotaLevel::critical), "critical");
  EXPECT_EQ(name(QuotaLevel::unknown), "unknown");
  EXPECT_EQ(name(QuotaLevel::idle), "idle");
}

}  // namespace
