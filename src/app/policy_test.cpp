#include "app/policy.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>
#include <set>

#include "aws/operations/connect.hpp"
#include "aws/operations/logs.hpp"
#include "aws/operations/pinpoint.hpp"
#include "base/error.hpp"
#include "collect/collector.hpp"
#include "components/component.hpp"

namespace {

using model::InstanceRef;
using model::Settings;
using nlohmann::ordered_json;
using testing::Contains;
using testing::ElementsAre;
using testing::IsSupersetOf;
using testing::Not;
using Names = std::vector<std::string>;

const std::string arn = "arn:aws:connect:eu-central-1:111122223333:instance/aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb";
const InstanceRef harbour = model::parse_instance_arn(arn);

Names every_component() {
  Names names;
  for (const auto& component : components::table()) names.emplace_back(component.name);
  return names;
}

std::set<std::string> actions(const ordered_json& policy) {
  std::set<std::string> all;
  for (const auto& statement : policy.at("Statement")) {
    for (const auto& action : statement.at("Action")) {
      EXPECT_TRUE(all.insert(action).second) << action << " stands there twice";
    }
  }
  return all;
}

std::set<std::string> allowed(const Names& components, const Settings& settings = {}) {
  return actions(app::iam_policy(components, {harbour}, settings));
}

ordered_json statement(const ordered_json& policy, const std::string& sid) {
  for (const auto& one : policy.at("Statement")) {
    if (one.at("Sid") == sid) return one;
  }
  return nullptr;
}

TEST(Needs, KnowWhatAnOperationIsCalledFor) {
  for (const auto& need : app::needs({"metrics", "flow"}, {})) {
    if (need.operation != &aws::connect::list_contact_flows) continue;
    EXPECT_THAT(need.datasets, ElementsAre("flows"));
    EXPECT_THAT(need.components, ElementsAre("metrics", "flow"));
    return;
  }
  ADD_FAILURE() << "flows are not listed";
}

TEST(Needs, HaveEveryOperationOfTheCollectorsWhenEverythingIsChosen) {
  std::set<const aws::Operation*> needed;
  for (const auto& need : app::needs(every_component(), {})) EXPECT_TRUE(needed.insert(need.operation).second);
  std::set<const aws::Operation*> called;
  for (const auto& collector : collect::table()) {
    if (collector.dataset == model::dataset_of<&model::Inventory::tags>) continue;  // a mute's, where one names a tag
    called.insert(collector.operations.begin(), collector.operations.end());
  }
  EXPECT_EQ(needed, called);
}

TEST(Needs, OfAnUnknownComponentAreRefused) {
  EXPECT_THROW(app::needs({"quotas"}, {}), base::Error);
}

TEST(Needs, WithoutCarrierLookupDoNotHaveIt) {
  Settings settings;
  EXPECT_THAT(allowed({"phone"}), Contains("mobiletargeting:PhoneNumberValidate"));
  settings.carrier_lookup = false;
  EXPECT_THAT(allowed({"phone"}, settings), Not(Contains("mobiletargeting:PhoneNumberValidate")));
  EXPECT_THAT(allowed({"phone"}, settings), Contains("connect:ListPhoneNumbersV2"));
  settings = {};
  settings.carrier_budget_usd = 0;
  EXPECT_THAT(allowed({"phone"}, settings), Not(Contains("mobiletargeting:PhoneNumberValidate")));
}

TEST(Needs, OfAQuickReviewAreListsAlone) {
  Settings settings;
  settings.depth = model::Depth::quick;
  EXPECT_THAT(allowed({"flow"}), Contains("lambda:GetPolicy"));
  EXPECT_THAT(allowed({"flow"}, settings), Not(Contains("lambda:GetPolicy")));
  EXPECT_THAT(allowed({"flow"}, settings), Contains("connect:SearchContactFlows"));
  EXPECT_THAT(allowed({"phone"}, settings), Not(Contains("connect:DescribePhoneNumber")));
}

TEST(Policy, AllowsWhatDatasetsBehindTheComponentsNeed) {
  // Metrics are asked for by the names of queues and flows.
  EXPECT_THAT(allowed({"metrics"}), IsSupersetOf({"cloudwatch:GetMetricData", "connect:ListQueues",
                                                  "connect:ListContactFlows", "connect:DescribeInstance"}));
  EXPECT_THAT(allowed({"metrics"}), Not(Contains("connect:ListUsers")));
}

TEST(Policy, AllowsTheDirectoryThatDescribingAnInstanceAsks) {
  EXPECT_THAT(allowed({"instance"}), Contains("ds:DescribeDirectories"));
}

TEST(Policy, AllowsToDescribeWhatIsSearchedFor) {
  const auto own = statement(app::iam_policy({"quota"}, {harbour}, {}), "ConnectInstance").at("Action").get<Names>();
  EXPECT_THAT(own, IsSupersetOf({"connect:SearchEmailAddresses", "connect:DescribeEmailAddress"}));
}

TEST(Policy, OfAllComponentsIsTheUnionOfThoseOfEach) {
  std::set<std::string> together;
  for (const auto& component : every_component()) {
    const auto own = allowed({component});
    together.insert(own.begin(), own.end());
    EXPECT_LT(own.size(), allowed(every_component()).size()) << component;
  }
  EXPECT_EQ(together, allowed(every_component()));
}

TEST(Policy, NarrowsWhatBelongsToTheInstance) {
  const auto one = statement(app::iam_policy({"flow"}, {harbour}, {}), "ConnectInstance");
  EXPECT_THAT(one.at("Resource").get<Names>(), ElementsAre(arn, arn + "/*"));
  EXPECT_THAT(one.at("Action").get<Names>(), Contains("connect:DescribeContactFlow"));
  EXPECT_FALSE(one.contains("Condition"));
}

TEST(Policy, NarrowsNumbersAndLookUpsToTheRegion) {
  const auto policy = app::iam_policy({"phone"}, {harbour}, {});
  EXPECT_THAT(statement(policy, "ConnectNumbers").at("Resource").get<Names>(),
              ElementsAre("arn:aws:connect:eu-central-1:111122223333:phone-number/*",
                          "arn:aws:connect:eu-central-1:111122223333:traffic-distribution-group/*"));
  EXPECT_THAT(statement(policy, "CarrierLookup").at("Resource").get<Names>(),
              ElementsAre("arn:aws:mobiletargeting:eu-central-1:111122223333:phone/number/validate"));
}

TEST(Policy, NarrowsFlowLogsToTheLogGroup) {
  Settings settings;
  const auto resource = [&] {
    return statement(app::iam_policy({"logs"}, {harbour}, settings), "FlowLogs").at("Resource").get<Names>();
  };
  EXPECT_THAT(resource(), ElementsAre("arn:aws:logs:eu-central-1:111122223333:log-group:/aws/connect/*:*"));
  settings.log_group = "/own/group";
  EXPECT_THAT(resource(), ElementsAre("arn:aws:logs:eu-central-1:111122223333:log-group:/own/group:*"));
}

TEST(Policy, TakesNoLogGroupThatWouldWidenIt) {
  Settings settings;
  for (const auto* name : {"*", "/aws/?", "/a:b", "a b", "${aws:x}", "\xC3\xA9"}) {
    settings.log_group = name;
    EXPECT_THROW(app::iam_policy({"logs"}, {harbour}, settings), base::Error) << name;
  }
  settings.log_group = std::string(513, 'x');
  EXPECT_THROW(app::iam_policy({"logs"}, {harbour}, settings), base::Error);
}

TEST(Policy, NarrowsTheRestToTheRegionsOfTheInstances) {
  const auto gov = model::parse_instance_arn("arn:aws-us-gov:connect:us-gov-west-1:444455556666:instance/abc");
  const auto policy = app::iam_policy({"quota"}, {harbour, gov}, {});
  const auto one = statement(policy, "AccountAndRegion");
  EXPECT_THAT(one.at("Resource").get<Names>(), ElementsAre("*"));
  EXPECT_THAT(one.at("Condition").at("StringEquals").at("aws:RequestedRegion").get<Names>(),
              ElementsAre("eu-central-1", "us-gov-west-1"));
  EXPECT_THAT(statement(policy, "ConnectInstance").at("Resource").get<Names>(),
              ElementsAre(arn, arn + "/*", gov.arn, gov.arn + "/*"));
}

// ARNs of buckets name no account.
TEST(Policy, NarrowsBucketsToTheAccountsOfTheInstances) {
  const auto one = statement(app::iam_policy({"storage"}, {harbour}, {}), "DataBuckets");
  EXPECT_THAT(one.at("Resource").get<Names>(), ElementsAre("arn:aws:s3:::*"));
  EXPECT_THAT(one.at("Condition").at("StringEquals").at("aws:ResourceAccount").get<Names>(),
              ElementsAre(harbour.account_id));
  const auto any = statement(app::iam_policy({"storage"}, {app::any_instance("")}, {}), "DataBuckets");
  EXPECT_FALSE(any.contains("Condition"));
}

TEST(Policy, OfTheSameInstanceTwiceNamesItOnce) {
  EXPECT_EQ(app::iam_policy({"quota"}, {harbour, harbour}, {}), app::iam_policy({"quota"}, {harbour}, {}));
}

TEST(Policy, WithoutAnInstanceIsForEveryOneOfTheRegion) {
  const auto policy = app::iam_policy({"phone"}, {app::any_instance("cn-north-1")}, {});
  EXPECT_THAT(statement(policy, "ConnectInstance").at("Resource").get<Names>(),
              ElementsAre("arn:aws-cn:connect:cn-north-1:*:instance/*"));
  EXPECT_TRUE(statement(policy, "AccountAndRegion").contains("Condition"));
}

TEST(Policy, WithoutARegionIsForAllOfThem) {
  const auto policy = app::iam_policy({"phone"}, {app::any_instance("")}, {});
  EXPECT_THAT(statement(policy, "ConnectInstance").at("Resource").get<Names>(),
              ElementsAre("arn:aws:connect:*:*:instance/*"));
  EXPECT_FALSE(statement(policy, "AccountAndRegion").contains("Condition"));
  EXPECT_THROW(app::any_instance("eu central"), base::Error);
}

TEST(Policy, IsWrittenAsPeopleReadIt) {
  const auto policy = app::iam_policy({"instance"}, {harbour}, {});
  EXPECT_EQ(policy.begin().key(), "Version");
  EXPECT_EQ(policy.at("Version"), "2012-10-17");
  for (const auto& one : policy.at("Statement")) {
    EXPECT_EQ(one.begin().key(), "Sid");
    EXPECT_EQ(one.at("Effect"), "Allow");
    EXPECT_TRUE(std::ranges::is_sorted(one.at("Action")));
  }
}

TEST(Policy, OfEverythingFitsIntoAManagedPolicy) {
  const auto policy = app::iam_policy(every_component(), {harbour}, {});
  EXPECT_LT(app::policy_size(policy), app::max_policy_size);
  EXPECT_EQ(app::policy_size({{"a", "b c"}}), 11U);
}

}  // namespace
