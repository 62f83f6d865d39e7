#include "checks/instance/storage_config.hpp"

#include <fmt/format.h>

#include "base/encode.hpp"
#include "model/console.hpp"
#include "words/names.hpp"

namespace checks {

bool is_known_storage(std::string_view storage_type) {
  return storage_type == "S3" || storage_type == video_stream || storage_type == "KINESIS_STREAM" ||
         storage_type == "KINESIS_FIREHOSE";
}

Judgement about(const Scene& scene, const model::StorageResource& stored, const model::StorageConfig& config) {
  Judgement judgement;
  judgement.resource = {"storage_config", fmt::format("{}/{}", stored.type, config.association_id),
                        words::title_of(stored.type)};
  judgement.evidence = fmt::format("connect:ListInstanceStorageConfigs, {}", base::printable(stored.type, 60));
  judgement.command = aws_command(scene, "connect describe-instance-storage-config",
                                  {{"instance-id", scene.instance.instance_id},
                                   {"association-id", config.association_id},
                                   {"resource-type", stored.type}});
  judgement.console_url = model::console::instance(scene.instance);
  return judgement;
}

std::string where(const model::StorageResource& stored, const model::StorageConfig& config) {
  const std::string_view place =
      config.storage_type == video_stream ? " in Kinesis video streams " : " in the S3 bucket ";
  return words::title_of(stored.type) + std::string(place) + base::printable(config.destination, 120);
}

}  // namespace checks
