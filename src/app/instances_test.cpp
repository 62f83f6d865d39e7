#include "app/instances.hpp"

#include <gmock/gmock.h>

#include "aws/operations/connect.hpp"
#include "base/log.hpp"
#include "fakes/scripted_client.hpp"

namespace {

using app::FoundInstance;
using base::ErrorKind;
using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
namespace connect = aws::connect;

const std::string id = "aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb";
const std::string other_id = "cccccccc-1111-4222-8333-dddddddddddd";

std::string arn_of(const std::string& instance_id) {
  return "arn:aws:connect:eu-central-1:111122223333:instance/" + instance_id;
}

json item(const std::string& instance_id, const std::string& alias, const std::string& status = "ACTIVE") {
  return {{"Id", instance_id}, {"Arn", arn_of(instance_id)}, {"InstanceAlias", alias}, {"InstanceStatus", status}};
}

struct Failure {
  ErrorKind kind = ErrorKind::internal;
  std::string message;
};

Failure failure_of(const FoundInstance& found) {
  try {
    found.instance();
  } catch (const base::Error& error) {
    return {error.kind(), error.what()};
  }
  ADD_FAILURE() << found.wanted << " was found";
  return {};
}

class Instances : public testing::Test {
 protected:
  std::vector<FoundInstance> find(const std::vector<std::string>& wanted) {
    return app::find_instances(wanted, [this]() -> aws::Client& { return aws_; });
  }
  FoundInstance find_one(const std::string& wanted) { return find({wanted}).at(0); }

  void list(const std::vector<json>& items) { aws_.answer(connect::list_instances, {{"InstanceSummaryList", items}}); }

  fakes::ScriptedClient aws_;
};

TEST_F(Instances, AreTakenFromArnsWithoutAskingAws) {
  const auto found = app::find_instances({arn_of(id)}, []() -> aws::Client& { throw std::logic_error("asked"); });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].wanted, arn_of(id));
  EXPECT_EQ(found[0].instance().arn, arn_of(id));
  EXPECT_EQ(found[0].instance().region, "eu-central-1");
}

TEST_F(Instances, AreFoundByIdWithOneCallThatReviewsMakeAnyway) {
  aws_.answer(connect::describe_instance, {{"Instance", item(id, "harbour")}}, {{"InstanceId", id}});
  EXPECT_EQ(find_one(id).instance().arn, arn_of(id));
  EXPECT_EQ(aws_.calls(), 1U);
}

TEST_F(Instances, AreFoundByAliasOnAnyPageWithOneListForAll) {
  aws_.answer(connect::list_instances, {{"InstanceSummaryList", {item(id, "harbour")}}, {"NextToken", "2"}});
  aws_.answer(connect::list_instances, {{"InstanceSummaryList", {item(other_id, "lighthouse")}}}, {{"NextToken", "2"}});
  const auto found = find({"lighthouse", "HARBOUR"});
  EXPECT_EQ(found.at(0).instance().arn, arn_of(other_id));
  EXPECT_EQ(found.at(1).instance().arn, arn_of(id));
  EXPECT_EQ(aws_.calls(), 2U);
}

TEST_F(Instances, WithTheExactAliasComeBeforeOthers) {
  list({item(id, "Harbour"), item(other_id, "harbour")});
  EXPECT_EQ(find_one("harbour").instance().instance_id, other_id);
}

TEST_F(Instances, OfAnAmbiguousAliasAreRefused) {
  list({item(id, "Harbour"), item(other_id, "HARBOUR")});
  const Failure failure = failure_of(find_one("harbour"));
  EXPECT_EQ(failure.kind, ErrorKind::usage);
  EXPECT_THAT(failure.message, AllOf(HasSubstr("HARBOUR, Harbour"), HasSubstr("ARN")));
}

TEST_F(Instances, ThatDoNotExistAreAnsweredWithAtMostTenThatDo) {
  std::vector<json> items;
  for (int i = 10; i < 22; ++i) items.push_back(item(id, "site-" + std::to_string(i)));
  list(items);
  const Failure failure = failure_of(find_one("quay"));
  EXPECT_EQ(failure.kind, ErrorKind::not_found);
  EXPECT_THAT(failure.message, AllOf(HasSubstr("'quay'"), HasSubstr("site-10"), HasSubstr("site-19 and 2 more"),
                                     Not(HasSubstr("site-20"))));
}

TEST_F(Instances, OfAnAccountWithoutAnySayHowToLookElsewhere) {
  list({});
  EXPECT_THAT(failure_of(find_one("quay")).message, AllOf(HasSubstr("no Amazon Connect"), HasSubstr("--region")));
}

TEST_F(Instances, OfOneWrongEntryDoNotHideTheOthers) {
  aws_.fail(connect::describe_instance, "ResourceNotFoundException", 404);
  const auto found = find({"arn:aws:s3:::bucket", other_id, arn_of(id)});
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(failure_of(found[0]).kind, ErrorKind::usage);
  EXPECT_EQ(failure_of(found[1]).kind, ErrorKind::not_found);
  EXPECT_THAT(failure_of(found[1]).message, HasSubstr(other_id));
  EXPECT_EQ(found[2].instance().arn, arn_of(id));
}

TEST_F(Instances, ThatMayNotBeListedNameThePermissionAndTheWayAround) {
  aws_.fail(connect::list_instances, "AccessDeniedException", 403);
  const auto found = find({"harbour", "lighthouse"});
  for (const auto& one : found) {
    EXPECT_EQ(failure_of(one).kind, ErrorKind::denied);
    EXPECT_THAT(failure_of(one).message, AllOf(HasSubstr("connect:ListInstances"), HasSubstr("ARN, which needs no")));
  }
  EXPECT_EQ(aws_.calls(), 1U);  // not once for each
}

TEST_F(Instances, ThatMayNotBeDescribedNameThePermission) {
  aws_.fail(connect::describe_instance, "AccessDeniedException", 403);
  EXPECT_THAT(failure_of(find_one(id)).message, HasSubstr("connect:DescribeInstance"));
}

TEST_F(Instances, OtherErrorsStayWhatTheyAre) {
  aws_.fail(connect::list_instances, "InternalServiceException", 500);
  EXPECT_EQ(failure_of(find_one("harbour")).kind, ErrorKind::unavailable);
}

TEST_F(Instances, SayWhenTheyAreNotActive) {
  list({item(id, "harbour", "CREATION_FAILED")});
  base::log::start("warning", "");
  testing::internal::CaptureStderr();
  EXPECT_EQ(find_one("harbour").instance().arn, arn_of(id));
  EXPECT_THAT(testing::internal::GetCapturedStderr(), AllOf(HasSubstr("harbour"), HasSubstr("CREATION_FAILED")));
}

TEST_F(Instances, NamesAreShownWithoutWhatTerminalsObey) {
  list({item(id, "har\x1B[31mbour" + std::string(5000, 'x'))});
  const std::string message = failure_of(find_one("quay\x1B")).message;
  EXPECT_EQ(message.find('\x1B'), std::string::npos);
  EXPECT_LT(message.size(), 300U);
}

TEST_F(Instances, OfAnAnswerThatMakesNoSenseAreNotBelieved) {
  aws_.answer(connect::describe_instance, {{"Instance", {{"Id", id}, {"Arn", "arn:aws:iam::1:role/x"}}}});
  EXPECT_EQ(failure_of(find_one(id)).kind, ErrorKind::corrupt);
  aws_.answer(connect::describe_instance, json::array());
  EXPECT_EQ(failure_of(find_one(id)).kind, ErrorKind::corrupt);
}

TEST_F(Instances, AreAllListedByName) {
  list({item(id, "lighthouse"), item(other_id, "harbour")});
  const auto all = app::all_instances(aws_);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].wanted, "harbour");
  EXPECT_EQ(all[1].instance().arn, arn_of(id));
}

TEST_F(Instances, CannotAllBeListedWithoutThePermission) {
  aws_.fail(connect::list_instances, "AccessDeniedException", 403);
  EXPECT_THROW(app::all_instances(aws_), base::Error);
}

}  // namespace
