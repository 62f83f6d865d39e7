#include "cli/least_privilege.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <utility>

#include "app/move/location.hpp"
#include "app/policy.hpp"
#include "app/review.hpp"
#include "app/store_policy.hpp"
#include "base/log.hpp"
#include "cli/command.hpp"

namespace cli {
namespace {

// The store's account is that of the instances; its region may be another.
model::InstanceRef account_of_the_store(const app::Config& config, const model::InstanceRef& instance) {
  model::InstanceRef where = instance;
  if (!config.get(options::region).empty()) where.region = config.get(options::region);
  return where;
}

}  // namespace

void print_least_privilege(const app::Config& config, const base::Environment& environment,
                           const std::vector<model::InstanceRef>& instances) {
  const auto components = app::choose_components(config.get(options::only), config.get(options::skip));
  auto policy = app::iam_policy(components, instances, config.settings());
  for (auto& statement : app::store_statements(app::configured_location(config, environment),
                                               account_of_the_store(config, instances.front()))) {
    policy["Statement"].push_back(std::move(statement));
  }
  if (app::policy_size(policy) > app::max_policy_size) {
    base::log::warning(
        fmt::format("the policy has {} characters without spaces, and a managed policy may have {}; "
                    "make one for fewer instances",
                    app::policy_size(policy), app::max_policy_size));
  }
  print_data(policy.dump(2));
}

}  // namespace cli
