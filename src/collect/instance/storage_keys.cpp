#include "aws/operations/kms.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"
#include "base/timestamp.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

using model::KmsKey;
using model::KmsKeys;
using nlohmann::json;
namespace read = base::read;

KmsKey describe(Source& source, const std::string& key_id) {
  const json answer = source.client.call(aws::kms::describe_key, {{"KeyId", key_id}});
  const json& metadata = read::object(answer, "KeyMetadata");
  KmsKey key;
  key.manager = read::text(metadata, "KeyManager");
  key.state = read::text(metadata, "KeyState");
  if (key.manager.empty()) throw base::Error(base::ErrorKind::corrupt, "kms:DescribeKey answered no KeyManager");
  if (const auto deleted = read::number(metadata, "DeletionDate")) key.deleted = base::from_epoch_seconds(*deleted);
  return key;
}

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
  for (auto& [id, key] : keys) key.gap = gaps.of([&] { key = describe(source, id); });
  return gaps.dataset(std::move(keys), "KMS keys");
}

}  // namespace

const Collector collectors::storage_keys = collector<&Inventory::storage_keys, fetch_storage_keys, &Inventory::storage>(
    "instance", {&aws::kms::describe_key}, Asks::each_item);

}  // namespace collect
