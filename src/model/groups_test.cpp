#include "model/groups.hpp"

#include <gtest/gtest.h>

namespace model {
namespace {

Finding finding(const char* check, Status status, Severity severity) {
  Finding finding;
  finding.check_id = check;
  finding.status = status;
  finding.severity = severity;
  return finding;
}

std::vector<std::string> checks(const std::vector<Group>& groups) {
  std::vector<std::string> checks;
  for (const Group& group : groups) checks.push_back(group.check_id);
  return checks;
}

using Names = std::vector<std::string>;

TEST(Overview, PutsWhateverIsCriticalUnderActNow) {
  const std::vector<Finding> findings = {
      finding("calls", Status::warn, Severity::critical), finding("numbers", Status::fail, Severity::high),
      finding("queues", Status::warn, Severity::high), finding("logging", Status::fail, Severity::medium)};
  const Overview overview = model::overview(findings);
  EXPECT_EQ(checks(overview.act_now), (Names{"calls", "numbers"}));
  EXPECT_EQ(checks(overview.plan), (Names{"queues", "logging"}));
}

TEST(Overview, KeepsWhatCanWaitOutOfActNow) {
  const std::vector<Finding> findings = {
      finding("quota", Status::fail, Severity::critical), finding("quota", Status::fail, Severity::high),
      finding("quota", Status::warn, Severity::high), finding("quota", Status::pass, Severity::critical)};
  const Overview overview = model::overview(findings);
  ASSERT_EQ(overview.act_now.size(), 1U);
  EXPECT_EQ(count(overview.act_now), 2);
  EXPECT_EQ(overview.act_now[0].severity, Severity::critical);
  EXPECT_EQ(count(overview.plan), 1);
  EXPECT_EQ(overview.plan[0].status, Status::warn);
  EXPECT_EQ(overview.counts.of(Status::pass), 1);
}

// One counting system: what the lists hold is what the statuses count.
TEST(Overview, CountsEachFindingOnce) {
  const std::vector<Finding> findings = {
      finding("a", Status::fail, Severity::critical), finding("a", Status::warn, Severity::low),
      finding("b", Status::not_assessed, Severity::critical), finding("c", Status::info, Severity::low)};
  const Overview overview = model::overview(findings);
  EXPECT_EQ(count(overview.act_now) + count(overview.plan),
            overview.counts.of(Status::fail) + overview.counts.of(Status::warn));
  EXPECT_EQ(count(overview.not_assessed), overview.counts.of(Status::not_assessed));
}

// What one gap leaves open for several checks is told once.
TEST(Overview, PutsWhatIsNotAssessedForOneReasonTogether) {
  const auto open = [](const std::string& check, const std::string& key, const std::string& reason) {
    Finding one = finding(check.c_str(), Status::not_assessed, Severity::low);
    one.resource.key = key;
    one.reason = reason;
    return one;
  };
  const std::vector<Finding> findings = {open("a", "flows", "denied"),  open("a", "other", "late"),
                                         open("b", "flows", "denied"),  open("c", "flows", "denied"),
                                         open("c", "queues", "denied"), open("d", "other", "late")};
  const Overview overview = model::overview(findings);
  const auto rows = by_reason(overview.not_assessed);
  ASSERT_EQ(rows.size(), 3U);
  std::vector<std::vector<std::string>> checks;
  for (const Unassessed& row : rows) {
    checks.emplace_back();
    for (const Group* group : row.checks) checks.back().push_back(group->check_id);
  }
  EXPECT_EQ(checks, (std::vector<std::vector<std::string>>{{"a", "b"}, {"a", "d"}, {"c"}}));
  EXPECT_EQ(rows[0].resources, 1U);
  EXPECT_EQ(rows[0].findings.size(), 2U);
  EXPECT_EQ(rows[2].resources, 2U);
}

}  // namespace
}  // namespace model
