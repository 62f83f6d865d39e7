#include <fmt/format.h>

#include "checks/resilience/global_use.hpp"
#include "model/console.hpp"
#include "words/names.hpp"

namespace checks {
namespace {

constexpr std::string_view saml = "SAML";

void judge_type(const std::string& type, Judgement& judgement) {
  if (type == saml) {
    judgement.status = Status::pass;
    judgement.observed = "Users sign in with SAML 2.0.";
  } else if (type == "CONNECT_MANAGED" || type == "EXISTING_DIRECTORY") {
    const bool is_directory = type == "EXISTING_DIRECTORY";
    judgement.status = Status::warn;
    judgement.headline = fmt::format("Users sign in with {}, which no replica takes over",
                                     is_directory ? "a directory" : "passwords of Amazon Connect");
    judgement.observed = fmt::format("The instance has a replica, and its users sign in with {}.",
                                     is_directory ? "a directory of this Region" : "passwords of Amazon Connect");
  } else {
    judgement.reason = type.empty()
                           ? "The answer of DescribeInstance has no type of identity management."
                           : fmt::format("The type of identity management {} is not one that this review knows.",
                                         words::in_quotes(type));
  }
}

Judgements judge(const Scene& scene, const model::InstanceDetails& instance) {
  if (model::other_regions(instance, scene.instance.region).empty()) return {no_replica(scene)};
  Judgement judgement;
  judgement.resource = the_instance(scene);
  judge_type(instance.identity_management_type, judgement);
  judgement.limit = "SAML 2.0 where there is a replica";
  judgement.evidence = "connect:DescribeInstance, IdentityManagementType";
  judgement.command = aws_command(scene, "connect describe-instance", {{"instance-id", scene.instance.instance_id}});
  judgement.console_url = model::console::instance(scene.instance);
  return {judgement};
}

}  // namespace

const Check resiliency_sign_in = on<judge, &Inventory::instance>(
    {
        .id = "resiliency_sign_in",
        .component = "resilience",
        .title = "Sign-in in both Regions",
        .pillar = Pillar::resilience,
        .severity = Severity::high,
        .why = "Global Resiliency moves agents from one Region to the other through an identity provider. Without SAML "
               "calls can be moved, and nobody is there to take them.",
        .remedy = "Plan an instance with SAML 2.0: how users sign in is chosen when an instance is made and cannot be "
                  "changed. Set its identity provider up for the global sign-in endpoint, and replicate that one.",
        .action = "Plan an instance with SAML 2.0",
        .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/create-replica-connect-instance.html",
                  "https://docs.aws.amazon.com/connect/latest/adminguide/configure-saml.html"},
    },
    moot_when<without_replica, &Inventory::instance>());

}  // namespace checks
