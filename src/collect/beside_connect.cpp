#include "collect/beside_connect.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/json/read.hpp"
#include "base/text.hpp"

namespace collect {
namespace {

bool consists_of(std::string_view name, std::size_t longest, std::string_view beside_alphanumerics) {
  return !name.empty() && name.size() <= longest && std::ranges::all_of(name, [&](char c) {
    return base::is_alphanumeric(c) || beside_alphanumerics.find(c) != std::string_view::npos;
  });
}

}  // namespace

bool is_domain_name(std::string_view name) {
  return consists_of(name, 64, "_-");
}

bool is_event_integration_name(std::string_view name) {
  return consists_of(name, 255, "/._-");
}

bool is_of_aws(const nlohmann::json& application) {
  return base::read::member(application, "IsService") == nlohmann::json(true) ||
         base::read::text(application, "ApplicationType") == "SERVICE";
}

}  // namespace collect
