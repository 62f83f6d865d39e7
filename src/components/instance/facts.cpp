#include "components/instance/facts.hpp"

#include <fmt/format.h>

#include "components/described.hpp"

namespace components {

template <typename Visit>
void describe(StorageRow& row, Visit&& field) {
  field("resource_type", row.resource_type);
  field("storage_type", row.storage_type, null_if_empty);
  field("destination", row.destination, null_if_empty);
  field("encryption", row.encryption, null_if_empty);
  field("key_manager", row.key_manager, base::fields::omitted_if_empty);
  field("retention_hours", row.retention_hours);
  field("not_known", row.not_known, null_if_empty);
}

template <typename Visit>
void describe(InstanceFacts& facts, Visit&& field) {
  describe(facts.ref, field);
  field("details", facts.details);
  field("details_missing", facts.details_missing, null_if_empty);
  field("attributes_missing", facts.attributes_missing, null_if_empty);
  field("attributes", facts.attributes, if_known(facts.attributes_missing.empty() || !facts.attributes.empty()));
  field("storage_missing", facts.storage_missing, null_if_empty);
  field("storage", facts.storage, if_known(facts.storage_missing.empty() || !facts.storage.empty()));
}

template json to_json(const InstanceFacts&);
template void read_facts(const model::Document&, InstanceFacts&);
template json data_schema<InstanceFacts>();

namespace {

std::string manager_of(const std::string& key_id, const model::Dataset<model::KmsKeys>& keys) {
  if (!keys.known()) return "";
  const auto found = keys.value->find(key_id);
  return found == keys.value->end() ? "" : found->second.manager;
}

StorageRow row(const std::string& resource_type, const model::StorageConfig& config,
               const model::Dataset<model::KmsKeys>& keys) {
  StorageRow row;
  row.resource_type = resource_type;
  row.storage_type = config.storage_type;
  row.destination = config.prefix.empty() || config.storage_type != "S3"
                        ? config.destination
                        : fmt::format("{}/{}", config.destination, config.prefix);
  // Of Kinesis data streams and Firehose, Connect's API does not say how they are encrypted.
  const bool api_says = config.storage_type == "S3" || config.storage_type == "KINESIS_VIDEO_STREAM";
  if (!config.encryption_type.empty()) {
    row.encryption = config.encryption_type + (config.key_id.empty() ? "" : fmt::format(" {}", config.key_id));
  } else if (api_says) {
    row.encryption = "none";
  }
  row.key_manager = manager_of(config.key_id, keys);
  row.retention_hours = config.retention_hours;
  return row;
}

void add_rows(std::vector<StorageRow>& rows, const model::StorageResource& resource,
              const model::Dataset<model::KmsKeys>& keys) {
  for (const auto& config : resource.configs) rows.push_back(row(resource.type, config, keys));
  if (resource.gap) {
    StorageRow unknown;
    unknown.resource_type = resource.type;
    unknown.not_known = resource.gap->reason;
    rows.push_back(unknown);
  } else if (resource.configs.empty()) {
    StorageRow unused;
    unused.resource_type = resource.type;
    rows.push_back(unused);
  }
}

template <typename T>
std::string missing(const model::Dataset<T>& dataset) {
  return dataset.known() || !dataset.gap ? "" : dataset.gap->reason;
}

}  // namespace

InstanceFacts instance_facts(const model::Scene& scene, const model::Dataset<model::InstanceDetails>& instance,
                             const model::Dataset<model::InstanceAttributes>& attributes,
                             const model::Dataset<model::StorageResources>& storage,
                             const model::Dataset<model::KmsKeys>& keys) {
  InstanceFacts facts;
  facts.ref = scene.instance;
  facts.details = instance.value;
  if (instance.gap) facts.details_missing = instance.gap->reason;
  if (attributes.known()) facts.attributes = *attributes.value;
  facts.attributes_missing = missing(attributes);
  if (storage.known()) {
    for (const auto& resource : *storage.value) add_rows(facts.storage, resource, keys);
  }
  facts.storage_missing = missing(storage);
  return facts;
}

std::string access_url_of(const model::Review& review) {
  const auto facts = review.facts<InstanceFacts>();
  return facts && facts->details ? facts->details->access_url : "";
}

std::string display_name(const model::Review& review) {
  if (!review.status.instance_alias.empty()) return review.status.instance_alias;
  const auto facts = review.facts<InstanceFacts>();
  if (facts && facts->details && !facts->details->alias.empty()) return facts->details->alias;
  const std::string id = instance_of(review).instance_id;
  return id.empty() ? "unknown instance" : id;
}

}  // namespace components
