// The stored document: one component of one review, or the STATUS of the whole. Its JSON form is the contract with
// every store and every reader (schemaVersion 1). Plain data.
#pragma once

#include <chrono>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/json/read.hpp"
#include "base/usage.hpp"
#include "model/finding.hpp"
#include "model/scene.hpp"

namespace model {

inline constexpr int schema_version = 1;
inline constexpr std::chrono::days clock_tolerance{1};  // between two clocks that agree
inline constexpr std::string_view status_component = "STATUS";

enum class DocumentStatus { complete, partial, failed };
// `interrupted`: it was asked to stop, and left the rest to who goes on with it. Readers make the same of one that is
// in progress and silent (model/life.hpp).
enum class ReviewStatus { in_progress, completed, partial, failed, interrupted };

std::string_view name(DocumentStatus status);
std::string_view name(ReviewStatus status);
// Came to its end, with all or a part of what was asked for.
constexpr bool is_done(ReviewStatus status) {
  return status == ReviewStatus::completed || status == ReviewStatus::partial;
}
std::optional<DocumentStatus> parse_document_status(std::string_view text);
std::optional<ReviewStatus> parse_review_status(std::string_view text);
constexpr auto values_of(DocumentStatus) {
  return enumerators<DocumentStatus::failed>();
}
constexpr auto values_of(ReviewStatus) {
  return enumerators<ReviewStatus::interrupted>();
}

struct Tool {
  std::string name = "connect-ops-review";
  std::string version;
};

// One component's result.
struct Document {
  int schema_version = model::schema_version;  // 0: made by the reference application
  std::string review_id;
  std::string component;
  std::string instance_arn;
  DocumentStatus status = DocumentStatus::complete;
  nlohmann::json data = base::read::no_members();  // the facts; components/<name>.hpp says what is in it
  Rules checks;                                    // that were made; empty in documents of older versions
  std::vector<Finding> findings;
  std::optional<Window> window;
  base::Usage usage;
  std::optional<base::Time> collected_at;
  std::optional<base::Time> recorded_at;  // set when AWS's answers came from a recording
  Tool tool;
  std::optional<std::int64_t> ttl;  // epoch seconds after which no reader shows it
};

// SHA-256 in hexadecimal digits, by the name of the file.
using ReportDigests = std::map<std::string, std::string>;

// The state of the review, stored under the component STATUS.
struct StatusDocument {
  int schema_version = model::schema_version;
  std::string review_id;
  ReviewStatus status = ReviewStatus::in_progress;
  std::string message;
  std::string instance_arn;
  std::string instance_alias;
  std::optional<base::Time> updated_at;
  std::optional<base::Time> deadline;   // of whoever is at it, while it is in progress
  std::map<std::string, int> findings;  // by status name, and "muted"
  std::vector<std::string> mute_notes;  // mutes that expired, and those that match nothing
  std::vector<std::string> components;  // that this review set out to do
  std::optional<Window> window;
  std::vector<std::string> failed_components;
  std::vector<std::string> errors;       // "component: why it is not known in full"
  std::string request_id;                // of what asked for it: asked twice with one, it is made once; may be empty
  std::vector<std::string> reports_due;  // formats of the reports that are still to be written
  ReportDigests report_digests;          // of those that were written into the store
  bool clock_confirmed = false;   // AWS's answers had the time that it was made at: it may vouch for other clocks
  std::optional<bool> announced;  // whether people were told what is new: true from just before it is sent
  std::optional<std::int64_t> ttl;
};

// Its name, or "unknown" where nothing says how far the review is.
std::string_view state_name(const StatusDocument& status);

// With `sha256`, of the canonical form without it, by which stores tell a document that was damaged.
nlohmann::json to_json(const Document& document);
nlohmann::json to_json(const StatusDocument& status);

// A document that was changed, with the `sha256` that it then has.
nlohmann::json sealed(nlohmann::json document);

// Both accept documents of the reference application (no schemaVersion), skip members they do not know and take
// integers for floats and back. They throw base::Error(corrupt) that says what is wrong with it.
Document document_from_json(const nlohmann::json& json);
StatusDocument status_from_json(const nlohmann::json& json);

// JSON Schemas, of which docs/schema is made: of a component's document with its `data`, and of STATUS.
nlohmann::json document_schema(nlohmann::json data);
nlohmann::json status_schema();

// now + 90 days.
std::int64_t ttl_from(base::Time now);

}  // namespace model
