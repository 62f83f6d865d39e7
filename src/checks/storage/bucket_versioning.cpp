#include <fmt/format.h>

#include "checks/storage/kept.hpp"
#include "words/names.hpp"

namespace checks {
namespace {

void judge_one(const Scene& scene, const Kept& kept, const model::DataBucket& bucket, Judgement& judgement) {
  judgement.limit = "Versioning enabled";
  if (bucket.versioning == "Enabled") {
    judgement.status = Status::pass;
    judgement.observed += " Versioning is enabled.";
  } else if (bucket.versioning.empty() || bucket.versioning == "Suspended") {
    const bool is_suspended = !bucket.versioning.empty();
    judgement.status = Status::warn;
    judgement.headline =
        headline("Bucket ", judgement.resource, is_suspended ? " has versioning suspended" : " keeps no versions");
    judgement.observed += fmt::format(" Versioning {}: what is deleted or overwritten is lost.",
                                      is_suspended ? "is suspended" : "was never enabled");
    // Where a rule deletes, and no rule deletes versions, versioning would keep for ever what is deleted today.
    const bool is_safe = model::gap_of_setting(bucket, model::bucket_setting::lifecycle) == nullptr &&
                         std::ranges::none_of(bucket.rules, &model::LifecycleRule::expires);
    judgement.command = is_safe
                            ? aws_command(scene, "s3api put-bucket-versioning",
                                          {{"bucket", kept.place}, {"versioning-configuration", "Status=Enabled"}})
                            : aws_command(scene, "s3api get-bucket-lifecycle-configuration", {{"bucket", kept.place}});
  } else {
    judgement.reason = fmt::format("The state {} of versioning is not one that this review knows.",
                                   words::in_quotes(bucket.versioning));
  }
}

Judgements judge(const Scene& scene, const model::StorageResources& storage, const model::DataBuckets& buckets) {
  return judge_buckets(scene, storage, buckets,
                       {model::bucket_setting::versioning, "s3:GetBucketVersioning", judge_one});
}

}  // namespace

const Check bucket_versioning = on<judge, &Inventory::storage, &Inventory::data_buckets>({
    .id = "bucket_versioning",
    .component = "storage",
    .title = "Versions of what is in buckets",
    .pillar = Pillar::resilience,
    .severity = Severity::low,
    .why = "Without versions one wrong deletion, or a program gone wrong, takes recordings and reports away for good.",
    .remedy =
        "Enable versioning for the bucket, and let a lifecycle rule delete versions that are no longer current after "
        "some time, since they cost as much as current ones.",
    .action = "Enable versioning for the bucket",
    .links = {"https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html"},
});

}  // namespace checks
