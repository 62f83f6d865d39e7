#include "aws/operations/kms.hpp"
#include "collect/collector.hpp"
#include "collect/instance/kms_key.hpp"

namespace collect {
namespace {

using model::KmsKeys;

// Whose a key is, its ARN does not say.
Dataset<KmsKeys> fetch_storage_keys(Source& source, const Dataset<model::StorageResources>& storage) {
  if (!storage.known()) return Dataset<KmsKeys>::missing(needs_other("list of data storage settings", storage.gap));
  KmsKeys keys;
  for (const auto& resource : *storage.value) {
    for (const auto& config : resource.configs) {
      if (!config.key_id.empty()) keys.try_emplace(config.key_id);
    }
  }
  ItemGaps gaps;
  for (auto& [id, key] : keys) key.gap = gaps.of([&] { key = kms_key(source, id); });
  return gaps.dataset(std::move(keys), "KMS keys");
}

}  // namespace

const Collector collectors::storage_keys = collector<&Inventory::storage_keys, fetch_storage_keys, &Inventory::storage>(
    "instance", {&aws::kms::describe_key}, Asks::each_item);

}  // namespace collect
