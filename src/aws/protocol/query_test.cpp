#include <gtest/gtest.h>

#include "aws/error.hpp"
#include "aws/operations/cloudformation.hpp"
#include "aws/operations/iam.hpp"
#include "aws/operations/sns.hpp"
#include "aws/operations/sts.hpp"
#include "aws/protocol/protocol.hpp"

namespace {

namespace sts = aws::sts;
using base::ErrorKind;
using nlohmann::json;

http::Request built(const aws::Operation& operation, const json& input) {
  return aws::protocol::build(operation, "https://sts.eu-central-1.amazonaws.com", input);
}

TEST(Query, SendsAForm) {
  const http::Request request = built(sts::get_caller_identity, json::object());
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.url, "https://sts.eu-central-1.amazonaws.com/");
  EXPECT_EQ(http::header(request.headers, "content-type"), "application/x-www-form-urlencoded; charset=utf-8");
  EXPECT_EQ(request.body, "Action=GetCallerIdentity&Version=2011-06-15");
}

TEST(Query, WritesListsAndStructuresByName) {
  const json input = {{"DurationSeconds", 3600},
                      {"ExternalId", nullptr},
                      {"PolicyArns", {{{"arn", "a b"}}, {{"arn", "c&d=é"}}}},
                      {"RoleArn", "arn:aws:iam::111122223333:role/review"},
                      {"TransitiveTagKeys", {"x", "y"}}};
  EXPECT_EQ(built(sts::assume_role, input).body,
            "Action=AssumeRole&Version=2011-06-15&DurationSeconds=3600&PolicyArns.member.1.arn=a%20b"
            "&PolicyArns.member.2.arn=c%26d%3D%C3%A9&RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Freview"
            "&TransitiveTagKeys.member.1=x&TransitiveTagKeys.member.2=y");
}

TEST(Query, ReadsCredentials) {
  EXPECT_EQ(aws::protocol::parse(sts::assume_role, {200, {}, R"(<?xml version="1.0"?>
      <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
        <AssumeRoleResult>
          <AssumedRoleUser><AssumedRoleId>AROA:me</AssumedRoleId><Arn>arn:x</Arn></AssumedRoleUser>
          <Credentials>
            <AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>s/e+c&amp;r</SecretAccessKey>
            <SessionToken>t==</SessionToken><Expiration>2026-02-13T09:00:00.250Z</Expiration>
          </Credentials>
          <PackedPolicySize>6</PackedPolicySize>
        </AssumeRoleResult>
        <ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>
      </AssumeRoleResponse>)"}),
            (json{{"AssumedRoleUser", {{"AssumedRoleId", "AROA:me"}, {"Arn", "arn:x"}}},
                  {"Credentials",
                   {{"AccessKeyId", "ASIAEXAMPLE"},
                    {"SecretAccessKey", "s/e+c&r"},
                    {"SessionToken", "t=="},
                    {"Expiration", 1770973200.25}}},
                  {"PackedPolicySize", 6}}));
}

TEST(Query, ReadsListsAlsoWhenTheyAreEmptyOrHaveOneEntry) {
  EXPECT_EQ(aws::protocol::parse(aws::iam::simulate_principal_policy, {200, {}, R"(
      <SimulatePrincipalPolicyResponse><SimulatePrincipalPolicyResult>
        <IsTruncated>false</IsTruncated>
        <EvaluationResults><member>
          <EvalActionName>connect:ListQueues</EvalActionName><EvalDecision>implicitDeny</EvalDecision>
          <MatchedStatements/><MissingContextValues><member>aws:x</member></MissingContextValues>
        </member></EvaluationResults>
      </SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>)"}),
            (json{{"IsTruncated", false},
                  {"EvaluationResults",
                   {{{"EvalActionName", "connect:ListQueues"},
                     {"EvalDecision", "implicitDeny"},
                     {"MatchedStatements", json::array()},
                     {"MissingContextValues", {"aws:x"}}}}}}));
}

TEST(Query, ReadsStacks) {
  EXPECT_EQ(aws::protocol::parse(aws::cloudformation::describe_stacks, {200, {}, R"(
      <DescribeStacksResponse><DescribeStacksResult><Stacks><member>
        <StackName>reviews</StackName><Outputs/>
        <Parameters><member><ParameterKey>StorageBackend</ParameterKey><ParameterValue>s3</ParameterValue></member></Parameters>
      </member></Stacks></DescribeStacksResult></DescribeStacksResponse>)"}),
            (json{{"Stacks",
                   {{{"StackName", "reviews"},
                     {"Outputs", json::array()},
                     {"Parameters", {{{"ParameterKey", "StorageBackend"}, {"ParameterValue", "s3"}}}}}}}}));
}

TEST(Query, ReadsMaps) {
  const auto attributes = [](const std::string& entries) {
    return aws::protocol::parse(aws::sns::get_topic_attributes,
                                {200,
                                 {},
                                 "<GetTopicAttributesResponse><GetTopicAttributesResult><Attributes>" + entries +
                                     "</Attributes></GetTopicAttributesResult></GetTopicAttributesResponse>"});
  };
  EXPECT_EQ(attributes("<entry><key>Owner</key><value>111122223333</value></entry>"
                       "<entry><key>SubscriptionsConfirmed</key><value>2</value></entry>"),
            (json{{"Attributes", {{"Owner", "111122223333"}, {"SubscriptionsConfirmed", "2"}}}}));
  EXPECT_EQ(attributes(""), (json{{"Attributes", json::object()}}));
}

TEST(Query, NamesTheCallWhoseResultCannotBeRead) {
  for (const char* body :
       {"", "{}", "<GetCallerIdentityResponse/>", "<html><body/></html>",
        "<GetCallerIdentityResponse><Other/></GetCallerIdentityResponse>",
        "<AssumeRoleResponse><AssumeRoleResult><Arn>x</Arn></AssumeRoleResult></AssumeRoleResponse>",
        "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>x</Arn></GetCallerIdentityResult>"}) {
    try {
      aws::protocol::parse(sts::get_caller_identity, {200, {}, body});
      ADD_FAILURE() << body;
    } catch (const base::Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::corrupt) << body;
      EXPECT_TRUE(std::string(error.what()).starts_with("sts:GetCallerIdentity answered ")) << error.what();
    }
  }
}

TEST(Query, ReadsErrors) {
  try {
    aws::protocol::parse(sts::assume_role,
                         {403, {}, R"(<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
        <Error><Type>Sender</Type><Code>AccessDenied</Code><Message>not authorized</Message></Error>
        <RequestId>8f1c-22</RequestId></ErrorResponse>)"});
    ADD_FAILURE();
  } catch (const aws::AwsError& error) {
    EXPECT_EQ(error.code(), "AccessDenied");
    EXPECT_EQ(error.request_id(), "8f1c-22");
    EXPECT_STREQ(error.what(), "sts:AssumeRole answered AccessDenied (HTTP 403, request 8f1c-22): not authorized");
  }
}

}  // namespace
