#include "app/deliver/security_hub.hpp"

#include <compare>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <utility>

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

constexpr const char* suppressed = "SUPPRESSED";

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

std::string workflow_of(const json& finding) {
  return base::read::text(base::read::member(finding, "Workflow"), "Status");
}

// Findings that a person suppressed have that person's note, or none.
bool was_muted_by_us(const json& finding) {
  const json& note = base::read::member(finding, "Note");
  return workflow_of(finding) == suppressed && base::read::text(note, "UpdatedBy") == formats::provider_name &&
         base::read::text(note, "Text").starts_with("Muted");
}

struct Said {
  std::string status;
  std::string note;

  auto operator<=>(const Said&) const = default;
};

// What is to be said of a finding that is imported now, and was there before; nothing when that is as it should be.
std::optional<Said> to_be_said(const json& now, const json& before) {
  const bool is_active = base::read::text(now, "RecordState") == "ACTIVE";
  if (is_active && workflow_of(now) == suppressed) {
    if (workflow_of(before) == suppressed) return std::nullopt;
    return Said{suppressed, base::read::text(base::read::member(now, "Note"), "Text")};
  }
  if (!was_muted_by_us(before)) return std::nullopt;
  return is_active ? Said{"NEW", "It is not muted any more."} : Said{"RESOLVED", "It was fixed, or is gone."};
}

// What Security Hub did not take of a review.
class Refusals {
 public:
  void add(std::size_t sent, std::int64_t refused, const json& failed) {
    sent_ += sent;
    refused_ += refused;
    if (!first_.empty() || failed.empty()) return;
    first_ = fmt::format("{}: {}", failed.front().value("ErrorCode", "no code"),
                         failed.front().value("ErrorMessage", "no reason"));
  }

  // Throws it, if there is anything.
  void tell() const {
    if (refused_ == 0) return;
    throw base::Error(base::ErrorKind::unavailable,
                      fmt::format("Security Hub refused {} of {}: {}", refused_,
                                  words::counted(std::int64_t(sent_), "finding"), first_));
  }

 private:
  std::size_t sent_ = 0;
  std::int64_t refused_ = 0;
  std::string first_;
};

void import(aws::Client& hub, const std::vector<json>& findings, Refusals& refusals) {
  for (const json& batch : batches_of(findings)) {
    const json answer = hub.call(aws::securityhub::batch_import_findings, {{"Findings", batch}});
    refusals.add(batch.size(), answer.value("FailedCount", std::int64_t{0}),
                 base::read::array(answer, "FailedFindings"));
  }
}

void update(aws::Client& hub, const WorkflowChange& change, Refusals& refusals) {
  for (const json& batch : batches_of(change.findings)) {
    const json answer = hub.call(aws::securityhub::batch_update_findings,
                                 {{"FindingIdentifiers", batch},
                                  {"Workflow", {{"Status", change.status}}},
                                  {"Note", {{"Text", change.note}, {"UpdatedBy", formats::provider_name}}}});
    const json& refused = base::read::array(answer, "UnprocessedFindings");
    refusals.add(batch.size(), std::int64_t(refused.size()), refused);
  }
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

std::vector<WorkflowChange> workflow_changes(const std::vector<json>& imported, const std::vector<json>& active) {
  std::map<std::string, const json*> before;
  for (const json& finding : active) before[base::read::text(finding, "Id")] = &finding;
  std::map<Said, std::vector<json>> said;
  for (const json& finding : imported) {
    const auto found = before.find(base::read::text(finding, "Id"));
    if (found == before.end()) continue;
    if (const auto saying = to_be_said(finding, *found->second)) {
      said[*saying].push_back({{"Id", finding.at("Id")}, {"ProductArn", finding.at("ProductArn")}});
    }
  }
  std::vector<WorkflowChange> changes;
  for (auto& [saying, findings] : said) changes.push_back({saying.status, saying.note, std::move(findings)});
  return changes;
}

void import_findings(aws::Client& hub, const model::Review& review, base::Time now) {
  const auto active = active_findings(hub, review.status.instance_arn);
  const auto findings = hub_findings(review, active, now);
  Refusals refusals;
  import(hub, findings, refusals);
  for (const WorkflowChange& change : workflow_changes(findings, active)) update(hub, change, refusals);
  refusals.tell();
}

void deliver_security_hub(Performed& performed, const Means& means) {
  if (!means.cloud || !means.config.get(options::security_hub)) return;
  base::Usage usage;  // of a few calls: nobody asks
  auto client = means.cloud().reviewed_client(model::instance_of(performed.review).region, usage);
  import_findings(client, performed.review, means.clock.now());
}

}  // namespace app
