// Findings about flows, and reviews that hold them, for tests of what changed and of who is told. Plain data.
#pragma once

#include <fmt/format.h>
#include <string>
#include <vector>

#include "model/review.hpp"

namespace fakes {

inline const std::string arn =
    "arn:aws:connect:eu-central-1:111122223333:instance/aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb";
inline const std::string other_arn =
    "arn:aws:connect:eu-central-1:111122223333:instance/cccccccc-1111-4222-8333-dddddddddddd";

// Two instances have no resource in common, though names may be the same.
inline model::Finding finding(const std::string& name, model::Status status, const std::string& instance = arn) {
  model::Finding one;
  one.check_id = "flow_errors";
  one.title = "Errors in flows";
  one.status = status;
  one.severity = model::Severity::high;
  one.resource = {"flow", instance.substr(instance.size() - 4) + name, name};
  one.id = model::finding_id(instance, one.check_id, one.resource);
  one.observed = status == model::Status::not_assessed ? "" : "3 errors";
  if (status == model::Status::not_assessed) one.reason = fmt::format("{} may not be read", name);
  return one;
}

// A completed review whose one document, of the component metrics, holds the findings.
inline model::Review review(const std::vector<model::Finding>& findings, const std::string& id = "20260213-090000",
                            const std::string& instance = arn) {
  model::Review one;
  one.status.review_id = id;
  one.status.status = model::ReviewStatus::completed;
  one.status.instance_arn = instance;
  one.status.components = {"metrics"};
  model::Document document;
  document.review_id = id;
  document.component = "metrics";
  document.instance_arn = instance;
  document.findings = findings;
  one.documents.push_back(document);
  return one;
}

}  // namespace fakes
