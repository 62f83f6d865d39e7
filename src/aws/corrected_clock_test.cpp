#include "aws/corrected_clock.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <memory>
#include <thread>
#include <vector>

#include "fakes/logged.hpp"
#include "fakes/manual_clock.hpp"

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

http::Response refused(const std::string& date, int status = 403) {
  return {status, {{"date", date}}, ""};
}

class CorrectedClock : public testing::Test {
 protected:
  // What it says when it corrects itself by an answer of that date.
  std::vector<std::string> said(const std::string& date, base::Time signed_at) {
    return fakes::logged("warning", [&] { EXPECT_TRUE(clock_.corrects(refused(date), signed_at)); });
  }

  fakes::ManualClock machine_;  // 2026-02-13T09:00:00Z
  aws::CorrectedClock clock_{machine_};
  const base::Time signed_at_ = machine_.now();
};

TEST_F(CorrectedClock, IsTheMachinesUntilAwsSaysOtherwise) {
  EXPECT_EQ(clock_.now(), machine_.now());
  EXPECT_FALSE(clock_.corrects(refused("Fri, 13 Feb 2026 09:03:59 GMT"), signed_at_));
  EXPECT_FALSE(clock_.corrects(refused("yesterday"), signed_at_));
  EXPECT_FALSE(clock_.corrects({403, {}, ""}, signed_at_));
  EXPECT_EQ(clock_.now(), machine_.now());
}

// S3 takes what is signed ten minutes late, and its answers have the time as well.
TEST_F(CorrectedClock, HearsTheTimeInAnyAnswerAndBlamesItForRefusalsAlone) {
  for (const int status : {200, 404, 429, 500}) {
    fakes::ManualClock machine;
    aws::CorrectedClock clock{machine};
    EXPECT_FALSE(clock.corrects(refused("Fri, 13 Feb 2026 11:00:00 GMT", status), signed_at_)) << status;
    EXPECT_EQ(clock.now(), machine.now() + hours(2)) << status;
  }
}

TEST_F(CorrectedClock, AgreesWithAllThatCorrectTheSameMachine) {
  aws::CorrectedClock other{machine_};
  clock_.corrects(refused("Fri, 13 Feb 2026 11:00:00 GMT"), signed_at_);
  EXPECT_EQ(other.now(), clock_.now());
}

TEST_F(CorrectedClock, IsNotWaitedForOnceItIsToStop) {
  base::SystemClock machine;
  aws::CorrectedClock clock{machine};
  const auto stop = std::make_unique<std::stop_source>();  // on the stack GCC 12 takes it for uninitialized
  stop->request_stop();
  const base::Time begun = machine.now();
  clock.sleep_unless(stop->get_token(), hours(1));
  EXPECT_LT(machine.now() - begun, minutes(1));
}

TEST_F(CorrectedClock, GoesByAwsTimeFromThenOnAndSaysSoOnce) {
  EXPECT_THAT(
      said("Fri, 13 Feb 2026 11:00:00 GMT", signed_at_),
      ElementsAre(HasSubstr("the clock of this machine says 2026-02-13T09:00:00Z, AWS's says 2026-02-13T11:00:00Z")));
  EXPECT_EQ(clock_.now(), machine_.now() + hours(2));
  clock_.sleep_for(minutes(1));
  EXPECT_EQ(clock_.now(), signed_at_ + hours(2) + minutes(1));
  // Another call had been signed before.
  EXPECT_THAT(said("Fri, 13 Feb 2026 11:01:01 GMT", signed_at_), IsEmpty());
  EXPECT_FALSE(clock_.corrects(refused("Fri, 13 Feb 2026 11:01:02 GMT"), clock_.now()));
}

TEST_F(CorrectedClock, IsTheMachinesAgainWhenThatIsSetRight) {
  clock_.corrects(refused("Fri, 13 Feb 2026 07:00:00 GMT"), signed_at_);
  const base::Time signed_at = clock_.now();
  EXPECT_THAT(said("Fri, 13 Feb 2026 09:00:00 GMT", signed_at), IsEmpty());
  EXPECT_EQ(clock_.now(), machine_.now());
}

TEST_F(CorrectedClock, IsNotToBlameForARequestThatWaited) {
  machine_.advance(hours(1));
  EXPECT_THAT(said("Fri, 13 Feb 2026 10:00:00 GMT", signed_at_), IsEmpty());
  EXPECT_EQ(clock_.now(), machine_.now());
}

TEST_F(CorrectedClock, IsCorrectedByManyThreadsAtOnce) {
  const auto all = fakes::logged("warning", [&] {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] { EXPECT_TRUE(clock_.corrects(refused("Fri, 13 Feb 2026 11:00:00 GMT"), signed_at_)); });
    }
  });
  EXPECT_EQ(clock_.now(), machine_.now() + hours(2));
  EXPECT_THAT(all, SizeIs(1));
}

}  // namespace
