#include "lambda/local/invoke_api.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <set>

#include "base/error.hpp"
#include "fakes/held_handler.hpp"
#include "fakes/manual_clock.hpp"

namespace {

using lambda::Invocation;
using lambda::parse_function_name;
using nlohmann::json;
using serve::Call;
using testing::HasSubstr;
using testing::MatchesRegex;

constexpr const char* uuid = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";
constexpr const char* arn = "arn:aws:lambda:eu-central-1:111122223333:function:review";

Call call(const std::string& name, const std::string& body = "", http::Headers headers = {}) {
  headers.emplace_back("Host", "127.0.0.1:3001");
  return {"POST", "/2015-03-31/functions/" + name + "/invocations", {}, headers, body, body.size()};
}

Call call_of_type(const std::string& type, const std::string& body) {
  return call("review", body, {{"X-Amz-Invocation-Type", type}});
}

std::string header(const http::Response& answer, const char* name) {
  return http::header(answer.headers, name).value_or("");
}

void expect_error(const http::Response& answer, int status, const std::string& type, const std::string& words) {
  EXPECT_EQ(answer.status, status);
  EXPECT_EQ(header(answer, "x-amzn-ErrorType"), type);
  EXPECT_EQ(header(answer, "Content-Type"), "application/json");
  EXPECT_THAT(json::parse(answer.body)["message"].get<std::string>(), HasSubstr(words));
}

// A function that answers with what it was given, and what it was given.
struct InvokeApi : testing::Test {
  InvokeApi() {
    invoker.start([this](const Invocation& invocation) -> json {
      seen.push_back(invocation);
      if (invocation.payload == "\"fail\"") throw base::Error(base::ErrorKind::usage, "no such days");
      return {{"event", json::parse(invocation.payload)}};
    });
  }

  http::Response answer(const Call& one) { return api.answer(one); }

  lambda::Function function{"the-function", "eu-west-1", std::chrono::seconds(900), {{"STORAGE_BACKEND", "sqlite"}}};
  fakes::ManualClock clock;
  base::SystemRandom random;
  std::vector<Invocation> seen;
  lambda::Invoker invoker{{}, clock};
  lambda::InvokeApi api{function, invoker, random};
};

TEST_F(InvokeApi, AnswersWithWhatTheHandlerAnswers) {
  const auto got = answer(call("review", R"({"daysBack": 1})"));
  EXPECT_EQ(got.status, 200);
  EXPECT_EQ(got.body, R"({"event":{"daysBack":1}})");
  EXPECT_EQ(header(got, "X-Amz-Executed-Version"), "$LATEST");
  EXPECT_EQ(header(got, "Content-Type"), "application/json");
  EXPECT_EQ(http::header(got.headers, "X-Amz-Function-Error"), std::nullopt);
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0].payload, R"({"daysBack": 1})");  // as it was sent
  EXPECT_EQ(seen[0].request_id, header(got, "x-amzn-RequestId"));
  EXPECT_THAT(seen[0].request_id, MatchesRegex(uuid));
}

TEST_F(InvokeApi, AnswersAFunctionErrorAsLambdaDoes) {
  const auto got = answer(call("review", "\"fail\""));
  EXPECT_EQ(got.status, 200);
  EXPECT_EQ(header(got, "X-Amz-Function-Error"), "Unhandled");
  EXPECT_EQ(json::parse(got.body),
            (json{{"errorMessage", "no such days"}, {"errorType", "Function.Usage"}, {"stackTrace", json::array()}}));
}

TEST_F(InvokeApi, TakesNoPayloadForAnEmptyObject) {
  EXPECT_EQ(answer(call("review")).body, R"({"event":{}})");
}

TEST_F(InvokeApi, TakesEventsWithoutWaiting) {
  const auto got = answer(call_of_type("Event", "[1]"));
  EXPECT_EQ(got.status, 202);
  EXPECT_EQ(got.body, "");
  EXPECT_THAT(header(got, "x-amzn-RequestId"), MatchesRegex(uuid));
  answer(call_of_type("Event", "\"fail\""));  // nobody hears of it
}

TEST_F(InvokeApi, RunsNothingForADryRun) {
  const auto got = answer(call_of_type("DryRun", "{}"));
  EXPECT_EQ(got.status, 204);
  EXPECT_EQ(got.body, "");
  EXPECT_TRUE(seen.empty());
}

TEST_F(InvokeApi, KnowsNoOtherInvocationType) {
  expect_error(answer(call_of_type("event", "{}")), 400, "InvalidParameterValueException", "not event");
}

TEST_F(InvokeApi, RefusesWhatIsNotJson) {
  for (const std::string body : {"{", "daysBack=1", "{\"a\":\xff}", "{} {}", " "}) {
    expect_error(answer(call("review", body)), 400, "InvalidRequestContentException", "not JSON");
    expect_error(answer(call_of_type("Event", body)), 400, "InvalidRequestContentException", "not JSON");
  }
  EXPECT_TRUE(seen.empty());
}

TEST_F(InvokeApi, RefusesWhatLambdaFindsTooLarge) {
  const auto string_of = [](std::size_t bytes) { return "\"" + std::string(bytes - 2, 'x') + "\""; };
  EXPECT_EQ(answer(call_of_type("Event", string_of(lambda::max_event))).status, 202);
  expect_error(answer(call_of_type("Event", string_of(lambda::max_event + 1))), 413, "RequestEntityTooLargeException",
               "1048577 bytes");
  EXPECT_EQ(answer(call_of_type("DryRun", string_of(lambda::max_payload))).status, 204);
  Call large = call("review");
  large.body_bytes = lambda::max_payload + 1;
  expect_error(answer(large), 413, "RequestEntityTooLargeException", "limit 6291456 bytes");
}

TEST_F(InvokeApi, TellsTheFunctionByWhichNameItWasCalled) {
  const std::vector<std::pair<std::string, std::string>> names = {
      {"review", "arn:aws:lambda:eu-west-1:000000000000:function:review"},
      {"review:$LATEST", "arn:aws:lambda:eu-west-1:000000000000:function:review:$LATEST"},
      {"111122223333:function:review:live", "arn:aws:lambda:eu-west-1:111122223333:function:review:live"},
      {arn, arn}};
  for (const auto& [name, called] : names) {
    ASSERT_EQ(answer(call(name)).status, 200) << name;
    EXPECT_EQ(seen.back().function_arn, called);
  }
  Call qualified = call("review");
  qualified.query["Qualifier"] = "live";
  answer(qualified);
  EXPECT_EQ(seen.back().function_arn, "arn:aws:lambda:eu-west-1:000000000000:function:review:live");
}

TEST_F(InvokeApi, RefusesWhatIsNoName) {
  for (const std::string name : {"", "a b", "re*view", "review:", "review:a b", "a:b:c", "arn:aws:s3:::bucket"}) {
    expect_error(answer(call(name)), 400, "ValidationException", "is no name and no ARN");
  }
  Call qualified = call("review");
  qualified.query["Qualifier"] = "a:b";
  expect_error(answer(qualified), 400, "ValidationException", "a:b");
}

TEST_F(InvokeApi, KnowsNothingElse) {
  const auto answer_to = [&](const std::string& method, const std::string& path) {
    return answer({method, path, {}, {{"Host", "localhost"}}, "", 0});
  };
  for (const std::string path :
       {"/", "/2015-03-31/functions/", "/2015-03-31/functions//", "/2015-03-31/functions/f/code",
        "/2015-03-31/functions/f/", "/2014-11-13/functions/f/invocations"}) {
    expect_error(answer_to("POST", path), 404, "UnknownOperationException", "Invoke");
    expect_error(answer_to("GET", path), 404, "UnknownOperationException", "Invoke");
  }
  EXPECT_EQ(answer_to("GET", "/2015-03-31/functions/f/invocations").status, 404);
  EXPECT_EQ(answer_to("POST", "/2015-03-31/functions/f/configuration").status, 404);
  EXPECT_EQ(answer_to("POST", "/2015-03-31/functions/f").status, 404);
}

TEST_F(InvokeApi, TellsTheConfiguration) {
  const auto got = answer({"GET", "/2015-03-31/functions/review/configuration", {}, {{"Host", "localhost:1"}}, "", 0});
  EXPECT_EQ(got.status, 200);
  const json told = json::parse(got.body);
  EXPECT_EQ(told["FunctionName"], "review");
  EXPECT_EQ(told["Environment"]["Variables"]["STORAGE_BACKEND"], "sqlite");
  EXPECT_EQ(told["Timeout"], 900);
  const json whole =
      json::parse(answer({"GET", "/2015-03-31/functions/review", {}, {{"Host", "localhost:1"}}, "", 0}).body);
  EXPECT_EQ(whole["Configuration"], told);
}

// Guides cut the role's name from its ARN.
TEST_F(InvokeApi, TellsTheRoleThatItHas) {
  function.role = "arn:aws:iam::111122223333:role/reviewer";
  const auto got = answer({"GET", "/2015-03-31/functions/review", {}, {{"Host", "localhost:1"}}, "", 0});
  EXPECT_EQ(json::parse(got.body)["Configuration"]["Role"], function.role);
}

// With the name of somebody else's that leads here, and from a page in a browser.
TEST_F(InvokeApi, AnswersOnlyToThisMachineAndNotToPages) {
  const auto answer_with = [&](http::Headers headers) {
    Call one = call("review");
    one.headers = std::move(headers);
    return answer(one);
  };
  for (const std::string host : {"127.0.0.1", "127.0.0.1:3001", "localhost", "localhost:80", "[::1]", "[::1]:3001"}) {
    EXPECT_EQ(answer_with({{"Host", host}}).status, 200) << host;
  }
  for (const std::string host : {"", "evil.example", "evil.example:3001", "127.0.0.1.evil.example", "localhost.evil",
                                 "[::1", "[::2]:3001", "10.0.0.1"}) {
    expect_error(answer_with({{"Host", host}}), 403, "AccessDeniedException", "127.0.0.1 and localhost only");
  }
  EXPECT_EQ(answer_with({}).status, 403);
  expect_error(answer_with({{"Host", "127.0.0.1:3001"}, {"Origin", "http://127.0.0.1:3001"}}), 403,
               "AccessDeniedException", "web pages");
  EXPECT_EQ(seen.size(), 6U);
}

TEST_F(InvokeApi, SendsEventsToItself) {
  fakes::HeldHandler held;
  lambda::Invoker own({.waiting = 1}, clock);
  lambda::InvokeApi own_api(function, own, random);
  own_api.invoke_later({{"continue", "20260213-090000"}});
  EXPECT_THROW(own_api.invoke_later({{"continue", "20260213-090000"}}), base::Error);  // one may wait
  own.start(held.handler());
  held.wait_for(1);
  EXPECT_EQ(held.begun()[0].payload, R"({"continue":"20260213-090000"})");
  EXPECT_EQ(held.begun()[0].function_arn, "arn:aws:lambda:eu-west-1:000000000000:function:the-function");
  EXPECT_THROW(own_api.invoke_later(std::string(lambda::max_event, 'x')), base::Error);
  held.release(1);
}

TEST(InvokeApiUnderLoad, SaysThatTooMuchIsGoingOn) {
  fakes::ManualClock clock;
  base::SystemRandom random;
  const lambda::Function function;
  lambda::Invoker nowhere({.concurrency = 0, .waiting = 0}, clock);
  lambda::InvokeApi api(function, nowhere, random);
  expect_error(api.answer(call("review", "{}")), 429, "TooManyRequestsException", "--concurrency");
  expect_error(api.answer(call_of_type("Event", "{}")), 429, "TooManyRequestsException", "too many events");
}

TEST(RequestId, IsARandomUuid) {
  base::SystemRandom random;
  std::set<std::string> ids;
  for (int i = 0; i < 100; ++i) {
    const std::string id = lambda::new_request_id(random);
    EXPECT_THAT(id, MatchesRegex(uuid));
    ids.insert(id);
  }
  EXPECT_EQ(ids.size(), 100U);
}

TEST(FunctionName, IsReadInAllItsForms) {
  const auto parsed = parse_function_name(std::string(arn) + ":7");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->region, "eu-central-1");
  EXPECT_EQ(parsed->account, "111122223333");
  EXPECT_EQ(parsed->name, "review");
  EXPECT_EQ(parsed->qualifier, "7");
  EXPECT_EQ(parse_function_name("function:review")->name, "review");
  EXPECT_EQ(parse_function_name("arn:aws-cn:lambda:cn-north-1:111122223333:function:f")->region, "cn-north-1");
  EXPECT_FALSE(parse_function_name("arn"));
  EXPECT_FALSE(parse_function_name("arn:aws:lambda:eu-central-1:1:function:f"));
  EXPECT_FALSE(parse_function_name("arn:aws:lambda:eu-central-1:111122223333:layer:f"));
  EXPECT_FALSE(parse_function_name("arn:aws:lambda:eu-central-1:111122223333:function:"));
  EXPECT_FALSE(parse_function_name(std::string(171, 'f')));
}

}  // namespace
