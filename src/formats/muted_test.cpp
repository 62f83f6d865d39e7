// What somebody accepted, in every format.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "formats/asff.hpp"
#include "formats/sample_review_test.hpp"
#include "formats/table.hpp"

namespace formats {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

constexpr const char* why = "Muted until 2027-03-31 by anna: closes in March";

// The sample with its worst finding muted.
model::Review muted_review() {
  model::Review review = sample_review();
  const std::string worst = model::all_findings(review).front().id;
  for (auto& document : review.documents) {
    for (auto& finding : document.findings) {
      if (finding.id == worst) finding.muted = model::Muted{"closes in March", "anna", "2027-03-31"};
    }
  }
  review.status.mute_notes = {"The mute of queue_wait matches nothing (mutes.toml, line 7)."};
  return review;
}

std::string in(const char* format) {
  return rendered(writer(format), muted_review());
}

// The first of `all` for which `is_it` holds.
template <typename Is>
json the(const json& all, const Is& is_it) {
  const auto found = std::ranges::find_if(all, is_it);
  EXPECT_NE(found, all.end());
  return found == all.end() ? json() : *found;
}

TEST(Muted, StandApartForPeople) {
  for (const char* format : {"html", "text", "md"}) {
    const std::string report = in(format), before = rendered(writer(format), sample_review());
    EXPECT_THAT(report, HasSubstr("closes in March")) << format;
    EXPECT_THAT(report, HasSubstr("2027-03-31")) << format;
    EXPECT_THAT(report, HasSubstr("queue")) << format;
    EXPECT_THAT(before, Not(HasSubstr("Muted"))) << format;
  }
  EXPECT_THAT(in("text"), HasSubstr("\nMuted (1)\n"));
  EXPECT_THAT(in("text"), HasSubstr(why));
  EXPECT_THAT(in("text"), HasSubstr(", 1 muted"));
  EXPECT_THAT(in("text"), HasSubstr("The mute of queue_wait matches nothing"));
  EXPECT_THAT(in("html"), HasSubstr("<section id=\"muted\">"));
  EXPECT_THAT(in("html"), HasSubstr("The mute of queue_wait matches nothing"));
  EXPECT_THAT(in("md"), HasSubstr("\n## Muted (1)\n"));
}

TEST(Muted, AreCountedApartForPrograms) {
  const json report = json::parse(in("json"));
  EXPECT_EQ(report["counts"]["muted"], 1);
  EXPECT_EQ(report["muteNotes"].size(), 1U);
  EXPECT_EQ(report["findings"].back()["muted"]["owner"], "anna");
  EXPECT_THAT(in("csv"), HasSubstr(why));
  EXPECT_THAT(in("jsonl"), HasSubstr("\"muted\":{"));
}

TEST(Muted, AreSkippedOrSuppressedWhereThereIsAWordForIt) {
  const std::string junit = in("junit");
  EXPECT_THAT(junit, HasSubstr(std::string("(") + why + ")"));

  const json sarif = json::parse(in("sarif"));
  const json result = the(sarif["runs"][0]["results"], [](const json& one) { return one.contains("suppressions"); });
  EXPECT_EQ(result["suppressions"][0]["kind"], "external");
  EXPECT_EQ(result["suppressions"][0]["status"], "accepted");
  EXPECT_EQ(result["suppressions"][0]["justification"], why);

  const json asff = asff_findings(muted_review());
  const json finding = the(asff, [](const json& one) { return one.contains("Workflow"); });
  EXPECT_EQ(finding["Workflow"]["Status"], "SUPPRESSED");
  EXPECT_EQ(finding["RecordState"], "ACTIVE");

  const json ocsf = json::parse(in("ocsf"));
  const json event = the(ocsf, [](const json& one) { return one["status_id"] == 3; });
  EXPECT_EQ(event["status"], "Suppressed");
  EXPECT_EQ(event["status_detail"], why);
}

// What is left out for showing is said in the place of a verdict that would not hold.
TEST(Narrowed, SaySoInThePlaceOfTheVerdict) {
  model::Review review = sample_review();
  for (auto& document : review.documents) document.findings.clear();
  review.narrowed = "Only findings of status pass are shown and counted; 40 others are left out.";
  for (const char* format : {"html", "text", "md", "json"}) {
    const std::string report = rendered(writer(format), review);
    EXPECT_THAT(report, HasSubstr("40 others are left out")) << format;
    EXPECT_THAT(report, Not(HasSubstr("Nothing needs action"))) << format;
  }
}

// Where all was left out nothing stands in its place; what is no pass and no gap is not "nothing" either.
TEST(Narrowed, ShowNothingInThePlaceOfWhatIsLeftOut) {
  model::Review review = sample_review();
  review.narrowed = "Only findings of status pass are shown and counted; 40 others are left out.";
  for (auto& document : review.documents) {
    std::erase_if(document.findings, [](const auto& finding) { return finding.status != model::Status::pass; });
  }
  const std::string passes = rendered(writer("text"), review);
  EXPECT_THAT(passes, Not(HasSubstr("What needs action")));
  EXPECT_THAT(passes, Not(HasSubstr("Not assessed (")));
  for (auto& document : review.documents) document.findings.clear();
  EXPECT_THAT(rendered(writer("text"), review), Not(HasSubstr("What is stored")));
}

}  // namespace
}  // namespace formats
