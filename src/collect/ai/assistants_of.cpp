#include "collect/ai/assistants_of.hpp"

#include <nlohmann/json.hpp>

#include "aws/error.hpp"
#include "base/arn.hpp"
#include "base/encode.hpp"
#include "base/text.hpp"

namespace collect {

std::string id_in_arn(std::string_view arn, std::string_view kind) {
  constexpr std::size_t longest = 256;
  const std::string_view resource = base::arn_field(arn, base::arn_resource);
  const std::size_t slash = resource.find('/');
  if (slash == std::string_view::npos || resource.substr(0, slash) != kind) return "";
  const std::string_view id = resource.substr(slash + 1);
  const bool is_id = id.size() <= longest &&
                     std::ranges::all_of(id, [](char c) { return base::is_alphanumeric(c) || c == '-' || c == '_'; });
  return is_id ? std::string(id) : "";
}

std::string status_in(const nlohmann::json& described, const aws::Operation& operation) {
  constexpr std::size_t longest = 100;
  return base::printable(needed(described, "status", operation), longest);
}

bool says_gone(const base::Error& error) {
  const auto* answer = dynamic_cast<const aws::AwsError*>(&error);
  return answer != nullptr && answer->code() == "ResourceNotFoundException";
}

}  // namespace collect
