// A small review and its findings, for tests of fix packs. For tests only.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "app/fix/fix_pack.hpp"

namespace app::test {

inline const std::string fix_instance = "arn:aws:connect:eu-central-1:111122223333:instance/74c2b909";

inline model::Finding fix_finding(std::string check, std::string component, model::Resource resource) {
  model::Finding finding;
  finding.check_id = std::move(check);
  finding.component = std::move(component);
  finding.status = model::Status::warn;
  finding.resource = std::move(resource);
  finding.headline = "What is wrong with " + finding.resource.name;
  finding.id = model::finding_id(fix_instance, finding.check_id, finding.resource);
  return finding;
}

inline model::Finding missing_alarm(const std::string& metric, const std::string& of = "") {
  model::Finding finding = fix_finding("alarm_coverage", "observability", {"metric", metric, metric});
  finding.alarms = {{metric, of, {}}};
  return finding;
}

inline model::Finding commanded(std::string check, std::string component, std::string command) {
  model::Finding finding = fix_finding(std::move(check), std::move(component), {"thing", command, "a thing"});
  finding.command = std::move(command);
  return finding;
}

inline model::Review fix_review(std::vector<model::Finding> findings, nlohmann::json quotas = {}) {
  model::Review review;
  review.status.review_id = "20260213-090000";
  review.status.instance_arn = fix_instance;
  review.status.instance_alias = "harbour";
  model::Document document;
  document.component = "quota";
  document.instance_arn = fix_instance;
  if (quotas.is_object()) document.data = std::move(quotas);
  document.findings = std::move(findings);
  review.documents.push_back(std::move(document));
  return review;
}

// Names that would be something else where they are not quoted.
inline const std::vector<std::string> hostile_names = {"a\nb: !Sub '${AWS::AccountId}'",
                                                       "\"; rm -rf /; echo \"",
                                                       "'; rm -rf / #",
                                                       "$(id) `id`",
                                                       "${file(\"/etc/passwd\")}",
                                                       "%{ for x in y }",
                                                       "$${x}%%{y}",
                                                       "# shellcheck disable=all\nrm -rf /",
                                                       "\\",
                                                       "\u2028\u202E]]></x>",
                                                       "- [{&a *a}]"};

}  // namespace app::test
