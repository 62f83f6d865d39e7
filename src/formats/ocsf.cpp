// The OCSF report: one JSON array of Compliance Findings (class 2003) of the Open Cybersecurity Schema Framework, for
// lakes and SIEMs. https://schema.ocsf.io/1.5.0/classes/compliance_finding
#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/timestamp.hpp"
#include "formats/export.hpp"
#include "formats/html/findings.hpp"
#include "formats/json_array.hpp"
#include "formats/writers.hpp"
#include "page/link.hpp"
#include "words/headline.hpp"

namespace formats {
namespace {

using model::Finding;
using model::Severity;
using model::Status;
using nlohmann::json;

constexpr const char* schema_version = "1.5.0";
constexpr int category_findings = 2, class_compliance_finding = 2003, activity_create = 1, account_of_aws = 10;

// A number of the schema and its caption.
struct Term {
  int id;
  const char* caption;
};

Term severity_of(const Finding& finding) {
  switch (finding.severity) {
    case Severity::critical: return {5, "Critical"};
    case Severity::high: return {4, "High"};
    case Severity::medium: return {3, "Medium"};
    case Severity::low: return {2, "Low"};
    case Severity::informational: return {1, "Informational"};
  }
  return {0, "Unknown"};
}

// "Warning" is, by the schema, a check without a result because information was missing.
Term compliance_of(const Finding& finding) {
  switch (finding.status) {
    case Status::pass: return {1, "Pass"};
    case Status::not_assessed: return {2, "Warning"};
    case Status::fail:
    case Status::warn: return {3, "Fail"};
    case Status::info: return {99, "Information"};
    case Status::not_applicable: return {99, "Not applicable"};
  }
  return {0, "Unknown"};
}

void put(json& object, const char* name, const std::string& text) {
  if (!text.empty()) object[name] = text;
}

json compliance(const Finding& finding) {
  const Term status = compliance_of(finding), severity = severity_of(finding);
  json check = {{"uid", finding.check_id},
                {"name", finding.title},
                {"severity", severity.caption},
                {"severity_id", severity.id},
                {"status", status.caption},
                {"status_id", status.id},
                {"standards", json::array({"Amazon Connect operational review"})}};
  put(check, "desc", finding.why);
  json out = {{"control", finding.title},
              {"category", model::title(finding.pillar)},
              {"standards", json::array({"Amazon Connect operational review"})},
              {"requirements", json::array({finding.check_id})},
              {"status", status.caption},
              {"status_id", status.id},
              {"checks", json::array({check})}};
  for (const std::string& control : finding.controls) out["requirements"].push_back(control);
  json details = json::array();
  for (const std::string& text : {finding.observed, finding.limit, finding.reason}) {
    if (!text.empty()) details.push_back(text);
  }
  if (!details.empty()) out["status_details"] = details;
  return out;
}

json finding_info(const Export& review, const Finding& finding) {
  const std::string& text = finding.observed.empty() ? finding.reason : finding.observed;
  json out = {{"uid", finding.id},
              {"title", words::headline(finding)},
              {"types", json::array({model::title(finding.pillar)})},
              {"last_seen_time", base::to_epoch_milliseconds(review.time_of(finding))}};
  put(out, "desc", text.empty() ? finding.title : text);
  if (page::is_safe_link(finding.console_url)) out["src_url"] = finding.console_url;
  if (!finding.evidence.empty()) out["data_sources"] = json::array({finding.evidence});
  return out;
}

json resources(const Export& review, const Finding& finding) {
  json one = {{"uid", resource_id(review.instance, finding.resource)},
              {"name", resource_name(finding.resource)},
              {"type", finding.resource.type}};
  put(one, "region", review.instance.region);
  put(one, "cloud_partition", review.instance.partition);
  return json::array({one});
}

json cloud(const Export& review) {
  json out = {{"provider", "AWS"}};
  put(out, "region", review.instance.region);
  const std::string& account = review.instance.account_id;
  if (!account.empty()) {
    out["account"] = {{"uid", account}, {"name", account}, {"type", "AWS Account"}, {"type_id", account_of_aws}};
  }
  return out;
}

json metadata(const Export& review, const Finding& finding) {
  json product = {{"name", "connect-ops-review"}, {"vendor_name", "connect-ops-review"}};
  put(product, "version", review.version);
  return {{"version", schema_version},
          {"product", product},
          {"profiles", json::array({"cloud"})},
          {"event_code", finding.check_id},
          {"uid", fmt::format("{}/{}", review.review_id, finding.id)}};
}

// What the schema has no place for.
json unmapped(const Export& review, const Finding& finding) {
  json out = {
      {"review_id", review.review_id}, {"instance_arn", review.instance.arn}, {"instance", review.instance_name}};
  put(out, "permission", finding.permission);
  put(out, "command", finding.command);
  put(out, "action", finding.action);
  if (finding.measured) {
    out["measured"] = {{"value", finding.measured->value}, {"unit", finding.measured->unit}};
    if (finding.measured->limit) out["measured"]["limit"] = *finding.measured->limit;
  }
  return out;
}

json event_of(const Export& review, const Finding& finding) {
  const Term severity = severity_of(finding);
  json event = {{"activity_id", activity_create},
                {"activity_name", "Create"},
                {"category_uid", category_findings},
                {"category_name", "Findings"},
                {"class_uid", class_compliance_finding},
                {"class_name", "Compliance Finding"},
                {"type_uid", class_compliance_finding * 100 + activity_create},
                {"type_name", "Compliance Finding: Create"},
                {"time", base::to_epoch_milliseconds(review.time_of(finding))},
                {"severity_id", severity.id},
                {"severity", severity.caption},
                {"status_id", finding.muted ? 3 : 1},
                {"status", finding.muted ? "Suppressed" : "New"},
                {"status_code", model::name(finding.status)},
                {"message", words::headline(finding)},
                {"metadata", metadata(review, finding)},
                {"cloud", cloud(review)},
                {"compliance", compliance(finding)},
                {"finding_info", finding_info(review, finding)},
                {"resources", resources(review, finding)},
                {"unmapped", unmapped(review, finding)}};
  put(event, "status_detail", finding.muted ? words::muted(*finding.muted) : finding.reason);
  if (finding.remedy.empty()) return event;
  event["remediation"] = {{"desc", finding.remedy}};
  json references = json::array();
  std::ranges::copy_if(finding.links, std::back_inserter(references), page::is_safe_link);
  if (!references.empty()) event["remediation"]["references"] = references;
  return event;
}

}  // namespace

void ocsf(std::span<const model::Review> reviews, const Sink& sink) {
  JsonArray events(sink);
  for (const model::Review& review : reviews) {
    const Export out = exported(review);
    for (const Finding& finding : out.findings) events.add(event_of(out, finding));
  }
  events.end();
}

}  // namespace formats
