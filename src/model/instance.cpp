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

std::set<std::string> other_regions(const InstanceDetails& instance, std::string_view region) {
  std::set<std::string> regions;
  if (!instance.replication) return regions;
  regions.insert(instance.replication->source_region);
  for (const auto& replica : instance.replication->replicas) regions.insert(replica.region);
  regions.erase(std::string(region));
  regions.erase("");
  return regions;
}

bool is_replica(const InstanceDetails& instance, std::string_view region) {
  return instance.replication && !instance.replication->source_region.empty() &&
         instance.replication->source_region != region;
}

}  // namespace model
