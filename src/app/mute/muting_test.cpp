#include "app/mute/muting.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "checks/registry.hpp"

namespace {

using app::Muting;
using model::Document;
using model::Finding;
using model::Mute;
using model::Status;
using testing::ElementsAre;
using testing::IsEmpty;

model::Day day(const char* text) {
  return model::parse_day(text).value();
}

Finding finding(Status status, const std::string& name) {
  Finding one;
  one.check_id = "flow_logging";
  one.status = status;
  one.resource = {"flow", name, name};
  return one;
}

const model::MuteScene scene{.instance = {"", "aws", "eu-central-1", "111122223333", "i-1"}, .alias = "harbour"};

Mute mute(const std::string& resource, const char* expires = "2027-03-31", const std::string& check = "flow_logging") {
  return {.check = check,
          .resource = resource,
          .reason = "known",
          .owner = "anna",
          .expires = day(expires),
          .source = "mutes.toml",
          .line = 7};
}

// What a review says of its mutes that found `findings` and made the checks of `components`.
std::vector<std::string> notes(const std::vector<Mute>& mutes, std::vector<Finding> findings,
                               model::DocumentStatus status = model::DocumentStatus::complete,
                               const model::Settings& settings = {}) {
  Muting muting(mutes, day("2026-11-28"));
  muting.mark(findings, scene);
  for (const checks::Check* check : checks::all()) {
    Document document;
    document.component = check->about.component;
    document.status = status;
    document.checks = checks::rules_of(check->about.component, settings);
    if (check->about.id == "flow_logging") document.findings = findings;
    muting.count(document, scene);
  }
  return muting.notes(scene);
}

TEST(Muting, MarksWhatAMuteCoversAndPutsItAtTheEnd) {
  std::vector<Finding> findings = {finding(Status::fail, "A"), finding(Status::warn, "B"),
                                   finding(Status::not_assessed, "C"), finding(Status::pass, "D")};
  Muting({mute("A"), mute("*", "2027-01-01"), mute("D")}, day("2026-11-28")).mark(findings, scene);
  ASSERT_EQ(findings.front().resource.name, "D");
  EXPECT_FALSE(findings.front().muted);  // a pass needs no mute
  ASSERT_TRUE(findings[1].muted);
  EXPECT_EQ(findings[1].resource.name, "A");
  EXPECT_EQ(findings[1].muted->expires, "2027-03-31");  // the first that covers it
  EXPECT_EQ(findings[2].muted->expires, "2027-01-01");
  EXPECT_EQ(findings[2].muted->owner, "anna");
  EXPECT_TRUE(findings[3].muted);
}

TEST(Muting, LetsAFindingReturnTheDayAfterTheLast) {
  std::vector<Finding> findings = {finding(Status::fail, "A")};
  Muting({mute("A", "2026-11-27")}, day("2026-11-28")).mark(findings, scene);
  EXPECT_FALSE(findings[0].muted);
  Muting({mute("A", "2026-11-28")}, day("2026-11-28")).mark(findings, scene);
  EXPECT_TRUE(findings[0].muted);
}

TEST(Muting, SaysWhichHaveExpired) {
  EXPECT_THAT(notes({mute("A", "2026-11-27")}, {finding(Status::fail, "A")}),
              ElementsAre("The mute of flow_logging on 'A' expired on 27 Nov 2026: 1 finding counts again, for anna to "
                          "settle (mutes.toml, line 7)."));
  EXPECT_THAT(notes({mute("*", "2026-11-27")}, {finding(Status::fail, "A"), finding(Status::warn, "B")}),
              ElementsAre(testing::HasSubstr(": 2 findings count again")));
  EXPECT_THAT(notes({mute("A", "2026-11-27")}, {finding(Status::pass, "A")}),
              ElementsAre(testing::HasSubstr("nothing left to mute: remove it")));
  EXPECT_THAT(notes({mute("A", "2026-11-27")}, {finding(Status::pass, "A")}, model::DocumentStatus::partial),
              ElementsAre(testing::HasSubstr("nothing of what could be read is left to mute (mutes")));
  // Renewed by another one: nothing counts again.
  EXPECT_THAT(notes({mute("A", "2026-11-27"), mute("A")}, {finding(Status::fail, "A")}),
              ElementsAre(testing::HasSubstr("nothing left to mute: remove it")));
}

TEST(Muting, NamesThoseThatMatchNothing) {
  EXPECT_THAT(notes({mute("A")}, {finding(Status::fail, "A")}), IsEmpty());
  EXPECT_THAT(notes({mute("A")}, {finding(Status::pass, "A")}), IsEmpty());  // it may fail again
  EXPECT_THAT(notes({mute("B")}, {finding(Status::fail, "A")}),
              ElementsAre("The mute of flow_logging on 'B' matches nothing (mutes.toml, line 7)."));
  EXPECT_THAT(notes({mute("A", "2027-03-31", "flow_loging")}, {finding(Status::fail, "A")}),
              ElementsAre(testing::HasSubstr("matches nothing: there is no such check")));
  EXPECT_THAT(notes({mute("B")}, {finding(Status::fail, "A")}, model::DocumentStatus::partial),
              ElementsAre(testing::HasSubstr("matches nothing of what could be read")));
  Mute by_id;
  by_id.id = "0123456789abcdef";
  EXPECT_THAT(notes({by_id}, {finding(Status::fail, "A")}), ElementsAre(testing::HasSubstr("0123456789abcdef")));
}

TEST(Muting, SaysNothingOfOtherInstancesAndOfChecksThatWereNotMade) {
  Mute elsewhere = mute("B");
  elsewhere.region = "us-*";
  EXPECT_THAT(notes({elsewhere}, {finding(Status::fail, "A")}), IsEmpty());
  model::Settings settings;
  settings.left_out = {"flow_logging"};
  EXPECT_THAT(notes({mute("B")}, {}, model::DocumentStatus::complete, settings), IsEmpty());
  EXPECT_THAT(notes({mute("B", "2026-11-27")}, {}, model::DocumentStatus::complete, settings), IsEmpty());
  EXPECT_THAT(notes({mute("B", "2027-03-31", "queue_wait")}, {}, model::DocumentStatus::complete, settings),
              testing::SizeIs(1));
}

}  // namespace
