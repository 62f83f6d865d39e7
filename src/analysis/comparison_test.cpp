#include "analysis/comparison.hpp"

#include <cmath>
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "fakes/judged_review.hpp"

namespace {

using analysis::ChangeKind;
using analysis::FullLists;
using fakes::finding;
using fakes::other_arn;
using fakes::review;
using model::Finding;
using model::Measured;
using model::Review;
using model::Severity;
using model::Status;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::Pair;
using Kinds = std::vector<std::pair<std::string, ChangeKind>>;  // by the resource's name

Finding measured(const std::string& name, double value, const std::string& unit, std::optional<double> limit = {},
                 bool lower_is_worse = false) {
  Finding one = finding(name, Status::fail);
  one.measured = Measured{value, unit, limit, lower_is_worse};
  return one;
}

// Of the instance as a whole, of the same check.
Finding whole(Status status) {
  Finding one = finding("harbour", status);
  one.resource = {"instance", "aaaaaaaa", "harbour"};
  one.id = "whole";
  return one;
}

analysis::Comparison compare(const Review& older, const Review& newer) {
  return analysis::compare({older}, {newer});
}

Kinds kinds(const analysis::Comparison& comparison) {
  Kinds all;
  for (const auto& change : comparison.changes) all.emplace_back(change.open().resource.name, change.kind);
  return all;
}

// What became of one open finding.
analysis::Change followed(const Review& newer, const FullLists& lists = {}) {
  const Review older = review({finding("Menu", Status::fail)});
  const auto comparison = analysis::compare({older}, {newer, lists});
  EXPECT_EQ(comparison.changes.size(), 1U);
  return comparison.changes.empty() ? analysis::Change{} : comparison.changes.front();
}

ChangeKind course(const Finding& before, const Finding& now) {
  return compare(review({before}), review({now})).changes.front().kind;
}

TEST(Compare, TellsWhatBecameOfEachFinding) {
  const auto comparison =
      compare(review({finding("Same", Status::warn), finding("Mended", Status::fail), finding("Worse", Status::warn),
                      finding("Better", Status::fail), finding("Broke", Status::pass), finding("Unread", Status::fail),
                      finding("Fine", Status::pass)}),
              review({finding("Same", Status::warn), finding("Mended", Status::pass), finding("Worse", Status::fail),
                      finding("Better", Status::warn), finding("Broke", Status::fail),
                      finding("Unread", Status::not_assessed), finding("Fine", Status::info)}));
  EXPECT_THAT(kinds(comparison), ElementsAre(Pair("Broke", ChangeKind::appeared), Pair("Worse", ChangeKind::worse),
                                             Pair("Better", ChangeKind::better), Pair("Mended", ChangeKind::fixed),
                                             Pair("Unread", ChangeKind::cannot_tell), Pair("Same", ChangeKind::same)));
  EXPECT_EQ(comparison.changes[1].before->status, Status::warn);
  EXPECT_EQ(comparison.changes[3].reason, "3 errors");
  EXPECT_EQ(comparison.changes[4].reason, "Unread may not be read");
  EXPECT_THAT(comparison.notes, IsEmpty());
}

TEST(Compare, StatesMakeAChangeAndSentencesMakeNone) {
  const Finding before = finding("Menu", Status::fail);
  Finding milder = before, graver = before, sentence = before;
  milder.severity = Severity::low;
  graver.severity = Severity::critical;
  sentence.observed = "5 errors, the last on 16 Nov";
  sentence.headline = "Menu failed 5 times";
  sentence.evidence = "another window";
  EXPECT_EQ(course(before, milder), ChangeKind::better);
  EXPECT_EQ(course(before, graver), ChangeKind::worse);
  EXPECT_EQ(course(before, sentence), ChangeKind::same);
  Finding failing_mildly = finding("Menu", Status::fail), warning_gravely = finding("Menu", Status::warn);
  failing_mildly.severity = Severity::low;
  EXPECT_EQ(course(failing_mildly, warning_gravely), ChangeKind::worse) << "it moves up in the list";
}

// docs/adr/0029-worse-by-values.md
struct Numbers {
  const char* name;
  Finding before, now;
  ChangeKind kind;
};

void PrintTo(const Numbers& numbers, std::ostream* out) {
  *out << numbers.name;
}

class ByValue : public testing::TestWithParam<Numbers> {};

TEST_P(ByValue, IsWorseOrBetterBeyondNoise) {
  const auto& [name, before, now, kind] = GetParam();
  EXPECT_EQ(course(before, now), kind);
  const ChangeKind back = kind == ChangeKind::worse    ? ChangeKind::better
                          : kind == ChangeKind::better ? ChangeKind::worse
                                                       : kind;
  EXPECT_EQ(course(now, before), back) << "the other way round";
}

INSTANTIATE_TEST_SUITE_P(
    Values, ByValue,
    testing::Values(
        Numbers{"same", measured("q", 80, "percent", 100), measured("q", 80, "percent", 100), ChangeKind::same},
        Numbers{"four_points", measured("q", 92, "percent", 100), measured("q", 96, "percent", 100), ChangeKind::same},
        Numbers{"six_points", measured("q", 92, "percent", 100), measured("q", 98, "percent", 100), ChangeKind::worse},
        Numbers{"of_a_small_share", measured("q", 2, "percent"), measured("q", 2.9, "percent"), ChangeKind::same},
        Numbers{"a_point_of_a_small_share", measured("q", 2, "percent"), measured("q", 3.1, "percent"),
                ChangeKind::worse},
        Numbers{"few_calls_by_chance", measured("q", 3, "missed calls"), measured("q", 4, "missed calls"),
                ChangeKind::same},
        Numbers{"few_calls_more", measured("q", 3, "missed calls"), measured("q", 9, "missed calls"),
                ChangeKind::worse},
        Numbers{"many_calls_by_chance", measured("q", 1000, "missed calls"), measured("q", 1090, "missed calls"),
                ChangeKind::same},
        Numbers{"many_calls_more", measured("q", 1000, "missed calls"), measured("q", 1200, "missed calls"),
                ChangeKind::worse},
        Numbers{"fewer_calls", measured("q", 40, "missed calls"), measured("q", 12, "missed calls"),
                ChangeKind::better},
        Numbers{"a_longer_wait", measured("q", 400, "seconds", 300), measured("q", 460, "seconds", 300),
                ChangeKind::worse},
        Numbers{"a_wait_like_before", measured("q", 400, "seconds", 300), measured("q", 430, "seconds", 300),
                ChangeKind::same},
        Numbers{"kept_for_a_shorter_time", measured("q", 30, "days", {}, true), measured("q", 7, "days", {}, true),
                ChangeKind::worse},
        Numbers{"a_raised_limit", measured("q", 104, "users", 100), measured("q", 104, "users", 200),
                ChangeKind::better},
        Numbers{"another_unit", measured("q", 3, "errors"), measured("q", 900, "fatal errors"), ChangeKind::same},
        Numbers{"an_older_document", finding("q", Status::fail), measured("q", 900, "errors"), ChangeKind::same},
        Numbers{"from_nothing", measured("q", 0, "errors"), measured("q", 2, "errors"), ChangeKind::worse},
        Numbers{"no_number", measured("q", std::nan(""), "errors"), measured("q", 2, "errors"), ChangeKind::same}),
    [](const auto& tested) { return tested.param.name; });

TEST(Compare, TheMostSevereAndTheLargestChangeStandFirst) {
  Finding users = measured("Users", 80, "percent", 100), more_users = measured("Users", 98.66, "percent", 100);
  users.status = Status::warn;
  Finding minor = measured("Minor", 1, "errors"), more_minor = measured("Minor", 900, "errors");
  minor.severity = more_minor.severity = Severity::medium;
  const auto comparison =
      compare(review({minor, measured("Calls", 20, "calls"), measured("Waits", 300, "seconds"), users}),
              review({more_minor, measured("Calls", 40, "calls"), measured("Waits", 900, "seconds"), more_users}));
  EXPECT_THAT(kinds(comparison), ElementsAre(Pair("Users", ChangeKind::worse), Pair("Waits", ChangeKind::worse),
                                             Pair("Calls", ChangeKind::worse), Pair("Minor", ChangeKind::worse)));
  EXPECT_NEAR(comparison.changes[0].by, 0.1866, 1e-9);
  EXPECT_NEAR(comparison.changes[2].by, 0.5, 1e-9);
}

TEST(Compare, AResourceThatTheFullListLacksIsGoneWhateverElseCouldNotBeRead) {
  const FullLists without = {{"flow", {"another"}}}, with = {{"flow", {"another", "bbbbMenu"}}};
  Review unread = review({finding("Other", Status::not_assessed), whole(Status::not_assessed)});
  auto change = followed(unread, without);
  EXPECT_EQ(change.kind, ChangeKind::fixed);
  EXPECT_EQ(change.reason, "it is gone");
  unread.documents.clear();
  EXPECT_EQ(followed(unread, without).kind, ChangeKind::fixed);
  EXPECT_EQ(followed(unread, with).kind, ChangeKind::cannot_tell);
  // It is in the list still, and the check, which could not read another one, says nothing of it any more.
  change = followed(review({finding("Other", Status::not_assessed)}), with);
  EXPECT_EQ(change.kind, ChangeKind::fixed);
  EXPECT_EQ(change.reason, "the check does not name it any more");
}

TEST(Compare, AResourceIsFoundInTheListByTheEndOfItsArn) {
  Finding by_arn = finding("Menu", Status::fail);
  by_arn.resource.key = "arn:aws:connect:eu-central-1:111122223333:instance/aaaaaaaa/contact-flow/the-menu";
  const Review older = review({by_arn}), newer = review({whole(Status::not_assessed)});
  const auto kind = [&](const FullLists& lists) {
    return analysis::compare({older}, {newer, lists}).changes.front().kind;
  };
  EXPECT_EQ(kind({{"flow", {"the-menu"}}}), ChangeKind::cannot_tell);
  EXPECT_EQ(kind({{"flow", {"another"}}}), ChangeKind::fixed);
}

TEST(Compare, WithoutAFullListAResourceThatIsMissingIsFixedOnlyWhenTheCheckLookedAtEverything) {
  EXPECT_EQ(followed(review({finding("Other", Status::pass)})).kind, ChangeKind::fixed);
  const auto unsure = followed(review({finding("Other", Status::pass), finding("Third", Status::not_assessed)}));
  EXPECT_EQ(unsure.kind, ChangeKind::cannot_tell);
  EXPECT_THAT(unsure.reason, Not(HasSubstr("Third"))) << "that is another's reason";
  const auto all_unread = followed(review({finding("Other", Status::pass), whole(Status::not_assessed)}));
  EXPECT_EQ(all_unread.kind, ChangeKind::cannot_tell);
  EXPECT_EQ(all_unread.reason, "harbour may not be read");
}

TEST(Compare, WhatIsMutedIsNeitherOpenNorFixedAndReturnsAsNew) {
  Finding muted = finding("Main", Status::fail);
  muted.muted = model::Muted{"known", "anna", "2026-11-27"};
  const Review open = review({finding("Main", Status::fail)}), accepted = review({muted}, "20260220-090000");
  const auto since = compare(open, accepted);
  EXPECT_TRUE(since.changes.empty());
  EXPECT_THAT(since.notes, testing::Contains("1 finding that was open is muted now"));

  const auto returned = compare(accepted, open);
  ASSERT_EQ(returned.changes.size(), 1U);
  EXPECT_EQ(returned.changes[0].kind, ChangeKind::appeared);
  EXPECT_EQ(returned.changes[0].reason, "it was muted until 2026-11-27");
  EXPECT_TRUE(compare(accepted, accepted).changes.empty());
}

TEST(Compare, WhatDoesNotApplyAnyMoreIsNotFixed) {
  EXPECT_EQ(followed(review({finding("Menu", Status::not_applicable)})).kind, ChangeKind::cannot_tell);
  EXPECT_EQ(followed(review({whole(Status::not_applicable)})).kind, ChangeKind::cannot_tell);
}

TEST(Compare, OfAComponentThatWasNotChosenNothingCanBeTold) {
  Review newer = review({});
  newer.documents.clear();
  newer.status.components = {"quota"};
  const auto change = followed(newer);
  EXPECT_EQ(change.kind, ChangeKind::cannot_tell);
  EXPECT_THAT(change.reason, HasSubstr("the component metrics was not chosen"));
}

TEST(Compare, NorOfAChosenComponentWithoutADocument) {
  Review newer = review({});
  newer.documents.clear();
  EXPECT_EQ(followed(newer).kind, ChangeKind::cannot_tell);
  newer.unreadable.push_back({"metrics", "it is not JSON"});
  EXPECT_THAT(followed(newer).reason, HasSubstr("it is not JSON"));
}

TEST(Compare, NorOfACheckThatIsNotMadeAnyMore) {
  Finding other = finding("Menu", Status::pass);
  other.check_id = "queue_wait";
  other.id = "another";
  const auto change = followed(review({other}));
  EXPECT_EQ(change.kind, ChangeKind::cannot_tell);
  EXPECT_THAT(change.reason, HasSubstr("did not make this check"));
}

TEST(Compare, DocumentsOfTheReferenceApplicationFixNothing) {
  Review newer = review({});
  newer.documents.front().schema_version = 0;
  EXPECT_EQ(followed(newer).kind, ChangeKind::cannot_tell);
}

TEST(Compare, WhatWasUnknownBeforeIsNewAndSaysSo) {
  Review older = review({finding("Menu", Status::not_assessed)});
  const Review newer = review({finding("Menu", Status::fail)});
  EXPECT_THAT(compare(older, newer).changes.front().reason,
              HasSubstr("could not be assessed before: Menu may not be read"));
  older.documents.clear();
  older.status.components = {"quota"};
  EXPECT_THAT(compare(older, newer).changes.front().reason, HasSubstr("was not chosen"));
}

TEST(Compare, WhatWasNotInTheListBeforeIsPlainlyNew) {
  const Review older = review({finding("Other", Status::not_assessed)}),
               newer = review({finding("Menu", Status::fail)});
  const auto comparison = analysis::compare({older, {{"flow", {"another"}}}}, {newer});
  EXPECT_EQ(comparison.changes.front().kind, ChangeKind::appeared);
  EXPECT_EQ(comparison.changes.front().reason, "");
}

TEST(Compare, ReviewsOfTwoInstancesAreMatchedByName) {
  const Review one = review({finding("Menu", Status::fail), finding("Own", Status::fail)});
  const Review two = review({finding("Menu", Status::fail, other_arn)}, "20260214-090000", other_arn);
  EXPECT_THAT(kinds(compare(one, two)), ElementsAre(Pair("Own", ChangeKind::fixed), Pair("Menu", ChangeKind::same)));
  // Ids of the one are not in the lists of the other.
  const auto listed = analysis::compare({one}, {two, {{"flow", {"ddddMenu"}}}});
  EXPECT_THAT(kinds(listed), ElementsAre(Pair("Own", ChangeKind::fixed), Pair("Menu", ChangeKind::same)));
  EXPECT_NE(listed.changes.front().reason, "it is gone");
}

TEST(Compare, TwoResourcesOfOneNameStayTwoAcrossInstances) {
  Finding twin = finding("Menu", Status::fail);
  twin.id = "the other menu";
  const Review one = review({finding("Menu", Status::fail), twin});
  const Review two = review({finding("Menu", Status::fail, other_arn)}, "20260214-090000", other_arn);
  EXPECT_THAT(kinds(compare(one, two)), ElementsAre(Pair("Menu", ChangeKind::fixed), Pair("Menu", ChangeKind::same)));
}

TEST(Compare, NotesWindowsThatDifferAndReviewsThatStillRun) {
  Review one = review({}), two = review({}, "20260212-090000");
  one.status.window = model::Window::before(base::Time(std::chrono::days(20000)), 14);
  two.status.window = model::Window::before(base::Time(std::chrono::days(20001)), 1);
  two.status.status = model::ReviewStatus::in_progress;
  EXPECT_THAT(compare(one, two).notes,
              ElementsAre(HasSubstr("younger"), HasSubstr("14 and 1 days"), HasSubstr("20260212-090000 is still")));
}

TEST(Comparison, OfAnotherThresholdIsNoNewsOfTheInstance) {
  const auto judged = [](Status status, double value, const std::string& limit) {
    Finding one = measured("Users", value, "percent", 100);
    one.status = status;
    one.limit = limit;
    return one;
  };
  const Review strict = review({judged(Status::warn, 79.33, "a warning from 50 %")});
  const Review usual = review({judged(Status::pass, 79.33, "a warning from 80 %")}, "20260220-090000");
  for (const auto& comparison : {compare(strict, usual), compare(usual, strict)}) {
    EXPECT_THAT(kinds(comparison), IsEmpty());
    EXPECT_THAT(comparison.notes, Contains(HasSubstr("1 finding is judged by another threshold")));
  }
  // The number moved, or the threshold is the same: that is news.
  const Review emptied = review({judged(Status::pass, 30, "a warning from 80 %")}, "20260220-090000");
  EXPECT_THAT(kinds(compare(strict, emptied)), ElementsAre(Pair("Users", ChangeKind::fixed)));
  const Review before = review({judged(Status::warn, 80, "a warning from 80 %")});
  EXPECT_THAT(kinds(compare(before, usual)), ElementsAre(Pair("Users", ChangeKind::fixed)));
}

TEST(Comparison, CountsWhatWasNotAssessedBeforeOfWhatIsNew) {
  const Review before = review({finding("Main", Status::not_assessed), finding("Night", Status::pass)});
  const Review now = review({finding("Main", Status::fail), finding("Night", Status::fail)}, "20260220-090000");
  const auto comparison = compare(before, now);
  EXPECT_EQ(comparison.count(ChangeKind::appeared), 2);
  EXPECT_EQ(comparison.unknown_before(), 1);
}

}  // namespace
