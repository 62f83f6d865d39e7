#include "model/groups.hpp"

#include <algorithm>
#include <iterator>
#include <span>

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

bool same_reason(const Finding& a, const Finding& b) {
  return a.reason == b.reason && a.permission == b.permission;
}

bool same_resource(const Finding* a, const Finding* b) {
  return a->resource.type == b->resource.type && a->resource.key == b->resource.key;
}

std::vector<std::vector<const Finding*>> alike(const Group& group) {
  std::vector<std::vector<const Finding*>> alike;
  for (const Finding* finding : group.findings) {
    const auto found = std::ranges::find_if(alike, [&](const auto& one) { return same_reason(*one[0], *finding); });
    if (found == alike.end()) {
      alike.push_back({finding});
    } else {
      found->push_back(finding);
    }
  }
  return alike;
}

}  // namespace

std::vector<Unassessed> by_reason(const std::vector<Group>& not_assessed) {
  std::vector<Unassessed> rows;
  for (const Group& group : not_assessed) {
    for (auto& findings : alike(group)) {
      const auto found = std::ranges::find_if(rows, [&](const Unassessed& row) {
        return same_reason(*row.findings[0], *findings[0]) &&
               std::ranges::equal(std::span(row.findings).first(row.resources), findings, same_resource);
      });
      if (found == rows.end()) {
        const std::size_t resources = findings.size();
        rows.push_back({{&group}, std::move(findings), resources});
      } else {
        found->checks.push_back(&group);
        std::ranges::copy(findings, std::back_inserter(found->findings));
      }
    }
  }
  return rows;
}

const std::string& title_of(const Group& group) {
  return group.title.empty() ? group.check_id : group.title;
}

const std::string& title_of(const Finding& finding) {
  return finding.title.empty() ? finding.check_id : finding.title;
}

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
