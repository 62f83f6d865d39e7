#include "model/document.hpp"

#include <fmt/format.h>

#include "base/digest.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/json/exact.hpp"
#include "base/json/read.hpp"
#include "base/timestamp.hpp"
#include "model/describe.hpp"

namespace model {
namespace {

using nlohmann::json;
namespace read = base::read;

constexpr std::string_view document_status_names[] = {"complete", "partial", "failed"};
constexpr std::string_view review_status_names[] = {"in_progress", "completed", "partial", "failed", "interrupted"};

int version_of(const json& object) {
  const auto version = read::integer(object, "schemaVersion").value_or(0);
  if (version < 0 || version > schema_version) {
    throw base::Error(
        base::ErrorKind::corrupt,
        fmt::format("it has schemaVersion {}, which a newer connect-ops-review wrote; upgrade to read it", version));
  }
  return int(version);
}

void check_object(const json& object) {
  if (!object.is_object()) throw base::Error(base::ErrorKind::corrupt, "it is not a JSON object");
}

// The reference stored {"error": text} in place of facts and called the component a success.
DocumentStatus reference_status(const json& data) {
  return read::optional_text(data, "error") ? DocumentStatus::failed : DocumentStatus::complete;
}

// The reference wrote the time without a zone; its functions ran in UTC.
std::optional<base::Time> reference_time(const json& body) {
  return base::from_iso8601(fmt::format("{}Z", read::text(body, "updatedAt")));
}

}  // namespace

json sealed(json document) {
  document.erase("sha256");
  document["sha256"] = base::sha256_hex(base::exact_text(document));
  return document;
}

std::string_view name(DocumentStatus status) {
  return document_status_names[std::size_t(status)];
}
std::string_view name(ReviewStatus status) {
  return review_status_names[std::size_t(status)];
}
std::optional<DocumentStatus> parse_document_status(std::string_view text) {
  return parse_word<DocumentStatus>(document_status_names, text);
}
std::optional<ReviewStatus> parse_review_status(std::string_view text) {
  return parse_word<ReviewStatus>(review_status_names, text);
}

std::string_view state_name(const StatusDocument& status) {
  return status.updated_at ? name(status.status) : "unknown";
}

json to_json(const Document& document) {
  json out = base::fields::write(document);
  out["findings"] = json::array();
  for (const auto& finding : document.findings) out["findings"].push_back(to_json(finding, document.checks));
  return sealed(std::move(out));
}

Document document_from_json(const json& body) {
  if (base::has_exact_numbers(body)) return document_from_json(base::plain(body));
  check_object(body);
  Document document;
  document.schema_version = version_of(body);
  document.status = reference_status(read::object(body, "data"));
  base::fields::Reader reader(body);
  describe(document, reader);
  for (const auto& finding : read::array(body, "findings")) {
    document.findings.push_back(finding_from_json(finding, document.checks));
  }
  return document;
}

json to_json(const StatusDocument& status) {
  return sealed(base::fields::write(status));
}

StatusDocument status_from_json(const json& body) {
  if (base::has_exact_numbers(body)) return status_from_json(base::plain(body));
  check_object(body);
  StatusDocument status;
  status.schema_version = version_of(body);
  base::fields::Reader reader(body);
  describe(status, reader);
  if (!reader.is_whole()) {
    throw base::Error(base::ErrorKind::corrupt, fmt::format("it has the unknown review status '{}'",
                                                            base::printable(read::text(body, "status"), 40)));
  }
  if (status.schema_version == 0 && !status.updated_at) status.updated_at = reference_time(body);
  std::erase_if(status.findings, [](const auto& counted) { return counted.second < 0; });
  return status;
}

json document_schema(json data) {
  json schema = base::fields::schema_of<Document>();
  json finding = base::fields::schema_of<Finding>();
  // What is the same in the check's rule is left out.
  std::erase_if(finding["required"].get_ref<json::array_t&>(),
                [](const json& key) { return key == "title" || key == "pillar"; });
  schema["properties"]["data"] = std::move(data);
  schema["properties"]["findings"] = {{"type", "array"}, {"items", std::move(finding)}};
  schema["required"].push_back("findings");
  return schema;
}

json status_schema() {
  return base::fields::schema_of<StatusDocument>();
}

std::int64_t ttl_from(base::Time now) {
  return base::to_epoch_seconds(now + std::chrono::days(retention_days));
}

}  // namespace model
