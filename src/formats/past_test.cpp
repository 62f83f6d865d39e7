#include "formats/past.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>
#include <set>

#include "base/timestamp.hpp"
#include "formats/html/html_reader_test.hpp"
#include "formats/sample_review_test.hpp"
#include "formats/table.hpp"

namespace formats {
namespace {

using analysis::Change;
using analysis::ChangeKind;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

const model::QuotaRow& users = model::quota_rows[0];

model::Finding finding_of(const model::Review& review, std::string_view check) {
  for (const auto& finding : model::all_findings(review)) {
    if (finding.check_id == check) return finding;
  }
  throw std::logic_error("the sample has no such finding");
}

QuotaCourse users_rose_to(double last) {
  QuotaCourse quota{&users, {}, {}};
  const base::Time start = *base::from_iso8601("2026-10-19T09:00:00Z");
  for (const double value : {70.0, 74.0, 78.0, last}) {
    quota.points.push_back(
        {start + std::chrono::days(7) * std::int64_t(quota.points.size()), "", {value, 100, 500, ""}});
  }
  quota.runway = analysis::runway(quota.points, "quota");
  return quota;
}

// Users are worse, a flow is new, one is gone.
Past some_past(const model::Review& review) {
  model::Finding now = finding_of(review, "resource_quota"), before = now, gone = finding_of(review, "flow_logging");
  before.measured = model::Measured{80, "percent", 100, false};
  now.measured = model::Measured{98.66, "percent", 100, false};
  before.status = model::Status::warn;
  gone.resource.name = "Old <Menu>";
  gone.headline = "Old <Menu> does not log";
  gone.id = "gone";
  Past past;
  past.since = Since{"20261109-090000", *base::from_iso8601("2026-11-09T09:00:00Z"), {}};
  auto& changes = past.since->comparison.changes;
  changes.push_back({ChangeKind::appeared, {}, finding_of(review, "flow_logging"), "", 0});
  changes.push_back({ChangeKind::worse, before, now, "", 0.1866});
  changes.push_back({ChangeKind::fixed, gone, {}, "it is gone", 0});
  changes.push_back({ChangeKind::same, now, now, "", 0});
  past.quotas = {users_rose_to(98.66)};
  return past;
}

TEST(Past, SaysWhatChangedSinceWhichDay) {
  EXPECT_EQ(since_text(some_past(sample_review())), "Since the review of 9 Nov: 1 new, 1 worse, 1 fixed.");
  Past past = some_past(sample_review());
  past.since->comparison.changes.resize(0);
  EXPECT_EQ(since_text(past), "Since the review of 9 Nov: nothing changed.");
  EXPECT_THAT(since_text({}), HasSubstr("first stored review"));
  Past unread;
  unread.not_known = "the table cannot be read";
  EXPECT_EQ(since_text(unread), "What changed since the review before is not known: the table cannot be read.");
}

TEST(Past, SaysTheTimeThatIsLeftInWholeWeeks) {
  const auto left = [](std::optional<double> weeks, bool is_reached) {
    analysis::Runway runway;
    runway.weeks_left = weeks;
    runway.is_reached = is_reached;
    return left_text(runway);
  };
  EXPECT_EQ(left(6.9, false), "6 weeks left");
  EXPECT_EQ(left(1.2, false), "1 week left");
  EXPECT_EQ(left(0.4, false), "less than 1 week left");
  EXPECT_EQ(left({}, true), "full");
  EXPECT_EQ(left({}, false), "");
}

TEST(Past, StandsInEachFormatThatTellsIt) {
  const model::Review review = sample_review();
  const Besides besides = {{review.status.review_id, {.past = some_past(review)}}};
  for (const char* format : {"html", "text"}) {
    const std::string bytes = rendered(writer(format), review, besides);
    EXPECT_THAT(bytes, HasSubstr("Since the review of 9 Nov")) << format;
    EXPECT_THAT(rendered(writer(format), review), Not(HasSubstr("Since the review"))) << format;
    EXPECT_THAT(rendered(writer(format), review, {{review.status.review_id, {.past = Past{}}}}),
                HasSubstr("first stored review"))
        << format;
  }
  const auto json = nlohmann::json::parse(rendered(writer("json"), review, besides));
  EXPECT_EQ(json["since"]["reviewId"], "20261109-090000");
  EXPECT_EQ(json["since"]["counts"]["worse"], 1);
  EXPECT_EQ(json["since"]["counts"]["cannot_tell"], 0);
  EXPECT_TRUE(
      nlohmann::json::parse(rendered(writer("json"), review, {{review.status.review_id, {.past = Past{}}}}))["since"]
          .is_null());
  EXPECT_FALSE(nlohmann::json::parse(rendered(writer("json"), review)).contains("since"));
}

TEST(News, NameTheWorstWithLinksToTheirFindings) {
  const model::Review review = sample_review();
  const std::string page = rendered(writer("html"), review, {{review.status.review_id, {.past = some_past(review)}}});
  for (const char* part : {"<a href=\"#news-worse\">1 worse</a>", "id=\"news-worse\"", "80 % → 98.66 %",
                           "Old &lt;Menu&gt; does not log", "It is gone"}) {
    EXPECT_THAT(page, HasSubstr(part));
  }
  EXPECT_THAT(page, Not(HasSubstr("id=\"news-better\"")));
}

TEST(News, LinkToWhatIsOnThePageAndLetNoTextEscape) {
  const model::Review review = sample_review();
  Past past = some_past(review);
  for (Change& change : past.since->comparison.changes) {
    change.reason = attack;
    if (change.now) change.now->headline = attack;
    if (change.before) change.before->headline = attack;
  }
  past.since->comparison.notes = {attack};
  std::set<std::string> ids, targets;
  for (const Element& element :
       read_html(rendered(writer("html"), review, {{review.status.review_id, {.past = past}}}))) {
    EXPECT_NE(element.name, "script");
    if (element.attributes.contains("id")) ids.insert(element.attributes.at("id"));
    const auto href = element.attributes.find("href");
    if (href != element.attributes.end() && href->second.starts_with('#')) targets.insert(href->second.substr(1));
  }
  EXPECT_TRUE(targets.contains("news-new"));
  for (const auto& target : targets) EXPECT_TRUE(ids.contains(target)) << target;
}

TEST(News, DrawEachQuotaAgainstTheTimeThatAwsTakes) {
  const model::Review review = sample_review();
  const auto page = [&](double last) {
    Past past;
    past.quotas = {users_rose_to(last)};
    return rendered(writer("html"), review, {{review.status.review_id, {.past = past}}});
  };
  EXPECT_THAT(page(98.66), HasSubstr("Less than 1 week left"));
  EXPECT_THAT(page(98.66), HasSubstr("ask now"));
  EXPECT_THAT(page(98.66), HasSubstr("aria-label=\"From 70 % on 19 Oct to 98.66 % on 9 Nov\""));
  EXPECT_THAT(page(82), HasSubstr("4 weeks left"));
  EXPECT_THAT(page(82), Not(HasSubstr("ask now")));
  EXPECT_THAT(page(100), HasSubstr("<span class=\"left\">Full</span>"));
}

TEST(News, FoldTheQuotasThatAskForNothing) {
  const model::Review review = sample_review();
  Past past;
  past.quotas = {users_rose_to(82), users_rose_to(95)};
  past.quotas[1].runway = analysis::Runway();
  past.quotas[1].runway.reason = "2 values are too few: it takes 4";  // however full it is
  const std::string page = rendered(writer("html"), review, {{review.status.review_id, {.past = past}}});
  EXPECT_THAT(page, ContainsRegex("4 weeks left(.|\n)*<details><summary>Other quotas: 1 quota</summary>"));
  EXPECT_THAT(page, HasSubstr("Not known yet"));
  EXPECT_THAT(page, HasSubstr("takes 4 reviews over 3 weeks to tell"));
  EXPECT_THAT(page, Not(HasSubstr("too few")));
}

}  // namespace
}  // namespace formats
