#include "base/json/canonical.hpp"

#include <nlohmann/json.hpp>

namespace base {

std::string canonical(const nlohmann::json& json) {
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace base
