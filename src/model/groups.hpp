// Findings as a person works through them: what hurts now before what can be planned, and in each of them those of one
// check together. Every number that a report tells counts findings. Pure functions.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "model/finding.hpp"
#include "model/tally.hpp"

namespace model {

// The findings of one check that are shown together, in their order.
struct Group {
  std::string check_id;
  std::string title;
  std::string why;
  std::string component;
  Pillar pillar = Pillar::operational_excellence;
  Severity severity = Severity::informational;  // the worst of them
  Status status = Status::not_assessed;         // the worst of them
  std::vector<const Finding*> findings;
};

// Of a document that says nothing of its checks, the check's id.
const std::string& title_of(const Group& group);
const std::string& title_of(const Finding& finding);

struct Overview {
  std::vector<Group> act_now;  // failures of critical or high severity, and whatever else is critical
  std::vector<Group> plan;     // every other failure and warning
  std::vector<Group> not_assessed;
  std::vector<Group> muted;  // problems and gaps that somebody accepted
  Tally counts;
  std::map<Pillar, Tally> by_pillar;  // those that there are findings of
};

// `findings` in the order of comes_before; the groups point into it. A check of which some findings hurt now and others
// can wait has a group in each list.
Overview overview(const std::vector<Finding>& findings);

// What could not be assessed for one reason: some resources of a check, or the same ones of several.
struct Unassessed {
  std::vector<const Group*> checks;
  std::vector<const Finding*> findings;  // of all of them
  std::size_t resources = 0;             // the first of `findings`, one for each
};

// In the order of the groups, which have to stay; a reason goes with the permission that is missing.
std::vector<Unassessed> by_reason(const std::vector<Group>& not_assessed);

// How many findings the groups hold.
std::int64_t count(const std::vector<Group>& groups);

}  // namespace model
