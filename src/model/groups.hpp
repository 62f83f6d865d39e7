// Findings as a person works through them: those of one check together, what hurts now before what can be planned. The
// HTML and the text report count the same way. Pure functions.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/finding.hpp"

namespace report {

// The findings of one check that are shown together, in their order.
struct Group {
  std::string check_id;
  std::string title;
  std::string why;
  std::string component;
  model::Pillar pillar = model::Pillar::operational_excellence;
  model::Severity severity = model::Severity::informational;  // the worst of them
  model::Status status = model::Status::not_assessed;         // the worst of them
  std::vector<const model::Finding*> findings;
};

struct Overview {
  std::vector<Group> act_now;  // with a failure of critical or high severity
  std::vector<Group> plan;     // every other failure and warning
  std::vector<Group> not_assessed;
  std::map<model::Status, std::int64_t> counts;
  std::map<model::Pillar, std::map<model::Status, std::int64_t>> by_pillar;
};

// `findings` in the order of model::comes_before; the groups point into it.
Overview overview(const std::vector<model::Finding>& findings);

std::int64_t count_of(const std::map<model::Status, std::int64_t>& counts, model::Status status);

}  // namespace report
