#include "analysis/staffing.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace analysis {

Staff staff_of(const model::AccessOfUsers& users) {
  Staff staff;
  for (const auto& user : users) ++staff[user.routing_profile_id];
  staff.erase("");
  return staff;
}

std::optional<model::Gap> unknown_staff(const model::Dataset<model::AccessOfUsers>& users) {
  if (users.gap) return users.gap;
  const auto unsaid = std::ranges::count(*users.value, "", &model::AccessOfUser::routing_profile_id);
  if (unsaid == 0) return std::nullopt;
  return model::Gap{
      model::GapKind::malformed,
      fmt::format("AWS did not say which routing profile {} of {} users have", unsaid, users.value->size()), ""};
}

bool serves(const model::RoutingProfile& profile, const std::string& queue_id) {
  const auto has = [&](const model::ProfileQueues& queues) {
    return std::ranges::find(queues.ids, queue_id) != queues.ids.end();
  };
  return has(profile.queues) || has(profile.manual_queues);
}

std::set<std::string> served_queues(const model::RoutingProfiles& profiles) {
  std::set<std::string> served;
  for (const auto& profile : profiles) {
    served.insert(profile.queues.ids.begin(), profile.queues.ids.end());
    served.insert(profile.manual_queues.ids.begin(), profile.manual_queues.ids.end());
  }
  return served;
}

bool says_its_queues(const model::RoutingProfile& profile) {
  return profile.queues.are_known() && profile.manual_queues.are_known();
}

}  // namespace analysis
