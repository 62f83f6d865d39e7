#include <algorithm>
#include <fmt/format.h>

#include "checks/check.hpp"
#include "checks/instance/storage_config.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

constexpr std::string_view media_streams = "MEDIA_STREAMS";

Judgement judge_config(const Scene& scene, const model::StorageResource& stored, const model::StorageConfig& config) {
  Judgement judgement = about(scene, stored, config);
  judgement.limit = "More than 0 hours";
  if (config.retention_hours) {
    judgement.measured = {.value = double(*config.retention_hours), .unit = "hours", .lower_is_worse = true};
  }
  if (!is_known_storage(config.storage_type)) {
    judgement.observed = words::full_stop(words::title_of(stored.type));
    judgement.reason =
        fmt::format("The storage type {} is not one that this review knows.", words::in_quotes(config.storage_type));
  } else if (!config.retention_hours) {
    judgement.observed = fmt::format("{}.", where(stored, config));
    judgement.reason = "AWS did not say how long the streams are kept.";
  } else if (*config.retention_hours == 0) {
    judgement.status = Status::warn;
    judgement.headline = headline("", judgement.resource, " are kept for 0 hours");
    // No command sets it here: AWS hands out a stream's prefix with more appended than it takes.
    judgement.observed =
        fmt::format("{}, kept for 0 hours: the audio is gone as soon as it was sent.", where(stored, config));
  } else {
    judgement.status = Status::pass;
    judgement.observed = fmt::format("{}, kept for {}.", where(stored, config),
                                     words::counted(double(*config.retention_hours), "hour", "hours"));
  }
  return judgement;
}

// When no stream was found: there is none, or the list of them could not be read.
Judgement without_streams(const Scene& scene, const model::StorageResource* media) {
  if (media == nullptr) return not_assessed(the_instance(scene), "the settings of live media streams were not read");
  if (media->gap) return not_assessed(the_instance(scene), *media->gap);
  return not_applicable(the_instance(scene), "Live media streaming is not set up.");
}

Judgements judge(const Scene& scene, const model::StorageResources& storage) {
  Judgements judgements;
  for (const auto& stored : storage) {
    for (const auto& config : stored.configs) {
      const bool is_of_a_newer_api = stored.type == media_streams && !is_known_storage(config.storage_type);
      if (config.storage_type == video_stream || is_of_a_newer_api) {
        judgements.push_back(judge_config(scene, stored, config));
      }
    }
  }
  const auto media = std::ranges::find_if(storage, [](const auto& one) { return one.type == media_streams; });
  const bool in_doubt = media == storage.end() || media->gap;
  if (judgements.empty() || in_doubt) {
    judgements.push_back(without_streams(scene, media == storage.end() ? nullptr : &*media));
  }
  return judgements;
}

}  // namespace

const Check media_stream_retention = on<judge, &Inventory::storage>({
    .id = "media_stream_retention",
    .component = "instance",
    .title = "Retention of live media streams",
    .pillar = Pillar::operational_excellence,
    .severity = Severity::medium,
    .why = "With a retention of 0 hours a program that falls behind or restarts loses the customer's audio for good.",
    .remedy =
        "Set a retention in the instance's settings under live media streaming that covers the longest outage of the "
        "program that reads the streams.",
    .action = "Keep the streams for some hours",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/enable-live-media-streams.html"},
});

}  // namespace checks
