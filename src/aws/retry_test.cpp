#include "aws/retry.hpp"

#include <functional>
#include <gtest/gtest.h>

#include "aws/error.hpp"
#include "aws/operations/cloudwatch.hpp"
#include "aws/operations/connect.hpp"
#include "aws/operations/pinpoint.hpp"
#include "base/usage.hpp"
#include "fakes/manual_clock.hpp"
#include "fakes/patient.hpp"
#include "fakes/scripted_client.hpp"

namespace {

using aws::connect::describe_instance;
using base::ErrorKind;
using fakes::ScriptedClient;
using nlohmann::json;
using std::chrono::milliseconds;

ErrorKind kind_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const base::Error& error) {
    return error.kind();
  }
  ADD_FAILURE() << "nothing was thrown";
  return ErrorKind::internal;
}

class Retrying : public testing::Test {
 protected:
  milliseconds waited() const { return clock_.now() - started_; }
  json ask() { return client_.call(describe_instance, {{"InstanceId", "i"}}); }

  ScriptedClient aws_;
  fakes::ManualClock clock_;
  base::Time started_ = clock_.now();
  fakes::Patient patient_{clock_};
  base::Usage usage_;
  aws::RetryingClient client_{aws_, patient_.patience, usage_};
};

TEST_F(Retrying, PassesAnswersOn) {
  aws_.answer(describe_instance, {{"Name", "x"}});
  EXPECT_EQ(ask(), (json{{"Name", "x"}}));
  EXPECT_EQ(aws_.asked(describe_instance), (std::vector<json>{json{{"InstanceId", "i"}}}));
  EXPECT_EQ(usage_.calls, 1);
  EXPECT_EQ(usage_.retries, 0);
  EXPECT_EQ(usage_.throttles, 0);
  EXPECT_EQ(usage_.bytes, 7);
  EXPECT_EQ(usage_.cost_usd, 0);
  EXPECT_EQ(waited(), milliseconds(0));
}

TEST_F(Retrying, TriesAgainAfterThrottlesAndFaults) {
  aws_.fail(describe_instance, "TooManyRequestsException", 429);
  aws_.fail(describe_instance, "InternalServiceException", 500);
  aws_.fail(describe_instance, "ThrottlingException", 400);
  aws_.answer(describe_instance, {{"Name", "x"}});
  EXPECT_EQ(ask(), (json{{"Name", "x"}}));
  EXPECT_EQ(aws_.asked(describe_instance), (std::vector<json>(4, {{"InstanceId", "i"}})));
  EXPECT_EQ(usage_.calls, 4);
  EXPECT_EQ(usage_.retries, 3);
  EXPECT_EQ(usage_.throttles, 2);
  EXPECT_EQ(waited(), milliseconds(500 + 1000 + 2000));
}

TEST_F(Retrying, GivesUpAfterFiveAttempts) {
  aws_.always_fail(describe_instance, "ThrottlingException", 429);
  EXPECT_EQ(kind_of([&] { ask(); }), ErrorKind::throttled);
  EXPECT_EQ(usage_.calls, 5);
  EXPECT_EQ(usage_.retries, 4);
  EXPECT_EQ(usage_.throttles, 5);
}

TEST_F(Retrying, StartsAnewWithEachCall) {
  for (int call = 0; call < 3; ++call) {
    for (int i = 0; i < 4; ++i) aws_.fail(describe_instance, "ThrottlingException", 429);
    aws_.answer(describe_instance, json::object());
    EXPECT_NO_THROW(ask());
  }
  EXPECT_EQ(usage_.calls, 15);
  EXPECT_EQ(usage_.throttles, 12);
}

TEST_F(Retrying, DoesNotInsistWhereAskingAgainCannotHelp) {
  struct Case {
    const char* code;
    int http_status;
    ErrorKind kind;
  };
  for (const Case& one : {Case{"AccessDeniedException", 403, ErrorKind::denied},
                          Case{"ExpiredTokenException", 403, ErrorKind::credentials},
                          Case{"ResourceNotFoundException", 404, ErrorKind::not_found},
                          Case{"InvalidParameterException", 400, ErrorKind::internal},
                          Case{"LimitExceededException", 429, ErrorKind::internal}}) {
    const auto calls = usage_.calls;
    aws_.fail(describe_instance, one.code, one.http_status);
    EXPECT_EQ(kind_of([&] { ask(); }), one.kind) << one.code;
    EXPECT_EQ(usage_.calls, calls + 1) << one.code;
  }
  EXPECT_EQ(usage_.retries, 0);
  EXPECT_EQ(usage_.throttles, 0);
  EXPECT_EQ(waited(), milliseconds(0));
}

TEST_F(Retrying, DoesNotSendTwiceWhatMustNotHappenTwice) {
  const aws::Operation create{.service = describe_instance.service, .name = "CreateThing", .idempotent = false};
  aws_.always_fail(create, "InternalServiceException", 500);
  EXPECT_EQ(kind_of([&] { client_.call(create, json::object()); }), ErrorKind::unavailable);
  EXPECT_EQ(usage_.calls, 1);
}

TEST_F(Retrying, NeverWaitsPastTheDeadline) {
  patient_.patience.deadline = clock_.now() + milliseconds(1200);
  aws_.always_fail(describe_instance, "InternalServiceException", 500);
  EXPECT_EQ(kind_of([&] { ask(); }), ErrorKind::unavailable);
  EXPECT_EQ(usage_.calls, 2);  // the wait before the third would have ended after 1.5 s
  EXPECT_EQ(waited(), milliseconds(500));
}

TEST_F(Retrying, TriesNothingAgainOnceItIsToStop) {
  std::stop_source stop;
  stop.request_stop();
  patient_.patience.stop = stop.get_token();
  aws_.always_fail(describe_instance, "InternalServiceException", 500);
  EXPECT_EQ(kind_of([&] { ask(); }), ErrorKind::unavailable);
  EXPECT_EQ(usage_.calls, 1);
  EXPECT_EQ(waited(), milliseconds(0));
}

TEST_F(Retrying, CountsWhatAwsChargesForAndOnlyOnce) {
  const json three = {{"MetricDataQueries", {1, 2, 3}}};
  aws_.fail(aws::cloudwatch::get_metric_data, "InternalServiceFault", 500);
  aws_.answer(aws::cloudwatch::get_metric_data, json::object());
  client_.call(aws::cloudwatch::get_metric_data, three);
  EXPECT_DOUBLE_EQ(usage_.cost_usd, 3 * aws::cloudwatch::metric_price.usd);
  aws_.answer(aws::pinpoint::phone_number_validate, json::object());
  client_.call(aws::pinpoint::phone_number_validate, json::object());
  EXPECT_DOUBLE_EQ(usage_.cost_usd, 3 * aws::cloudwatch::metric_price.usd + aws::pinpoint::number_price.usd);
}

TEST(RetryWait, IsAnythingUpToABoundThatDoubles) {
  const base::Error fault(ErrorKind::unavailable, "");
  const std::pair<int, milliseconds> bounds[] = {{1, milliseconds(500)},
                                                 {2, milliseconds(1000)},
                                                 {5, milliseconds(8000)},
                                                 {7, milliseconds(20'000)},
                                                 {99, milliseconds(20'000)}};
  for (const auto& [attempt, bound] : bounds) {
    for (const double fraction : {0.0, 0.25, 1.0}) {
      fakes::FixedRandom random(fraction);
      EXPECT_EQ(aws::retry_wait(attempt, fault, random).count(), std::int64_t(double(bound.count()) * fraction));
    }
  }
}

TEST(RetryWait, IsAtLeastWhatAwsAskedFor) {
  fakes::FixedRandom none(0);
  aws::AwsError busy(describe_instance, "TooManyRequestsException", 429, "");
  EXPECT_EQ(aws::retry_wait(1, busy, none), milliseconds(0));
  const aws::AwsError later(describe_instance, "TooManyRequestsException", 429, "",
                            {.request_id = "", .retry_after = std::chrono::seconds(7)});
  EXPECT_EQ(aws::retry_wait(1, later, none), milliseconds(7000));
}

TEST(RetryBudget, IsUsedUpByRetriesAndFilledByCallsThatSucceed) {
  aws::RetryBudget budget(12);
  EXPECT_TRUE(budget.take());
  EXPECT_TRUE(budget.take());
  EXPECT_FALSE(budget.take());  // 2 left, 5 needed
  budget.give_back(false);
  budget.give_back(false);
  EXPECT_FALSE(budget.take());
  budget.give_back(false);
  EXPECT_TRUE(budget.take());
  for (int i = 0; i < 100; ++i) budget.give_back(true);
  EXPECT_TRUE(budget.take());
  EXPECT_TRUE(budget.take());
  EXPECT_FALSE(budget.take());  // never more than it began with
}

TEST_F(Retrying, StopsInsistingWhenTheBudgetOfAllCallsIsUsedUp) {
  while (patient_.budget.take()) continue;
  aws_.always_fail(describe_instance, "InternalServiceException", 500);
  EXPECT_EQ(kind_of([&] { ask(); }), ErrorKind::unavailable);
  EXPECT_EQ(usage_.calls, 1);
}

}  // namespace
