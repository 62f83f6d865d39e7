#include <algorithm>
#include <fmt/format.h>

#include "checks/check.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using model::AccessOfUser;
using model::AdminRights;

bool has_group(const AccessOfUser& user) {
  return !user.hierarchy_group_id.empty();
}

// Ids of the users who are in no group. Administrators are above the hierarchy, and of who may be one nothing is said.
std::vector<std::string> users_without_group(const model::AccessOfUsers& users,
                                             const model::AccessOfProfiles& profiles) {
  std::vector<std::string> found;
  for (const auto& user : users) {
    const auto rights = model::admin_rights(user, profiles);
    if (!has_group(user) && (rights == AdminRights::none || rights == AdminRights::limited)) found.push_back(user.id);
  }
  return found;
}

// "3 of 240 users are in no hierarchy group"
std::string outside(std::size_t some, std::size_t all) {
  return fmt::format("{} of {} {} in no hierarchy group", words::count(std::int64_t(some)),
                     words::counted(std::int64_t(all), "user"), some == 1 ? "is" : "are");
}

Judgements judge(const Scene& scene, const model::AccessOfUsers& users, const model::AccessOfProfiles& profiles) {
  if (std::ranges::none_of(users, has_group))
    return {
        not_applicable(the_instance(scene), "No user is in a hierarchy group: the instance has no agent hierarchy.")};
  const auto ids = users_without_group(users, profiles);
  Judgement judgement;
  judgement.resource = the_instance(scene);
  judgement.measured = {.value = double(ids.size()), .unit = "users"};
  judgement.limit = "Every user but administrators is in a hierarchy group";
  judgement.evidence = "connect:SearchUsers, connect:ListSecurityProfilePermissions";
  if (ids.empty()) {
    judgement.status = Status::pass;
    judgement.observed = fmt::format("{}.", judgement.limit);
    return {judgement};
  }
  judgement.status = Status::warn;
  judgement.headline = outside(ids.size(), users.size());
  judgement.observed =
      fmt::format("{}, administrators not counted. By their ids: {}.", judgement.headline, words::list(ids));
  judgement.command = aws_command(scene, "connect describe-user",
                                  {{"instance-id", scene.instance.instance_id}, {"user-id", ids.front()}});
  return {judgement};
}

}  // namespace

const Check users_without_hierarchy = on<judge, &Inventory::user_access, &Inventory::security_profile_access>({
    .id = "users_without_hierarchy",
    .component = "security",
    .title = "Users outside the agent hierarchy",
    .pillar = Pillar::security,
    .severity = Severity::low,
    .why =
        "Reports by team leave these users out, and supervisors whose access is limited to their hierarchy group see "
        "neither them nor their contacts.",
    .remedy = "Put these users into the hierarchy group of their team. Whether they still work here, no API of Amazon "
              "Connect says: it does not tell when a user last signed in.",
    .action = "Put them into a hierarchy group",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/agent-hierarchy.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/hierarchy-based-access-control.html"},
});

}  // namespace checks
