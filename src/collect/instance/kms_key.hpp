// What KMS says of one key.
#pragma once

#include <string>

#include "collect/collector.hpp"

namespace collect {

// By its id, its ARN or an alias. Throws base::Error.
model::KmsKey kms_key(Source& source, const std::string& key_id);

}  // namespace collect
