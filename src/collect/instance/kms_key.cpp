#include "collect/instance/kms_key.hpp"

#include "aws/operations/kms.hpp"
#include "base/json/read.hpp"
#include "base/timestamp.hpp"

namespace collect {

model::KmsKey kms_key(Source& source, const std::string& key_id) {
  const auto answer = source.client.call(aws::kms::describe_key, {{"KeyId", key_id}});
  const auto& metadata = base::read::object(answer, "KeyMetadata");
  model::KmsKey key;
  key.manager = needed(metadata, "KeyManager", aws::kms::describe_key);
  key.state = base::read::text(metadata, "KeyState");
  if (const auto deleted = base::read::number(metadata, "DeletionDate")) {
    key.deleted = base::from_epoch_seconds(*deleted);
  }
  return key;
}

}  // namespace collect
