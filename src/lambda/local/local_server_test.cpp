#include "lambda/local/local_server.hpp"

#include <future>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <thread>

#include "base/error.hpp"
#include "fakes/held_handler.hpp"
#include "fakes/manual_clock.hpp"
#include "http/curl_client.hpp"

namespace {

using fakes::HeldHandler;
using lambda::Invocation;
using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

json echo(const Invocation& invocation) {
  return json::parse(invocation.payload);
}

// A server that answers for as long as it lives.
class Running {
 public:
  explicit Running(lambda::Handler handler, const lambda::InvokerLimits& limits = {})
      : server(lambda::Function{}, limits, 0, clock_, random_) {
    std::promise<void> ready;
    serving_ = std::thread([this, &ready, handler = std::move(handler)]() mutable {
      server.run(std::move(handler), [&ready] { ready.set_value(); });
    });
    ready.get_future().wait();
  }
  ~Running() { stop(); }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  Running(Running&&) = delete;
  Running& operator=(Running&&) = delete;

  void stop() {
    server.stop();
    if (serving_.joinable()) serving_.join();
  }

  http::Response post(const std::string& body, http::Headers headers = {}, const std::string& name = "review") {
    return client_.send({.method = "POST",
                         .url = server.url() + "/2015-03-31/functions/" + name + "/invocations",
                         .headers = std::move(headers),
                         .body = body});
  }
  http::Response ask(const std::string& method, const std::string& path, http::Headers headers = {}) {
    return client_.send({.method = method, .url = server.url() + path, .headers = std::move(headers)});
  }
  std::future<http::Response> post_meanwhile(const std::string& body) {
    return std::async(std::launch::async, [this, body] { return post(body); });
  }

 private:
  fakes::ManualClock clock_;
  base::SystemRandom random_;
  http::CurlClient client_;
  std::thread serving_;

 public:
  lambda::LocalServer server;
};

TEST(LocalServer, IsCalledOverHttp) {
  Running running(echo);
  EXPECT_TRUE(running.server.url().starts_with("http://127.0.0.1:"));
  const auto answer = running.post(R"({"daysBack":1})");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, R"({"daysBack":1})");
  EXPECT_EQ(http::header(answer.headers, "Content-Type"), "application/json");
  EXPECT_EQ(http::header(answer.headers, "X-Amz-Executed-Version"), "$LATEST");
  EXPECT_TRUE(http::header(answer.headers, "x-amzn-RequestId"));
}

TEST(LocalServer, DecodesTheNameAndTheQualifier) {
  std::string called;
  Running running([&](const Invocation& invocation) -> json {
    called = invocation.function_arn;
    return {};
  });
  running.post("{}", {}, "arn%3Aaws%3Alambda%3Aeu-central-1%3A111122223333%3Afunction%3Af");
  EXPECT_EQ(called, "arn:aws:lambda:eu-central-1:111122223333:function:f");
  running.ask("POST", "/2015-03-31/functions/f/invocations?Qualifier=%24LATEST");
  EXPECT_EQ(called, "arn:aws:lambda:us-east-1:000000000000:function:f:$LATEST");
  EXPECT_EQ(running.ask("POST", "/2015-03-31/functions/..%2Ff/invocations").status, 404);
}

TEST(LocalServer, RunsEventsAfterItHasAnswered) {
  HeldHandler held;
  Running running(held.handler());
  EXPECT_EQ(running.post("1", {{"X-Amz-Invocation-Type", "Event"}}).status, 202);
  EXPECT_EQ(running.post("2", {{"X-Amz-Invocation-Type", "Event"}}).status, 202);
  held.release(2);
  held.wait_for(2);
  EXPECT_THAT(held.payloads(), ElementsAre("1", "2"));
}

TEST(LocalServer, RunsWhatTheHandlerSendsItself) {
  HeldHandler held;
  Running running(held.handler());
  running.server.invoke_later()({{"hop", 1}});
  held.wait_for(1);
  EXPECT_THAT(held.payloads(), ElementsAre(R"({"hop":1})"));
  held.release(1);
}

TEST(LocalServer, SaysNoWhileAllPlacesAreTaken) {
  HeldHandler held;
  Running running(held.handler(), {.concurrency = 2});
  auto first = running.post_meanwhile("1"), second = running.post_meanwhile("2");
  held.wait_for(2);
  const auto refused = running.post("3");
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(http::header(refused.headers, "x-amzn-ErrorType"), "TooManyRequestsException");
  held.release(2);
  EXPECT_EQ(first.get().body, "1");
  EXPECT_EQ(second.get().body, "2");
}

TEST(LocalServer, ReadsALargePayloadAndSaysWhyALargerOneIsTooLarge) {
  Running running([](const Invocation& invocation) -> json { return invocation.payload.size(); });
  const std::string fits = "\"" + std::string(lambda::max_payload - 2, 'x') + "\"";
  EXPECT_EQ(running.post(fits).body, "6291456");
  const auto refused = running.post(fits + " ");
  EXPECT_EQ(refused.status, 413);
  EXPECT_EQ(http::header(refused.headers, "x-amzn-ErrorType"), "RequestEntityTooLargeException");
  EXPECT_THAT(refused.body, HasSubstr("6291457 bytes"));
  EXPECT_EQ(running.post("1").body, "1");  // the next call is read from its beginning
}

TEST(LocalServer, RefusesFormsAndOtherMethods) {
  Running running(echo);
  const auto form = running.post("--x\r\n\r\n--x--\r\n", {{"Content-Type", "multipart/form-data; boundary=x"}});
  EXPECT_EQ(form.status, 400);
  EXPECT_EQ(http::header(form.headers, "x-amzn-ErrorType"), "InvalidRequestContentException");
  for (const std::string method : {"PUT", "DELETE", "OPTIONS", "PATCH"}) {
    const auto answer = running.ask(method, "/2015-03-31/functions/f/invocations");
    EXPECT_EQ(answer.status, 405) << method;
    EXPECT_FALSE(http::header(answer.headers, "Access-Control-Allow-Origin"));
  }
  EXPECT_EQ(running.ask("GET", "/").status, 404);
}

TEST(LocalServer, AnswersNobodyWhoCallsItByAnotherName) {
  Running running(echo);
  EXPECT_EQ(running.post("1", {{"Host", "review.example:3001"}}).status, 403);
  EXPECT_EQ(running.ask("GET", "/2015-03-31/functions/f/configuration", {{"Host", "review.example"}}).status, 403);
}

TEST(LocalServer, HasItsPortForItself) {
  Running running(echo);
  fakes::ManualClock clock;
  base::SystemRandom random;
  const std::string url = running.server.url();
  const int port = std::stoi(url.substr(url.rfind(':') + 1));
  try {
    const lambda::LocalServer second(lambda::Function{}, {}, port, clock, random);
    FAIL() << "two servers on one port";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.kind(), base::ErrorKind::unavailable);
    EXPECT_THAT(error.what(), HasSubstr("port " + std::to_string(port)));
  }
}

TEST(LocalServer, LetsWhatRunsEndBeforeItStops) {
  HeldHandler held;
  Running running(held.handler());
  auto waited_for = running.post_meanwhile("1");
  held.wait_for(1);
  running.post("2", {{"X-Amz-Invocation-Type", "Event"}});
  held.wait_for(2);
  running.post("3", {{"X-Amz-Invocation-Type", "Event"}});
  running.server.stop();
  EXPECT_THROW(running.post("4"), base::Error);  // nothing listens
  EXPECT_THROW(running.server.invoke_later()({{"hop", 1}}), base::Error);
  held.release(2);
  EXPECT_EQ(waited_for.get().body, "1");
  running.stop();
  EXPECT_EQ(held.begun().size(), 2U);
}

TEST(LocalServer, StopsAtOnceWhenNothingRuns) {
  fakes::ManualClock clock;
  base::SystemRandom random;
  lambda::LocalServer server(lambda::Function{}, {}, 0, clock, random);
  auto stopped = std::async(std::launch::async, [&] { server.stop(); });  // before it runs
  server.run(echo, [] {});
  stopped.get();
}

TEST(LocalServer, PassesOnWhatCannotBeAnnounced) {
  fakes::ManualClock clock;
  base::SystemRandom random;
  lambda::LocalServer server(lambda::Function{}, {}, 0, clock, random);
  EXPECT_THROW(server.run(echo, [] { throw base::Error(base::ErrorKind::unavailable, "no output"); }), base::Error);
}

}  // namespace
