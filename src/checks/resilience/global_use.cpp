#include "checks/resilience/global_use.hpp"

#include <fmt/format.h>

#include "base/encode.hpp"
#include "words/names.hpp"

namespace checks {

Judgement no_replica(const Scene& scene) {
  return not_applicable(the_instance(scene), "The instance has no replica in another Region.");
}

Judgement no_groups(const Scene& scene) {
  return not_applicable(the_instance(scene), "The instance is in no traffic distribution group.");
}

std::optional<Judgement> without_replica(const Scene& scene, const Dataset<model::InstanceDetails>& instance) {
  if (!instance.complete() || !model::other_regions(*instance.value, scene.instance.region).empty())
    return std::nullopt;
  return no_replica(scene);
}

std::optional<Judgement> without_groups(const Scene& scene, const Dataset<model::PhoneNumbers>& phone) {
  if (!phone.complete() || !phone.value->groups.empty()) return std::nullopt;
  return no_groups(scene);
}

std::string other_regions_shown(const Scene& scene, const model::InstanceDetails& instance) {
  std::vector<std::string> shown;
  for (const auto& region : model::other_regions(instance, scene.instance.region))
    shown.push_back(words::one_line(region, 20));
  return words::list(shown);
}

std::string shown_group(const model::TrafficDistributionGroup& group) {
  return base::printable(group.name.empty() ? group.id : group.name, 60);
}

std::string shown_shares(const std::map<std::string, std::int64_t>& shares) {
  std::vector<std::string> shown;
  for (const auto& [region, percentage] : shares)
    shown.push_back(fmt::format("{} {} %", words::one_line(region, 20), percentage));
  return words::list(shown);
}

}  // namespace checks
