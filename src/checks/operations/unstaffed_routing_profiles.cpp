#include <fmt/format.h>

#include "analysis/staffing.hpp"
#include "checks/check.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

Judgements judge(const Scene& scene, const model::RoutingProfiles& profiles, Known<model::AccessOfUsers> users) {
  if (profiles.empty()) return {not_applicable(the_instance(scene), "The instance has no routing profiles.")};
  if (const auto gap = analysis::unknown_staff(users.dataset)) return {not_assessed(the_instance(scene), *gap)};
  const analysis::Staff staff = analysis::staff_of(*users);
  std::vector<std::string> names;
  for (const auto& profile : profiles) {
    if (!staff.contains(profile.id)) names.push_back(profile.name);
  }
  Judgement judgement;
  judgement.status = names.empty() ? Status::pass : Status::info;
  judgement.resource = the_instance(scene);
  judgement.observed = names.empty() ? "Every routing profile has a user."
                                     : fmt::format("{} of {} {} no user: {}.", words::count(std::int64_t(names.size())),
                                                   words::counted(std::int64_t(profiles.size()), "routing profile"),
                                                   names.size() == 1 ? "has" : "have", words::list(names));
  judgement.measured = {.value = double(names.size()), .unit = "unused"};
  judgement.limit = "Every routing profile has a user";
  judgement.evidence = "connect:SearchRoutingProfiles, connect:SearchUsers";
  return {judgement};
}

}  // namespace

const Check unstaffed_routing_profiles = on<judge, &Inventory::routing_profiles, &Inventory::user_access>({
    .id = "unstaffed_routing_profiles",
    .component = "operations",
    .title = "Routing profiles without a user",
    .pillar = Pillar::operational_excellence,
    .severity = Severity::low,
    .why = "A routing profile that nobody has counts against a quota, and makes queues look served that nobody serves.",
    .remedy = "Delete those that are kept for no shift, season or emergency.",
    .action = "Delete those that are not needed",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/routing-profiles.html"},
});

}  // namespace checks
