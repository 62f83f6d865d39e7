#include <fmt/format.h>
#include <string>
#include <vector>

#include "app/policy.hpp"
#include "base/log.hpp"
#include "cli/command.hpp"
#include "cli/least_privilege.hpp"

namespace cli {
namespace {

// Only ARNs: an id or an alias would have to be looked up, which takes permissions.
std::vector<model::InstanceRef> instances_of(const Session& session) {
  std::vector<model::InstanceRef> instances;
  for (const auto& arn : session.config.get(options::instance)) instances.push_back(model::parse_instance_arn(arn));
  if (!instances.empty()) return instances;
  const std::string& region = session.config.get(options::region);
  base::log::warning(
      fmt::format("the policy is for every instance of the account{}; narrow it with --instance and an ARN",
                  region.empty() ? "" : fmt::format(" in {}", region)));
  return {app::any_instance(region)};
}

int run_iam_policy(const Session& session) {
  print_least_privilege(session.config, session.world.environment, instances_of(session));
  return exit_done;
}

}  // namespace

const Command iam_policy_command = {
    "iam-policy",
    "Print an IAM policy with no more permissions than a review needs",
    {},
    {options::instance, options::region, options::depth, options::only, options::skip, options::log_group,
     options::carrier_lookup, options::carrier_budget_usd, options::storage, options::bucket, options::table,
     options::kms_key, options::bucket_owner},
    {},
    "  connect-ops-review iam-policy --instance arn:aws:connect:eu-central-1:111122223333:instance/ID\n"
    "  connect-ops-review iam-policy --instance ARN --only quota,flow > policy.json\n"
    "  connect-ops-review iam-policy --region eu-central-1\n"
    "  connect-ops-review iam-policy --instance ARN --storage s3 --bucket my-bucket\n"
    "\nInstances are given by ARN. Without any, the policy has * in their place and holds for every instance of the\n"
    "account, in --region or in all regions. Whoever looks instances up by alias needs connect:ListInstances as well,\n"
    "which is in the policy when the component quota is. The sqlite storage needs no permission. `storage\n"
    "remove` needs s3:DeleteObject or dynamodb:BatchWriteItem as well, and `storage info` reads the settings of\n"
    "bucket or table.",
    run_iam_policy};

}  // namespace cli
