#include "formats/export.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/encode.hpp"
#include "base/timestamp.hpp"
#include "base/uuid.hpp"
#include "components/instance/facts.hpp"
#include "model/life.hpp"
#include "words/names.hpp"

namespace formats {
namespace {

using model::Finding;
using model::InstanceRef;
using model::Resource;
using model::ReviewStatus;
using model::Status;

// Kinds of resources that have ARNs of their own, with what stands for the kind in them. From AWS's service
// authorization reference for Amazon Connect.
struct ArnPart {
  std::string_view type;
  std::string_view part;
};
constexpr ArnPart parts_of_instance[] = {{"queue", "queue"}, {"flow", "contact-flow"}, {"flow_module", "flow-module"}};

std::string arn_of_service(const InstanceRef& instance, std::string_view service, std::string_view rest) {
  return fmt::format("arn:{}:{}:{}:{}:{}", instance.partition, service, instance.region, instance.account_id, rest);
}

// When AWS was read for the document.
std::optional<base::Time> time_of(const model::Document& document) {
  return document.recorded_at ? document.recorded_at : document.collected_at;
}

constexpr std::string_view missing_check = "review_is_whole";

Finding unread(const Export& review, const std::string& component, const Resource& resource, const std::string& why) {
  Finding finding;
  finding.check_id = missing_check;
  finding.title = "Review is whole";
  finding.why = "What was not read was not judged: whether it is in order, nobody knows.";
  finding.component = component;
  finding.status = Status::not_assessed;
  finding.severity = model::Severity::high;
  finding.resource = resource;
  finding.id = model::finding_id(review.instance.arn, finding.check_id, resource);
  finding.reason = why;
  return finding;
}

// Why the review as a whole tells less than it should; empty when it does not.
std::string shortfall(const model::Review& review, const std::vector<Finding>& findings) {
  const std::string& message = review.status.message;
  switch (review.status.status) {
    case ReviewStatus::in_progress: return "the review is still being made";
    case ReviewStatus::interrupted: return "the review did not come to its end";
    case ReviewStatus::failed:
      return message.empty() ? "the review failed" : fmt::format("the review failed: {}", message);
    case ReviewStatus::completed:
    case ReviewStatus::partial: break;
  }
  return findings.empty() ? "nothing was judged in this review" : "";
}

void add_unread(Export& out, const model::Review& review) {
  const auto add = [&](const std::string& component, const std::string& why) {
    out.findings.push_back(unread(out, component, {"component", component, component}, why));
  };
  for (const auto& one : review.unreadable) {
    add(one.component, fmt::format("what is stored cannot be read: {}", one.why));
  }
  for (const auto& component : model::missing_components(review)) {
    add(component, "the review counts it, and nothing of it is stored");
  }
  if (const std::string why = shortfall(review, out.findings); !why.empty()) {
    const Resource whole{"instance", out.instance.instance_id, out.instance_name};
    out.findings.push_back(unread(out, std::string(model::status_component), whole, why));
  }
}

}  // namespace

bool says_what_is_missing(const Finding& finding) {
  return finding.check_id == missing_check;
}

base::Time Export::time_of(const Finding& finding) const {
  const auto found = times.find(finding.component);
  return found == times.end() ? time : found->second;
}

Export exported(const model::Review& review) {
  Export out;
  out.review_id = review.status.review_id;
  out.instance = model::instance_of(review);
  out.instance_name = components::display_name(review);
  out.findings = model::all_findings(review);
  std::optional<base::Time> latest;
  for (const auto& document : review.documents) {
    if (out.version.empty()) out.version = document.tool.version;
    const auto time = time_of(document);
    if (!time) continue;
    out.times[document.component] = *time;
    latest = std::max(latest.value_or(*time), *time);
  }
  if (!latest) latest = review.status.updated_at;
  if (!latest) latest = base::from_review_id(out.review_id);
  out.time = latest.value_or(base::Time{});
  add_unread(out, review);
  std::ranges::stable_sort(out.findings, model::comes_before);
  return out;
}

std::string resource_id(const InstanceRef& instance, const Resource& resource) {
  if (resource.key.starts_with("arn:")) return resource.key;
  const bool has_arn = !instance.arn.empty();
  if (has_arn && resource.type == "instance" && resource.key == instance.instance_id) return instance.arn;
  if (has_arn && resource.type == "log_group")
    return arn_of_service(instance, "logs", fmt::format("log-group:{}", resource.key));
  // Which names neither account nor Region.
  if (has_arn && resource.type == "bucket") return fmt::format("arn:{}:s3:::{}", instance.partition, resource.key);
  if (has_arn && base::is_uuid(resource.key)) {  // names, where no id is known, make no ARN
    if (resource.type == "phone_number") {
      return arn_of_service(instance, "connect", fmt::format("phone-number/{}", resource.key));
    }
    const auto part = std::ranges::find(parts_of_instance, resource.type, &ArnPart::type);
    if (part != std::end(parts_of_instance)) return fmt::format("{}/{}/{}", instance.arn, part->part, resource.key);
  }
  return fmt::format("{}/{}/{}", instance.arn, base::percent_encode(resource.type), base::percent_encode(resource.key));
}

std::string limited(std::string_view text, std::size_t most) {
  return words::one_line(text, most - 1);  // which puts the ellipsis behind it
}

std::string filled(std::string_view text, std::size_t most, std::string_view otherwise) {
  std::string out = limited(text, most);
  return out.find_first_not_of(' ') == std::string::npos ? std::string(otherwise) : out;
}

}  // namespace formats
