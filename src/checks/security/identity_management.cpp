#include <algorithm>
#include <fmt/format.h>
#include <iterator>

#include "checks/check.hpp"
#include "model/console.hpp"
#include "words/names.hpp"

namespace checks {
namespace {

// https://docs.aws.amazon.com/connect/latest/adminguide/connect-identity-management.html
struct IdentityManagement {
  std::string_view type;
  Status status = Status::not_assessed;
  Severity severity = Severity::medium;
  std::string_view headline{};
  std::string_view observed;
  std::string_view remedy{};
  std::string_view action{};
};

constexpr IdentityManagement ways[] = {
    {.type = "SAML",
     .status = Status::pass,
     .observed =
         "Users sign in with an identity provider, over SAML 2.0. Whether it asks for a second factor, only the "
         "provider can say."},
    {.type = "CONNECT_MANAGED",
     .status = Status::warn,
     .headline = "Users sign in with passwords of Amazon Connect alone",
     .observed =
         "Amazon Connect keeps names and passwords of the users itself. There is no single sign-on and no second "
         "factor, and whoever leaves the company has to be deleted here as well."},
    {.type = "EXISTING_DIRECTORY",
     .status = Status::warn,
     .severity = Severity::low,
     .headline = "Users sign in with passwords of a directory, without single sign-on",
     .observed =
         "Users sign in with the passwords of a directory in AWS Directory Service. Whether it asks for a second "
         "factor, Amazon Connect does not say.",
     .remedy =
         "Set up multi-factor authentication (MFA) for the directory, with a RADIUS server. Plan the next instance "
         "with SAML 2.0: an instance's identity management cannot be changed.",
     .action = "Set up MFA for the directory"},
};

Judgements judge(const Scene& scene, const model::InstanceDetails& instance) {
  Judgement judgement;
  judgement.resource = the_instance(scene);
  judgement.limit = "SAML";
  judgement.evidence = "connect:DescribeInstance, IdentityManagementType";
  judgement.command = aws_command(scene, "connect describe-instance", {{"instance-id", scene.instance.instance_id}});
  judgement.console_url = model::console::instance(scene.instance);
  const std::string& type = instance.identity_management_type;
  const auto* way = std::ranges::find(ways, type, &IdentityManagement::type);
  if (way == std::end(ways)) {
    judgement.reason = type.empty()
                           ? "The answer of DescribeInstance has no type of identity management."
                           : fmt::format("The type of identity management {} is not one that this review knows.",
                                         words::in_quotes(type));
    return {judgement};
  }
  judgement.status = way->status;
  judgement.observed = way->observed;
  if (way->status == Status::pass) return {judgement};
  judgement.severity = way->severity;
  judgement.headline = way->headline;
  judgement.remedy = way->remedy;
  judgement.action = way->action;
  return {judgement};
}

}  // namespace

const Check identity_management = on<judge, &Inventory::instance>({
    .id = "identity_management",
    .component = "security",
    .title = "How users sign in",
    .pillar = Pillar::security,
    .severity = Severity::medium,
    .why =
        "Whoever guesses a password, or is told it, can do what its user can: hear recordings, see customers' data, make "
        "calls. An identity provider can ask for a second factor, and locks people out everywhere as soon as they leave.",
    .remedy =
        "Plan the next instance with SAML 2.0: an instance's identity management cannot be changed. Until then, let "
        "few people change users and security profiles, and delete users as soon as they leave.",
    .action = "Plan an instance with SAML 2.0",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/connect-identity-management.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/configure-saml.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/security-best-practices.html"},
});

}  // namespace checks
