#include "lambda/local/invoker.hpp"

#include <future>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "fakes/held_handler.hpp"
#include "fakes/manual_clock.hpp"

namespace {

using fakes::HeldHandler;
using lambda::Invocation;
using lambda::Invoker;
using lambda::InvokerLimits;
using lambda::Reply;
using nlohmann::json;
using testing::ElementsAre;

Invocation event(const std::string& payload) {
  return {"id", payload, {}, "", ""};
}

std::future<std::optional<Reply>> invoke(Invoker& invoker, const std::string& payload) {
  return std::async(std::launch::async, [&invoker, payload] { return invoker.now(event(payload)); });
}

TEST(Invoker, GivesTheAnswerAndADeadline) {
  fakes::ManualClock clock;
  Invoker invoker({.timeout = std::chrono::seconds(7)}, clock);
  invoker.start([&](const Invocation& invocation) -> json {
    EXPECT_EQ(invocation.deadline, clock.now() + std::chrono::seconds(7));
    return {{"seen", invocation.payload}};
  });
  EXPECT_EQ(invoker.now(event("1"))->body, R"({"seen":"1"})");
}

TEST(Invoker, GivesWhatTheHandlerThrew) {
  fakes::ManualClock clock;
  Invoker invoker({}, clock);
  invoker.start([](const Invocation&) -> json { throw base::Error(base::ErrorKind::throttled, "too fast"); });
  const auto reply = invoker.now(event("1"));
  EXPECT_EQ(reply->error_type, "Function.Throttled");
  EXPECT_EQ(json::parse(reply->body)["errorMessage"], "too fast");
}

TEST(Invoker, TakesNoMoreThanItHasPlacesFor) {
  fakes::ManualClock clock;
  HeldHandler held;
  Invoker invoker({.concurrency = 2}, clock);
  invoker.start(held.handler());
  auto first = invoke(invoker, "1"), second = invoke(invoker, "2");
  held.wait_for(2);
  EXPECT_FALSE(invoker.now(event("3")));
  held.release(2);
  EXPECT_EQ(first.get()->body, "1");
  EXPECT_EQ(second.get()->body, "2");
  held.release(1);
  EXPECT_EQ(invoker.now(event("4"))->body, "4");  // the places are free again
}

TEST(Invoker, RunsEventsOneByOneInTheirOrder) {
  fakes::ManualClock clock;
  HeldHandler held;
  Invoker invoker({.concurrency = 3}, clock);
  EXPECT_TRUE(invoker.later(event("1")));  // before there is a handler
  invoker.start(held.handler());
  EXPECT_TRUE(invoker.later(event("2")));
  EXPECT_TRUE(invoker.later(event("3")));
  held.wait_for(1);
  EXPECT_THAT(held.payloads(), ElementsAre("1"));
  held.release(1);
  held.wait_for(2);
  EXPECT_THAT(held.payloads(), ElementsAre("1", "2"));
  held.release(2);
  held.wait_for(3);
  EXPECT_THAT(held.payloads(), ElementsAre("1", "2", "3"));
}

TEST(Invoker, LetsEventsWaitForAPlace) {
  fakes::ManualClock clock;
  HeldHandler held;
  Invoker invoker({.concurrency = 1}, clock);
  invoker.start(held.handler());
  auto first = invoke(invoker, "1");
  held.wait_for(1);
  EXPECT_TRUE(invoker.later(event("2")));
  clock.advance(std::chrono::seconds(1'000));
  held.release(1);
  first.get();
  held.wait_for(2);
  EXPECT_THAT(held.payloads(), ElementsAre("1", "2"));
  EXPECT_EQ(held.begun()[1].deadline, clock.now() + InvokerLimits{}.timeout);  // of when it began, not of when it came
  held.release(1);
}

TEST(Invoker, GoesOnAfterAnEventThatFailed) {
  fakes::ManualClock clock;
  std::promise<std::string> done;
  Invoker invoker({}, clock);
  invoker.start([&](const Invocation& invocation) -> json {
    if (invocation.payload == "1") throw std::runtime_error("broken");
    done.set_value(invocation.payload);
    return {};
  });
  invoker.later(event("1"));
  invoker.later(event("2"));
  EXPECT_EQ(done.get_future().get(), "2");
}

TEST(Invoker, LetsAHandlerSendItselfEvents) {
  fakes::ManualClock clock;
  std::promise<void> done;
  Invoker invoker({.concurrency = 1}, clock);
  invoker.start([&](const Invocation& invocation) -> json {
    const int left = std::stoi(invocation.payload);
    if (left == 0) {
      done.set_value();
    } else {
      EXPECT_TRUE(invoker.later(event(std::to_string(left - 1))));
    }
    return {};
  });
  EXPECT_TRUE(invoker.now(event("5")));
  done.get_future().wait();
}

TEST(Invoker, LetsOnlySoManyEventsWait) {
  fakes::ManualClock clock;
  Invoker by_count({.waiting = 2}, clock);
  EXPECT_TRUE(by_count.later(event("1")));
  EXPECT_TRUE(by_count.later(event("2")));
  EXPECT_FALSE(by_count.later(event("3")));

  HeldHandler held;
  Invoker by_bytes({.waiting_bytes = 10}, clock);
  EXPECT_FALSE(by_bytes.later(event("12345678901")));
  EXPECT_TRUE(by_bytes.later(event("1234567890")));
  EXPECT_FALSE(by_bytes.later(event("1")));
  by_bytes.start(held.handler());
  held.wait_for(1);
  EXPECT_TRUE(by_bytes.later(event("2")));  // what runs waits no more
  held.release(2);
  held.wait_for(2);
}

TEST(Invoker, BeginsNothingAfterItWasStopped) {
  fakes::ManualClock clock;
  HeldHandler held;
  Invoker invoker({.concurrency = 1}, clock);
  invoker.start(held.handler());
  auto running = invoke(invoker, "1");
  held.wait_for(1);
  invoker.later(event("2"));
  invoker.later(event("3"));
  EXPECT_EQ(invoker.stop(), 2U);
  EXPECT_EQ(invoker.stop(), 0U);
  EXPECT_FALSE(invoker.later(event("4")));
  held.release(1);
  EXPECT_EQ(running.get()->body, "1");  // what runs ends as it would have
  EXPECT_FALSE(invoker.now(event("5")));
  invoker.finish();
  EXPECT_THAT(held.payloads(), ElementsAre("1"));
}

TEST(Invoker, WaitsForTheEventThatRuns) {
  fakes::ManualClock clock;
  HeldHandler held;
  Invoker invoker({}, clock);
  invoker.start(held.handler());
  invoker.later(event("1"));
  held.wait_for(1);
  invoker.stop();
  auto finished = std::async(std::launch::async, [&] { invoker.finish(); });
  EXPECT_EQ(finished.wait_for(std::chrono::seconds(0)), std::future_status::timeout);
  held.release(1);
  finished.get();
}

}  // namespace
