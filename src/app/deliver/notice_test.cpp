#include "app/deliver/notice.hpp"

#include <gmock/gmock.h>

#include "base/error.hpp"
#include "base/timestamp.hpp"
#include "fakes/forwarding_store.hpp"
#include "fakes/judged_review.hpp"
#include "fakes/manual_clock.hpp"
#include "store/memory.hpp"

namespace {

using model::Finding;
using model::Review;
using model::Severity;
using model::Status;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

Finding finding(const std::string& name, Status status, Severity severity = Severity::high) {
  Finding one = fakes::finding(name, status);
  one.severity = severity;
  return one;
}

// Of which so much is in use.
Finding quota(const std::string& name, double percentage, Status status = Status::warn) {
  Finding one = finding(name, status);
  one.headline = name + " is almost full";
  one.measured = model::Measured{percentage, "percent", 100, false};
  return one;
}

class Notices : public testing::Test {
 protected:
  // A review that is made now. Without findings it has no document either.
  Review review(const std::vector<Finding>& findings) {
    Review one = fakes::review(findings, base::to_review_id(clock_.now()));
    one.status.instance_alias = "harbour";
    if (findings.empty()) one.documents.clear();
    return one;
  }

  void put(const Review& review) {
    const std::string& id = review.status.review_id;
    store_.put({id, "STATUS", model::to_json(review.status)});
    for (const auto& document : review.documents) store_.put({id, document.component, model::to_json(document)});
  }

  // The same, stored, an hour after the one before.
  Review store(const std::vector<Finding>& findings) {
    clock_.advance(std::chrono::hours(1));
    const Review one = review(findings);
    put(one);
    return one;
  }

  app::News news_of(const Review& review) {
    app::Earlier earlier(store_, review);
    return app::news_of(earlier);
  }

  app::Notice notice_of(const Review& review, const std::string& link = "") {
    return app::notice_of(news_of(review), review, link);
  }

  std::vector<std::string> news(const Review& review) {
    std::vector<std::string> names;
    for (const auto& change : news_of(review).appeared) names.push_back(change.open().resource.name);
    return names;
  }

  using Publish = std::function<void(const app::Notice&)>;

  void announce(Review& review, const std::string& link, const Publish& publish) {
    const app::Tell tell = [&](const app::News& news) { publish(app::notice_of(news, review, link)); };
    app::announce(store_, review, news_of(review), {&tell, 1});
  }

  Publish keep() {
    return [this](const app::Notice& notice) { sent_.push_back(notice); };
  }

  static Publish fail() {
    return [](const app::Notice&) { throw base::Error(base::ErrorKind::denied, "no"); };
  }

  std::optional<bool> announced(const Review& review) {
    return model::status_from_json(store_.get(review.status.review_id, "STATUS")->body).announced;
  }

  fakes::ManualClock clock_;
  store::MemoryStore store_{clock_};
  std::vector<app::Notice> sent_;
};

TEST_F(Notices, TellWhatWasNotOpenBefore) {
  store({finding("old", Status::fail), finding("worse", Status::warn), finding("broke", Status::pass),
         finding("mended", Status::fail)});
  const Review now = store({finding("old", Status::fail), finding("worse", Status::fail),
                            finding("broke", Status::fail, Severity::low), finding("mended", Status::pass),
                            finding("appeared", Status::warn, Severity::critical)});
  const auto found = news_of(now);
  EXPECT_THAT(news(now), ElementsAre("appeared", "broke"));
  EXPECT_EQ(found.fixed, 1);
  ASSERT_THAT(found.worse, SizeIs(1));
  EXPECT_EQ(found.worse[0].open().resource.name, "worse");
  EXPECT_EQ(found.same, 1);
  EXPECT_EQ(found.since, "20260213-100000");
}

TEST_F(Notices, CallEverythingNewInAFirstReview) {
  const Review now =
      store({finding("a", Status::fail), finding("b", Status::pass), finding("c", Status::not_assessed)});
  EXPECT_THAT(news(now), ElementsAre("a"));
  EXPECT_THAT(notice_of(now).message, HasSubstr("first review; 1 open finding"));
}

TEST_F(Notices, DoNotTellAgainWhatCouldNotBeAssessedInBetween) {
  store({finding("a", Status::fail), finding("b", Status::pass)});
  store({finding("a", Status::not_assessed), finding("b", Status::not_assessed)});
  store({});  // the component is missing as a whole
  const Review now = store({finding("a", Status::fail), finding("b", Status::fail)});
  EXPECT_THAT(news(now), ElementsAre("b"));
}

TEST_F(Notices, TellAgainWhatWasMendedInBetween) {
  store({finding("a", Status::fail)});
  store({finding("a", Status::pass)});
  store({finding("a", Status::not_assessed)});
  EXPECT_THAT(news(store({finding("a", Status::fail)})), ElementsAre("a"));
}

TEST_F(Notices, TellWhatNobodyCouldEverTell) {
  store({finding("a", Status::not_assessed)});
  EXPECT_THAT(news(store({finding("a", Status::fail)})), ElementsAre("a"));
}

TEST_F(Notices, LookBackSoFarAndNoFurther) {
  store({finding("a", Status::fail)});
  for (std::size_t i = 1; i < app::max_look_back; ++i) store({finding("a", Status::not_assessed)});
  clock_.advance(std::chrono::hours(1));
  EXPECT_THAT(news(review({finding("a", Status::fail)})), IsEmpty());
  store({finding("a", Status::not_assessed)});
  EXPECT_THAT(news(store({finding("a", Status::fail)})), ElementsAre("a"));
}

TEST_F(Notices, LeaveOtherInstancesAlone) {
  Review other = review({finding("a", Status::fail)});
  other.status.instance_arn = fakes::other_arn;
  other.documents.front().instance_arn = other.status.instance_arn;
  put(other);
  const Review now = store({finding("a", Status::fail)});
  EXPECT_EQ(news_of(now).since, "");
  EXPECT_THAT(news(now), ElementsAre("a"));
}

TEST_F(Notices, AreSentOnce) {
  Review now = store({finding("a", Status::fail)});
  announce(now, "https://example.com/report", keep());
  EXPECT_EQ(announced(now), true);
  announce(now, "https://example.com/report", keep());
  EXPECT_THAT(sent_, SizeIs(1));
}

TEST_F(Notices, AreMarkedBeforeTheyAreSent) {
  Review now = store({finding("a", Status::fail)});
  announce(now, "", [&](const app::Notice&) { EXPECT_EQ(announced(now), true); });
}

TEST_F(Notices, AreNotSentWhenNothingIsNew) {
  Review first = store({finding("a", Status::fail)});
  announce(first, "", keep());
  Review now = store({finding("a", Status::fail), finding("b", Status::pass)});
  announce(now, "", keep());
  EXPECT_THAT(sent_, SizeIs(1));
  EXPECT_EQ(announced(now), std::nullopt);
}

TEST_F(Notices, ThatFailedAreToldWithTheNextReview) {
  Review first = store({finding("a", Status::fail)});
  announce(first, "", keep());
  Review second = store({finding("a", Status::fail), finding("b", Status::fail)});
  EXPECT_THROW(announce(second, "", fail()), base::Error);
  EXPECT_EQ(announced(second), false);
  Review third = store({finding("a", Status::fail), finding("b", Status::fail)});
  announce(third, "", keep());
  ASSERT_THAT(sent_, SizeIs(2));
  EXPECT_THAT(sent_[1].message, HasSubstr(": b: "));
  EXPECT_THAT(sent_[1].message, Not(HasSubstr(": a: ")));
}

TEST_F(Notices, TellWhatIsWorseWithItsNumberAndName) {
  Review first = store({quota("Users", 80), quota("Queues", 85), finding("mended", Status::fail),
                        finding("graver", Status::warn), quota("Prompts", 99)});
  announce(first, "", keep());
  Review now = store({quota("Users", 98.66), quota("Queues", 85.1), finding("mended", Status::pass),
                      finding("graver", Status::fail), quota("Prompts", 81)});
  announce(now, "", keep());
  ASSERT_THAT(sent_, SizeIs(2));
  EXPECT_EQ(sent_[1].subject, "Amazon Connect harbour: 2 findings worse");
  const std::string& message = sent_[1].message;
  EXPECT_THAT(message, HasSubstr("0 new, 2 worse, 1 better, 1 fixed, 0 cannot be told, 1 the same"));
  EXPECT_THAT(message, HasSubstr("- Warning (high), worse (80 % → 98.66 %): Users is almost full.\n"));
  EXPECT_THAT(message, HasSubstr("- Fail (high), worse (was warning, high): graver: 3 errors.\n"));
  EXPECT_THAT(message, Not(HasSubstr("Queues"))) << "a tenth of a point is no news";
}

TEST_F(Notices, TellWhatIsNewBeforeWhatIsWorse) {
  store({quota("Users", 80)});
  const Review now = store({quota("Users", 98), finding("a", Status::fail)});
  const auto notice = notice_of(now);
  EXPECT_EQ(notice.subject, "Amazon Connect harbour: 1 new finding, 1 worse");
  EXPECT_LT(notice.message.find("- Fail (high): a"), notice.message.find(", worse (80 % → 98 %): Users"));
}

TEST_F(Notices, AreNotSentWhenAllIsBetterOrFixed) {
  Review first = store({quota("Users", 98), finding("a", Status::fail)});
  announce(first, "", keep());
  Review now = store({quota("Users", 80), finding("a", Status::pass)});
  announce(now, "", keep());
  EXPECT_THAT(sent_, SizeIs(1));
}

TEST_F(Notices, KnowWhatGotWorseWhileItCouldNotBeAssessed) {
  store({quota("Users", 80), quota("Queues", 80)});
  store({finding("Users", Status::not_assessed), finding("Queues", Status::not_assessed)});
  const auto found = news_of(store({quota("Users", 98), quota("Queues", 80)}));
  EXPECT_THAT(found.appeared, IsEmpty());
  ASSERT_THAT(found.worse, SizeIs(1));
  EXPECT_EQ(app::worse_text(found.worse[0]), ", worse (80 % → 98 %)");
  EXPECT_EQ(found.same, 1);
}

// It was interrupted before anybody was told.
TEST_F(Notices, TellWhatAnInterruptedReviewFoundFirst) {
  store({finding("a", Status::pass)});
  clock_.advance(std::chrono::hours(1));
  Review interrupted = review({finding("a", Status::fail)});
  interrupted.status.status = model::ReviewStatus::interrupted;
  put(interrupted);
  const auto found = news_of(store({finding("a", Status::fail)}));
  EXPECT_EQ(found.since, "20260213-100000");
  EXPECT_THAT(found.appeared, SizeIs(1));
}

// As the report does.
TEST_F(Notices, CountSinceTheLatestThatLookedAtAllOfIt) {
  store({finding("a", Status::fail)});
  clock_.advance(std::chrono::hours(1));
  Review narrow = review({finding("b", Status::fail)});
  narrow.status.components = {"quota"};
  narrow.documents.front().component = "quota";
  put(narrow);
  const auto found = news_of(store({finding("a", Status::pass), finding("c", Status::fail)}));
  EXPECT_EQ(found.since, "20260213-100000");
  EXPECT_EQ(found.fixed, 1);
  EXPECT_THAT(found.appeared, SizeIs(1));
}

class UnlistableStore final : public fakes::ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  store::ReviewPage reviews(const store::Filter&) override {
    throw base::Error(base::ErrorKind::denied, "dynamodb:Query is not allowed");
  }
};

TEST_F(Notices, AreLeftToTheNextReviewWhereNobodyKnowsTheNews) {
  Review now = store({finding("a", Status::fail)});
  UnlistableStore unlistable(store_);
  app::Earlier earlier(unlistable, now);
  const app::News unknown = app::news_of(earlier);
  EXPECT_EQ(unknown.not_known, "dynamodb:Query is not allowed");
  const app::Tell tell = [&](const app::News&) { ADD_FAILURE() << "nothing is known"; };
  EXPECT_THROW(app::announce(store_, now, unknown, {&tell, 1}), base::Error);
  EXPECT_EQ(announced(now), false);
}

TEST(News, NameTheFirstOfBoth) {
  const auto counts = [](std::size_t appeared, std::size_t worse) {
    const app::News news{.appeared = std::vector<analysis::Change>(appeared),
                         .worse = std::vector<analysis::Change>(worse),
                         .since = {}};
    const app::Listed listed = app::listed(news);
    return std::vector<std::size_t>{listed.appeared.size(), listed.worse.size(), listed.left_out};
  };
  EXPECT_THAT(counts(3, 2), ElementsAre(3, 2, 0));
  EXPECT_THAT(counts(30, 30), ElementsAre(10, 10, 40));
  EXPECT_THAT(counts(30, 2), ElementsAre(18, 2, 12));
  EXPECT_THAT(counts(3, 30), ElementsAre(3, 17, 13));
}

TEST_F(Notices, SayTheProblemAndWhatToDo) {
  Finding full = finding("quick_connects", Status::fail, Severity::critical);
  full.headline = "104 of 100 quick connects used";
  full.action = "Ask AWS for 150 quick connects";
  const Review now = store({full});
  EXPECT_THAT(notice_of(now).message,
              HasSubstr("- Fail (critical): 104 of 100 quick connects used. Ask AWS for 150 quick connects.\n"));
}

TEST_F(Notices, AreShortPlainText) {
  std::vector<Finding> many;
  for (int i = 0; i < 500; ++i) many.push_back(finding("flow " + std::to_string(i), Status::warn, Severity::low));
  Finding worst = finding("ünï\x1b[31m\nflow", Status::fail, Severity::critical);
  worst.observed = std::string(100'000, 'x');
  many.push_back(worst);
  Review now = store(many);
  now.status.instance_alias = std::string(300, 'a') + "\n\xff";
  const auto notice = notice_of(now, "https://example.com/report");
  EXPECT_LE(notice.subject.size(), 100U);
  EXPECT_TRUE(std::ranges::all_of(notice.subject, [](char c) { return c >= ' ' && c <= '~'; })) << notice.subject;
  EXPECT_LT(notice.message.size(), 20'000U);
  EXPECT_THAT(notice.message, Not(HasSubstr("\x1b")));
  EXPECT_THAT(notice.message, HasSubstr("- and 481 more"));
  EXPECT_THAT(notice.message, HasSubstr("https://example.com/report"));
  EXPECT_LT(notice.message.find("critical"), notice.message.find("(low)")) << "the worst come first";
  EXPECT_EQ(std::ranges::count(notice.message, '\n'), 2 + 2 + 21 + 3) << notice.message;
}

}  // namespace
