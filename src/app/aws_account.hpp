// The AWS account that the configuration leads to: credentials, rates, endpoints and one transport per region, made
// once and shared by everything that a command does. Any thread.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "app/config/config.hpp"
#include "aws/credentials/credentials.hpp"
#include "aws/live_transport.hpp"
#include "aws/rate_limit.hpp"
#include "base/clock.hpp"
#include "base/environment.hpp"
#include "http/http.hpp"

namespace app {

class AwsAccount {
 public:
  // Asks AWS nothing yet. Throws base::Error(config) for settings that cannot be used. `ask_mfa` as in
  // aws::CredentialsContext.
  AwsAccount(const Config& config, const base::Environment& environment, http::HttpClient& http, base::Clock& clock,
             std::function<std::string(const std::string& serial)> ask_mfa = {});

  // Calls that are still under way then end, and no new one is begun.
  void set_deadline(base::Time deadline) { account_.deadline = deadline; }

  aws::LiveTransport& transport(const std::string& region);

  // Where the credentials come from, for people. Throws base::Error(credentials) when there are none.
  std::string credentials_source() { return credentials_.get().source; }

  // Of --region, the variables, the profile or the ARN of an instance. Throws base::Error(config) that says where it
  // can be set when it is not.
  std::string region() const;

 private:
  const Config& config_;
  const base::Environment& environment_;
  std::unique_ptr<aws::CredentialsSource> source_;
  aws::CachedCredentials credentials_;
  aws::RateLimiter rates_;
  aws::Account account_;
  std::mutex mutex_;                                                       // guards transports_
  std::map<std::string, std::unique_ptr<aws::LiveTransport>> transports_;  // by region
};

// Of --rates: connect:ListUsers=4 or connect:ListUsers=4/10, calls a second and at once. Throws base::Error(usage).
std::map<std::string, aws::Rate> parse_rates(const std::vector<std::string>& entries);

}  // namespace app
