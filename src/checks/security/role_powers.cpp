#include "checks/security/role_powers.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/encode.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

constexpr std::size_t longest_name = 64;  // AWS allows no more

std::string name_of(std::string_view arn) {
  return base::printable(model::name_of_role(arn), longest_name);
}

bool can_take_every_right(const model::IamRole& role) {
  return std::ranges::any_of(role.allowed, [](const std::string& action) { return model::gives_every_right(action); });
}

}  // namespace

Resource the_role(const std::string& arn) {
  return {"iam_role", arn, name_of(arn)};
}

std::string asked_of_roles() {
  return fmt::format("iam:SimulatePrincipalPolicy, {} on every resource",
                     words::counted(std::int64_t(model::sweeping_actions().size()), "action"));
}

std::string powers_of(const model::IamRole& role) {
  const std::size_t asked = model::sweeping_actions().size();
  if (role.allowed.empty())
    return fmt::format("The role may take none of the {} actions asked for on every resource.", asked);
  return fmt::format("The role may take {} of the {} actions asked for on every resource: {}.", role.allowed.size(),
                     asked, words::list(role.allowed));
}

Severity severity_of_powers(const model::IamRole& role) {
  return can_take_every_right(role) ? Severity::high : Severity::medium;
}

std::string headline_of_powers(const model::IamRole& role) {
  if (can_take_every_right(role)) return " can give itself every right";
  return fmt::format(" may take {} on any resource",
                     words::counted(std::int64_t(role.allowed.size()), "sweeping action"));
}

std::string policies_command(const Scene& scene, const std::string& role_arn) {
  return aws_command(scene, "iam list-attached-role-policies", {{"role-name", name_of(role_arn)}});
}

}  // namespace checks
