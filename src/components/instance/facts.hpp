// Facts of the component `instance`. Plain data.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "components/facts.hpp"
#include "model/inventory.hpp"
#include "model/review.hpp"

namespace components {

struct StorageRow {
  std::string resource_type;  // CALL_RECORDINGS
  std::string storage_type;   // S3, …; empty: nothing is configured
  std::string destination;
  std::string encryption;   // "KMS <key>", "none", or empty when the API does not say
  std::string key_manager;  // AWS, CUSTOMER; empty without a key, or when KMS did not say
  std::optional<std::int64_t> retention_hours;
  std::string not_known;  // the reason, when it could not be read
};

struct InstanceFacts {
  static constexpr std::string_view component = "instance";

  model::InstanceRef ref;
  std::optional<model::InstanceDetails> details;
  std::string details_missing;  // why details are not known, or their replicas not; empty when they are
  std::vector<model::InstanceAttribute> attributes;
  std::string attributes_missing;
  std::vector<StorageRow> storage;
  std::string storage_missing;
};

InstanceFacts instance_facts(const model::Scene& scene, const model::Dataset<model::InstanceDetails>& instance,
                             const model::Dataset<model::InstanceAttributes>& attributes,
                             const model::Dataset<model::StorageResources>& storage,
                             const model::Dataset<model::KmsKeys>& keys);

// Of the instance's own site, where the review knows it.
std::string access_url_of(const model::Review& review);

// What people call the instance: its alias, or its id, or "unknown instance".
std::string display_name(const model::Review& review);

}  // namespace components
