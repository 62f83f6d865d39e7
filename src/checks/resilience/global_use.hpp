// Whether an instance uses Amazon Connect Global Resiliency at all, which the checks of this component ask first. Pure
// functions.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "checks/check.hpp"
#include "checks/reasons.hpp"

namespace checks {

Judgement no_replica(const Scene& scene);
Judgement no_groups(const Scene& scene);

// Nothing where there is a replica, and where that is not known.
std::optional<Judgement> without_replica(const Scene& scene, const Dataset<model::InstanceDetails>& instance);

// The same of traffic distribution groups.
std::optional<Judgement> without_groups(const Scene& scene, const Dataset<model::PhoneNumbers>& phone);

// "eu-west-2": the Regions beside the instance's own.
std::string other_regions_shown(const Scene& scene, const model::InstanceDetails& instance);

std::string shown_group(const model::TrafficDistributionGroup& group);

// "eu-central-1 80 %, eu-west-2 20 %"
std::string shown_shares(const std::map<std::string, std::int64_t>& shares);

}  // namespace checks
