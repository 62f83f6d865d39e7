// The lock of an instance on every backend: of many that want it, one has it, and what it keeps is in no list.
#include "app/review_lock.hpp"

#include <atomic>
#include <gtest/gtest.h>
#include <thread>

#include "app/store_check.hpp"
#include "contract/backends.hpp"

namespace contract {
namespace {

using std::chrono::minutes;

class Locks : public StoreTest {
 protected:
  std::unique_ptr<app::ReviewLock> lock(const std::string& name, bool by_other = false) {
    return std::make_unique<app::ReviewLock>(by_other ? other() : store(), backend().clock, random_, arn,
                                             app::ReviewLock::Holder{.name = name});
  }
  base::Time in(minutes time) { return backend().clock.now() + time; }

  base::SystemRandom random_;
};

INSTANTIATE_TEST_SUITE_P(Every, Locks, testing::ValuesIn(backends()), row_name);

// Never taken, ended, and left by one that died: each is a way of its own to write.
TEST_P(Locks, OfFiftyAtOnceOneStartsAndFortyNineJoin) {
  for (const char* before : {"nothing", "ended", "died"}) {
    SCOPED_TRACE(before);
    const std::string review = std::string("20260213-090000-") + "abcd";
    std::atomic<int> started = 0, joined = 0, failed = 0;
    std::vector<std::unique_ptr<app::ReviewLock>> locks;
    for (int i = 0; i < 50; ++i) locks.push_back(lock(std::string(before) + std::to_string(i), i % 2 == 1));
    {
      std::vector<std::jthread> threads;
      for (auto& one : locks) {
        threads.emplace_back([&] {
          try {
            const auto other = one->take({.until = in(minutes(15))});
            ++(other ? joined : started);
            if (!other) one->name_review(review);
          } catch (const base::Error& error) {
            ++failed;
            ADD_FAILURE() << error.what();
          }
        });
      }
    }
    EXPECT_EQ(started, 1);
    EXPECT_EQ(joined, 49);
    const auto other = lock("late")->take({.until = in(minutes(15))});
    ASSERT_TRUE(other);
    EXPECT_EQ(other->review_id, review);
    if (std::string_view(before) == "nothing") {
      locks.clear();
    } else {
      for (auto& one : locks) one->hand_over(in(minutes(15)));  // and nobody comes
      backend().clock.advance(minutes(15));
    }
  }
}

TEST_P(Locks, AreInNoListAndNothingForeign) {
  store().claim(status("20260213-090000"));
  const auto held = lock("one");
  held->take({.until = in(minutes(15))});
  const auto pages = other().reviews({});
  EXPECT_EQ(ids(pages.reviews), std::vector<std::string>{"20260213-090000"});
  EXPECT_TRUE(pages.broken.empty());
  EXPECT_EQ(other().info().documents, 1);
  EXPECT_EQ(other().info().newest_review, "20260213-090000");
  const auto survey = other().survey();
  EXPECT_TRUE(survey.strays.empty()) << survey.strays.at(0).where << ": " << survey.strays.at(0).why;
  EXPECT_EQ(survey.reviews, std::vector<std::string>{"20260213-090000"});
  EXPECT_TRUE(other().reviews(of_instance(arn)).broken.empty());
}

TEST_P(Locks, ThatAreDamagedHoldNobody) {
  backend().plant("lock-aaaaaaaa-1111-2222-3333-bbbbbbbbbbbb", "LOCK", "{");
  EXPECT_FALSE(lock("one")->take({.until = in(minutes(15))}));
}

}  // namespace
}  // namespace contract
