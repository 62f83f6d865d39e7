#include "app/deliver/security_hub.hpp"

#include <fmt/format.h>
#include <map>

#include "app/deliver/rows.hpp"
#include "aws/operations/securityhub.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"
#include "base/timestamp.hpp"
#include "formats/asff.hpp"
#include "words/numbers.hpp"

namespace app {
namespace {

using nlohmann::json;

const json& product_field(const json& finding, std::string_view name) {
  return base::read::member(base::read::member(finding, "ProductFields"), name);
}

json equals(std::string_view key, std::string_view value) {
  return json::array({{{"Key", key}, {"Value", value}, {"Comparison", "EQUALS"}}});
}

json equals(std::string_view value) {
  return json::array({{{"Value", value}, {"Comparison", "EQUALS"}}});
}

// Of this instance, by this program. What comes back is looked at once more: a wrong one would be archived.
std::vector<json> active_findings(aws::Client& hub, const std::string& instance_arn) {
  const json filters = {{"ProductFields", equals("ProviderName", formats::provider_name)},
                        {"ResourceDetailsOther", equals("InstanceArn", instance_arn)},
                        {"RecordState", equals("ACTIVE")}};
  std::vector<json> found;
  aws::for_each_item(hub, aws::securityhub::get_findings, {{"Filters", filters}}, [&](const json& finding) {
    const json& resources = base::read::member(finding, "Resources");
    const bool has_resource = resources.is_array() && !resources.empty();
    const json& details =
        base::read::member(base::read::member(has_resource ? resources.front() : resources, "Details"), "Other");
    if (product_field(finding, "ProviderName") == formats::provider_name &&
        finding.value("RecordState", "") == "ACTIVE" && base::read::text(details, "InstanceArn") == instance_arn) {
      found.push_back(finding);
    }
  });
  return found;
}

// Whether the review looked at all that the finding's component has: what it does not name then is gone.
bool is_told_in_full(const model::Review& review, const json& finding) {
  const json& component = product_field(finding, "Component");
  if (!component.is_string()) return false;
  const model::Document* document = review.document(component.get_ref<const std::string&>());
  return document != nullptr && document->status == model::DocumentStatus::complete;
}

// Security Hub gives more members than it takes.
json archived(const json& finding, base::Time now) {
  static constexpr std::string_view members[] = {
      "SchemaVersion", "Id",       "ProductArn", "GeneratorId", "AwsAccountId",  "Region",   "Types",
      "CreatedAt",     "Severity", "Title",      "Description", "ProductFields", "Resources"};
  json out = json::object();
  for (const auto member : members) {
    if (const auto found = finding.find(member); found != finding.end()) out[std::string(member)] = *found;
  }
  out["UpdatedAt"] = base::to_iso8601(now);
  out["Compliance"] = {{"Status", "PASSED"}};
  out["RecordState"] = "ARCHIVED";
  return out;
}

// What Security Hub did not take of a batch.
void note_refused(const json& answer, std::int64_t& refused, std::string& first) {
  refused += answer.value("FailedCount", std::int64_t{0});
  const json failed = answer.value("FailedFindings", json::array());
  if (!first.empty() || failed.empty()) return;
  first = fmt::format("{}: {}", failed.front().value("ErrorCode", "no code"),
                      failed.front().value("ErrorMessage", "no reason"));
}

}  // namespace

std::vector<json> batches_of(const std::vector<json>& findings) {
  std::vector<json> batches;
  std::size_t bytes = 0;
  for (const json& finding : findings) {
    const std::size_t size = finding.dump().size();
    if (batches.empty() || batches.back().size() == max_batch || bytes + size > max_batch_bytes) {
      batches.push_back(json::array());
      bytes = 0;
    }
    bytes += size;
    batches.back().push_back(finding);
  }
  return batches;
}

std::vector<json> hub_findings(const model::Review& review, const std::vector<json>& active, base::Time now) {
  std::map<std::string, const json*> was_active;
  for (const json& finding : active) was_active[base::read::text(finding, "Id")] = &finding;
  std::vector<json> out;
  for (json& finding : formats::asff_findings(review)) {
    const bool was = was_active.erase(base::read::text(finding, "Id")) > 0;
    if (was || finding.value("RecordState", "") == "ACTIVE") out.push_back(std::move(finding));
  }
  for (const auto& [id, finding] : was_active) {
    if (is_told_in_full(review, *finding)) out.push_back(archived(*finding, now));
  }
  return out;
}

void import_findings(aws::Client& hub, const model::Review& review, base::Time now) {
  const auto findings = hub_findings(review, active_findings(hub, review.status.instance_arn), now);
  std::int64_t refused = 0;
  std::string first;
  for (const json& batch : batches_of(findings)) {
    note_refused(hub.call(aws::securityhub::batch_import_findings, {{"Findings", batch}}), refused, first);
  }
  if (refused > 0) {
    throw base::Error(base::ErrorKind::unavailable,
                      fmt::format("Security Hub refused {} of {}: {}", refused,
                                  words::counted(std::int64_t(findings.size()), "finding"), first));
  }
}

void deliver_security_hub(Performed& performed, const Means& means) {
  if (!means.cloud || !means.config.get(options::security_hub)) return;
  base::Usage usage;  // of a few calls: nobody asks
  auto client = means.cloud().reviewed_client(model::instance_of(performed.review).region, usage);
  import_findings(client, performed.review, means.clock.now());
}

}  // namespace app
