#include <algorithm>
#include <fmt/format.h>

#include "base/encode.hpp"
#include "checks/check.hpp"
#include "checks/instance/key_state.hpp"
#include "checks/instance/storage_config.hpp"
#include "model/console.hpp"
#include "words/names.hpp"

namespace checks {
namespace {

// Of Kinesis data streams and Firehose, Connect's API does not say how they are encrypted.
bool tells_encryption(const model::StorageConfig& config) {
  return config.storage_type != "KINESIS_STREAM" && config.storage_type != "KINESIS_FIREHOSE";
}

// Without a key in Amazon Connect's settings S3 takes the bucket's default, which Connect's API does not tell.
constexpr std::string_view choose_a_key_for_a_bucket =
    "Choose a KMS key that you manage for this kind of data in the instance's data storage settings. It counts for new "
    "data; what is stored already stays as it is. If the bucket's default encryption names such a key, new data is "
    "encrypted with that one already.";

void judge_unusable(const Scene& scene, Judgement& judgement, const std::string& key_id, const model::KmsKey& key,
                    const KeyTrouble& trouble) {
  const std::string state = in_words(trouble, key);
  judgement.status = Status::fail;
  judgement.severity = Severity::high;
  judgement.headline = headline("", judgement.resource, fmt::format(" need a KMS key that {}", state));
  judgement.observed += fmt::format(
      ", which {}. While it cannot be used, nothing new is stored, and what was stored cannot be read.", state);
  judgement.remedy = remedy_of_unusable("in the instance's data storage settings");
  judgement.action = trouble.action;
  if (auto command = command_for(scene, trouble, key_id); !command.empty()) judgement.command = std::move(command);
}

void judge_aws_key(Judgement& judgement) {
  judgement.status = Status::warn;
  judgement.headline = headline("", judgement.resource, " are encrypted with a key that AWS manages");
  judgement.observed +=
      ", which AWS manages: its key policy cannot be changed, and access cannot be withdrawn through it.";
}

void judge_key(const Scene& scene, Judgement& judgement, const std::string& key_id, const model::KmsKey& key) {
  const KeyTrouble* trouble = trouble_of(key);
  if (trouble != nullptr) return judge_unusable(scene, judgement, key_id, key, *trouble);
  if (key.manager == "AWS") return judge_aws_key(judgement);
  if (key.manager == "CUSTOMER" && is_usable(key)) {
    judgement.status = Status::pass;
  } else if (key.manager == "CUSTOMER") {
    judgement.reason =
        fmt::format("The key's state {} is not one that this review knows.", words::in_quotes(key.state));
  } else {
    judgement.reason =
        fmt::format("The key's manager {} is not one that this review knows.", words::in_quotes(key.manager));
  }
  judgement.observed += key.manager == "CUSTOMER" ? ", which you manage." : ".";
}

// Its ARN does not say whose a key is: without KMS's answer there is no verdict.
void judge_unread(Judgement& judgement, const std::string& key_id, const Gap& gap) {
  if (is_alias_of_aws(key_id)) return judge_aws_key(judgement);
  leave_open(judgement, gap);
  judgement.observed += ".";
}

void judge_encrypted(const Scene& scene, Judgement& judgement, const std::string& place, const std::string& key_id,
                     const Dataset<model::KmsKeys>& keys) {
  judgement.evidence += "; kms:DescribeKey";
  judgement.observed = fmt::format("{}, encrypted with the KMS key {}", place, base::printable(key_id, 200));
  const auto found = keys.known() ? keys.value->find(key_id) : model::KmsKeys::const_iterator{};
  if (!keys.known() || found == keys.value->end()) {
    const Gap not_asked{model::GapKind::unavailable, "KMS was not asked whose the key is", ""};
    judge_unread(judgement, key_id, keys.gap.value_or(not_asked));
  } else if (found->second.gap) {
    judge_unread(judgement, key_id, *found->second.gap);
  } else {
    judge_key(scene, judgement, key_id, found->second);
  }
}

Judgement judge_config(const Scene& scene, const model::StorageResource& stored, const model::StorageConfig& config,
                       const Dataset<model::KmsKeys>& keys) {
  Judgement judgement = about(scene, stored, config);
  judgement.limit = "A KMS key of your own";
  if (!is_known_storage(config.storage_type)) {
    judgement.observed = words::full_stop(words::title_of(stored.type));
    judgement.reason =
        fmt::format("The storage type {} is not one that this review knows.", words::in_quotes(config.storage_type));
  } else if (config.encryption_type == "KMS") {
    judge_encrypted(scene, judgement, where(stored, config), config.key_id, keys);
  } else if (config.encryption_type.empty()) {
    judgement.status = Status::warn;
    judgement.headline = headline("", judgement.resource, " are stored without a KMS key");
    judgement.observed = fmt::format(
        "{}, without a KMS key. They are encrypted with keys that AWS manages alone: no key policy "
        "guards them, and access cannot be revoked through a key.",
        where(stored, config));
    if (config.storage_type == "S3") judgement.remedy = choose_a_key_for_a_bucket;
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

Judgements judge(const Scene& scene, const model::StorageResources& storage, const Dataset<model::KmsKeys>& keys) {
  Judgements judgements;
  for (const auto& stored : storage) {
    for (const auto& config : stored.configs) {
      if (tells_encryption(config)) judgements.push_back(judge_config(scene, stored, config, keys));
    }
    if (stored.gap)
      judgements.push_back(not_assessed({"storage_config", stored.type, words::title_of(stored.type)}, *stored.gap));
  }
  if (judgements.empty()) judgements.push_back(nothing_to_judge(scene, storage));
  return judgements;
}

}  // namespace

const Check storage_encryption = on<judge, &Inventory::storage, &Inventory::storage_keys>({
    .id = "storage_encryption",
    .component = "instance",
    .title = "Encryption of stored data",
    .pillar = Pillar::security,
    .severity = Severity::medium,
    .why =
        "Recordings and transcripts hold what customers said. Without a KMS key of your own you cannot limit who may "
        "decrypt them, nor withdraw that right.",
    .remedy =
        "Choose a KMS key that you manage for this kind of data in the instance's data storage settings. It counts for "
        "new data; what is stored already stays as it is.",
    .action = "Choose a KMS key of your own",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/encryption-at-rest.html",
              "https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html"},
});

}  // namespace checks
