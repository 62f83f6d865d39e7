#include "aws/bounded.hpp"

#include <gmock/gmock.h>

#include "aws/error.hpp"
#include "aws/operations/cloudtrail.hpp"
#include "aws/operations/connect.hpp"
#include "aws/retry.hpp"
#include "base/usage.hpp"
#include "fakes/manual_clock.hpp"
#include "fakes/patient.hpp"
#include "http/http.hpp"

namespace {

using aws::connect::describe_instance;
using aws::connect::list_queues;
using base::ErrorKind;
using nlohmann::json;
using std::chrono::seconds;

// A service of which some operations hang, answer or fail.
class OddTransport final : public aws::Transport {
 public:
  explicit OddTransport(fakes::ManualClock& clock) : clock_(clock) {}

  aws::Answer send(const aws::Operation& operation, const json&) override {
    ++calls;
    if (answering == &operation) return {json::object(), 7};
    if (throttling == &operation) throw aws::AwsError(operation, "ThrottlingException", 429, "slow down");
    clock_.advance(seconds(30));
    throw http::TimeOut("no whole answer within 30000 ms");
  }

  const aws::Operation* answering = nullptr;
  const aws::Operation* throttling = nullptr;
  int calls = 0;

 private:
  fakes::ManualClock& clock_;
};

class Bounded : public testing::Test {
 protected:
  aws::BoundedTransport bounded(aws::Bounds bounds = {}) { return {odd_, std::move(bounds), clock_}; }

  // Why a patient caller has no answer.
  std::string why(aws::Transport& transport, const aws::Operation& operation) {
    base::Usage usage;
    aws::RetryingClient client(transport, patient_.patience, usage);
    try {
      client.call(operation, json::object());
    } catch (const base::Error& error) {
      kind_ = error.kind();
      return error.what();
    }
    return "";
  }

  fakes::ManualClock clock_;
  OddTransport odd_{clock_};
  fakes::Patient patient_{clock_};
  ErrorKind kind_ = ErrorKind::internal;
};

TEST_F(Bounded, AsksNothingOnceItsTimeIsOver) {
  odd_.answering = &list_queues;
  aws::BoundedTransport aws = bounded({.deadline = clock_.now() + seconds(60), .when_over = "the time was over"});
  EXPECT_EQ(why(aws, list_queues), "");
  clock_.advance(seconds(60));
  EXPECT_EQ(why(aws, list_queues), "the time was over");
  EXPECT_EQ(kind_, ErrorKind::deadline);
  EXPECT_EQ(odd_.calls, 1);
}

TEST_F(Bounded, AsksNothingOnceItIsToStop) {
  odd_.answering = &list_queues;
  std::stop_source stop;
  aws::BoundedTransport aws = bounded({.stop = stop.get_token()});
  EXPECT_EQ(why(aws, list_queues), "");
  stop.request_stop();
  EXPECT_EQ(why(aws, list_queues), "the review was interrupted");
  EXPECT_EQ(kind_, ErrorKind::deadline);
  EXPECT_EQ(odd_.calls, 1);
}

TEST_F(Bounded, SaysThatTimeIsTheReasonWhereAFaultWouldHaveBeenTriedAgain) {
  aws::BoundedTransport hanging = bounded({.deadline = clock_.now() + seconds(25), .when_over = "the time was over"});
  EXPECT_EQ(why(hanging, list_queues), "the time was over: no whole answer within 30000 ms");
  odd_.throttling = &list_queues;
  aws::BoundedTransport busy = bounded({.deadline = clock_.now() + seconds(10), .when_over = "the time was over"});
  EXPECT_THAT(why(busy, list_queues), testing::StartsWith("no time was left to try it again: "));
  EXPECT_EQ(kind_, ErrorKind::deadline);
  EXPECT_EQ(odd_.calls, 2);
}

// Whatever is asked of a service that accepts and never answers, and however often, two minutes are lost.
TEST_F(Bounded, DoesNotWaitLongForAServiceThatNeverAnswers) {
  aws::BoundedTransport aws = bounded();
  const base::Time before = clock_.now();
  const aws::Operation* const operations[] = {&list_queues, &describe_instance, &aws::connect::list_users,
                                              &aws::connect::list_prompts};
  for (std::size_t i = 0; i < 100; ++i) {
    EXPECT_THAT(why(aws, *operations[i % 4]),
                testing::MatchesRegex("it was not asked again after (90|120) s without an answer: no whole answer "
                                      "within 30000 ms"));
  }
  EXPECT_EQ(kind_, ErrorKind::deadline);
  EXPECT_LT(clock_.now() - before, seconds(130));
}

TEST_F(Bounded, OtherServicesAreAskedAllTheSame) {
  odd_.answering = &aws::cloudtrail::lookup_events;
  aws::BoundedTransport aws = bounded();
  EXPECT_NE(why(aws, list_queues), "");
  EXPECT_EQ(why(aws, aws::cloudtrail::lookup_events), "");
}

TEST_F(Bounded, AnOperationThatHangsIsNotAskedThoughItsServiceAnswers) {
  odd_.answering = &describe_instance;
  aws::BoundedTransport aws = bounded();
  const base::Time before = clock_.now();
  for (int i = 0; i < 100; ++i) {
    EXPECT_NE(why(aws, list_queues), "");
    EXPECT_EQ(why(aws, describe_instance), "") << i;
  }
  EXPECT_LT(clock_.now() - before, seconds(100));
}

// A fault that the service words itself is no silence.
TEST_F(Bounded, AnyAnswerEndsASilence) {
  aws::BoundedTransport aws = bounded({.longest_silence_in_all = std::chrono::hours(1)});
  for (int i = 0; i < 10; ++i) {
    odd_.throttling = nullptr;
    EXPECT_THROW(aws.send(list_queues, {}), http::TimeOut);
    EXPECT_THROW(aws.send(list_queues, {}), http::TimeOut);
    odd_.throttling = &list_queues;
    EXPECT_THROW(aws.send(list_queues, {}), aws::AwsError);
  }
}

// Services that hang one after the other, and those that answer now and then, cost no more than one does, and a half.
TEST_F(Bounded, AllSilencesTogetherAreBoundedToo) {
  aws::BoundedTransport aws = bounded();
  const base::Time before = clock_.now();
  for (int i = 0; i < 20; ++i) {
    EXPECT_NE(why(aws, list_queues), "");
    odd_.answering = &describe_instance;
    EXPECT_EQ(why(aws, describe_instance), "");
    odd_.answering = nullptr;
    EXPECT_NE(why(aws, aws::cloudtrail::lookup_events), "");
  }
  EXPECT_LT(clock_.now() - before, seconds(160));
}

// A service that nobody asked for a while was not silent.
TEST_F(Bounded, OnlyTheTimeOfCallsIsSilence) {
  aws::BoundedTransport aws = bounded();
  EXPECT_THROW(aws.send(list_queues, {}), http::TimeOut);
  clock_.advance(std::chrono::hours(1));
  EXPECT_THROW(aws.send(list_queues, {}), http::TimeOut);
  EXPECT_THROW(aws.send(list_queues, {}), http::TimeOut);
  EXPECT_THROW(aws.send(list_queues, {}), base::Error);
  EXPECT_EQ(odd_.calls, 3);
}

}  // namespace
