#include <algorithm>
#include <fmt/format.h>

#include "analysis/admins.hpp"
#include "base/encode.hpp"
#include "checks/check.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using analysis::Admins;
using model::AdminRights;

constexpr Threshold too_many{.check = "admin_rights",
                             .id = "warn",
                             .value = 10,
                             .unit = "percent of the users",
                             .what = "More are a warning, where they are more than five people.",
                             .most = 100};
constexpr std::int64_t always_fine = 5;  // in a small contact centre most users may be administrators

// "Team 07 (30), Admin (4)"
std::string profiles_with(const Admins& admins, AdminRights rights) {
  std::vector<std::string> names;
  for (const auto& one : admins.profiles) {
    if (one.rights == rights && one.users > 0)
      names.push_back(fmt::format("{} ({})", base::printable(one.profile.name, 60), words::count(one.users)));
  }
  return words::list(names);
}

// "14 of 240 users can change users or security profiles"
std::string counted(const Admins& admins, std::size_t users) {
  return fmt::format("{} of {} can change users or security profiles", words::count(admins.users),
                     words::counted(std::int64_t(users), "user"));
}

std::string observed(const Admins& admins, std::size_t users) {
  std::string text = counted(admins, users);
  if (const auto full = profiles_with(admins, AdminRights::full); !full.empty())
    text += fmt::format(", by these security profiles: {}", full);
  text += ".";
  if (const auto limited = profiles_with(admins, AdminRights::limited); !limited.empty())
    text += fmt::format(" Not counted are those whom tags or hierarchy groups limit: {}.", limited);
  return text;
}

// Shows what the profile permits that gives most users such rights.
std::string command_of(const Scene& scene, const Admins& admins) {
  if (admins.users == 0) return "";
  const auto most = std::ranges::find(admins.profiles, AdminRights::full, &analysis::AdminProfile::rights);
  return aws_command(scene, "connect list-security-profile-permissions",
                     {{"instance-id", scene.instance.instance_id}, {"security-profile-id", most->profile.id}});
}

Judgements judge(const Scene& scene, const model::SecurityProfiles& profiles, const model::AccessOfProfiles& access,
                 const model::AccessOfUsers& users) {
  if (users.empty()) return {not_applicable(the_instance(scene), "The instance has no users.")};
  const Admins admins = analysis::admins(profiles, access, users);
  const double share = 100.0 * double(admins.users) / double(users.size());
  Judgement judgement;
  judgement.status = admins.users > always_fine && share > too_many.in(scene) ? Status::warn : Status::pass;
  judgement.resource = the_instance(scene);
  judgement.observed = observed(admins, users.size());
  judgement.measured = {.value = double(admins.users), .unit = "users"};
  judgement.limit = fmt::format("At most {} % of the users, or {} of them", words::number(too_many.in(scene)),
                                words::count(always_fine));
  judgement.evidence = "connect:ListSecurityProfilePermissions, connect:DescribeSecurityProfile, connect:SearchUsers";
  judgement.command = command_of(scene, admins);
  if (judgement.status == Status::warn) judgement.headline = counted(admins, users.size());
  return {judgement};
}

}  // namespace

const Check admin_rights = on<judge, &Inventory::security_profiles, &Inventory::security_profile_access,
                              &Inventory::user_access>({
    .id = "admin_rights",
    .component = "security",
    .title = "Users who can change users and security profiles",
    .pillar = Pillar::security,
    .severity = Severity::high,
    .why =
        "Whoever can create or edit users or security profiles can reset an administrator's password, give themselves "
        "and others every permission, lock people out and take customers' data.",
    .remedy =
        "Take Create, Edit, Edit permission and Delete of users and of security profiles out of the security "
        "profiles of agents and supervisors, or limit them by access control tags or hierarchy groups. Leave them to "
        "a few administrators.",
    .action = "Leave these rights to a few administrators",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/security-profile-best-practices.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/security-profile-list.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/tag-based-access-control.html"},
    .thresholds = {too_many},
});

}  // namespace checks
