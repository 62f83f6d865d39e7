#include <algorithm>
#include <fmt/format.h>

#include "base/encode.hpp"
#include "checks/storage/kept.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using model::DataBucket;
using model::LifecycleRule;

// Where recordings lie in the bucket.
std::vector<std::string> recording_prefixes(const Kept& kept) {
  std::vector<std::string> prefixes;
  for (const auto* config : kept.recordings) {
    if (std::ranges::find(prefixes, config->prefix) == prefixes.end()) prefixes.push_back(config->prefix);
  }
  return prefixes;
}

bool any_covers(const DataBucket& bucket, const std::string& prefix, bool (*does)(const LifecycleRule&)) {
  return std::ranges::any_of(bucket.rules,
                             [&](const LifecycleRule& rule) { return does(rule) && model::covers(rule, prefix); });
}

bool ends(const LifecycleRule& rule) {
  return rule.expires || rule.moves;
}

// What is left over beside the recordings, for want of a rule.
std::string leftovers(const DataBucket& bucket, const std::vector<std::string>& prefixes) {
  const auto covered = [&](bool (*does)(const LifecycleRule&)) {
    return std::ranges::all_of(prefixes, [&](const auto& prefix) { return any_covers(bucket, prefix, does); });
  };
  std::string said;
  const bool has_versions =
      !bucket.versioning.empty() && model::gap_of_setting(bucket, model::bucket_setting::versioning) == nullptr;
  if (has_versions && !covered([](const LifecycleRule& rule) { return rule.ends_noncurrent; }))
    said += " Versions that are no longer current are kept for ever.";
  if (!covered([](const LifecycleRule& rule) { return rule.aborts_uploads; }))
    said += " Parts of uploads that were never finished are kept for ever.";
  return said;
}

// The first that a rule deletes, where there is one.
std::string when_deleted(const DataBucket& bucket, const std::string& prefix) {
  std::optional<std::int64_t> days;
  for (const LifecycleRule& rule : bucket.rules) {
    if (!rule.expires_after_days || !model::covers(rule, prefix)) continue;
    days = std::min(days.value_or(*rule.expires_after_days), *rule.expires_after_days);
  }
  if (!days) return "";
  const std::string after = words::counted(*days, "day");
  // With versions, S3 sets no more than a delete marker.
  return bucket.versioning.empty() ? fmt::format(" Recordings are deleted after {}.", after)
                                   : fmt::format(" Recordings become noncurrent versions after {}.", after);
}

void judge_kept_for_ever(const Scene& scene, const Kept& kept, const std::string& prefix, bool has_rules,
                         Judgement& judgement) {
  judgement.status = Status::warn;
  judgement.headline = headline("Recordings in the bucket ", judgement.resource, " are never moved or deleted");
  judgement.observed +=
      fmt::format(" {} moves recordings below {} to a cheaper storage class, or deletes them.",
                  has_rules ? "No enabled lifecycle rule without further filters" : "No lifecycle rule",
                  prefix.empty() ? "the bucket's root" : words::in_quotes(prefix));
  judgement.command = aws_command(scene, "s3api get-bucket-lifecycle-configuration", {{"bucket", kept.place}});
}

void judge_one(const Scene& scene, const Kept& kept, const DataBucket& bucket, Judgement& judgement) {
  const auto prefixes = recording_prefixes(kept);
  judgement.limit = "A rule that moves or deletes recordings";
  const auto open =
      std::ranges::find_if_not(prefixes, [&](const std::string& prefix) { return any_covers(bucket, prefix, ends); });
  if (open != prefixes.end()) {
    judge_kept_for_ever(scene, kept, *open, !bucket.rules.empty(), judgement);
  } else {
    const std::string said = leftovers(bucket, prefixes);
    judgement.status = said.empty() ? Status::pass : Status::info;
    judgement.observed +=
        " A lifecycle rule moves or deletes recordings." + when_deleted(bucket, prefixes.front()) + said;
  }
}

Judgements judge(const Scene& scene, const model::StorageResources& storage, const model::DataBuckets& buckets) {
  return judge_buckets(scene, storage, buckets,
                       {.setting = model::bucket_setting::lifecycle,
                        .evidence = "s3:GetBucketLifecycleConfiguration, s3:GetBucketVersioning",
                        .judge = judge_one,
                        .is_of_recordings = true});
}

}  // namespace

const Check bucket_lifecycle = on<judge, &Inventory::storage, &Inventory::data_buckets>({
    .id = "bucket_lifecycle",
    .component = "storage",
    .title = "How long recordings are kept",
    .pillar = Pillar::cost,
    .severity = Severity::low,
    .why =
        "Recordings pile up at the price of the first day, and what customers said is kept longer than anybody needs or "
        "may keep it.",
    .remedy =
        "Add a lifecycle rule for the prefix of the recordings that moves them to a cheaper storage class, and deletes "
        "them once nobody needs them. Where a law asks for them for ever, mute this.",
    .action = "Add a lifecycle rule for recordings",
    .links = {"https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html"},
});

}  // namespace checks
