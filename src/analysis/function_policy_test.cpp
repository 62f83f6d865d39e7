#include "analysis/function_policy.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace {

using analysis::may_connect_call;
using analysis::MayCall;
using nlohmann::json;

const model::InstanceRef instance = model::parse_instance_arn(
    "arn:aws:connect:eu-central-1:111122223333:instance/aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb");

json allow(const json& condition, const json& principal = {{"Service", "connect.amazonaws.com"}},
           const json& action = "lambda:InvokeFunction") {
  return {{"Effect", "Allow"}, {"Principal", principal}, {"Action", action}, {"Condition", condition}};
}

MayCall by(const std::vector<json>& statements) {
  return may_connect_call(json({{"Version", "2012-10-17"}, {"Statement", statements}}).dump(), instance);
}

TEST(FunctionPolicy, LetsTheInstanceCallThatItNames) {
  EXPECT_EQ(by({allow({{"ArnLike", {{"AWS:SourceArn", instance.arn}}}})}), MayCall::yes);
  EXPECT_EQ(by({allow({{"ArnLike", {{"aws:SourceArn", "arn:aws:connect:*:*:instance/*"}}}})}), MayCall::yes);
  EXPECT_EQ(by({allow({{"StringEquals", {{"aws:SourceAccount", "111122223333"}}}})}), MayCall::yes);
  EXPECT_EQ(by({allow({{"StringEquals", {{"aws:SourceAccount", {"999999999999", "111122223333"}}}}})}), MayCall::yes);
  EXPECT_EQ(by({allow(json::object())}), MayCall::yes);
  EXPECT_EQ(may_connect_call(json({{"Statement", allow(json::object())}}).dump(), instance), MayCall::yes);
  EXPECT_EQ(by({allow(json::object(), "*", json{"lambda:Get*", "lambda:Invoke*"})}), MayCall::yes);
}

TEST(FunctionPolicy, LetsEverybodyCallInEitherForm) {
  const json ours = {{"ArnLike", {{"AWS:SourceArn", instance.arn}}}},
             others = {{"StringEquals", {{"aws:SourceAccount", "999999999999"}}}};
  for (const json& everybody : {json("*"), json{{"AWS", "*"}}, json{{"AWS", json::array({"*"})}}}) {
    EXPECT_EQ(by({allow(json::object(), everybody)}), MayCall::yes) << everybody;
    EXPECT_EQ(by({allow(ours, everybody)}), MayCall::yes) << everybody;
    EXPECT_EQ(by({allow(others, everybody)}), MayCall::no) << everybody;
  }
  EXPECT_EQ(by({allow(json::object(), {{"AWS", "arn:aws:iam::111122223333:root"}})}), MayCall::no);
}

TEST(FunctionPolicy, LetsNoOtherCall) {
  EXPECT_EQ(may_connect_call("", instance), MayCall::no);
  EXPECT_EQ(by({}), MayCall::no);
  EXPECT_EQ(by({allow({{"ArnLike", {{"AWS:SourceArn", "arn:aws:connect:eu-central-1:111122223333:instance/other"}}}})}),
            MayCall::no);
  EXPECT_EQ(by({allow({{"StringEquals", {{"aws:SourceAccount", "999999999999"}}}})}), MayCall::no);
  EXPECT_EQ(by({allow({{"StringEquals", {{"aws:SourceArn", "arn:aws:connect:*"}}}})}), MayCall::no);
  EXPECT_EQ(by({allow(json::object(), {{"Service", "lex.amazonaws.com"}})}), MayCall::no);
  EXPECT_EQ(by({allow(json::object(), {{"Service", "connect.amazonaws.com"}}, "lambda:GetFunction")}), MayCall::no);
}

TEST(FunctionPolicy, IsDenied) {
  json deny = allow(json::object());
  deny["Effect"] = "Deny";
  EXPECT_EQ(by({allow(json::object()), deny}), MayCall::no);
  deny["Condition"] = {{"Bool", {{"aws:SecureTransport", "false"}}}};
  EXPECT_EQ(by({allow(json::object()), deny}), MayCall::cannot_tell);
}

TEST(FunctionPolicy, SaysWhatCannotBeTold) {
  EXPECT_EQ(by({allow({{"StringEquals", {{"aws:PrincipalOrgID", "o-1"}}}})}), MayCall::cannot_tell);
  EXPECT_EQ(by({allow({{"StringNotEquals", {{"aws:SourceAccount", "1"}}}})}), MayCall::cannot_tell);
  EXPECT_EQ(by({allow({{"StringEquals", {{"aws:PrincipalOrgID", "o-1"}}}}), allow(json::object())}), MayCall::yes);
  EXPECT_EQ(may_connect_call("{", instance), MayCall::cannot_tell);
  EXPECT_EQ(may_connect_call("[]", instance), MayCall::cannot_tell);
}

TEST(FunctionPolicy, TakesAnything) {
  for (const char* odd : {R"({"Statement":7})", R"({"Statement":[null,{"Principal":[],"Action":{}}]})",
                          R"({"Statement":[{"Effect":7,"Principal":{"Service":[7]},"Action":[null]}]})"}) {
    EXPECT_EQ(may_connect_call(odd, instance), MayCall::no) << odd;
  }
  EXPECT_EQ(by({allow({{"ArnLike", 7}})}), MayCall::cannot_tell);
}

}  // namespace
