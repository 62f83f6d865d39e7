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

}  // namespace
}  // namespace model
