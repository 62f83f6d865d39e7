#include "model/groups.hpp"

#include <algorithm>

namespace model {
namespace {

int rank(Status status) {
  return int(std::ranges::find(all_statuses, status) - std::begin(all_statuses));
}

bool hurts_now(const Finding& finding) {
  return finding.severity == Severity::critical ||
         (finding.status == Status::fail && finding.severity == Severity::high);
}

void add(std::vector<Group>& groups, const Finding& finding) {
  auto group = std::ranges::find_if(groups, [&](const Group& one) { return one.check_id == finding.check_id; });
  if (group == groups.end()) {
    groups.push_back({finding.check_id,
                      finding.title,
                      finding.why,
                      finding.component,
                      finding.pillar,
                      finding.severity,
                      finding.status,
                      {}});
    group = std::prev(groups.end());
  }
  group->severity = std::min(group->severity, finding.severity);
  if (rank(finding.status) < rank(group->status)) group->status = finding.status;
  group->findings.push_back(&finding);
}

}  // namespace

Overview overview(const std::vector<Finding>& findings) {
  Overview overview;
  for (const auto& finding : findings) {
    overview.counts.add(finding);
    overview.by_pillar[finding.pillar].add(finding);
    if (needs_action(finding)) add(hurts_now(finding) ? overview.act_now : overview.plan, finding);
    if (is_unassessed(finding)) add(overview.not_assessed, finding);
    if (finding.muted) add(overview.muted, finding);
  }
  return overview;
}

std::int64_t count(const std::vector<Group>& groups) {
  std::int64_t findings = 0;
  for (const Group& group : groups) findings += std::int64_t(group.findings.size());
  return findings;
}

}  // namespace model
