#include "app/aws_access.hpp"

#include <utility>

namespace app {

AwsAccess::AwsAccess(const Config& config, const base::Environment& environment, base::Clock& clock,
                     std::function<std::string(const std::string&)> ask_mfa)
    : http(environment.get("AWS_CA_BUNDLE").value_or("")),
      patience{clock, random, budget},
      account(config, environment, http, clock, std::move(ask_mfa)) {}

void AwsAccess::set_deadline(base::Time deadline) {
  patience.deadline = deadline;
  account.set_deadline(deadline);
}

store::Remote AwsAccess::remote() {
  return {patience, store_meter,
          [this](const std::string& region) -> aws::Transport& { return account.transport(region); }, account.region(),
          [this](const aws::Operation& operation, const nlohmann::json& input, const std::string& region,
                 std::chrono::seconds life) { return account.transport(region).presign(operation, input, life); }};
}

}  // namespace app
