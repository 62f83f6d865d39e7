// A server on this machine that speaks as AWS does, for stores: real requests, really signed, at the real time, which
// servers insist on. The variable names its URL, as tests/servers/server.py sets it. Any thread.
#pragma once

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "aws/live_account.hpp"
#include "aws/retry.hpp"
#include "base/clock.hpp"
#include "base/environment.hpp"
#include "base/random.hpp"
#include "http/curl_client.hpp"
#include "store/remote.hpp"

namespace contract {

inline std::optional<std::string> server_url(const std::string& variable) {
  return base::ProcessEnvironment().get(variable);
}

class AwsServer {
 public:
  // As tests/servers gives them to the servers.
  static constexpr const char* access_key = "CONTRACTACCESSKEY000";
  static constexpr const char* secret_key = "contract/secret/key/of/no/account/at/all";

  explicit AwsServer(const std::string& variable) {
    const auto url = server_url(variable);
    if (!url) throw std::runtime_error(variable + " is not set");
    aws::AccountSettings settings;
    settings.endpoints.url = *url;
    account_ = std::make_unique<aws::LiveAccount>(http_, std::make_unique<aws::CorrectedClock>(clock_),
                                                  std::make_unique<Keys>(), settings);
  }

  store::Remote remote(const std::string& region = "us-east-1") {
    return {patience_, meter_,
            [this](const std::string& where) -> aws::Transport& { return account_->transport(where); }, region,
            [this](const aws::Operation& operation, const nlohmann::json& input, const std::string& where,
                   std::chrono::seconds life) { return account_->presign(operation, input, where, life); }};
  }

  nlohmann::json call(const aws::Operation& operation, const nlohmann::json& input) {
    return account_->transport("us-east-1").send(operation, input).output;
  }

  http::HttpClient& http() { return http_; }

 private:
  class Keys final : public aws::CredentialsSource {
   public:
    std::optional<aws::Credentials> get() override {
      return aws::Credentials{access_key, base::Secret(secret_key), {}, {}, description()};
    }
    std::string description() const override { return "the contract suite"; }
  };

  // Waits as short as a test can afford.
  class ImpatientClock final : public base::Clock {
   public:
    base::Time now() const override { return system_.now(); }
    void sleep_for(std::chrono::milliseconds duration) override {
      system_.sleep_for(std::min(duration, std::chrono::milliseconds(5)));
    }

   private:
    base::SystemClock system_;
  };

  base::SystemClock clock_;
  ImpatientClock impatient_;
  base::SystemRandom random_;
  aws::RetryBudget budget_;
  aws::Patience patience_{impatient_, random_, budget_};
  aws::Meter meter_;
  http::CurlClient http_;
  std::unique_ptr<aws::LiveAccount> account_;
};

}  // namespace contract
