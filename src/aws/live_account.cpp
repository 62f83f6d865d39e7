#include "aws/live_account.hpp"

#include <utility>

namespace aws {

LiveAccount::LiveAccount(http::HttpClient& http, std::unique_ptr<CorrectedClock> clock,
                         std::unique_ptr<CredentialsSource> source, const AccountSettings& settings)
    : clock_(std::move(clock)),
      source_(std::move(source)),
      credentials_(*source_, *clock_),
      rates_(settings.rates, clock_->machine()),
      access_{http, credentials_, rates_, *clock_, settings.endpoints, settings.timeout} {}

LiveTransport& LiveAccount::transport(const std::string& region) {
  const std::lock_guard lock(mutex_);
  auto& transport = transports_[region];
  if (!transport) transport = std::make_unique<LiveTransport>(access_, region);
  return *transport;
}

std::unique_ptr<Transport> LiveAccount::transport(const std::string& region, std::stop_token stop) {
  return std::make_unique<LiveTransport>(access_, region, std::move(stop));
}

std::string LiveAccount::presign(const Operation& operation, const nlohmann::json& input, const std::string& region,
                                 std::chrono::seconds life) {
  return transport(region).presign(operation, input, life);
}

}  // namespace aws
