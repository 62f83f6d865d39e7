#include <gtest/gtest.h>

#include "aws/operations/connect.hpp"
#include "aws/operations/lambda.hpp"
#include "fakes/collecting.hpp"

namespace {

using nlohmann::json;
namespace lambda = aws::lambda;
using model::Dataset;

const std::string function = "arn:aws:lambda:eu-central-1:111122223333:function:crm";

class LambdaFunctionCollector : public fakes::Collecting {
 protected:
  void names(const std::vector<std::string>& functions) {
    model::FlowGraph graph;
    graph.start = "start";
    auto& action = graph.actions.emplace_back();
    action.identifier = "start";
    action.type = "InvokeLambdaFunction";
    for (const auto& one : functions) action.references.push_back({model::ReferenceKind::lambda, one});
    model::FlowContent content;
    content.graph = graph;
    inventory_.flow_contents = Dataset<model::FlowContents>::of({{"a", content}});
    inventory_.module_contents = Dataset<model::FlowContents>::of({});
  }
};

TEST_F(LambdaFunctionCollector, AsksForEachOnce) {
  names({function, function, "$.Attributes.function", "arn:aws:lambda:eu-central-1:1:function:{{name}}"});
  aws_.answer(lambda::get_function_configuration, {{"State", "Active"},
                                                   {"Runtime", "python3.14"},
                                                   {"Timeout", 8},
                                                   {"Role", "arn:aws:iam::111122223333:role/crm"},
                                                   {"VpcConfig", {{"SubnetIds", {"subnet-1", "subnet-2"}}}}});
  aws_.answer(lambda::get_policy, {{"Policy", "{}"}});
  const auto dataset = read<&Inventory::lambda_functions>();
  ASSERT_TRUE(dataset.complete());
  ASSERT_EQ(dataset.value->size(), 1U);
  const auto& found = dataset.value->at(function);
  EXPECT_TRUE(found.exists);
  EXPECT_EQ(found.state + " " + found.runtime + " " + found.policy, "Active python3.14 {}");
  EXPECT_EQ(found.timeout, 8);
  EXPECT_EQ(found.role, "arn:aws:iam::111122223333:role/crm");
  EXPECT_EQ(found.subnets, 2);
  EXPECT_EQ(aws_.asked(lambda::get_policy)[0], (json{{"FunctionName", function}}));
}

TEST_F(LambdaFunctionCollector, AsksForAnAliasByItself) {
  names({function + ":live"});
  aws_.answer(lambda::get_function_configuration, {{"State", "Active"}, {"VpcConfig", {{"SubnetIds", json::array()}}}});
  aws_.answer(lambda::get_policy, {{"Policy", "{}"}});
  const auto dataset = read<&Inventory::lambda_functions>();
  ASSERT_TRUE(dataset.complete());
  EXPECT_FALSE(dataset.value->at(function + ":live").subnets);  // it has left its VPC
  EXPECT_EQ(aws_.asked(lambda::get_function_configuration)[0],
            (json{{"FunctionName", function}, {"Qualifier", "live"}}));
}

// AWS's sample flow calls a function of AWS's own account, which it lets nobody look at.
TEST_F(LambdaFunctionCollector, AsksForNoneThatOnlyFlowsOfAwsCall) {
  names({function});
  inventory_.flow_contents.value->at("a").is_set_apart = true;
  EXPECT_TRUE(read<&Inventory::lambda_functions>().value->empty());
}

TEST_F(LambdaFunctionCollector, SaysOfAnotherRegionThatItIsNotRead) {
  const std::string elsewhere = "arn:aws:lambda:us-east-1:111122223333:function:crm";
  names({elsewhere});
  const auto dataset = read<&Inventory::lambda_functions>();
  const auto& found = dataset.value->at(elsewhere);
  EXPECT_TRUE(found.exists);
  EXPECT_EQ(found.gap->kind, model::GapKind::not_supported);
  EXPECT_NE(found.gap->reason.find("'us-east-1'"), std::string::npos);
}

TEST_F(LambdaFunctionCollector, AsksNothingWhereNoFlowCallsOne) {
  names({});
  ASSERT_TRUE(read<&Inventory::lambda_functions>().complete());
}

TEST_F(LambdaFunctionCollector, KnowsOneThatIsGoneAndOneWithoutAPolicy) {
  names({function, function + "2"});
  aws_.fail(lambda::get_function_configuration, "ResourceNotFoundException", 404, {{"FunctionName", function}});
  aws_.answer(lambda::get_function_configuration, {{"State", "Active"}}, {{"FunctionName", function + "2"}});
  aws_.fail(lambda::get_policy, "ResourceNotFoundException", 404);
  const auto dataset = read<&Inventory::lambda_functions>();
  ASSERT_TRUE(dataset.complete());
  EXPECT_FALSE(dataset.value->at(function).exists);
  EXPECT_TRUE(dataset.value->at(function + "2").exists);
  EXPECT_EQ(dataset.value->at(function + "2").policy, "");
}

TEST_F(LambdaFunctionCollector, DoesNotGuessWhatIsNotSaid) {
  names({function});
  aws_.answer(lambda::get_function_configuration, {{"State", 7}, {"Timeout", "3"}});
  aws_.answer(lambda::get_policy, {{"Policy", nullptr}});
  const auto dataset = read<&Inventory::lambda_functions>();
  const auto& found = dataset.value->at(function);
  EXPECT_EQ(found.gap->kind, model::GapKind::malformed);
  EXPECT_EQ(found.policy_gap->kind, model::GapKind::malformed);
}

TEST_F(LambdaFunctionCollector, SaysWhatIsDenied) {
  names({function});
  aws_.fail(lambda::get_function_configuration, "AccessDeniedException", 403);
  aws_.answer(lambda::get_policy, {{"Policy", "{}"}});
  const auto dataset = read<&Inventory::lambda_functions>();
  ASSERT_TRUE(dataset.known());
  EXPECT_EQ(dataset.gap->permission, "lambda:GetFunctionConfiguration");
  const auto& found = dataset.value->at(function);
  EXPECT_EQ(found.gap->kind, model::GapKind::denied);
  EXPECT_TRUE(found.exists);
  EXPECT_EQ(found.policy, "{}");
}

}  // namespace
