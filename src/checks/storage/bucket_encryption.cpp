#include <algorithm>
#include <fmt/format.h>

#include "base/encode.hpp"
#include "checks/instance/key_state.hpp"
#include "checks/storage/kept.hpp"
#include "words/names.hpp"

namespace checks {
namespace {

using model::DataBucket;
using model::KmsKeys;

// Amazon Connect encrypts by the bucket's default what no key is chosen for in its own settings.
bool relies_on_default(const Kept& kept) {
  return std::ranges::any_of(kept.configs, [](const auto* config) { return config->encryption_type != "KMS"; });
}

// Where Amazon Connect names a key itself, the default is for what others write.
void judge_not_own(const Kept& kept, Judgement& judgement, std::string_view how) {
  if (!relies_on_default(kept)) {
    if (kept.unread != nullptr) return leave_open(judgement, *kept.unread);
    judgement.status = Status::info;
    judgement.observed += fmt::format(
        " By default the bucket encrypts {}. For what Amazon Connect keeps here its own settings name a KMS key.", how);
    return;
  }
  judgement.status = Status::warn;
  judgement.headline = headline("Bucket ", judgement.resource, " encrypts with a key that AWS manages by default");
  judgement.observed += fmt::format(
      " By default the bucket encrypts {}, and for some of the data Amazon Connect's own settings name no key: access "
      "cannot be revoked through a key.",
      how);
}

void judge_unusable(const Scene& scene, const DataBucket& bucket, const model::KmsKey& key, const KeyTrouble& trouble,
                    Judgement& judgement) {
  const std::string state = in_words(trouble, key);
  judgement.status = Status::fail;
  judgement.severity = Severity::high;
  judgement.headline = headline("Bucket ", judgement.resource, fmt::format(" needs a KMS key that {}", state));
  judgement.observed += fmt::format(
      " By default the bucket encrypts with the KMS key {}, which {}. While it cannot be used, nothing new is stored by "
      "default, and what was stored cannot be read.",
      base::printable(bucket.key_id, 200), state);
  judgement.remedy = remedy_of_unusable("for the bucket");
  judgement.action = trouble.action;
  if (auto command = command_for(scene, trouble, bucket.key_id); !command.empty())
    judgement.command = std::move(command);
}

void judge_key(const Scene& scene, const Kept& kept, const DataBucket& bucket, const model::KmsKey& key,
               Judgement& judgement) {
  const std::string with = fmt::format("with the KMS key {}", base::printable(bucket.key_id, 200));
  if (const KeyTrouble* trouble = trouble_of(key); trouble != nullptr) {
    judge_unusable(scene, bucket, key, *trouble, judgement);
  } else if (key.manager == "AWS") {
    judge_not_own(kept, judgement, with + ", which AWS manages");
  } else if (key.manager == "CUSTOMER" && is_usable(key)) {
    judgement.status = Status::pass;
    judgement.observed += fmt::format(" By default the bucket encrypts {}, which you manage.", with);
  } else {
    judgement.reason = fmt::format("The key's manager {} and state {} are not ones that this review knows.",
                                   words::in_quotes(key.manager), words::in_quotes(key.state));
  }
}

// Its ARN does not say whose a key is.
void judge_kms(const Scene& scene, const Kept& kept, const DataBucket& bucket, const Dataset<KmsKeys>& keys,
               Judgement& judgement) {
  judgement.evidence += ", kms:DescribeKey";
  if (bucket.key_id.empty() || is_alias_of_aws(bucket.key_id))
    return judge_not_own(kept, judgement, "with the key that AWS manages for S3");
  const auto found = keys.known() ? keys.value->find(bucket.key_id) : KmsKeys::const_iterator();
  if (!keys.known() || found == keys.value->end()) {
    leave_open(judgement,
               keys.gap.value_or(Gap{model::GapKind::unavailable, "KMS was not asked whose the key is", ""}));
  } else if (found->second.gap) {
    leave_open(judgement, *found->second.gap);
  } else {
    judge_key(scene, kept, bucket, found->second, judgement);
  }
}

void judge_known(const Scene& scene, const Kept& kept, const DataBucket& bucket, const Dataset<KmsKeys>& keys,
                 Judgement& judgement) {
  judgement.limit = "A KMS key of your own";
  judgement.command = aws_command(scene, "s3api get-bucket-encryption", {{"bucket", kept.place}});
  if (model::is_kms(bucket)) {
    judge_kms(scene, kept, bucket, keys, judgement);
  } else if (bucket.algorithm.empty() || bucket.algorithm == "AES256") {
    // Since 2023 S3 encrypts everything with keys of its own, whether or not it says so.
    judge_not_own(kept, judgement, "with keys that S3 manages alone");
  } else {
    judgement.reason =
        fmt::format("The algorithm {} is not one that this review knows.", words::in_quotes(bucket.algorithm));
  }
}

Judgements judge(const Scene& scene, const model::StorageResources& storage, const model::DataBuckets& buckets,
                 const Dataset<KmsKeys>& keys) {
  return judge_buckets(scene, storage, buckets,
                       {model::bucket_setting::encryption, "s3:GetBucketEncryption",
                        [&](const Scene&, const Kept& kept, const DataBucket& bucket, Judgement& judgement) {
                          judge_known(scene, kept, bucket, keys, judgement);
                        }});
}

}  // namespace

const Check bucket_encryption = on<judge, &Inventory::storage, &Inventory::data_buckets, &Inventory::bucket_keys>({
    .id = "bucket_encryption",
    .component = "storage",
    .title = "Default encryption of buckets",
    .pillar = Pillar::security,
    .severity = Severity::medium,
    .why = "What no key is chosen for is encrypted by the bucket's default. Without a KMS key of your own you cannot "
           "limit who may decrypt it, nor withdraw that right.",
    .remedy = "Choose a KMS key that you manage for the bucket's default encryption, and let Amazon Connect use it, or "
              "choose one for each kind of data in the instance's data storage settings. It counts for new data.",
    .action = "Choose a KMS key of your own",
    .links = {"https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html",
              "https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html"},
});

}  // namespace checks
