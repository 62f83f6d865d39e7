#include <fmt/format.h>

#include "checks/storage/kept.hpp"
#include "words/names.hpp"

namespace checks {
namespace {

using model::DataBucket;
using model::PublicAccessBlock;
namespace setting = model::bucket_setting;

constexpr int kinds_of_access = 4;

int blocked(const PublicAccessBlock& block) {
  return int(block.block_acls) + int(block.ignore_acls) + int(block.block_policy) + int(block.restrict_buckets);
}

void judge_public(const Scene& scene, const Kept& kept, Judgement& judgement) {
  judgement.status = Status::fail;
  judgement.severity = Severity::high;
  judgement.headline = headline("Bucket ", judgement.resource, " is public by the bucket policy");
  judgement.observed +=
      " S3 calls the bucket policy public, and the bucket's own settings do not restrict what it grants. The account may "
      "do so for all of its buckets, which this review does not read.";
  judgement.remedy =
      "Take what grants access to everybody out of the bucket policy, and block all public access to the bucket.";
  judgement.action = "Close the bucket to the public";
  judgement.command = aws_command(scene, "s3api get-bucket-policy-status", {{"bucket", kept.place}});
}

void judge_open(const Scene& scene, const Kept& kept, const DataBucket& bucket, Judgement& judgement) {
  const int closed = blocked(bucket.public_access_block);
  judgement.status = Status::warn;
  judgement.headline = headline("Bucket ", judgement.resource,
                                fmt::format(" blocks {} of {} ways to public access", closed, kinds_of_access));
  judgement.observed += fmt::format(
      " Of the four settings that block public access, {} on: ACLs or a policy could make the data public. The account "
      "may block that for all of its buckets, which this review does not read.",
      closed == 0   ? "none is"
      : closed == 1 ? "one is"
                    : fmt::format("{} are", closed));
  const Gap* policy = model::gap_of_setting(bucket, setting::policy_status);
  judgement.observed += policy == nullptr ? " Its policy is not public."
                                          : fmt::format(" Whether its policy is public is not known: {}",
                                                        words::full_stop(policy->reason));
  judgement.command = aws_command(scene, "s3api get-public-access-block", {{"bucket", kept.place}});
}

void judge_one(const Scene& scene, const Kept& kept, const DataBucket& bucket, Judgement& judgement) {
  judgement.limit = "All public access blocked";
  if (bucket.public_access_block.is_whole()) {
    judgement.status = Status::pass;
    judgement.observed += " All public access is blocked.";
  } else if (bucket.is_public && !bucket.public_access_block.restrict_buckets) {
    judge_public(scene, kept, judgement);
  } else {
    judge_open(scene, kept, bucket, judgement);
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

Judgements judge(const Scene& scene, const model::StorageResources& storage, const model::DataBuckets& buckets) {
  return judge_buckets(
      scene, storage, buckets,
      {setting::public_access, "s3:GetPublicAccessBlock, s3:GetBucketPolicyStatus", judge_one, judge_absent});
}

}  // namespace

const Check bucket_public_access = on<judge, &Inventory::storage, &Inventory::data_buckets>({
    .id = "bucket_public_access",
    .component = "storage",
    .title = "Public access to buckets",
    .pillar = Pillar::security,
    .severity = Severity::low,
    .why =
        "Recordings and transcripts hold what customers said. One wrong ACL or policy makes them public where nothing "
        "blocks it.",
    .remedy = "Block all public access to the bucket. Amazon Connect writes to it by a role and needs none.",
    .action = "Block all public access to the bucket",
    .links = {"https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html"},
});

}  // namespace checks
