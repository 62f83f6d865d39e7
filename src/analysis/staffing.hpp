// Who serves queues: users have a routing profile, and that has queues. Pure functions.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "model/dataset.hpp"
#include "model/routing_profile.hpp"
#include "model/security.hpp"

namespace analysis {

// By a routing profile's id, how many users have it. It says of no profile that nobody has it while not all users are
// known: ask unknown_staff() first.
using Staff = std::map<std::string, std::int64_t>;
Staff staff_of(const model::AccessOfUsers& users);

// Why it is not known of every user which routing profile they have; nothing where it is.
std::optional<model::Gap> unknown_staff(const model::Dataset<model::AccessOfUsers>& users);

// Agents with the profile take contacts of the queue: Connect offers them, or they pick them by hand.
bool serves(const model::RoutingProfile& profile, const std::string& queue_id);

// Ids of the queues that some profile has, of those profiles that say which.
std::set<std::string> served_queues(const model::RoutingProfiles& profiles);
bool says_its_queues(const model::RoutingProfile& profile);

}  // namespace analysis
