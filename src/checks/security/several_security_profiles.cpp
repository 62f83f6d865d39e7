#include <algorithm>
#include <fmt/format.h>

#include "checks/check.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

Judgements judge(const Scene& scene, const model::AccessOfUsers& users) {
  if (users.empty()) return {not_applicable(the_instance(scene), "The instance has no users.")};
  const auto several =
      std::ranges::count_if(users, [](const auto& user) { return user.security_profile_ids.size() > 1; });
  Judgement judgement;
  judgement.status = several == 0 ? Status::pass : Status::info;
  judgement.resource = the_instance(scene);
  judgement.observed =
      several == 0 ? "Every user has one security profile."
                   : fmt::format("{} of {} {} several security profiles.", words::count(several),
                                 words::counted(std::int64_t(users.size()), "user"), several == 1 ? "has" : "have");
  judgement.measured = {.value = double(several), .unit = "users"};
  judgement.limit = "One security profile for each user";
  judgement.evidence = "connect:SearchUsers";
  return {judgement};
}

}  // namespace

const Check several_security_profiles = on<judge, &Inventory::user_access>({
    .id = "several_security_profiles",
    .component = "security",
    .title = "Users with several security profiles",
    .pillar = Pillar::security,
    .severity = Severity::informational,
    .why = "A user may do what all of their security profiles permit together, which no single one of them shows.",
    .remedy = "See that what they permit together is what these users need.",
    .action = "See what they permit together",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/security-profile-best-practices.html"},
});

}  // namespace checks
