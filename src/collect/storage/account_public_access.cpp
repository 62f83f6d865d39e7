#include <algorithm>

#include "aws/error.hpp"
#include "aws/operations/s3control.hpp"
#include "collect/collector.hpp"
#include "collect/storage/public_access.hpp"
#include "model/storage_place.hpp"

namespace collect {
namespace {

using model::AccountPublicAccess;

// S3 answers with an error of its own where nothing was ever set.
AccountPublicAccess blocked_by_account(Source& source) {
  try {
    return public_access_block(source.client.call(aws::s3control::get_public_access_block,
                                                  {{"AccountId", source.given.instance_ref.account_id}}));
  } catch (const aws::AwsError& error) {
    if (error.code() != no_public_access_block) throw;
    return model::PublicAccessBlock{};
  }
}

bool needs_account(const model::DataBucket& bucket) {
  return bucket.exists && !bucket.public_access_block.is_whole();
}

Dataset<AccountPublicAccess> fetch(Source& source, const Dataset<model::DataBuckets>& buckets) {
  if (!buckets.known())
    return Dataset<AccountPublicAccess>::missing(needs_other("settings of the buckets", buckets.gap));
  const bool any = std::ranges::any_of(*buckets.value, [](const auto& one) { return needs_account(one.second); });
  return Dataset<AccountPublicAccess>::of(any ? blocked_by_account(source) : std::nullopt);
}

}  // namespace

const Collector collectors::account_public_access =
    collector<&Inventory::account_public_access, fetch, &Inventory::data_buckets>(
        "storage", {&aws::s3control::get_public_access_block}, Asks::each_item);

}  // namespace collect
