// The JSON report: the review as one object, for programs.
#include "base/timestamp.hpp"
#include "formats/writers.hpp"
#include "model/life.hpp"
#include "model/tally.hpp"

namespace formats {
namespace {

// A document without what the review says already: its key, its findings and when it will be deleted.
nlohmann::json component_json(const model::Document& document) {
  nlohmann::json object = model::to_json(document);
  for (const char* key : {"reviewId", "componentType", "instanceArn", "checks", "findings", "ttl", "sha256"})
    object.erase(key);
  return object;
}

nlohmann::json checks_json(const model::Review& review) {
  nlohmann::json checks = nlohmann::json::object();
  for (const auto& document : review.documents) {
    for (const auto& [id, rule] : document.checks) checks[id] = to_json(rule);
  }
  return checks;
}

// Of every status: none is 0.
nlohmann::json counts_json(const model::Tally& tally) {
  nlohmann::json counts = nlohmann::json::object();
  for (const auto status : model::all_statuses) counts[std::string(model::name(status))] = tally.of(status);
  counts["muted"] = tally.muted();
  return counts;
}

nlohmann::json components_json(const model::Review& review) {
  nlohmann::json components = nlohmann::json::object();
  for (const auto& document : review.documents) components[document.component] = component_json(document);
  for (const auto& one : review.unreadable) components[one.component] = {{"status", "unreadable"}, {"reason", one.why}};
  for (const auto& component : model::missing_components(review)) {
    components[component] = {{"status", "missing"}, {"reason", "the review counts it, and nothing of it is stored"}};
  }
  return components;
}

// Null for a first review, and where the store could not say.
nlohmann::json since_json(const Past& past) {
  if (!past.since) return nullptr;
  nlohmann::json counts = nlohmann::json::object();
  for (const auto kind : analysis::all_change_kinds) counts[name(kind)] = past.since->comparison.count(kind);
  return {{"reviewId", past.since->review_id}, {"counts", std::move(counts)}};
}

std::string report(const model::Review& review, const Past* past) {
  const auto all = model::all_findings(review);
  nlohmann::json findings = nlohmann::json::array();
  for (const auto& finding : all) findings.push_back(model::to_json(finding));
  const auto& status = review.status;
  const auto updated = status.updated_at ? nlohmann::json(base::to_iso8601(*status.updated_at)) : nlohmann::json();
  nlohmann::json object = {{"schemaVersion", model::schema_version},
                           {"reviewId", status.review_id},
                           {"status", model::state_name(status)},
                           {"message", status.message},
                           {"instanceArn", status.instance_arn},
                           {"instanceAlias", status.instance_alias},
                           {"updatedAt", updated},
                           {"failedComponents", status.failed_components},
                           {"muteNotes", status.mute_notes},
                           {"counts", counts_json(model::Tally(all))},
                           {"checks", checks_json(review)},
                           {"findings", std::move(findings)},
                           {"components", components_json(review)}};
  if (!review.narrowed.empty()) object["narrowed"] = review.narrowed;
  if (past != nullptr) object["since"] = since_json(*past);
  return object.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

void json(std::span<const model::Review> reviews, const Besides& besides, const Sink& sink) {
  const bool one = reviews.size() == 1;
  if (!one) sink("[");
  for (std::size_t i = 0; i < reviews.size(); ++i) {
    if (i > 0) sink(",\n");
    sink(report(reviews[i], past_of(besides, reviews[i].status.review_id)));
  }
  sink(one ? "\n" : "]\n");
}

}  // namespace formats
