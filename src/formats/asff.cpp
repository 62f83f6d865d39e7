// The ASFF report: one JSON array of findings in the AWS Security Finding Format. Fields and limits:
// https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html
#include "formats/asff.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <ranges>

#include "base/error.hpp"
#include "base/text.hpp"
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
using model::Status;
using nlohmann::json;

constexpr std::size_t most_id = 512, most_title = 256, most_description = 1024, most_recommendation = 512,
                      most_value = 2048, most_region = 16, most_note = 512, most_requirements = 32;

// AWS's words: FAILED did not hold; WARNING lacks information; NOT_AVAILABLE is what does not apply.
const char* compliance(Status status) {
  switch (status) {
    case Status::pass: return "PASSED";
    case Status::fail:
    case Status::warn: return "FAILED";
    case Status::not_assessed: return "WARNING";
    case Status::info:
    case Status::not_applicable: return "NOT_AVAILABLE";
  }
  return "NOT_AVAILABLE";
}

std::string upper(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return base::upper(c); });
  return out;
}

// Security Hub takes no text that is blank.
std::string filled(std::string_view text, std::size_t most) {
  return formats::filled(text, most, "-");
}

void put(json& object, const char* name, std::string_view text) {
  if (!text.empty()) object[name] = filled(text, most_value);
}

json product_fields(const Export& review, const Finding& finding) {
  json fields = {{"ProviderName", provider_name}};
  put(fields, "ProviderVersion", review.version);
  put(fields, "ReviewId", review.review_id);
  put(fields, "FindingId", finding.id);
  put(fields, "CheckId", finding.check_id);
  put(fields, "Component", finding.component);
  put(fields, "Pillar", model::title(finding.pillar));
  put(fields, "Status", model::title(finding.status));
  put(fields, "Observed", finding.observed);
  put(fields, "Limit", finding.limit);
  put(fields, "Evidence", finding.evidence);
  put(fields, "Reason", finding.reason);
  put(fields, "Permission", finding.permission);
  put(fields, "Command", finding.command);
  return fields;
}

json resource_of(const Export& review, const Finding& finding) {
  json details = {{"InstanceArn", filled(review.instance.arn, most_value)}};
  put(details, "Type", finding.resource.type);
  put(details, "Name", resource_name(finding.resource));
  put(details, "InstanceName", review.instance_name);
  json resource = {{"Type", "Other"},  // there is no type for Amazon Connect
                   {"Id", filled(resource_id(review.instance, finding.resource), most_id)},
                   {"Region", filled(review.instance.region, most_region)},
                   {"Details", {{"Other", details}}}};
  const std::string& partition = review.instance.partition;
  if (partition == "aws" || partition == "aws-cn" || partition == "aws-us-gov") resource["Partition"] = partition;
  return resource;
}

json compliance_of(const Finding& finding) {
  json out = {{"Status", compliance(finding.status)}};
  if (!finding.reason.empty()) {
    out["StatusReasons"] = json::array(
        {{{"ReasonCode", upper(model::name(finding.status))}, {"Description", filled(finding.reason, most_value)}}});
  }
  for (const auto& control : finding.controls | std::views::take(most_requirements)) {
    out["RelatedRequirements"].push_back(filled(control, most_value));
  }
  return out;
}

std::string description_of(const Finding& finding) {
  std::string text = finding.observed.empty() ? finding.reason : finding.observed;
  if (!finding.why.empty()) text += fmt::format("{}{}", text.empty() ? "" : " ", finding.why);
  return filled(text.empty() ? finding.title : text, most_description);
}

json recommendation_of(const Finding& finding) {
  const std::string& text = finding.remedy.empty() ? finding.action : finding.remedy;
  json recommendation = json::object();
  if (!text.empty()) recommendation["Text"] = filled(text, most_recommendation);
  const auto link = std::ranges::find_if(finding.links, page::is_safe_link);
  if (link != finding.links.end()) recommendation["Url"] = *link;
  return recommendation;
}

json asff_finding(const Export& review, const Finding& finding) {
  const std::string time = base::to_iso8601(review.time_of(finding));
  const json severity = {{"Label", upper(model::name(finding.severity))},
                         {"Original", std::string(model::name(finding.severity))}};
  const json types =
      json::array({fmt::format("Software and Configuration Checks/Amazon Connect/{}", model::title(finding.pillar))});
  const bool is_open = model::is_problem(finding) || finding.status == Status::not_assessed;
  const auto& [arn, partition, region, account, id] = review.instance;
  json out = {{"SchemaVersion", "2018-10-08"},
              {"Id", filled(fmt::format("connect-ops-review/{}/{}/{}", region, account, finding.id), most_id)},
              {"ProductArn",
               filled(fmt::format("arn:{}:securityhub:{}:{}:product/{}/default", partition, region, account, account),
                      most_value)},
              {"GeneratorId", filled(fmt::format("connect-ops-review/{}", finding.check_id), most_id)},
              {"AwsAccountId", account},
              {"Region", filled(region, most_region)},
              {"Types", types},
              {"CreatedAt", time},
              {"UpdatedAt", time},
              {"Severity", severity},
              {"FindingProviderFields", {{"Severity", severity}, {"Types", types}}},
              {"Title", filled(words::headline(finding), most_title)},
              {"Description", description_of(finding)},
              {"ProductFields", product_fields(review, finding)},
              {"Resources", json::array({resource_of(review, finding)})},
              {"Compliance", compliance_of(finding)},
              {"RecordState", is_open ? "ACTIVE" : "ARCHIVED"}};
  if (finding.muted) {  // the note says that it was not a person who suppressed it
    out["Workflow"] = {{"Status", "SUPPRESSED"}};
    out["Note"] = {
        {"Text", filled(words::muted(*finding.muted), most_note)}, {"UpdatedBy", provider_name}, {"UpdatedAt", time}};
  }
  const json recommendation = recommendation_of(finding);
  if (!recommendation.empty()) out["Remediation"] = {{"Recommendation", recommendation}};
  if (page::is_safe_link(finding.console_url)) out["SourceUrl"] = finding.console_url;
  return out;
}

}  // namespace

std::vector<nlohmann::json> asff_findings(const model::Review& review) {
  const Export out = exported(review);
  if (out.instance.account_id.empty()) {
    throw base::Error(base::ErrorKind::usage,
                      fmt::format("the review {} does not say of which AWS account it is, and Security Hub takes no "
                                  "finding without one; choose another format",
                                  out.review_id));
  }
  std::vector<nlohmann::json> findings;
  for (const Finding& finding : out.findings) findings.push_back(asff_finding(out, finding));
  return findings;
}

void asff(std::span<const model::Review> reviews, const Sink& sink) {
  std::vector<std::vector<nlohmann::json>> all;  // what has no account is said before anything is written
  for (const model::Review& review : reviews) all.push_back(asff_findings(review));
  JsonArray array(sink);
  for (const auto& findings : all) {
    for (const nlohmann::json& finding : findings) array.add(finding);
  }
  array.end();
}

}  // namespace formats
