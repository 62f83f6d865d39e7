#include "app/doctor/doctor.hpp"

#include <algorithm>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "app/policy.hpp"
#include "aws/operations/cloudwatch.hpp"
#include "aws/operations/connect.hpp"
#include "aws/operations/iam.hpp"
#include "aws/operations/logs.hpp"
#include "aws/operations/pinpoint.hpp"
#include "aws/operations/sts.hpp"
#include "components/component.hpp"
#include "fakes/cloud.hpp"
#include "fakes/scripted_client.hpp"

namespace {

using app::Diagnosis;
using app::Examined;
using app::State;
using base::ErrorKind;
using nlohmann::json;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
namespace connect = aws::connect;

const std::string id = "aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb";
const std::string arn = "arn:aws:connect:eu-central-1:111122223333:instance/" + id;
const std::string caller = "arn:aws:sts::111122223333:assumed-role/Reviewer/session";

// An account in which everything is allowed and the instance has one of each, unless a test says otherwise first.
class Doctor : public testing::Test {
 protected:
  Doctor() { world_.variables.values = {{"AWS_REGION", "eu-central-1"}, {"HOME", "/nowhere"}}; }

  Diagnosis examine(const std::vector<std::string>& components) {
    request_.components = components;
    aws_.always_answer(aws::sts::get_caller_identity, {{"Account", "111122223333"}, {"Arn", caller}});
    aws_.always_answer(connect::describe_instance, {{"Instance", {{"Arn", arn}, {"InstanceAlias", "harbour"}}}});
    aws_.always_answer(connect::list_contact_flows, {{"ContactFlowSummaryList", {{{"Id", "flow-1"}}}}});
    aws_.always_answer(connect::list_contact_flow_modules, {{"ContactFlowModulesSummaryList", {{{"Id", "module-1"}}}}});
    aws_.always_answer(connect::list_phone_numbers_v2,
                       {{"ListPhoneNumbersSummaryList", {{{"PhoneNumberId", "number-1"}}}}});
    aws_.always_answer(aws::iam::simulate_principal_policy, {{"EvaluationResults", {{{"EvalDecision", "allowed"}}}}});
    aws_.otherwise_answer(json::object());
    fakes::Cloud cloud(world_, account_);
    return app::doctor(cloud.all, request_);
  }

  static Examined found(const Diagnosis& diagnosis, std::string_view what) {
    const auto one = std::ranges::find(diagnosis.findings, what, &Examined::what);
    if (one != diagnosis.findings.end()) return *one;
    ADD_FAILURE() << what << " was not looked at";
    return {};
  }

  static std::vector<std::string> every_component() {
    std::vector<std::string> names;
    for (const auto& component : components::table()) names.emplace_back(component.name);
    return names;
  }

  fakes::ScriptedClient aws_;
  fakes::World world_;
  const std::shared_ptr<fakes::Account> account_ = std::make_shared<fakes::Account>(aws_);
  app::DoctorRequest request_ = {{arn}, {}, {}};
};

TEST_F(Doctor, FindsNothingMissingWhereEverythingIsInPlace) {
  const auto diagnosis = examine(every_component());
  for (const auto& one : diagnosis.findings) EXPECT_EQ(name(one.state), "ok") << one.what << ": " << one.reason;
  EXPECT_EQ(found(diagnosis, "credentials").reason, "profile ops");
  EXPECT_EQ(found(diagnosis, "caller").reason, caller + " in the account 111122223333");
  EXPECT_EQ(found(diagnosis, "instance").reason, arn);
  EXPECT_EQ(diagnosis.count(State::ok), std::ssize(diagnosis.findings));
}

TEST_F(Doctor, AsksForAsLittleAsCanBe) {
  examine({"phone", "flow", "quota"});
  EXPECT_THAT(aws_.asked(connect::list_users), ElementsAre(json{{"InstanceId", id}, {"MaxResults", 1}}));
  EXPECT_THAT(aws_.asked(connect::list_phone_numbers_v2), ElementsAre(json{{"TargetArn", arn}, {"MaxResults", 1}}));
  EXPECT_THAT(aws_.asked(connect::describe_phone_number), ElementsAre(json{{"PhoneNumberId", "number-1"}}));
  EXPECT_THAT(aws_.asked(connect::describe_contact_flow),
              ElementsAre(json{{"InstanceId", id}, {"ContactFlowId", "flow-1"}}));
  EXPECT_THAT(aws_.asked(connect::list_bots),
              ElementsAre(json{{"InstanceId", id}, {"LexVersion", "V2"}, {"MaxResults", 1}}));
}

// A row that forgets what it is tried with would be asked for nothing at all.
TEST_F(Doctor, TriesEachOperationOnWhatItsPathNames) {
  for (const app::Need& need : app::needs(every_component(), {})) {
    const aws::Operation& operation = *need.operation;
    aws::fill_in(operation.path.substr(0, operation.path.find('?')), [&](std::string_view name) {
      EXPECT_TRUE(std::ranges::count(operation.trial, name, &aws::TrialMember::member) == 1)
          << operation.name << " " << name;
      return "x";
    });
  }
}

TEST_F(Doctor, ReadsTheLogGroupThatAReviewWouldRead) {
  examine({"logs"});
  EXPECT_THAT(aws_.asked(aws::logs::filter_log_events),
              ElementsAre(json{{"logGroupName", "/aws/connect/harbour"}, {"limit", 1}}));
  request_.settings.log_group = "/own";
  examine({"logs"});
  EXPECT_EQ(aws_.asked(aws::logs::filter_log_events).back().at("logGroupName"), "/own");
}

TEST_F(Doctor, WarnsOfALogGroupThatIsNotThere) {
  aws_.fail(aws::logs::filter_log_events, "ResourceNotFoundException", 400);
  const auto one = found(examine({"logs"}), "logs:FilterLogEvents");
  EXPECT_EQ(one.state, State::warning);
  EXPECT_THAT(one.reason, AllOf(HasSubstr("/aws/connect/harbour"), HasSubstr("--log-group")));
}

TEST_F(Doctor, SaysWhatAMissingPermissionCosts) {
  aws_.fail(connect::list_contact_flows, "AccessDeniedException", 403);
  const auto one = found(examine({"metrics", "flow"}), "connect:ListContactFlows");
  EXPECT_EQ(one.state, State::missing);
  EXPECT_EQ(one.instance, arn);
  EXPECT_THAT(one.datasets, ElementsAre("flows"));
  EXPECT_THAT(one.components, ElementsAre("metrics", "flow"));
}

TEST_F(Doctor, NeverPaysForAnAnswer) {
  const auto diagnosis = examine(every_component());
  EXPECT_THAT(aws_.asked(aws::pinpoint::phone_number_validate), IsEmpty());
  EXPECT_THAT(aws_.asked(aws::cloudwatch::get_metric_data), IsEmpty());
  const auto asked = aws_.asked(aws::iam::simulate_principal_policy);
  const auto validation = std::ranges::find_if(
      asked, [](const json& input) { return input.at("ActionNames") == json{"mobiletargeting:PhoneNumberValidate"}; });
  ASSERT_NE(validation, asked.end());
  EXPECT_EQ(validation->at("PolicySourceArn"), "arn:aws:iam::111122223333:role/Reviewer");
  EXPECT_EQ(validation->at("ResourceArns"),
            json{"arn:aws:mobiletargeting:eu-central-1:111122223333:phone/number/validate"});
  EXPECT_EQ(validation->at("ContextEntries").at(0).at("ContextKeyValues"), json{"eu-central-1"});
}

TEST_F(Doctor, BelievesThePolicySimulator) {
  const std::pair<std::vector<std::string>, State> cases[] = {{{"allowed"}, State::ok},
                                                              {{"implicitDeny"}, State::missing},
                                                              {{"explicitDeny"}, State::missing},
                                                              {{"allowed", "implicitDeny"}, State::unknown},
                                                              {{}, State::unknown}};
  for (const auto& [decisions, state] : cases) {
    json results = json::array();
    for (const auto& one : decisions) results.push_back({{"EvalDecision", one}});
    aws_.answer(aws::iam::simulate_principal_policy, {{"EvaluationResults", results}});
  }
  for (const auto& [decisions, state] : cases) {
    EXPECT_EQ(name(found(examine({"metrics"}), "cloudwatch:GetMetricData").state), name(state));
  }
}

TEST_F(Doctor, SaysThatItCannotTellWithoutPaying) {
  aws_.fail(aws::iam::simulate_principal_policy, "AccessDenied", 403);
  const auto one = found(examine({"metrics"}), "cloudwatch:GetMetricData");
  EXPECT_EQ(one.state, State::unknown);
  EXPECT_THAT(one.reason, AllOf(HasSubstr("without paying"), HasSubstr("iam:SimulatePrincipalPolicy")));
}

TEST_F(Doctor, AsksNoSimulatorForACallerThatHasNoPolicies) {
  const auto others = {"arn:aws:iam::111122223333:root", "arn:aws:sts::111122223333:federated-user/x", "nonsense",
                       ":assumed-role/x:sts:", "arn:aws:sts::1"};
  for (const auto* other : others) aws_.answer(aws::sts::get_caller_identity, {{"Arn", other}});
  for (const auto* other : others) {
    EXPECT_EQ(found(examine({"metrics"}), "cloudwatch:GetMetricData").state, State::unknown) << other;
  }
  EXPECT_THAT(aws_.asked(aws::iam::simulate_principal_policy), IsEmpty());
}

TEST_F(Doctor, SimulatesForAUserAsItIs) {
  const std::string user = "arn:aws-cn:iam::111122223333:user/team/reviewer";
  aws_.answer(aws::sts::get_caller_identity, {{"Arn", user}});
  examine({"metrics"});
  EXPECT_EQ(aws_.asked(aws::iam::simulate_principal_policy).at(0).at("PolicySourceArn"), user);
}

TEST_F(Doctor, SimulatesWhatThereIsNothingToTryOn) {
  aws_.answer(connect::list_phone_numbers_v2, json::object());
  const auto diagnosis = examine({"phone"});
  EXPECT_THAT(aws_.asked(connect::describe_phone_number), IsEmpty());
  EXPECT_THAT(found(diagnosis, "connect:DescribePhoneNumber").reason, HasSubstr("simulator"));
}

TEST_F(Doctor, TakesAPermissionForSomeItemsForNoMissingOne) {
  aws_.answer(connect::list_phone_numbers_v2, json::object());
  aws_.always_answer(aws::iam::simulate_principal_policy, {{"EvaluationResults", {{{"EvalDecision", "implicitDeny"}}}}},
                     {{"ActionNames", json::array({"connect:DescribePhoneNumber"})}});
  EXPECT_EQ(found(examine({"phone"}), "connect:DescribePhoneNumber").state, State::unknown);
}

TEST_F(Doctor, TakesNoOtherErrorForAMissingPermission) {
  aws_.always_fail(connect::list_users, "ThrottlingException", 429);
  aws_.always_fail(connect::list_prompts, "InternalServiceException", 500);
  aws_.fail(connect::list_bots, "ResourceNotFoundException", 404);
  const auto diagnosis = examine({"quota"});
  for (const auto* what : {"connect:ListUsers", "connect:ListPrompts", "connect:ListBots"}) {
    EXPECT_EQ(found(diagnosis, what).state, State::unknown) << what;
  }
  EXPECT_EQ(diagnosis.count(State::missing), 0);
  EXPECT_EQ(diagnosis.count(State::unknown), 3);
}

TEST_F(Doctor, AsksAwsNothingWithoutCredentials) {
  account_->has_credentials = false;
  const auto diagnosis = examine({"quota"});
  EXPECT_EQ(found(diagnosis, "credentials").state, State::missing);
  EXPECT_EQ(found(diagnosis, "credentials").reason, "no credentials were found");
  EXPECT_EQ(aws_.calls(), 0U);
}

TEST_F(Doctor, AsksNothingMoreOnceAwsRefusesTheCredentials) {
  aws_.fail(aws::sts::get_caller_identity, "InvalidClientTokenId", 403);
  EXPECT_EQ(found(examine({"quota"}), "caller").state, State::missing);
  EXPECT_EQ(aws_.calls(), 1U);
}

TEST_F(Doctor, IsNotContentWhereAwsCannotBeReached) {
  for (int i = 0; i < 20; ++i) aws_.fail(aws::sts::get_caller_identity, "ServiceUnavailable", 503);
  const auto diagnosis = examine({"quota"});
  EXPECT_EQ(found(diagnosis, "caller").state, State::missing);
}

TEST_F(Doctor, NeedsNoRegionForAnArn) {
  world_.variables.values.erase("AWS_REGION");
  EXPECT_EQ(found(examine({"instance"}), "region").reason, "eu-central-1");
  EXPECT_EQ(account_->regions().back(), "eu-central-1");
  request_.instances = {"harbour"};
  const auto diagnosis = examine({"instance"});
  EXPECT_EQ(found(diagnosis, "region").state, State::missing);
  EXPECT_EQ(diagnosis.count(State::ok), 1);  // the credentials
}

TEST_F(Doctor, TriesTheInstancesThatItFinds) {
  request_.instances = {"quay", arn};
  aws_.answer(connect::list_instances, {{"InstanceSummaryList", {{{"Arn", arn}, {"InstanceAlias", "harbour"}}}}});
  const auto diagnosis = examine({"instance"});
  EXPECT_EQ(found(diagnosis, "instance").state, State::missing);
  EXPECT_THAT(found(diagnosis, "instance").reason, AllOf(HasSubstr("quay"), HasSubstr("harbour")));
  EXPECT_EQ(found(diagnosis, "connect:DescribeInstance").instance, arn);
}

TEST_F(Doctor, TriesEveryInstanceWhenNoneIsNamed) {
  request_.instances = {};
  const std::string other = "arn:aws:connect:eu-central-1:111122223333:instance/other";
  aws_.answer(connect::list_instances, {{"InstanceSummaryList", {{{"Arn", arn}}, {{"Arn", other}}}}});
  const auto diagnosis = examine({"instance"});
  EXPECT_EQ(std::ranges::count(diagnosis.findings, "connect:DescribeInstance", &Examined::what), 2);
  EXPECT_EQ(std::ranges::count(diagnosis.findings, other, &Examined::instance), 4);

  aws_.answer(connect::list_instances, json::object());
  EXPECT_EQ(found(examine({"instance"}), "instance").state, State::missing);
}

TEST(Judge, SaysWhatIsNotAsItShouldBe) {
  const auto look = [] { return app::Judged{State::warning, "off"}; };
  for (const auto& one : {app::judge("TTL", look), app::judge_aside("TTL", look)}) {
    EXPECT_EQ(one.what, "TTL");
    EXPECT_EQ(name(one.state), "warning");
    EXPECT_EQ(one.reason, "off");
  }
}

TEST(Judge, TakesWhatReviewsDoWithoutForUnknown) {
  for (const auto kind : {ErrorKind::denied, ErrorKind::not_found, ErrorKind::unavailable}) {
    const auto one = app::judge_aside("stack", [&]() -> app::Judged { throw base::Error(kind, "why"); });
    EXPECT_EQ(one.state, State::unknown);
    EXPECT_EQ(one.reason, "why");
  }
  EXPECT_EQ(app::judge("x", []() -> app::Judged { throw base::Error(ErrorKind::denied, "why"); }).state,
            State::missing);
}

TEST(Examine, TellsWhatIsLackingFromWhatCouldNotBeFoundOut) {
  const auto state = [](ErrorKind kind) {
    return app::examine("store", [&]() -> std::string { throw base::Error(kind, "why"); }).state;
  };
  for (const auto kind : {ErrorKind::config, ErrorKind::usage, ErrorKind::denied, ErrorKind::not_found}) {
    EXPECT_EQ(state(kind), State::missing);
  }
  for (const auto kind : {ErrorKind::unavailable, ErrorKind::throttled, ErrorKind::corrupt, ErrorKind::deadline}) {
    EXPECT_EQ(state(kind), State::unknown);
  }
  EXPECT_EQ(app::examine("store", [] { return std::string("a file"); }).reason, "a file");
}

TEST(DiagnosisAsJson, SaysWhatAPermissionIsNeededFor) {
  const app::Diagnosis diagnosis{{{"region", State::ok, "eu-central-1"},
                                  {"connect:ListUsers", State::missing, "denied", "arn", {"users"}, {"quota"}}}};
  const auto out = to_json(diagnosis);
  EXPECT_EQ(out["ok"], 1);
  EXPECT_EQ(out["warning"], 0);
  EXPECT_EQ(out["missing"], 1);
  EXPECT_EQ(out["unknown"], 0);
  EXPECT_EQ(out["findings"][0], (json{{"what", "region"}, {"state", "ok"}, {"reason", "eu-central-1"}}));
  EXPECT_EQ(out["findings"][1]["permission"], "connect:ListUsers");
  EXPECT_EQ(out["findings"][1]["instanceArn"], "arn");
  EXPECT_EQ(out["findings"][1]["datasets"], json::array({"users"}));
  EXPECT_EQ(out["findings"][1]["components"], json::array({"quota"}));
}

}  // namespace
