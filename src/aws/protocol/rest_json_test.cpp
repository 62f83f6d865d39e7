#include <gtest/gtest.h>

#include "aws/error.hpp"
#include "aws/operations/connect.hpp"
#include "aws/operations/lambda.hpp"
#include "aws/operations/lexv2_models.hpp"
#include "aws/operations/pinpoint.hpp"
#include "aws/protocol/protocol.hpp"

namespace {

namespace connect = aws::connect;
using base::ErrorKind;
using nlohmann::json;

constexpr const char* endpoint = "https://connect.eu-central-1.amazonaws.com";

http::Request built(const aws::Operation& operation, const json& input) {
  return aws::protocol::build(operation, endpoint, input);
}

std::string url_of(const aws::Operation& operation, const json& input) {
  return built(operation, input).url.substr(std::string_view(endpoint).size());
}

void expect_misfit(const aws::Operation& operation, const json& input, const std::string& part) {
  try {
    built(operation, input);
    ADD_FAILURE() << input;
  } catch (const base::Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::internal);
    EXPECT_NE(std::string(error.what()).find(part), std::string::npos) << error.what();
  }
}

TEST(RestJson, AsksForAListWithPathAndQuery) {
  const http::Request request = built(
      connect::list_queues,
      {{"InstanceId", "i-1"}, {"QueueTypes", {"STANDARD", "AGENT"}}, {"MaxResults", 1000}, {"NextToken", nullptr}});
  EXPECT_EQ(request.method, "GET");
  EXPECT_EQ(request.url,
            std::string(endpoint) + "/queues-summary/i-1?queueTypes=STANDARD&queueTypes=AGENT&maxResults=1000");
  EXPECT_EQ(request.body, "");
  EXPECT_TRUE(request.headers.empty());
}

TEST(RestJson, EncodesWhatGoesIntoTheUrl) {
  EXPECT_EQ(url_of(connect::list_users, {{"InstanceId", "a/b?c#d e&f=g%ü"}, {"NextToken", "x+y/z=="}}),
            "/users-summary/a%2Fb%3Fc%23d%20e%26f%3Dg%25%C3%BC?nextToken=x%2By%2Fz%3D%3D");
  EXPECT_EQ(url_of(connect::describe_contact_flow, {{"InstanceId", "i"}, {"ContactFlowId", "f:$SAVED"}}),
            "/contact-flows/i/f%3A%24SAVED");
}

TEST(RestJson, LeavesTheQueryOutWhenThereIsNone) {
  EXPECT_EQ(url_of(connect::list_instances, json::object()), "/instance");
  EXPECT_EQ(url_of(connect::list_queues, {{"InstanceId", "i"}, {"QueueTypes", json::array()}}), "/queues-summary/i");
}

TEST(RestJson, SendsWhatIsLeftAsTheBody) {
  const http::Request request =
      built(connect::list_phone_numbers_v2, {{"TargetArn", "arn"}, {"MaxResults", 1000}, {"NextToken", nullptr}});
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.url, std::string(endpoint) + "/phone-number/list");
  EXPECT_EQ(json::parse(request.body), (json{{"TargetArn", "arn"}, {"MaxResults", 1000}}));
  EXPECT_EQ(http::header(request.headers, "content-type"), "application/json");
  const http::Request bare = built(aws::lexv2_models::list_bot_replicas, {{"botId", "BOT0000001"}});
  EXPECT_EQ(bare.body, "") << "all of it is in the path";
  EXPECT_EQ(http::header(bare.headers, "content-type"), std::nullopt);
}

TEST(RestJson, SendsOneMemberAsTheWholeBody) {
  const http::Request request =
      built(aws::pinpoint::phone_number_validate, {{"NumberValidateRequest", {{"PhoneNumber", "+493012345678"}}}});
  EXPECT_TRUE(request.url.ends_with("/v1/phone/number/validate"));
  EXPECT_EQ(json::parse(request.body), (json{{"PhoneNumber", "+493012345678"}}));
  EXPECT_EQ(http::header(request.headers, "content-type"), "application/json");
}

TEST(RestJson, SendsBytesAsTheyAre) {
  const std::string bytes("\x00\xFF{", 3);
  const http::Request request =
      built(aws::lambda::invoke, {{"FunctionName", "review"}, {"InvocationType", "Event"}, {"Payload", bytes}});
  EXPECT_TRUE(request.url.ends_with("/2015-03-31/functions/review/invocations"));
  EXPECT_EQ(request.body, bytes);
  EXPECT_EQ(http::header(request.headers, "x-amz-invocation-type"), "Event");
  EXPECT_EQ(http::header(request.headers, "x-amz-log-type"), std::nullopt);
}

TEST(RestJson, RefusesInputsThatDoNotFit) {
  expect_misfit(connect::describe_instance, json::object(), "its path needs InstanceId");
  expect_misfit(connect::describe_instance, {{"InstanceId", ""}}, "its path needs InstanceId");
  expect_misfit(connect::describe_instance, {{"InstanceId", nullptr}}, "its path needs InstanceId");
  expect_misfit(connect::describe_instance, {{"InstanceId", {{"a", 1}}}}, "InstanceId has to be a text");
  expect_misfit(connect::list_queues, {{"InstanceId", "i"}, {"QueueType", "STANDARD"}}, "no place for QueueType");
  expect_misfit(connect::list_queues, {{"InstanceId", "i"}, {"QueueTypes", {json::array()}}}, "QueueTypes has to be");
  expect_misfit(aws::pinpoint::phone_number_validate, {{"PhoneNumber", "+49"}}, "no place for PhoneNumber");
  expect_misfit(aws::lambda::invoke, {{"FunctionName", "f"}, {"InvocationType", "Event\r\nX-Evil: 1"}}, "control");
}

TEST(RestJson, ReadsTheAnswer) {
  const json page = {{"QueueSummaryList", {{{"Id", "q"}}}}, {"NextToken", "t"}};
  EXPECT_EQ(aws::protocol::parse(connect::list_queues, {200, {}, page.dump()}), page);
}

TEST(RestJson, PutsTheWholeBodyIntoItsMember) {
  EXPECT_EQ(aws::protocol::parse(aws::pinpoint::phone_number_validate, {200, {}, R"({"Carrier": "Tele"})"}),
            (json{{"NumberValidateResponse", {{"Carrier", "Tele"}}}}));
}

TEST(RestJson, GivesBytesAndHeadersAsMembers) {
  EXPECT_EQ(aws::protocol::parse(aws::lambda::invoke,
                                 {200, {{"x-amz-function-error", "Unhandled"}}, R"({"errorMessage": "no"})"}),
            (json{{"Payload", R"({"errorMessage": "no"})"}, {"FunctionError", "Unhandled"}}));
  EXPECT_EQ(aws::protocol::parse(aws::lambda::invoke, {202, {}, ""}), (json{{"Payload", ""}}));
}

TEST(RestJson, DropsWhatMayHoldSecrets) {
  EXPECT_EQ(aws::protocol::parse(aws::lambda::get_function_configuration,
                                 {200, {}, R"({"State": "Active", "Environment": {"Variables": {"KEY": "s3cr3t"}}})"}),
            (json{{"State", "Active"}}));
}

TEST(RestJson, NamesTheCallWhoseResultCannotBeRead) {
  for (const char* body : {"", "null", "[]", "7", "<html></html>", R"({"QueueSummaryList": [)", "{} {}"}) {
    try {
      aws::protocol::parse(connect::list_queues, {200, {}, body});
      ADD_FAILURE() << body;
    } catch (const base::Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::corrupt) << body;
      EXPECT_STREQ(error.what(), "connect:ListQueues answered something that is not a JSON object");
    }
  }
}

}  // namespace
