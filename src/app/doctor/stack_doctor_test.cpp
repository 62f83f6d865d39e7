#include "app/doctor/stack_doctor.hpp"

#include <algorithm>
#include <gmock/gmock.h>

#include "aws/error.hpp"
#include "aws/operations/cloudformation.hpp"
#include "base/error.hpp"
#include "fakes/cloud.hpp"
#include "fakes/scripted_client.hpp"

namespace {

using app::Examined;
using app::State;
using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::SizeIs;
namespace cloudformation = aws::cloudformation;

const std::string function = "arn:aws:lambda:eu-central-1:111122223333:function:reviews-orchestrator";

json stack(const std::string& backend = "s3", const std::string& status = "UPDATE_COMPLETE") {
  return {{"StackName", "reviews"},
          {"StackStatus", status},
          {"Parameters", {{{"ParameterKey", "StorageBackend"}, {"ParameterValue", backend}}}},
          {"Outputs",
           {{{"OutputKey", "OrchestratorFunctionArn"}, {"OutputValue", function}},
            {{"OutputKey", "ReportBucket"}, {"OutputValue", "reports"}},
            {{"OutputKey", "ResultsTableName"}, {"OutputValue", "reviews-results"}}}}};
}

// Answers as CloudFormation does to the name of a stack that it does not have.
class NoStack final : public aws::Transport {
 public:
  aws::Answer send(const aws::Operation& operation, const json&) override {
    throw aws::AwsError(operation, "ValidationError", 400, "Stack with id reviews does not exist");
  }
};

class StackDoctor : public testing::Test {
 protected:
  StackDoctor() { world_.variables.values = {{"AWS_REGION", "eu-central-1"}, {"HOME", "/nowhere"}}; }

  std::vector<Examined> examine(const json& answer) {
    aws_.answer(cloudformation::describe_stacks, {{"Stacks", json::array({answer})}});
    return examine();
  }
  std::vector<Examined> examine() { return examine_in(aws_); }
  std::vector<Examined> examine_in(aws::Transport& aws) {
    fakes::Cloud cloud(world_, std::make_shared<fakes::Account>(aws));
    return app::examine_stack(cloud.all, "reviews", place_);
  }

  static Examined found(const std::vector<Examined>& all, std::string_view what) {
    const auto one = std::ranges::find(all, what, &Examined::what);
    if (one != all.end()) return *one;
    ADD_FAILURE() << what << " was not looked at";
    return {};
  }

  fakes::ScriptedClient aws_;
  fakes::World world_;
  store::Location place_ = [] {
    store::Location place;
    place.backend = "s3";
    place.bucket = "reports";
    return place;
  }();
};

TEST_F(StackDoctor, IsContentWithAStackThatKeepsReviewsHere) {
  const auto all = examine(stack());
  EXPECT_EQ(aws_.asked(cloudformation::describe_stacks).at(0), (json{{"StackName", "reviews"}}));
  for (const auto& one : all) EXPECT_EQ(one.state, State::ok) << one.what << ": " << one.reason;
  EXPECT_EQ(found(all, "stack").reason, "reviews is UPDATE_COMPLETE");
  EXPECT_THAT(found(all, "stack outputs").reason, AllOf(HasSubstr(function), HasSubstr("ResultsTableName")));
  place_.backend = "dynamodb";
  place_.table = "reviews-results";
  EXPECT_EQ(found(examine(stack("dynamodb")), "stack storage").state, State::ok);
}

TEST_F(StackDoctor, JudgesWhatBecameOfIt) {
  const std::pair<const char*, State> cases[] = {{"CREATE_COMPLETE", State::ok},
                                                 {"UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", State::ok},
                                                 {"UPDATE_ROLLBACK_COMPLETE", State::warning},
                                                 {"UPDATE_IN_PROGRESS", State::warning},
                                                 {"ROLLBACK_COMPLETE", State::missing},
                                                 {"UPDATE_ROLLBACK_FAILED", State::missing},
                                                 {"DELETE_COMPLETE", State::missing},
                                                 {"SOMETHING_NEW", State::unknown},
                                                 {"", State::unknown}};
  for (const auto& [status, state] : cases) {
    EXPECT_EQ(name(found(examine(stack("s3", status)), "stack").state), name(state)) << status;
  }
  json failed = stack("s3", "CREATE_FAILED");
  failed["StackStatusReason"] = "the bucket is another's";
  EXPECT_THAT(found(examine(failed), "stack").reason, HasSubstr("the bucket is another's"));
}

TEST_F(StackDoctor, WarnsWhenThereIsNone) {
  NoStack none;
  const auto all = examine_in(none);
  EXPECT_THAT(all, SizeIs(1));
  EXPECT_EQ(found(all, "stack").state, State::warning);
  EXPECT_THAT(found(all, "stack").reason, AllOf(HasSubstr("reviews in eu-central-1"), HasSubstr("--stack")));
}

TEST_F(StackDoctor, DoesNotKnowWhatItMayNotRead) {
  for (const auto& [code, status] : {std::pair{"AccessDenied", 403}, {"ValidationError", 400}, {"Throttling", 400}}) {
    fakes::ScriptedClient refusing;
    refusing.always_fail(cloudformation::describe_stacks, code, status);
    const auto all = examine_in(refusing);
    EXPECT_THAT(all, SizeIs(1));
    EXPECT_EQ(found(all, "stack").state, State::unknown) << code;
    EXPECT_THAT(found(all, "stack").reason, HasSubstr("cloudformation:DescribeStacks")) << code;
  }
  aws_.answer(cloudformation::describe_stacks, json::object());
  EXPECT_EQ(found(examine(), "stack").state, State::unknown);
}

TEST_F(StackDoctor, WarnsWhenItKeepsReviewsElsewhere) {
  Examined one = found(examine(stack("dynamodb")), "stack storage");
  EXPECT_EQ(one.state, State::warning);
  EXPECT_THAT(one.reason, AllOf(HasSubstr("its storage is dynamodb, here it is s3"),
                                HasSubstr("`--storage dynamodb --table reviews-results --bucket reports`")));
  place_.bucket = "others";
  one = found(examine(stack()), "stack storage");
  EXPECT_EQ(one.state, State::warning);
  EXPECT_THAT(one.reason, HasSubstr("its bucket is reports, here it is others"));
  place_ = {};
  place_.backend = "dynamodb";
  one = found(examine(stack("dynamodb")), "stack storage");
  EXPECT_THAT(one.reason, AllOf(HasSubstr("its bucket is reports, here it is not named"),
                                HasSubstr("its table is reviews-results, here it is not named")));
  place_.backend = "sqlite";
  EXPECT_THAT(found(examine(stack()), "stack storage").reason, HasSubstr("its storage is s3, here it is sqlite; `"));
}

TEST_F(StackDoctor, WarnsOfAStackThatIsNotOurs) {
  json other = stack();
  other["Outputs"].erase(0);
  const Examined one = found(examine(other), "stack outputs");
  EXPECT_EQ(one.state, State::warning);
  EXPECT_THAT(one.reason, HasSubstr("has no OrchestratorFunctionArn:"));
  other.erase("Parameters");
  EXPECT_EQ(found(examine(other), "stack storage").state, State::unknown);
}

}  // namespace
