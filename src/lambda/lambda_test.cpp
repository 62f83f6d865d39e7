#include "lambda/lambda.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <nlohmann/json.hpp>
#include <signal.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/random.hpp"
#include "fakes/loopback_server.hpp"
#include "fakes/manual_clock.hpp"
#include "fakes/variables.hpp"
#include "http/curl_client.hpp"

namespace {

using fakes::LoopbackServer;
using lambda::Handler;
using lambda::Invocation;
using nlohmann::json;
using testing::ElementsAre;

// One invocation, and then it has broken.
http::Response runtime_api(const http::Request& request, bool& handed_out) {
  if (request.method == "POST") return {202, {}, ""};
  if (std::exchange(handed_out, true)) return {500, {}, ""};
  return {200, {{"Lambda-Runtime-Aws-Request-Id", "a"}, {"Lambda-Runtime-Deadline-Ms", "1770973200123"}}, "{}"};
}

std::vector<std::string> served(const lambda::MakeHandler& make_handler) {
  bool handed_out = false;
  const LoopbackServer api([&](const http::Request& request) { return runtime_api(request, handed_out); });
  const fakes::Variables environment(fakes::Variables::Values{{"AWS_LAMBDA_RUNTIME_API", api.authority()}});
  fakes::ManualClock clock;
  base::SystemRandom random;
  http::CurlClient http;
  lambda::serve_runtime({environment, clock, random, http}, make_handler);
  base::log::start("warning", "");  // the other tests' log is no JSON
  std::vector<std::string> lines;
  for (const auto& request : api.asked()) lines.push_back(request.method + " " + request.url + " " + request.body);
  return lines;
}

TEST(ServeRuntime, AnswersInvocationsUntilTheRuntimeApiBreaks) {
  const auto lines = served([](const lambda::InvokeLater& invoke_later) -> Handler {
    EXPECT_FALSE(invoke_later);
    return [](const Invocation& invocation) -> json { return invocation.request_id; };
  });
  EXPECT_THAT(lines, ElementsAre("GET /2018-06-01/runtime/invocation/next ",
                                 "POST /2018-06-01/runtime/invocation/a/response \"a\"",
                                 "GET /2018-06-01/runtime/invocation/next "));
}

TEST(ServeRuntime, TellsLambdaThatTheFunctionCannotBeStarted) {
  const auto lines =
      served([](const lambda::InvokeLater&) -> Handler { throw base::Error(base::ErrorKind::config, "no bucket"); });
  EXPECT_THAT(lines, ElementsAre("POST /2018-06-01/runtime/init/error "
                                 R"({"errorMessage":"no bucket","errorType":"Runtime.Config","stackTrace":[]})"));
}

TEST(ServeRuntime, IsForLambdaOnly) {
  EXPECT_TRUE(
      lambda::is_in_lambda(fakes::Variables(fakes::Variables::Values{{"AWS_LAMBDA_RUNTIME_API", "127.0.0.1:9001"}})));
  EXPECT_FALSE(lambda::is_in_lambda(fakes::Variables(fakes::Variables::Values{})));
}

// What is asked of the function once it answers; then it is told to end.
struct Asked {
  http::Response configuration;
  http::Response invocation;
};

Asked serve_locally(const fakes::Variables& environment, int signal) {
  const app::Config config({}, std::nullopt, environment);
  fakes::ManualClock clock;
  base::SystemRandom random;
  http::CurlClient http;
  Asked asked;
  std::thread client;
  lambda::serve_local(
      {environment, clock, random, http}, config,
      [](const lambda::InvokeLater& invoke_later) -> Handler {
        EXPECT_TRUE(invoke_later);
        return [](const Invocation& invocation) -> json { return {{"arn", invocation.function_arn}}; };
      },
      {},
      [&](const std::string& url) {
        client = std::thread([&, url] {
          asked.configuration = http.send({.url = url + "/2015-03-31/functions/f/configuration"});
          asked.invocation = http.send({.method = "POST", .url = url + "/2015-03-31/functions/f/invocations"});
          ::kill(::getpid(), signal);
        });
      });
  client.join();
  return asked;
}

TEST(ServeLocal, AnswersUntilItIsTold) {
  const fakes::Variables environment(fakes::Variables::Values{
      {"AWS_REGION", "eu-west-3"}, {"STORAGE_BACKEND", "s3"}, {"S3_REPORTING_BUCKET", "reviews"}});
  for (const int signal : {SIGTERM, SIGINT}) {
    const Asked asked = serve_locally(environment, signal);
    EXPECT_EQ(json::parse(asked.configuration.body)["Environment"]["Variables"],
              (json{{"STORAGE_BACKEND", "s3"}, {"S3_REPORTING_BUCKET", "reviews"}, {"LOG_LEVEL", "warning"}}));
    EXPECT_EQ(asked.invocation.body, R"({"arn":"arn:aws:lambda:eu-west-3:000000000000:function:f"})");
  }
}

}  // namespace
