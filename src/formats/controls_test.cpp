// The controls of AWS's own frameworks that ask for the same as a check, in the formats that have a place for them.
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

model::Review asked_for_by(const std::vector<std::string>& controls) {
  model::Review review = sample_review();
  for (auto& document : review.documents) {
    for (auto& finding : document.findings) {
      finding.why = "Nobody sees where a call went wrong.";
      finding.controls = controls;
    }
  }
  return review;
}

std::string in(const char* format, const std::vector<std::string>& controls) {
  return rendered(writer(format), asked_for_by(controls));
}

TEST(Controls, StandUnderWhyItMatters) {
  EXPECT_THAT(in("html", {"Security Hub Connect.2", "Well-Architected REL06"}),
              HasSubstr("went wrong. Asked for by Security Hub Connect.2, Well-Architected REL06.</p>"));
  EXPECT_THAT(in("html", {}), Not(HasSubstr("Asked for by")));
}

TEST(Controls, AreMembersOfAFinding) {
  EXPECT_THAT(in("json", {"Security Hub Connect.2"}), HasSubstr("\"controls\": [\n"));
  EXPECT_THAT(in("jsonl", {"Security Hub Connect.2"}), HasSubstr(R"("controls":["Security Hub Connect.2"])"));
}

TEST(Controls, AreTheLastColumnOfATable) {
  const std::string csv = in("csv", {"Security Hub Connect.2", "Well-Architected REL06"});
  EXPECT_THAT(csv, HasSubstr(",links,controls\r\n"));
  EXPECT_THAT(csv, HasSubstr(",\"Security Hub Connect.2, Well-Architected REL06\"\r\n"));
}

TEST(Controls, AreRequirementsForOthers) {
  const json asff = asff_findings(asked_for_by({"Security Hub Connect.2"})).front();
  EXPECT_EQ(asff["Compliance"]["RelatedRequirements"], json::array({"Security Hub Connect.2"}));
  const json ocsf = json::parse(in("ocsf", {"Security Hub Connect.2"})).front();
  const json requirements = json::array({ocsf["metadata"]["event_code"], "Security Hub Connect.2"});
  EXPECT_EQ(ocsf["compliance"]["requirements"], requirements);
}

// Security Hub refuses a finding with more.
TEST(Controls, AreAtMost32InSecurityHub) {
  const std::vector<std::string> many(40, "Security Hub Connect.2");
  const json asff = asff_findings(asked_for_by(many)).front();
  EXPECT_EQ(asff["Compliance"]["RelatedRequirements"].size(), 32U);
  EXPECT_FALSE(asff_findings(sample_review()).front()["Compliance"].contains("RelatedRequirements"));
}

}  // namespace
}  // namespace formats
