#include "app/review_lock.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/timestamp.hpp"
#include "fakes/manual_clock.hpp"
#include "model/document.hpp"
#include "store/memory.hpp"

namespace {

using std::chrono::minutes;

struct ReviewLock : testing::Test {
  static constexpr const char* arn =
      "arn:aws:connect:eu-central-1:111122223333:instance/aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb";
  app::ReviewLock lock(const std::string& name, base::Process process = {}) {
    return {store, clock, random, arn, {name, std::move(process)}};
  }
  app::ReviewLock::Terms terms(const std::string& resumes = "") {
    return {.until = clock.now() + minutes(15), .resumes = resumes};
  }

  fakes::ManualClock clock;
  base::SystemRandom random;
  store::MemoryStore store{clock};
};

TEST_F(ReviewLock, SaysWhoHasItAndSinceWhen) {
  auto one = lock("build-7, process 12"), two = lock("two");
  EXPECT_FALSE(one.take(terms()));
  EXPECT_EQ(text_of(two.take(terms()).value()), "it begins, by build-7, process 12, since 2026-02-13 09:00 UTC");
  one.name_review("20260213-090000");
  const auto other = two.take(terms()).value();
  EXPECT_EQ(text_of(other), "20260213-090000, by build-7, process 12, since 2026-02-13 09:00 UTC");
  EXPECT_EQ(other.until, clock.now() + minutes(15));
}

TEST_F(ReviewLock, IsFreeOnceItIsReleased) {
  auto one = lock("one"), two = lock("two");
  one.take(terms());
  one.release();
  EXPECT_FALSE(two.take(terms()));
  EXPECT_TRUE(one.take(terms()));
}

TEST_F(ReviewLock, OfOneThatDiedIsFreeWhenItsTimeIsOver) {
  auto dead = lock("dead"), two = lock("two"), three = lock("three");
  dead.take(terms());
  clock.advance(minutes(14));
  EXPECT_TRUE(two.take(terms()));
  clock.advance(minutes(1));
  EXPECT_FALSE(two.take(terms()));
  dead.name_review("20260213-090000");
  dead.release();
  EXPECT_TRUE(three.take(terms())) << "what was taken over is not the dead one's to change";
}

TEST_F(ReviewLock, TakenFromOneThatDiedLeavesItsReviewInterrupted) {
  const auto begin = [&](const std::string& id) {
    model::StatusDocument status;
    status.review_id = id;
    status.status = model::ReviewStatus::in_progress;
    status.updated_at = clock.now();
    status.instance_arn = arn;
    store.put({id, std::string(model::status_component), model::to_json(status)});
  };
  const auto state = [&](const std::string& id) {
    return model::status_from_json(store.get(id, model::status_component)->body);
  };
  auto dead = lock("dead"), two = lock("two"), three = lock("three");
  dead.take(terms());
  begin("20260213-090000");
  dead.name_review("20260213-090000");
  clock.advance(minutes(15));
  EXPECT_FALSE(two.take(terms()));
  EXPECT_EQ(state("20260213-090000").status, model::ReviewStatus::interrupted);
  EXPECT_NE(state("20260213-090000").message.find("--resume 20260213-090000"), std::string::npos);
  // Who goes on with it does not end it.
  begin("20260213-091500");
  two.name_review("20260213-091500");
  clock.advance(minutes(15));
  EXPECT_FALSE(three.take(terms("20260213-091500")));
  EXPECT_EQ(state("20260213-091500").status, model::ReviewStatus::in_progress);
}

TEST_F(ReviewLock, OfAProcessOfThisMachineThatEndedIsFree) {
  base::Process process = base::this_process();
  auto alive = lock("alive", process), two = lock("two");
  alive.take(terms());
  EXPECT_TRUE(two.take(terms()));
  alive.release();
  process.pid = ::fork();
  if (process.pid == 0) ::_exit(0);
  ::waitpid(pid_t(process.pid), nullptr, 0);
  auto dead = lock("dead", process);
  dead.take(terms());
  EXPECT_FALSE(two.take(terms()));
}

TEST_F(ReviewLock, TellsOfAReviewThatItsProcessLeft) {
  const auto was_left = [&](const std::string& id) { return app::was_left_by_its_process(store, arn, id); };
  EXPECT_FALSE(was_left("20260213-090000"));
  const pid_t child = ::fork();
  if (child == 0) ::_exit(0);
  ::waitpid(child, nullptr, 0);
  base::Process gone = base::this_process();
  gone.pid = child;
  auto dead = lock("dead", gone);
  dead.take(terms());
  EXPECT_TRUE(was_left("20260213-090000")) << "it was killed before it named its review";
  EXPECT_FALSE(was_left("20260213-085959"));
  dead.name_review("20260213-090000");
  EXPECT_TRUE(was_left("20260213-090000"));
  EXPECT_FALSE(was_left("20260213-080000"));
  dead.release();
  EXPECT_FALSE(was_left("20260213-090000"));
  auto alive = lock("alive", base::this_process());
  alive.take(terms());
  alive.name_review("20260213-090100");
  EXPECT_FALSE(was_left("20260213-090100"));
}

TEST_F(ReviewLock, IsOnesOwnAgain) {
  auto first = lock("request-1"), again = lock("request-1");
  first.take(terms());
  EXPECT_FALSE(again.take(terms())) << "what an earlier attempt left";
}

TEST_F(ReviewLock, GoesToWhoGoesOnWithTheReview) {
  auto one = lock("one"), two = lock("two"), three = lock("three");
  one.take(terms());
  one.name_review("20260213-090000");
  clock.advance(minutes(14));
  one.hand_over(clock.now() + minutes(15));
  clock.advance(minutes(2));
  EXPECT_TRUE(three.take(terms("20260213-090001")));
  EXPECT_FALSE(two.take(terms("20260213-090000")));
  EXPECT_EQ(three.take(terms()).value().review_id, "20260213-090000");
}

// Asked for twice, a review that is under way is gone on with by nobody else.
TEST_F(ReviewLock, StaysWithWhoIsAtTheReview) {
  auto one = lock("one"), two = lock("two"), three = lock("three");
  one.take(terms());
  one.name_review("20260213-090000");
  EXPECT_TRUE(two.take(terms("20260213-090000")));
  one.hand_over(clock.now() + minutes(15));
  EXPECT_FALSE(two.take(terms("20260213-090000")));
  EXPECT_TRUE(three.take(terms("20260213-090000"))) << "who went on with it has it now";
}

TEST_F(ReviewLock, OfAReviewThatEndedSinceItWasAskedForIsTheAnswer) {
  auto one = lock("one"), two = lock("two");
  auto asked = terms();
  asked.asked = clock.now() + minutes(1);
  one.take(terms());
  one.name_review("20260213-090000");
  clock.advance(minutes(2));
  one.release();
  const auto ended = two.take(asked).value();
  EXPECT_EQ(two.join(ended, {}).value().review_id, "20260213-090000");
  asked.asked = clock.now();
  EXPECT_FALSE(two.take(asked));
}

// Does something each time that somebody waits.
class BusyClock final : public base::Clock {
 public:
  explicit BusyClock(fakes::ManualClock& clock) : clock_(clock) {}
  base::Time now() const override { return clock_.now(); }
  void sleep_for(std::chrono::milliseconds duration) override {
    clock_.advance(duration);
    meanwhile();
  }
  std::function<void()> meanwhile = [] {};

 private:
  fakes::ManualClock& clock_;
};

TEST_F(ReviewLock, JoinWaitsForTheEnd) {
  BusyClock busy(clock);
  auto one = lock("one");
  one.take(terms());
  app::ReviewLock two(store, busy, random, arn, {"two"});
  int looks = 0;
  busy.meanwhile = [&] {
    if (++looks == 2) one.name_review("20260213-090000");
    if (looks == 4) one.release();
  };
  const auto joined = two.join(two.take(terms()).value(), busy.now() + minutes(10)).value();
  EXPECT_EQ(joined.review_id, "20260213-090000");
  EXPECT_GT(joined.ended_ms, 0);
  EXPECT_EQ(looks, 4);
}

TEST_F(ReviewLock, OfAReviewThatWasGivenUpIsFreeAndNobodysAnswer) {
  auto one = lock("one");
  one.take(terms());
  one.name_review("20260213-090000");
  BusyClock busy(clock);
  busy.meanwhile = [&] { one.give_up(); };
  app::ReviewLock two(store, busy, random, arn, {"two"});
  EXPECT_FALSE(two.join(two.take(terms()).value(), busy.now() + minutes(10)));
  auto wanted = terms();
  wanted.asked = clock.now() - minutes(1);
  EXPECT_FALSE(two.take(wanted));
}

TEST_F(ReviewLock, JoinGivesUpWhenTimeIsOut) {
  auto one = lock("one"), two = lock("two");
  one.take(terms());
  one.name_review("20260213-090000");
  const auto joined = two.join(two.take(terms()).value(), clock.now() + minutes(1)).value();
  EXPECT_EQ(joined.review_id, "20260213-090000");
  EXPECT_EQ(joined.ended_ms, 0);
}

TEST_F(ReviewLock, JoinTellsThatTheOtherDiedOrBeganNoReview) {
  auto one = lock("one"), two = lock("two");
  one.take(terms());
  EXPECT_FALSE(two.join(two.take(terms()).value(), {})) << "its time was over";
  EXPECT_FALSE(two.take(terms()));
  BusyClock busy(clock);
  busy.meanwhile = [&] { two.release(); };
  app::ReviewLock three(store, busy, random, arn, {"three"});
  EXPECT_FALSE(three.join(three.take(terms()).value(), {}));
}

}  // namespace
