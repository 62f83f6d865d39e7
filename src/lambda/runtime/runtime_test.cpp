#include "lambda/runtime/runtime.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/error.hpp"
#include "base/timestamp.hpp"
#include "fakes/scripted_http.hpp"

namespace {

using base::Error;
using base::ErrorKind;
using fakes::ScriptedHttp;
using lambda::Invocation;
using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* base_url = "http://127.0.0.1:9001/2018-06-01/runtime";

http::Response next_of(const std::string& id, const std::string& payload = "{}") {
  return {200,
          {{"Lambda-Runtime-Aws-Request-Id", id},
           {"Lambda-Runtime-Deadline-Ms", "1770973200123"},
           {"Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-central-1:111122223333:function:f"},
           {"Lambda-Runtime-Trace-Id", "Root=1-5bef4de7"}},
          payload};
}

http::Response without(http::Response next, std::string_view name) {
  std::erase_if(next.headers, [&](const auto& header) { return header.first == name; });
  return next;
}

struct Failure {
  ErrorKind kind = ErrorKind::internal;
  std::string text;
};

// Serves until the script has no next invocation, and gives how it ended.
Failure serve(ScriptedHttp& http, const lambda::Handler& handler) {
  lambda::Runtime runtime(http, "127.0.0.1:9001");
  try {
    runtime.serve(handler);
  } catch (const Error& error) {
    return {error.kind(), error.what()};
  }
}

json answer_of_ok(const Invocation&) {
  return {{"statusCode", 200}};
}

// "METHOD path" of each request.
std::vector<std::string> lines(const ScriptedHttp& http) {
  std::vector<std::string> all;
  for (const auto& request : http.asked()) {
    EXPECT_TRUE(request.url.starts_with(base_url)) << request.url;
    all.push_back(request.method + " " + request.url.substr(std::string_view(base_url).size()));
  }
  return all;
}

TEST(Runtime, HandsEachInvocationToTheHandlerAndItsAnswerBack) {
  ScriptedHttp http;
  http.answer("GET", "/next", next_of("a-1", R"({"daysBack":1})"));
  http.answer("GET", "/next", next_of("a-2"));
  http.always_answer("POST", "/response", {202, {}, ""});
  http.fail("GET", "/next");
  std::vector<Invocation> seen;
  serve(http, [&](const Invocation& invocation) {
    seen.push_back(invocation);
    return json{{"number", seen.size()}};
  });
  ASSERT_EQ(seen.size(), 2U);
  EXPECT_EQ(seen[0].request_id, "a-1");
  EXPECT_EQ(seen[0].payload, R"({"daysBack":1})");
  EXPECT_EQ(seen[0].deadline, base::Deadline(*base::from_epoch_milliseconds(1770973200123)));
  EXPECT_EQ(seen[0].function_arn, "arn:aws:lambda:eu-central-1:111122223333:function:f");
  EXPECT_EQ(seen[0].trace_id, "Root=1-5bef4de7");
  EXPECT_THAT(lines(http), ElementsAre("GET /invocation/next", "POST /invocation/a-1/response", "GET /invocation/next",
                                       "POST /invocation/a-2/response", "GET /invocation/next"));
  EXPECT_EQ(http.asked()[1].body, R"({"number":1})");
  EXPECT_EQ(http.asked()[3].body, R"({"number":2})");
  EXPECT_EQ(http::header(http.asked()[1].headers, "Lambda-Runtime-Function-Error-Type"), std::nullopt);
}

TEST(Runtime, WaitsForTheNextInvocationWithoutEnd) {
  ScriptedHttp http;
  http.fail("GET", "/next");
  serve(http, answer_of_ok);
  EXPECT_GT(http.asked()[0].timeout, std::chrono::hours(24 * 365));
}

TEST(Runtime, AnswersAnErrorAndLivesOn) {
  ScriptedHttp http;
  http.answer("GET", "/next", next_of("a"));
  http.answer("POST", "/invocation/a/error", {202, {}, ""});
  http.answer("GET", "/next", next_of("b"));
  http.answer("POST", "/invocation/b/error", {202, {}, ""});
  http.answer("GET", "/next", next_of("c"));
  http.answer("POST", "/invocation/c/response", {202, {}, ""});
  http.fail("GET", "/next");
  serve(http, [](const Invocation& invocation) -> json {
    if (invocation.request_id == "a") throw Error(ErrorKind::not_found, "there is no instance \"x\"");
    if (invocation.request_id == "b") throw std::out_of_range("vector");
    return {};
  });
  EXPECT_TRUE(http.finished());
  const auto asked = http.asked();
  EXPECT_EQ(json::parse(asked[1].body), (json{{"errorMessage", "there is no instance \"x\""},
                                              {"errorType", "Function.NotFound"},
                                              {"stackTrace", json::array()}}));
  EXPECT_EQ(http::header(asked[1].headers, "Lambda-Runtime-Function-Error-Type"), "Function.NotFound");
  EXPECT_EQ(json::parse(asked[3].body)["errorType"], "Function.Internal");
  EXPECT_EQ(asked[5].body, "null");
}

TEST(Runtime, AnswersAnErrorForWhatLambdaWouldNotPassOn) {
  ScriptedHttp http;
  http.always_answer("POST", "/", {202, {}, ""});
  http.answer("GET", "/next", next_of("fits"));
  http.answer("GET", "/next", next_of("large"));
  http.fail("GET", "/next");
  serve(http, [](const Invocation& invocation) -> json {
    return std::string(lambda::max_payload - (invocation.request_id == "fits" ? 2 : 1), 'x');
  });
  EXPECT_THAT(lines(http), ElementsAre("GET /invocation/next", "POST /invocation/fits/response", "GET /invocation/next",
                                       "POST /invocation/large/error", "GET /invocation/next"));
  EXPECT_THAT(json::parse(http.asked()[3].body)["errorMessage"].get<std::string>(), HasSubstr("6291457 bytes"));
  EXPECT_EQ(http::header(http.asked()[3].headers, "Lambda-Runtime-Function-Error-Type"),
            "Function.ResponseSizeTooLarge");
}

TEST(Runtime, WritesValidJsonWhateverAMessageHolds) {
  ScriptedHttp http;
  http.answer("GET", "/next", next_of("a"));
  http.answer("POST", "/error", {202, {}, ""});
  http.fail("GET", "/next");
  serve(http, [](const Invocation&) -> json {
    throw Error(ErrorKind::corrupt, "broken \xff bytes" + std::string(10'000, '.'));
  });
  const auto message = json::parse(http.asked()[1].body)["errorMessage"].get<std::string>();
  EXPECT_TRUE(message.starts_with("broken \xEF\xBF\xBD bytes")) << message;
  EXPECT_LT(message.size(), 2'100U);
}

TEST(Runtime, RunsNoHandlerWithoutADeadline) {
  http::Response broken = next_of("b");
  broken.headers[1].second = "soon";
  http::Response far = next_of("c");
  far.headers[1].second = "99999999999999999999";
  ScriptedHttp http;
  http.answer("GET", "/next", without(next_of("a"), "Lambda-Runtime-Deadline-Ms"));
  http.answer("GET", "/next", broken);
  http.answer("GET", "/next", far);
  http.always_answer("POST", "/error", {202, {}, ""});
  http.fail("GET", "/next");
  serve(http, [](const Invocation&) -> json {
    ADD_FAILURE() << "a handler ran";
    return {};
  });
  for (const std::size_t post : {1U, 3U, 5U}) {
    EXPECT_THAT(json::parse(http.asked()[post].body)["errorMessage"].get<std::string>(), HasSubstr("no deadline"));
  }
}

TEST(Runtime, DoesWithoutAnArnAndATraceId) {
  ScriptedHttp http;
  http.answer("GET", "/next",
              without(without(next_of("a"), "Lambda-Runtime-Trace-Id"), "Lambda-Runtime-Invoked-Function-Arn"));
  http.answer("POST", "/response", {202, {}, ""});
  http.fail("GET", "/next");
  serve(http, [](const Invocation& invocation) -> json {
    EXPECT_EQ(invocation.function_arn + invocation.trace_id, "");
    return {};
  });
  EXPECT_TRUE(http.finished());
}

TEST(Runtime, EndsForAnInvocationThatCannotBeAnswered) {
  ScriptedHttp http;
  http.answer("GET", "/next", without(next_of("a"), "Lambda-Runtime-Aws-Request-Id"));
  const Failure failure = serve(http, answer_of_ok);
  EXPECT_EQ(failure.kind, ErrorKind::corrupt);
  EXPECT_THAT(failure.text, HasSubstr("without a request id"));
}

TEST(Runtime, PutsNothingButOneSegmentIntoThePath) {
  ScriptedHttp http;
  http.answer("GET", "/next", next_of("../init/error?a=b"));
  http.always_answer("POST", "/", {202, {}, ""});
  http.fail("GET", "/next");
  serve(http, answer_of_ok);
  EXPECT_EQ(lines(http)[1], "POST /invocation/..%2Finit%2Ferror%3Fa%3Db/response");
}

TEST(Runtime, EndsWhenTheRuntimeApiHasGone) {
  ScriptedHttp http;
  http.fail("GET", "/next");
  const Failure failure = serve(http, answer_of_ok);
  EXPECT_EQ(failure.kind, ErrorKind::unavailable);
  EXPECT_THAT(failure.text, HasSubstr("the Runtime API returned no next invocation: no answer"));

  ScriptedHttp while_answering;
  while_answering.answer("GET", "/next", next_of("a"));
  while_answering.fail("POST", "/response");
  EXPECT_EQ(serve(while_answering, answer_of_ok).kind, ErrorKind::unavailable);
}

TEST(Runtime, EndsWhenTheRuntimeApiHasBroken) {
  ScriptedHttp http;
  http.answer("GET", "/next", {500, {}, "{}"});
  EXPECT_THAT(serve(http, answer_of_ok).text, HasSubstr("it answered 500"));

  ScriptedHttp while_answering;
  while_answering.answer("GET", "/next", next_of("a"));
  while_answering.answer("POST", "/response", {500, {}, ""});
  EXPECT_THAT(serve(while_answering, answer_of_ok).text, HasSubstr("answered 500 to the invocation's outcome"));
}

TEST(Runtime, LivesOnWhenAnAnswerIsNotTaken) {
  for (const int status : {400, 403, 413}) {
    ScriptedHttp http;
    http.answer("GET", "/next", next_of("a"));
    http.answer("POST", "/invocation/a/response", {status, {}, ""});
    http.answer("GET", "/next", next_of("b"));
    http.answer("POST", "/invocation/b/response", {202, {}, ""});
    http.fail("GET", "/next");
    serve(http, answer_of_ok);
    EXPECT_TRUE(http.finished()) << status;
  }
}

TEST(Runtime, SaysThatTheFunctionCannotBeStarted) {
  ScriptedHttp http;
  http.answer("POST", "/init/error", {202, {}, ""});
  lambda::Runtime runtime(http, "127.0.0.1:9001");
  runtime.report_init_error(Error(ErrorKind::config, "RESULTS_TABLE is not set"));
  const auto request = http.asked().at(0);
  EXPECT_EQ(http::header(request.headers, "Lambda-Runtime-Function-Error-Type"), "Runtime.Config");
  EXPECT_EQ(json::parse(request.body)["errorMessage"], "RESULTS_TABLE is not set");
}

TEST(Runtime, EndsQuietlyWhenNobodyHearsThatItCannotStart) {
  ScriptedHttp http;
  http.fail("POST", "/init/error");
  lambda::Runtime runtime(http, "127.0.0.1:9001");
  EXPECT_NO_THROW(runtime.report_init_error(std::runtime_error("broken")));
}

}  // namespace
