#include "app/deliver/notice.hpp"

#include <gmock/gmock.h>

#include "base/error.hpp"
#include "base/timestamp.hpp"
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

const std::string arn = "arn:aws:connect:eu-central-1:111122223333:instance/aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb";

Finding finding(const std::string& name, Status status, Severity severity = Severity::high) {
  Finding one;
  one.check_id = "flow_errors";
  one.title = "Errors in flows";
  one.status = status;
  one.severity = severity;
  one.resource = {"flow", name, name};
  one.id = model::finding_id(arn, one.check_id, one.resource);
  one.observed = status == Status::not_assessed ? "" : "3 errors";
  if (status == Status::not_assessed) one.reason = "the permission is missing";
  return one;
}

class Notices : public testing::Test {
 protected:
  // A review that is made now. Without findings it has no document either.
  Review review(const std::vector<Finding>& findings) {
    Review one;
    one.status.review_id = base::to_review_id(clock_.now());
    one.status.status = model::ReviewStatus::completed;
    one.status.instance_arn = arn;
    one.status.instance_alias = "harbour";
    one.status.components = {"logs"};
    if (findings.empty()) return one;
    model::Document document;
    document.review_id = one.status.review_id;
    document.component = "logs";
    document.instance_arn = arn;
    document.findings = findings;
    one.documents.push_back(document);
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

  std::vector<std::string> news(const Review& review) {
    std::vector<std::string> names;
    for (const auto& one : app::news_of(store_, review).appeared) names.push_back(one.resource.name);
    return names;
  }

  using Publish = std::function<void(const app::Notice&)>;

  void announce(Review& review, const std::string& link, const Publish& publish) {
    const app::Tell tell = [&](const app::News& news) { publish(app::notice_of(news, review, link)); };
    app::announce(store_, review, {&tell, 1});
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
  const auto found = app::news_of(store_, now);
  EXPECT_THAT(news(now), ElementsAre("appeared", "broke"));
  EXPECT_EQ(found.fixed, 1);
  EXPECT_EQ(found.worse, 1);
  EXPECT_EQ(found.same, 1);
  EXPECT_EQ(found.since, "20260213-100000");
}

TEST_F(Notices, CallEverythingNewInAFirstReview) {
  const Review now =
      store({finding("a", Status::fail), finding("b", Status::pass), finding("c", Status::not_assessed)});
  EXPECT_THAT(news(now), ElementsAre("a"));
  EXPECT_THAT(app::notice_of(app::news_of(store_, now), now, "").message, HasSubstr("first review; 1 open finding"));
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
  other.status.instance_arn = "arn:aws:connect:eu-central-1:111122223333:instance/cccccccc-1111-4222-8333-dddddddddddd";
  other.documents.front().instance_arn = other.status.instance_arn;
  put(other);
  const Review now = store({finding("a", Status::fail)});
  EXPECT_EQ(app::news_of(store_, now).since, "");
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

TEST_F(Notices, SayTheProblemAndWhatToDo) {
  Finding full = finding("quick_connects", Status::fail, Severity::critical);
  full.headline = "104 of 100 quick connects used";
  full.action = "Ask AWS for 150 quick connects";
  const Review now = store({full});
  EXPECT_THAT(app::notice_of(app::news_of(store_, now), now, "").message,
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
  const auto notice = app::notice_of(app::news_of(store_, now), now, "https://example.com/report");
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
