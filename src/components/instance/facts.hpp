// Facts of the component `instance`. Plain data; JSON in the .cpp alone.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "model/inventory.hpp"

namespace components {

struct StorageRow {
  std::string resource_type;  // CALL_RECORDINGS
  std::string storage_type;   // S3, …; empty: nothing is configured
  std::string destination;
  std::string encryption;  // "KMS <key>", "none", or empty when the API does not say
  std::optional<std::int64_t> retention_hours;
  std::string not_known;  // the reason, when it could not be read
};

struct InstanceFacts {
  model::InstanceRef ref;
  std::optional<model::InstanceDetails> details;
  std::string details_missing;  // why details are not known; empty when they are
  std::vector<model::InstanceAttribute> attributes;
  std::string attributes_missing;
  std::vector<StorageRow> storage;
  std::string storage_missing;
};

InstanceFacts instance_facts(const model::Scene& scene, const model::Dataset<model::InstanceDetails>& instance,
                             const model::Dataset<model::InstanceAttributes>& attributes,
                             const model::Dataset<model::StorageResources>& storage);
nlohmann::json to_json(const InstanceFacts& facts);
InstanceFacts instance_facts_from_json(const nlohmann::json& data);

}  // namespace components
