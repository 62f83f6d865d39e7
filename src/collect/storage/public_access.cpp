#include "collect/storage/public_access.hpp"

#include "base/json/read.hpp"

namespace collect {

model::PublicAccessBlock public_access_block(const nlohmann::json& answer) {
  const nlohmann::json& block = base::read::object(answer, "PublicAccessBlockConfiguration");
  const auto is_on = [&](const char* name) { return base::read::boolean(block, name).value_or(false); };
  return {is_on("BlockPublicAcls"), is_on("IgnorePublicAcls"), is_on("BlockPublicPolicy"),
          is_on("RestrictPublicBuckets")};
}

}  // namespace collect
