#include <gmock/gmock.h>
#include <thread>

#include "aws/credentials/world_test.hpp"

namespace aws {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

class ScriptedSource final : public CredentialsSource {
 public:
  explicit ScriptedSource(base::Clock& clock) : clock_(clock) {}

  std::optional<Credentials> get() override {
    ++asked;
    if (failure) throw base::Error(*failure, "no luck");
    if (!has_any) return std::nullopt;
    Credentials credentials{"AKID" + std::to_string(asked), base::Secret("s"), {}, {}, "a script"};
    if (lifetime) credentials.expires = clock_.now() + *lifetime;
    return credentials;
  }
  std::string description() const override { return "a script"; }

  int asked = 0;
  bool has_any = true;
  std::optional<base::ErrorKind> failure;
  std::optional<base::Time::duration> lifetime = hours(1);

 private:
  base::Clock& clock_;
};

class CachedCredentialsTest : public World {
 protected:
  std::string get() { return cached_.get().access_key_id; }
  base::Error error() {
    return error_of([&] { cached_.get(); });
  }

  ScriptedSource source_{clock_};
  CachedCredentials cached_{source_, clock_};
};

TEST_F(CachedCredentialsTest, KeepsWhatNeverExpires) {
  source_.lifetime.reset();
  EXPECT_EQ(get(), "AKID1");
  clock_.advance(hours(10'000));
  EXPECT_EQ(get(), "AKID1");
}

TEST_F(CachedCredentialsTest, AsksAgainFiveMinutesBeforeTheyExpire) {
  get();
  clock_.advance(minutes(55) - seconds(1));
  EXPECT_EQ(get(), "AKID1");
  clock_.advance(seconds(1));
  EXPECT_EQ(get(), "AKID2");
  EXPECT_EQ(get(), "AKID2");
}

TEST_F(CachedCredentialsTest, UsesNineTenthsOfAShortLife) {
  source_.lifetime = minutes(20);
  get();
  clock_.advance(minutes(18) - seconds(1));
  EXPECT_EQ(get(), "AKID1");
  clock_.advance(seconds(1));
  EXPECT_EQ(get(), "AKID2");
}

TEST_F(CachedCredentialsTest, AsksForTheShortestLivesNoMoreThanItMust) {
  source_.lifetime = seconds(10);
  get();
  clock_.advance(seconds(9));
  EXPECT_EQ(get(), "AKID1");
  clock_.advance(seconds(1));
  EXPECT_EQ(get(), "AKID2");
}

TEST_F(CachedCredentialsTest, UsesWhatIsGoodWhileNewerOnesCannotBeHad) {
  get();
  clock_.advance(minutes(56));
  for (const auto kind : {base::ErrorKind::credentials, base::ErrorKind::unavailable}) {
    source_.failure = kind;
    const int before = source_.asked;
    EXPECT_EQ(get(), "AKID1");
    EXPECT_EQ(get(), "AKID1");
    EXPECT_EQ(source_.asked, before + 1);  // not sooner than in a minute
    clock_.advance(minutes(1));
  }
  source_.failure.reset();
  EXPECT_EQ(get(), "AKID4");
}

TEST_F(CachedCredentialsTest, UsesWhatIsGoodWhenTheSourceHasNothingMore) {
  get();
  clock_.advance(minutes(56));
  source_.has_any = false;
  EXPECT_EQ(get(), "AKID1");
}

TEST_F(CachedCredentialsTest, FailsWhenTheyHaveExpired) {
  get();
  source_.failure = base::ErrorKind::unavailable;
  clock_.advance(hours(1));
  EXPECT_EQ(error().kind(), base::ErrorKind::unavailable);
  source_.failure.reset();
  EXPECT_EQ(get(), "AKID3");
}

TEST_F(CachedCredentialsTest, SaysWhatWasTriedWhenThereAreNone) {
  source_.has_any = false;
  const base::Error none = error();
  EXPECT_EQ(none.kind(), base::ErrorKind::credentials);
  EXPECT_STREQ(none.what(),
               "no AWS credentials were found: run aws configure, or set AWS_ACCESS_KEY_ID and "
               "AWS_SECRET_ACCESS_KEY. Looked at a script");
}

TEST_F(CachedCredentialsTest, DoesNotAskEveryCallerForTheSameFailure) {
  source_.failure = base::ErrorKind::credentials;
  EXPECT_STREQ(error().what(), "no luck");
  EXPECT_STREQ(error().what(), "no luck");
  EXPECT_EQ(source_.asked, 1);
  clock_.advance(minutes(1));
  source_.failure.reset();
  EXPECT_EQ(get(), "AKID2");
}

TEST_F(CachedCredentialsTest, AsksAgainAtOnceAfterAFaultThatMayPass) {
  source_.failure = base::ErrorKind::unavailable;
  error();
  source_.failure.reset();
  EXPECT_EQ(get(), "AKID2");
}

TEST_F(CachedCredentialsTest, AsksAgainForWhatAwsCallsExpired) {
  get();
  cached_.expire("AKID-other");
  EXPECT_EQ(get(), "AKID1");
  cached_.expire("AKID1");
  EXPECT_EQ(get(), "AKID2");
}

TEST_F(CachedCredentialsTest, AsksOnceForAllThreads) {
  std::vector<std::jthread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] { EXPECT_EQ(get(), "AKID1"); });
  }
  threads.clear();
  EXPECT_EQ(source_.asked, 1);
}

}  // namespace
}  // namespace aws
