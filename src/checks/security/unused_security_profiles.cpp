#include <fmt/format.h>

#include "analysis/admins.hpp"
#include "checks/check.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

std::vector<std::string> profiles_without_users(const model::SecurityProfiles& profiles,
                                                const model::AccessOfUsers& users) {
  const auto by_profile = analysis::users_by_profile(users);
  std::vector<std::string> names;
  for (const auto& profile : profiles) {
    if (!by_profile.contains(profile.id)) names.push_back(profile.name);
  }
  return names;
}

Judgements judge(const Scene& scene, const model::SecurityProfiles& profiles, Known<model::AccessOfUsers> users) {
  if (profiles.empty()) return {not_applicable(the_instance(scene), "The instance has no security profiles.")};
  if (users.dataset.gap) return {not_assessed(the_instance(scene), *users.dataset.gap)};  // others may have them
  const auto names = profiles_without_users(profiles, *users);
  Judgement judgement;
  judgement.status = names.empty() ? Status::pass : Status::info;
  judgement.resource = the_instance(scene);
  judgement.observed = names.empty() ? "Every security profile has a user."
                                     : fmt::format("{} of {} {} no user: {}. AI agents can have one too.",
                                                   words::count(std::int64_t(names.size())),
                                                   words::counted(std::int64_t(profiles.size()), "security profile"),
                                                   names.size() == 1 ? "has" : "have", words::list(names));
  judgement.measured = {.value = double(names.size()), .unit = "unused"};
  judgement.limit = "Every security profile has a user";
  judgement.evidence = "connect:ListSecurityProfiles, connect:SearchUsers";
  return {judgement};
}

}  // namespace

const Check unused_security_profiles = on<judge, &Inventory::security_profiles, &Inventory::user_access>({
    .id = "unused_security_profiles",
    .component = "security",
    .title = "Security profiles without a user",
    .pillar = Pillar::security,
    .severity = Severity::low,
    .why =
        "Nobody looks at a security profile that nobody has. Given to somebody by mistake, it permits what was right "
        "years ago.",
    .remedy = "Delete those that no AI agent has either.",
    .action = "Delete those that are not needed",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/connect-security-profiles.html"},
});

}  // namespace checks
