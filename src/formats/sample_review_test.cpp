#include "formats/sample_review_test.hpp"

#include <algorithm>

#include "base/timestamp.hpp"
#include "components/component.hpp"
#include "components/sample_inventory_test.hpp"

namespace formats {
namespace {

using model::Finding;
using model::Severity;
using model::Status;
using nlohmann::json;

Finding finding(const std::string& component, const std::string& check, Status status, Severity severity,
                const model::Resource& resource) {
  Finding finding;
  finding.component = component;
  finding.check_id = check;
  finding.title = "Title of " + check;
  finding.status = status;
  finding.severity = severity;
  finding.pillar = model::all_pillars[check.size() % std::size(model::all_pillars)];
  finding.resource = resource;
  finding.id = model::finding_id("arn", check, resource);
  finding.observed = "Seen at " + resource.name;
  finding.evidence = "connect:Describe, once";
  if (model::needs_action(finding)) {
    finding.limit = "80 % of the limit";
    finding.remedy = "Raise it; an increase takes days to weeks.";
    finding.command = "aws service-quotas request-service-quota-increase --service-code connect --quota-code L-1";
    finding.console_url = "https://eu-central-1.console.aws.amazon.com/connect/v2/app/instances/x?region=eu-central-1";
    finding.links = {"https://docs.aws.amazon.com/connect/latest/adminguide/about-contact-flow-logs.html"};
  }
  return finding;
}

Finding not_assessed(const std::string& component, const std::string& check, const std::string& reason) {
  Finding open = finding(component, check, Status::not_assessed, Severity::high, {"instance", "i", "harbour"});
  open.observed.clear();
  open.reason = reason;
  open.permission = "connect:List" + check;
  return open;
}

std::vector<Finding> findings_of(const std::string& component) {
  std::vector<Finding> findings;
  if (component == "quota") {
    findings.push_back(
        finding(component, "resource_quota", Status::fail, Severity::critical, {"quota", "users", "Users"}));
    findings.push_back(
        finding(component, "resource_quota", Status::warn, Severity::high, {"quota", "queues", "Queues"}));
    findings.push_back(not_assessed(component, "counts", "AWS denied the call"));
  }
  if (component == "flow") {
    for (int n = 0; n < 90; ++n) {
      const model::Resource flow{"flow", "flow-" + std::to_string(n), "Flow " + std::to_string(n)};
      const Status status = n < 30 ? Status::fail : n < 40 ? Status::warn : n < 50 ? Status::info : Status::pass;
      findings.push_back(finding(component, "flow_logging", status, Severity::medium, flow));
    }
  }
  if (component == "logs") {
    findings.push_back(
        finding(component, "retention", Status::not_applicable, Severity::low, {"log_group", "/aws/connect/x", ""}));
  }
  findings.push_back(
      finding(component, component + "_fine", Status::pass, Severity::low, {"instance", "i", "harbour"}));
  return findings;
}

model::Document document(const components::Component& component, const model::Inventory& inventory) {
  model::Document document;
  document.review_id = "20261116-090000";
  document.component = component.name;
  document.instance_arn = inventory.instance_ref.arn;
  document.data = component.data(inventory);
  document.window = inventory.window;
  document.usage = {1042, 3, 2, 2'000'000, 0.05};
  document.collected_at = base::from_iso8601("2026-11-16T09:00:07Z");
  document.recorded_at = base::from_iso8601("2026-11-16T09:00:00Z");
  document.tool.version = "0.1.0";
  return document;
}

model::Review empty_review() {
  model::Review review;
  review.status.review_id = "20261116-090000";
  review.status.instance_arn = components::sample_inventory().instance_ref.arn;
  for (const auto& component : components::table()) review.status.components.emplace_back(component.name);
  return review;
}

// Every text in the value, and every name of a counted thing, becomes the attack.
json attacked(const json& value) {
  if (value.is_string()) return base::from_iso8601(value.get<std::string>()) ? value : json(attack);
  json out = value;
  if (value.is_array()) {
    for (auto& one : out) one = attacked(one);
  }
  if (value.is_object()) {
    out = json::object();
    const bool counts =
        !value.empty() && std::ranges::all_of(value, [](const json& one) { return one.is_number_integer(); });
    for (const auto& [key, member] : value.items()) {
      // Counts by a name that came from outside; the summaries' own names have to stay to be read.
      const bool outside = counts && value.size() != 5 && !value.contains("on");
      out[outside ? attack + key : key] = attacked(member);
    }
  }
  return out;
}

void attack_finding(Finding& finding) {
  for (std::string* text :
       {&finding.id, &finding.title, &finding.check_id, &finding.resource.type, &finding.resource.key,
        &finding.resource.name, &finding.observed, &finding.limit, &finding.evidence, &finding.remedy, &finding.command,
        &finding.reason, &finding.permission}) {
    *text = attack + *text;
  }
  finding.console_url = "javascript:alert(1)//https://";
  finding.controls = {attack};
  finding.links = {"https://a.b/\" onclick=\"alert(1)", "data:text/html,<script>alert(1)</script>", attack};
}

}  // namespace

model::Review sample_review() {
  model::Review review = empty_review();
  review.status.status = model::ReviewStatus::partial;
  review.status.updated_at = base::from_iso8601("2026-02-13T09:05:00Z");
  review.status.instance_alias = "harbour";
  const auto inventory = components::sample_inventory();
  for (const auto& component : components::table()) {
    review.documents.push_back(document(component, inventory));
    review.documents.back().findings = findings_of(std::string(component.name));
    if (component.name == "quota") review.documents.back().status = model::DocumentStatus::partial;
  }
  return review;
}

model::Review denied_review() {
  model::Review review = empty_review();
  review.status.status = model::ReviewStatus::failed;
  review.status.updated_at = base::from_iso8601("2026-02-13T09:05:00Z");
  review.status.message = "nothing could be read";
  for (const auto& component : components::table()) {
    review.documents.push_back(document(component, components::denied_inventory()));
    review.documents.back().status = model::DocumentStatus::failed;
    review.documents.back().findings = {
        not_assessed(std::string(component.name), std::string(component.name), "AWS denied the call")};
  }
  return review;
}

model::Review running_review() {
  model::Review review = empty_review();
  review.status.updated_at = base::from_iso8601("2026-02-13T09:00:00Z");
  return review;
}

model::Review reference_review() {
  const char* const bodies[] = {
      R"({"componentType": "quota", "data": {"quotas": [{"name": "Users per instance", "limit": 100, "current": 85,
          "percentage": 85.0, "color": "#FFA500", "status": "warning"}],
          "summary": {"total_analyzed": 1, "critical": 0, "warning": 1, "normal": 0}}, "ttl": 1})",
      R"({"componentType": "metrics", "data": {"concurrent_calls": {"error": "No data available"},
          "missed_calls": {"total": 7, "daily_average": 3.5, "days_analyzed": 2}, "days_analyzed": 14}})",
      R"({"componentType": "phone", "data": {"total_numbers": 1, "by_type": {"DID": 1}, "by_country": {"US": 1},
          "phone_numbers": [{"phone_number": "+12065550100", "type": "DID", "country": "US", "carrier": "Unknown"}]}})",
      R"({"componentType": "flow", "data": {"total_flows": 2, "flows_by_type": {"CONTACT_FLOW": 2},
          "flows_without_logging": [{"id": "f", "arn": "a", "name": "Main", "type": "CONTACT_FLOW"}],
          "logging_compliance_percentage": 50}})",
      R"({"componentType": "cloudtrail", "data": {"total_events_analyzed": 9, "total_throttled": 1,
          "throttled_by_api": [{"event_name": "ListUsers", "count": 1}]}})",
      R"({"componentType": "logs", "data": {"error": "takes 4 positional arguments but 5 were given"}})"};
  model::Review review;
  review.status.schema_version = 0;
  review.status.status = model::ReviewStatus::completed;
  review.status.review_id = "20260213-090000";
  for (const char* body : bodies) review.documents.push_back(model::document_from_json(json::parse(body)));
  return review;
}

model::Review broken_review() {
  model::Review review = sample_review();
  std::erase_if(review.documents, [](const auto& one) {
    return one.component == "instance" || one.component == "phone" || one.component == "flow" ||
           one.component == "logs";
  });
  std::erase(review.status.components, "phone");
  review.status.failed_components = {"flow"};
  review.unreadable.push_back({"instance", "it is not JSON"});
  for (auto& one : review.documents) {
    if (one.component == "cloudtrail") {
      one.status = model::DocumentStatus::failed;
      one.findings = {not_assessed("cloudtrail", "api", "CloudTrail answered nothing in time")};
    }
  }
  model::Document other;
  other.component = "weather <b>";
  other.findings = {finding("weather <b>", "storm", Status::fail, Severity::high, {"instance", "i", "harbour"})};
  review.documents.push_back(other);
  return review;
}

model::Review hostile_review() {
  model::Review review = sample_review();
  review.status.review_id = review.status.message = review.status.instance_alias = attack;
  review.status.instance_arn = "arn:" + attack + ":connect:" + attack + ":" + attack + ":instance/" + attack;
  for (auto& one : review.documents) {
    one.data = attacked(one.data);
    one.tool = {attack, attack};
    for (auto& each : one.findings) attack_finding(each);
  }
  review.documents.push_back(review.documents.back());
  review.documents.back().component = attack;
  review.unreadable.push_back({attack + "2", attack});
  return review;
}

}  // namespace formats
