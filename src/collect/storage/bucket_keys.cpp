#include "aws/operations/kms.hpp"
#include "collect/collector.hpp"
#include "collect/instance/kms_key.hpp"

namespace collect {
namespace {

using model::KmsKeys;

// Keys that Amazon Connect's own settings name are known already.
void describe_key_of_bucket(Source& source, const std::string& id, model::KmsKey& key, const Dataset<KmsKeys>& others,
                            ItemGaps& gaps) {
  const auto found = others.known() ? others.value->find(id) : KmsKeys::const_iterator();
  if (others.known() && found != others.value->end()) {
    key = found->second;
  } else {
    key.gap = gaps.of([&] { key = kms_key(source, id); });
  }
}

Dataset<KmsKeys> fetch_bucket_keys(Source& source, const Dataset<model::DataBuckets>& buckets,
                                   const Dataset<KmsKeys>& others) {
  if (!buckets.known()) return Dataset<KmsKeys>::missing(needs_other("settings of the buckets", buckets.gap));
  KmsKeys keys;
  for (const auto& [name, bucket] : *buckets.value) {
    if (model::is_kms(bucket) && !bucket.key_id.empty()) keys.try_emplace(bucket.key_id);
  }
  ItemGaps gaps(ItemGaps::Permission::its_own);  // keys of other accounts are denied by themselves
  for (auto& [id, key] : keys) describe_key_of_bucket(source, id, key, others, gaps);
  return gaps.dataset(std::move(keys), "KMS keys");
}

}  // namespace

const Collector collectors::bucket_keys =
    collector<&Inventory::bucket_keys, fetch_bucket_keys, &Inventory::data_buckets, &Inventory::storage_keys>(
        "storage", {&aws::kms::describe_key}, Asks::each_item);

}  // namespace collect
