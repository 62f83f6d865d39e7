#include "model/instance.hpp"

namespace model {

std::optional<bool> attribute(const InstanceAttributes& attributes, const std::string& type) {
  for (const auto& one : attributes) {
    if (one.type != type) continue;
    if (one.value == "true") return true;
    if (one.value == "false") return false;
  }
  return std::nullopt;
}

}  // namespace model
