// The account itself: its credentials, its rates, and one transport a region, made when it is first asked for and
// shared by everything that asks. Any thread.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "aws/account.hpp"
#include "aws/live_transport.hpp"

namespace aws {

struct AccountSettings {
  RateSettings rates{};
  EndpointOptions endpoints{};
  std::chrono::milliseconds timeout{30'000};  // of one attempt
};

class LiveAccount final : public Account {
 public:
  // Asks nothing yet. HTTP is not owned; the source may go by the clock.
  LiveAccount(http::HttpClient& http, std::unique_ptr<CorrectedClock> clock, std::unique_ptr<CredentialsSource> source,
              const AccountSettings& settings);

  LiveTransport& transport(const std::string& region) override;
  std::unique_ptr<Transport> transport(const std::string& region, std::stop_token stop) override;
  std::chrono::milliseconds time_for(const Operation& operation, const std::string& region,
                                     std::size_t calls) override {
    return rates_.time_for(operation, region, calls);
  }
  std::string presign(const Operation& operation, const nlohmann::json& input, const std::string& region,
                      std::chrono::seconds life) override;
  std::string credentials_source() override { return credentials_.get().source; }
  CachedCredentials& credentials() { return credentials_; }  // for a role that is assumed with them
  void set_deadline(base::Deadline deadline) override { access_.deadline = deadline; }

 private:
  const std::unique_ptr<CorrectedClock> clock_;
  const std::unique_ptr<CredentialsSource> source_;
  CachedCredentials credentials_;
  RateLimiter rates_;
  Access access_;
  std::mutex mutex_;                                                  // guards transports_
  std::map<std::string, std::unique_ptr<LiveTransport>> transports_;  // by region
};

}  // namespace aws
