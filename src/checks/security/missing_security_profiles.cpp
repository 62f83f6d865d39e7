#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "checks/check.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

// Ids of the users with a security profile that is not in the list.
std::vector<std::string> users_of_missing(const model::SecurityProfiles& profiles, const model::AccessOfUsers& users) {
  std::set<std::string_view> there;
  for (const auto& profile : profiles) there.insert(profile.id);
  std::vector<std::string> found;
  for (const auto& user : users) {
    const bool has_all =
        std::ranges::all_of(user.security_profile_ids, [&](const auto& id) { return there.contains(id); });
    if (!has_all) found.push_back(user.id);
  }
  return found;
}

// "2 of 240 users have a security profile that does not exist"
std::string with_missing(std::size_t some, std::size_t all) {
  return fmt::format("{} of {} {} a security profile that does not exist", words::count(std::int64_t(some)),
                     words::counted(std::int64_t(all), "user"), some == 1 ? "has" : "have");
}

Judgements judge(const Scene& scene, Known<model::SecurityProfiles> profiles, const model::AccessOfUsers& users) {
  if (users.empty()) return {not_applicable(the_instance(scene), "The instance has no users.")};
  Judgement judgement;
  if (profiles.dataset.gap) {  // it may be in the part that was not read
    judgement = not_assessed(the_instance(scene), *profiles.dataset.gap);
  } else if (const auto ids = users_of_missing(*profiles, users); ids.empty()) {
    judgement.status = Status::pass;
    judgement.observed = "Every security profile that users have exists.";
  } else {
    judgement.status = Status::warn;
    judgement.headline = with_missing(ids.size(), users.size());
    judgement.observed = fmt::format("{}. By their ids: {}.", judgement.headline, words::list(ids));
    judgement.measured = {.value = double(ids.size()), .unit = "users"};
    judgement.command = aws_command(scene, "connect describe-user",
                                    {{"instance-id", scene.instance.instance_id}, {"user-id", ids.front()}});
  }
  judgement.resource = the_instance(scene);
  judgement.limit = "Every security profile that users have exists";
  judgement.evidence = "connect:ListSecurityProfiles, connect:SearchUsers";
  return {judgement};
}

}  // namespace

const Check missing_security_profiles = on<judge, &Inventory::security_profiles, &Inventory::user_access>({
    .id = "missing_security_profiles",
    .component = "security",
    .title = "Users whose security profile is gone",
    .pillar = Pillar::security,
    .severity = Severity::medium,
    .why = "A security profile that does not exist permits nothing: the user may be unable to work, and nobody sees in "
           "the list of security profiles what the user was meant to do.",
    .remedy = "Give these users a security profile that exists.",
    .action = "Give them one that exists",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/connect-security-profiles.html"},
});

}  // namespace checks
