// Everything that calls to AWS need, made from the configuration and kept for as long as a command, or an invocation,
// runs: reviews and stores share connections, credentials, rates and the budget of retries. Any thread.
#pragma once

#include <functional>
#include <string>

#include "app/aws_account.hpp"
#include "app/config/config.hpp"
#include "aws/meter.hpp"
#include "aws/retry.hpp"
#include "base/clock.hpp"
#include "base/environment.hpp"
#include "base/random.hpp"
#include "base/usage.hpp"
#include "http/curl_client.hpp"
#include "store/remote.hpp"

namespace app {

struct AwsAccess {
  // Asks nothing yet; throws as AwsAccount does.
  AwsAccess(const Config& config, const base::Environment& environment, base::Clock& clock,
            std::function<std::string(const std::string& serial)> ask_mfa = {});

  aws::RetryingClient client(const std::string& region, base::Usage& usage) {
    return {account.transport(region), patience, usage};
  }

  // What is under way then ends, what would have to be waited for until after it fails at once.
  void set_deadline(base::Time deadline);

  // For a store in AWS, which must not outlive this.
  store::Remote remote();

  http::CurlClient http;
  base::SystemRandom random;
  aws::RetryBudget budget;
  aws::Patience patience;
  AwsAccount account;
  aws::Meter store_meter;  // of what stores ask
};

}  // namespace app
