#include "model/document.hpp"

#include <climits>
#include <cmath>

#include "base/digest.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/json/canonical.hpp"
#include "base/json/read.hpp"
#include "base/timestamp.hpp"
#include "model/word.hpp"

namespace model {
namespace {

using nlohmann::json;
namespace read = base::read;

constexpr std::string_view document_status_names[] = {"complete", "partial", "failed"};
constexpr std::string_view review_status_names[] = {"in_progress", "completed", "partial", "failed"};

json to_json(const Window& window) {
  return {{"start", base::to_iso8601(window.start)}, {"end", base::to_iso8601(window.end)}};
}

std::optional<base::Time> time_from(const json& object, const char* key) {
  return base::from_iso8601(read::text(object, key));
}

std::optional<Window> window_from(const json& object) {
  const auto start = time_from(object, "start"), end = time_from(object, "end");
  if (!start || !end) return std::nullopt;
  return Window{*start, *end};
}

int version_of(const json& object) {
  const auto version = read::integer(object, "schemaVersion").value_or(0);
  if (version < 0 || version > schema_version) {
    throw base::Error(base::ErrorKind::corrupt, "it has schemaVersion " + std::to_string(version) +
                                                    ", which a newer connect-ops-review wrote; upgrade to read it");
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

std::vector<std::string> texts(const json& array) {
  std::vector<std::string> out;
  for (const auto& one : array) {
    if (one.is_string()) out.push_back(one.get<std::string>());
  }
  return out;
}

json sealed(json document) {
  document["sha256"] = base::sha256_hex(base::canonical(document));
  return document;
}

}  // namespace

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
  json out{{"schemaVersion", document.schema_version},
           {"reviewId", document.review_id},
           {"componentType", document.component},
           {"instanceArn", document.instance_arn},
           {"status", name(document.status)},
           {"data", document.data},
           {"findings", json::array()},
           {"usage", to_json(document.usage)},
           {"tool", {{"name", document.tool.name}, {"version", document.tool.version}}}};
  for (const auto& [id, rule] : document.checks) out["checks"][id] = to_json(rule);
  for (const auto& finding : document.findings) out["findings"].push_back(to_json(finding, document.checks));
  if (document.window) out["window"] = to_json(*document.window);
  if (document.collected_at) out["collectedAt"] = base::to_iso8601(*document.collected_at);
  if (document.recorded_at) out["recordedAt"] = base::to_iso8601(*document.recorded_at);
  if (document.ttl) out["ttl"] = *document.ttl;
  return sealed(std::move(out));
}

Document document_from_json(const json& body) {
  check_object(body);
  Document document;
  document.schema_version = version_of(body);
  document.review_id = read::text(body, "reviewId");
  document.component = read::text(body, "componentType");
  document.instance_arn = read::text(body, "instanceArn");
  document.data = read::object(body, "data");
  document.status = parse_document_status(read::text(body, "status")).value_or(reference_status(document.data));
  for (const auto& [id, rule] : read::object(body, "checks").items()) document.checks[id] = rule_from_json(rule);
  for (const auto& finding : read::array(body, "findings")) {
    document.findings.push_back(finding_from_json(finding, document.checks));
  }
  document.window = window_from(read::object(body, "window"));
  document.usage = base::usage_from_json(read::object(body, "usage"));
  document.collected_at = time_from(body, "collectedAt");
  document.recorded_at = time_from(body, "recordedAt");
  const auto& tool = read::object(body, "tool");
  document.tool = {read::text(tool, "name"), read::text(tool, "version")};
  document.ttl = read::integer(body, "ttl");
  return document;
}

json to_json(const StatusDocument& status) {
  json out{{"schemaVersion", status.schema_version},
           {"reviewId", status.review_id},
           {"componentType", status_component},
           {"status", name(status.status)},
           {"message", status.message},
           {"instanceArn", status.instance_arn},
           {"findings", status.findings},
           {"components", status.components},
           {"failedComponents", status.failed_components}};
  if (!status.instance_alias.empty()) out["instanceAlias"] = status.instance_alias;
  if (status.window) out["window"] = to_json(*status.window);
  if (status.updated_at) out["updatedAt"] = base::to_iso8601(*status.updated_at);
  if (!status.errors.empty()) out["errors"] = status.errors;
  if (!status.request_id.empty()) out["requestId"] = status.request_id;
  if (status.announced) out["announced"] = *status.announced;
  if (status.ttl) out["ttl"] = *status.ttl;
  return sealed(std::move(out));
}

StatusDocument status_from_json(const json& body) {
  check_object(body);
  StatusDocument status;
  status.schema_version = version_of(body);
  status.review_id = read::text(body, "reviewId");
  const auto word = read::text(body, "status");
  const auto known = parse_review_status(word);
  if (!known) {
    throw base::Error(base::ErrorKind::corrupt, "it has the unknown review status '" + base::printable(word, 40) + "'");
  }
  status.status = *known;
  status.message = read::text(body, "message");
  status.instance_arn = read::text(body, "instanceArn");
  status.instance_alias = read::text(body, "instanceAlias");
  status.updated_at = time_from(body, "updatedAt");
  const auto& findings = read::object(body, "findings");
  for (const auto& [word_of_status, unused] : findings.items()) {
    const auto count = read::integer(findings, word_of_status.c_str());
    if (count && *count >= 0 && *count <= INT_MAX) status.findings[word_of_status] = int(*count);
  }
  status.window = window_from(read::object(body, "window"));
  status.components = texts(read::array(body, "components"));
  status.failed_components = texts(read::array(body, "failedComponents"));
  status.errors = texts(read::array(body, "errors"));
  status.request_id = read::text(body, "requestId");
  status.announced = read::boolean(body, "announced");
  status.ttl = read::integer(body, "ttl");
  return status;
}

std::int64_t ttl_from(base::Time now) {
  return base::to_epoch_seconds(now + std::chrono::days(retention_days));
}

}  // namespace model
