#include <fmt/format.h>

#include "checks/check.hpp"
#include "checks/security/role_powers.hpp"
#include "model/entry.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using model::IamRole;

void warn(Judgement& judgement, Severity severity, std::string headline, std::string observed) {
  judgement.status = Status::warn;
  judgement.severity = severity;
  judgement.headline = std::move(headline);
  judgement.observed = std::move(observed);
}

void judge_role(const IamRole& role, const Resource& resource, Judgement& judgement) {
  if (!role.exists) {
    warn(judgement, Severity::high, headline("Service role ", resource, " does not exist"),
         "IAM knows no such role: what Amazon Connect does in its name fails.");
    judgement.status = Status::fail;
    return;
  }
  if (!role.allowed.empty()) {
    warn(judgement, severity_of_powers(role), headline("Service role ", resource, headline_of_powers(role)),
         powers_of(role));
  } else if (!role.trusted.empty()) {
    const std::string others = words::counted(std::int64_t(role.trusted.size()), "other");
    warn(judgement, Severity::medium,
         headline("Service role ", resource, fmt::format(" trusts {} beside Amazon Connect", others)),
         fmt::format("These may take the role too: {}.", words::list(role.trusted)));
  } else {
    judgement.status = Status::pass;
    judgement.observed = fmt::format("Nobody but Amazon Connect may take the role {}. {}",
                                     words::in_quotes(resource.name), powers_of(role));
  }
}

Judgement of_own_role(const Scene& scene, const std::string& arn, const Dataset<model::IamRoles>& roles) {
  Judgement judgement;
  judgement.resource = the_instance(scene);
  judgement.limit = "Amazon Connect alone may take it, and no sweeping action on every resource";
  judgement.evidence = fmt::format("{}; iam:GetRole", asked_of_roles());
  judgement.command = policies_command(scene, arn);
  const IamRole* role = model::entry_of(roles, arn);
  if (role != nullptr && !role->gap) {
    judge_role(*role, the_role(arn), judgement);
  } else {
    const Gap nobody_said{model::GapKind::unavailable, "the service role was not looked at", ""};
    leave_open(judgement, role != nullptr ? *role->gap : roles.gap.value_or(nobody_said));
  }
  return judgement;
}

Judgements judge(const Scene& scene, const model::InstanceDetails& details, const Dataset<model::IamRoles>& roles) {
  const std::string& arn = details.service_role;
  if (arn.empty()) return {not_assessed(the_instance(scene), "AWS did not say which service role the instance has")};
  if (!model::is_service_linked(arn)) return {of_own_role(scene, arn, roles)};
  Judgement judgement;
  judgement.status = Status::pass;
  judgement.resource = the_instance(scene);
  judgement.observed = fmt::format(
      "The service role {} is linked to AWS's service: AWS says what it may do, and nobody else can take or change it.",
      words::in_quotes(the_role(arn).name));
  judgement.limit = "A service-linked role";
  judgement.evidence = "connect:DescribeInstance";
  return {judgement};
}

}  // namespace

const Check service_role = on<judge, &Inventory::instance, &Inventory::iam_roles>({
    .id = "service_role",
    .component = "security",
    .title = "What the instance's service role may do",
    .pillar = Pillar::security,
    .severity = Severity::high,
    .why = "Amazon Connect acts in your account with the service role. One of your own that may do more than that, or "
           "that somebody else may take, opens the account.",
    .remedy = "Move the instance to a service-linked role, which AWS looks after. Until then let the role trust "
              "connect.amazonaws.com alone, and name in its policies the buckets, streams and keys of the instance.",
    .action = "Move to a service-linked role",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/connect-slr.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/security-best-practices.html"},
});

}  // namespace checks
