#include <fmt/format.h>

#include "base/arn.hpp"
#include "checks/check.hpp"
#include "checks/security/role_powers.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using model::IamRole;

std::vector<std::string> functions_with(const std::string& role, const model::LambdaFunctions& functions) {
  std::vector<std::string> names;
  for (const auto& [arn, function] : functions) {
    if (function.role == role) names.emplace_back(base::arn_field(arn, base::arn_function));
  }
  return names;
}

Judgement judgement_of(const Scene& scene, const std::string& arn, const IamRole& role,
                       const std::vector<std::string>& functions) {
  Judgement judgement;
  judgement.resource = the_role(arn);
  judgement.command = policies_command(scene, arn);
  if (role.exists) {
    judgement.status = Status::warn;
    judgement.severity = severity_of_powers(role);
    judgement.headline = headline("Function role ", judgement.resource, headline_of_powers(role));
    judgement.observed = powers_of(role);
  } else {
    judgement.status = Status::fail;
    judgement.severity = Severity::high;
    judgement.headline = headline("Function role ", judgement.resource, " does not exist");
    judgement.observed = "IAM knows no such role: the functions fail.";
    judgement.remedy = "Give the functions a role that is there.";
    judgement.action = "Give the functions another role";
  }
  judgement.observed += fmt::format(" Functions that flows call with it: {}.", words::list(functions));
  return judgement;
}

Judgement all_are_fine(const Scene& scene, std::size_t roles) {
  Judgement judgement;
  judgement.status = Status::pass;
  judgement.resource = the_instance(scene);
  judgement.observed = fmt::format(
      "Of {}, none may take a sweeping action on every resource.",
      words::counted(double(roles), "role of a function that flows call", "roles of functions that flows call"));
  return judgement;
}

Judgements judge(const Scene& scene, const model::LambdaFunctions& functions, const model::IamRoles& roles) {
  Judgements judgements;
  std::size_t looked_at = 0;
  for (const auto& [arn, role] : roles) {
    const auto names = functions_with(arn, functions);
    if (role.gap || names.empty()) continue;
    ++looked_at;
    if (!role.exists || !role.allowed.empty()) judgements.push_back(judgement_of(scene, arn, role, names));
  }
  if (looked_at == 0) return {not_applicable(the_instance(scene), "No flow calls a Lambda function.")};
  if (judgements.empty()) judgements.push_back(all_are_fine(scene, looked_at));
  for (Judgement& judgement : judgements) {
    judgement.limit = "What the functions need, on the resources that they need it for";
    judgement.evidence = asked_of_roles();
  }
  return judgements;
}

}  // namespace

const Check function_roles = on<judge, &Inventory::lambda_functions, &Inventory::iam_roles>({
    .id = "function_roles",
    .component = "security",
    .title = "What Lambda functions that flows call may do",
    .pillar = Pillar::security,
    .severity = Severity::medium,
    .why = "What callers say and press is handed to these functions. One that can be misled does whatever its role may "
           "do, and with sweeping rights that is the whole account.",
    .remedy =
        "Allow the role only the actions that its functions take, and name the tables, buckets, secrets and keys that "
        "they take them on. IAM Access Analyzer makes such a policy of what they did.",
    .action = "Narrow the role to what is used",
    .links = {"https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html",
              "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-policy-generation.html"},
});

}  // namespace checks
