#include <fmt/format.h>

#include "checks/storage/kept.hpp"
#include "words/names.hpp"

namespace checks {
namespace {

using model::DataBucket;
using model::PublicAccessBlock;
namespace setting = model::bucket_setting;
using OfAccount = Dataset<model::AccountPublicAccess>;

constexpr int kinds_of_access = 4;

int blocked(const PublicAccessBlock& block) {
  return int(block.block_acls) + int(block.ignore_acls) + int(block.block_policy) + int(block.restrict_buckets);
}

Gap gap_of(const OfAccount& account) {
  return account.gap.value_or(Gap{model::GapKind::unavailable, "S3 was not asked for it", ""});
}

void judge_public(const Scene& scene, const Kept& kept, const OfAccount& account, Judgement& judgement) {
  judgement.status = Status::fail;
  judgement.severity = Severity::high;
  judgement.headline = headline("Bucket ", judgement.resource, " is public by the bucket policy");
  judgement.observed +=
      " S3 calls the bucket policy public, and the bucket's own settings do not restrict what it grants";
  judgement.observed += account.known() ? ", nor do the account's."
                                        : fmt::format(". The account may do so; that is not known: {}",
                                                      words::full_stop(gap_of(account).reason));
  judgement.remedy =
      "Take what grants access to everybody out of the bucket policy, and block all public access to the bucket.";
  judgement.action = "Close the bucket to the public";
  judgement.command = aws_command(scene, "s3api get-bucket-policy-status", {{"bucket", kept.place}});
}

std::string policy_text(const DataBucket& bucket) {
  const Gap* gap = model::gap_of_setting(bucket, setting::policy_status);
  if (gap != nullptr)
    return fmt::format(" Whether its policy is public is not known: {}", words::full_stop(gap->reason));
  return bucket.is_public ? " Its policy is public; what it grants is restricted." : " Its policy is not public.";
}

void judge_open(const Scene& scene, const Kept& kept, const DataBucket& bucket, int closed, Judgement& judgement) {
  judgement.status = Status::warn;
  judgement.headline = headline("Bucket ", judgement.resource,
                                fmt::format(" blocks {} of {} ways to public access", closed, kinds_of_access));
  judgement.observed += fmt::format(
      " Of the four settings that block public access, {} on, for the bucket or for all of the account's: ACLs or a "
      "policy could make the data public.",
      closed == 0   ? "none is"
      : closed == 1 ? "one is"
                    : fmt::format("{} are", closed));
  judgement.observed += policy_text(bucket);
  judgement.command = aws_command(scene, "s3api get-public-access-block", {{"bucket", kept.place}});
}

void judge_one(const Scene& scene, const Kept& kept, const DataBucket& bucket, const OfAccount& account,
               Judgement& judgement) {
  judgement.limit = "All public access blocked";
  const PublicAccessBlock both = model::blocked_by_either(bucket, account);
  if (both.is_whole()) {
    judgement.status = Status::pass;
    judgement.observed += bucket.public_access_block.is_whole()
                              ? " All public access is blocked."
                              : " All public access is blocked, by the account for all of its buckets.";
  } else if (bucket.is_public && !both.restrict_buckets) {
    judge_public(scene, kept, account, judgement);
  } else if (!account.known()) {
    judgement.observed +=
        " The bucket itself does not block all public access; the account may, for all of its buckets.";
    leave_open(judgement, gap_of(account));
  } else {
    judge_open(scene, kept, bucket, blocked(both), judgement);
  }
}

void judge_absent(const Kept&, Judgement& judgement) {
  judgement.status = Status::fail;
  judgement.severity = Severity::high;
  judgement.headline = headline("Bucket ", judgement.resource, " is gone, and anybody can create one of that name");
  judgement.observed =
      fmt::format("The bucket does not exist: what Amazon Connect keeps there is lost. {}", judgement.observed);
  judgement.remedy =
      "Create the bucket again in your own account before somebody else takes its name, or choose another one in the "
      "instance's data storage settings.";
  judgement.action = "Create the bucket, or choose another one";
}

Judgements judge(const Scene& scene, const model::StorageResources& storage, const model::DataBuckets& buckets,
                 const OfAccount& account) {
  return judge_buckets(
      scene, storage, buckets,
      {setting::public_access, "s3:GetPublicAccessBlock, s3:GetBucketPolicyStatus, s3:GetAccountPublicAccessBlock",
       [&](const Scene&, const Kept& kept, const DataBucket& bucket, Judgement& judgement) {
         judge_one(scene, kept, bucket, account, judgement);
       },
       judge_absent});
}

}  // namespace

const Check bucket_public_access = on<judge, &Inventory::storage, &Inventory::data_buckets,
                                      &Inventory::account_public_access>({
    .id = "bucket_public_access",
    .component = "storage",
    .title = "Public access to buckets",
    .pillar = Pillar::security,
    .severity = Severity::low,
    .why =
        "Recordings and transcripts hold what customers said. One wrong ACL or policy makes them public where nothing "
        "blocks it.",
    .remedy =
        "Block all public access to the bucket, or to all buckets of the account. Amazon Connect writes by a role and "
        "needs none.",
    .action = "Block all public access to the bucket",
    .links = {"https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html"},
});

}  // namespace checks
