#include "formats/asff.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "formats/sample_review_test.hpp"

namespace formats {
namespace {

TEST(Asff, ArchivesWhatNeedsNothing) {
  int archived = 0;
  for (const auto& finding : asff_findings(sample_review())) {
    const bool is_archived = finding["RecordState"] == "ARCHIVED";
    const auto& status = finding["Compliance"]["Status"];
    EXPECT_EQ(is_archived, status == "PASSED" || status == "NOT_AVAILABLE") << finding.dump();
    archived += is_archived ? 1 : 0;
  }
  EXPECT_GT(archived, 40);
}

// What could not be read is no longer shown as failed, nor as gone.
TEST(Asff, KeepsWhatIsNotAssessed) {
  const auto findings = asff_findings(denied_review());
  ASSERT_FALSE(findings.empty());
  for (const auto& finding : findings) {
    EXPECT_EQ(finding["RecordState"], "ACTIVE");
    EXPECT_EQ(finding["Compliance"]["Status"], "WARNING");
    EXPECT_EQ(finding["Compliance"]["StatusReasons"][0]["ReasonCode"], "NOT_ASSESSED");
  }
}

TEST(Asff, NeedsAnAccount) {
  EXPECT_THROW(asff_findings(reference_review()), base::Error);
  bool wrote = false;
  const std::vector<model::Review> reviews = {sample_review(), reference_review()};
  EXPECT_THROW(writer("asff").write(reviews, [&](std::string_view) { wrote = true; }), base::Error);
  EXPECT_FALSE(wrote);
}

}  // namespace
}  // namespace formats
