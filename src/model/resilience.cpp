#include "model/resilience.hpp"

#include "base/arn.hpp"

namespace model {

std::string bot_id_of(std::string_view alias_arn) {
  static constexpr std::string_view before = "bot-alias/";
  std::string_view resource = base::arn_field(alias_arn, base::arn_resource);
  if (!resource.starts_with(before)) return "";
  resource.remove_prefix(before.size());
  const auto slash = resource.find('/');
  return slash == std::string_view::npos ? "" : std::string(resource.substr(0, slash));
}

}  // namespace model
