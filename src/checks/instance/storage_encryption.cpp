#include <algorithm>
#include <fmt/format.h>

#include "base/encode.hpp"
#include "checks/check.hpp"
#include "checks/instance/storage_config.hpp"
#include "model/console.hpp"
#include "words/names.hpp"

namespace checks {
namespace {

// Of Kinesis data streams and Firehose, Connect's API does not say how they are encrypted.
bool tells_encryption(const model::StorageConfig& config) {
  return config.storage_type == "S3" || config.storage_type == video_stream;
}

Judgement judge_config(const Scene& scene, const model::StorageResource& stored, const model::StorageConfig& config) {
  Judgement judgement = about(scene, stored, config);
  judgement.limit = "A KMS key of your own";
  if (config.encryption_type == "KMS") {
    judgement.status = Status::pass;
    judgement.observed =
        fmt::format("{}, encrypted with the KMS key {}.", where(stored, config), base::printable(config.key_id, 200));
  } else if (config.encryption_type.empty()) {
    judgement.status = Status::warn;
    judgement.observed = fmt::format(
        "{}, without a KMS key. They are encrypted with keys that AWS manages alone: no key policy "
        "guards them, and access cannot be revoked through a key.",
        where(stored, config));
  } else {
    judgement.observed = fmt::format("{}.", where(stored, config));
    judgement.reason = fmt::format("The encryption type {} is not one that this review knows.",
                                   words::in_quotes(config.encryption_type));
  }
  return judgement;
}

// What to say when nothing that was read tells its encryption.
Judgement nothing_to_judge(const Scene& scene, const model::StorageResources& storage) {
  const bool streams = std::ranges::any_of(storage, [](const auto& stored) { return !stored.configs.empty(); });
  Judgement judgement;
  judgement.status = Status::info;
  judgement.resource = the_instance(scene);
  judgement.observed = streams
                           ? "Data goes to data streams only, and Amazon Connect does not say how those are encrypted."
                           : "The instance stores nothing: no recordings, transcripts or reports.";
  judgement.evidence = "connect:ListInstanceStorageConfigs";
  judgement.console_url = model::console::instance(scene.instance);
  return judgement;
}

Judgements judge(const Scene& scene, const model::StorageResources& storage) {
  Judgements judgements;
  for (const auto& stored : storage) {
    for (const auto& config : stored.configs) {
      if (tells_encryption(config)) judgements.push_back(judge_config(scene, stored, config));
    }
    if (stored.gap)
      judgements.push_back(not_assessed({"storage_config", stored.type, words::title_of(stored.type)}, *stored.gap));
  }
  if (judgements.empty()) judgements.push_back(nothing_to_judge(scene, storage));
  return judgements;
}

}  // namespace

const Check storage_encryption = on<judge, &Inventory::storage>({
    .id = "storage_encryption",
    .component = "instance",
    .title = "Encryption of stored data",
    .pillar = Pillar::security,
    .severity = Severity::medium,
    .why =
        "Recordings and transcripts hold what customers said. Without a KMS key of your own you cannot limit who may "
        "decrypt them, nor withdraw that right.",
    .remedy =
        "Choose a KMS key for this kind of data in the instance's data storage settings. It counts for new data; what "
        "is stored already stays as it is.",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/encryption-at-rest.html"},
});

}  // namespace checks
