#include "checks/storage/kept.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "base/encode.hpp"
#include "model/console.hpp"
#include "model/storage_place.hpp"
#include "words/names.hpp"

namespace checks {
namespace {

bool is_recording(std::string_view type) {
  return type == "CALL_RECORDINGS" || type == "SCREEN_RECORDINGS";
}

// Why the settings of some kind of data are not known.
const Gap* unread_among(const model::StorageResources& storage, bool (*is_meant)(std::string_view)) {
  for (const auto& resource : storage) {
    if (resource.gap && is_meant(resource.type)) return &*resource.gap;
  }
  return nullptr;
}

bool is_any(std::string_view) {
  return true;
}

std::vector<Kept> kept_in(const model::StorageResources& storage, bool (*is_wanted)(const model::StorageConfig&)) {
  std::map<std::string, Kept> by_place;
  for (const auto& resource : storage) {
    for (const auto& config : resource.configs) {
      if (!is_wanted(config)) continue;
      Kept& kept = by_place[config.destination];
      kept.place = config.destination;
      kept.configs.push_back(&config);
      if (is_recording(resource.type)) kept.recordings.push_back(&config);
      if (std::ranges::find(kept.types, resource.type) == kept.types.end()) kept.types.push_back(resource.type);
    }
  }
  const Gap *unread = unread_among(storage, is_any), *unread_recordings = unread_among(storage, is_recording);
  std::vector<Kept> all;
  for (auto& [place, kept] : by_place) {
    kept.unread = unread;
    kept.unread_recordings = unread_recordings;
    all.push_back(std::move(kept));
  }
  return all;
}

// What is wrong for those that are known is wrong whatever the others are.
void judge_recordings(const Scene& scene, const Kept& kept, const model::DataBucket& bucket, const OfBuckets& check,
                      Judgement& judgement) {
  if (kept.recordings.empty()) {
    judgement.status = Status::not_applicable;
    judgement.observed += " No recordings are kept in this bucket.";
  } else {
    check.judge(scene, kept, bucket, judgement);
  }
  const bool is_wrong = judgement.status == Status::warn || judgement.status == Status::fail;
  if (!is_wrong && kept.unread_recordings != nullptr) leave_open(judgement, *kept.unread_recordings);
}

Judgement judge_bucket(const Scene& scene, const Kept& kept, const model::DataBuckets& buckets,
                       const OfBuckets& check) {
  Judgement judgement = about_bucket(scene, kept, check.evidence);
  const auto found = buckets.find(kept.place);
  if (found == buckets.end()) {
    judgement.reason = "The bucket was not read.";
  } else if (!found->second.exists) {
    judgement.status = Status::not_applicable;
    judgement.observed += " The bucket does not exist.";
    if (check.judge_absent != nullptr) check.judge_absent(kept, judgement);
  } else if (const Gap* gap = model::gap_of_setting(found->second, check.setting); gap != nullptr) {
    leave_open(judgement, *gap);
  } else if (check.is_of_recordings) {
    judge_recordings(scene, kept, found->second, check, judgement);
  } else {
    check.judge(scene, kept, found->second, judgement);
  }
  return judgement;
}

}  // namespace

std::vector<Kept> kept_in_buckets(const model::StorageResources& storage) {
  return kept_in(storage, model::is_of_bucket);
}

std::vector<Kept> kept_in_streams(const model::StorageResources& storage) {
  return kept_in(storage, model::is_of_stream);
}

std::string what_is_kept(const Kept& kept) {
  std::vector<std::string> kinds;
  for (const auto& type : kept.types) kinds.push_back(words::spelled_out(type));
  return fmt::format("Keeps {}.", words::list(kinds));
}

Judgement about_bucket(const Scene& scene, const Kept& kept, std::string_view evidence) {
  Judgement judgement;
  judgement.resource = {"bucket", kept.place, base::printable(kept.place, 80)};
  judgement.observed = what_is_kept(kept);
  judgement.evidence = evidence;
  judgement.console_url = model::console::bucket(scene.instance, kept.place);
  return judgement;
}

Judgement about_stream(const Scene& scene, const Kept& kept) {
  const bool is_firehose = model::is_firehose(kept.place);
  const std::string name = base::printable(model::stream_name(kept.place), 128);
  Judgement judgement;
  judgement.resource = {"stream", kept.place, name};
  judgement.observed = what_is_kept(kept);
  judgement.evidence = is_firehose ? "firehose:DescribeDeliveryStream" : "kinesis:DescribeStreamSummary";
  judgement.console_url = model::console::stream(scene.instance, kept.place);
  judgement.command = is_firehose
                          ? aws_command(scene, "firehose describe-delivery-stream", {{"delivery-stream-name", name}})
                          : aws_command(scene, "kinesis describe-stream-summary", {{"stream-arn", kept.place}});
  return judgement;
}

Judgements judge_buckets(const Scene& scene, const model::StorageResources& storage, const model::DataBuckets& buckets,
                         const OfBuckets& check) {
  Judgements judgements;
  for (const auto& kept : kept_in_buckets(storage)) judgements.push_back(judge_bucket(scene, kept, buckets, check));
  if (judgements.empty()) {
    judgements.push_back(not_applicable(the_instance(scene), "The instance keeps nothing in S3."));
  }
  return judgements;
}

}  // namespace checks
