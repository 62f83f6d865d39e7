// AWS itself: builds, signs and sends one attempt, at the rate that AWS allows. For one region; any thread.
#pragma once

#include <chrono>
#include <stop_token>
#include <string>

#include "aws/corrected_clock.hpp"
#include "aws/credentials/credentials.hpp"
#include "aws/endpoint.hpp"
#include "aws/rate_limit.hpp"
#include "aws/sigv4.hpp"
#include "aws/transport.hpp"
#include "base/deadline.hpp"
#include "http/http.hpp"

namespace aws {

// What calls to one account share, whatever their region; nothing is owned.
struct Access {
  http::HttpClient& http;
  CachedCredentials& credentials;
  RateLimiter& rates;
  CorrectedClock& clock;
  EndpointOptions endpoints{};
  std::chrono::milliseconds timeout{30'000};  // of one attempt
  base::Deadline deadline{};                  // no call outlasts it
};

class LiveTransport final : public Transport {
 public:
  // Once `stop` is asked for, what is under way is given up.
  LiveTransport(Access& access, std::string region, std::stop_token stop = {})
      : access_(access), region_(std::move(region)), stop_(std::move(stop)) {}

  // Credentials that AWS calls expired are asked for anew, once, and what was signed by a clock that is wrong is signed
  // anew, once. A bucket of an instance that is in another region is asked there, once. Throws base::Error(deadline)
  // when no time is left.
  Answer send(const Operation& operation, const nlohmann::json& input) override;

  // The URL of a request that anyone may send until it is `life` old, or until the credentials expire that sign it.
  // Asks AWS nothing.
  std::string presign(const Operation& operation, const nlohmann::json& input, std::chrono::seconds life) const;

 private:
  Answer attempt(const Operation& operation, const nlohmann::json& input, const Credentials& credentials);
  Answer attempt_in(const std::string& region, const Operation& operation, const nlohmann::json& input,
                    const Credentials& credentials);
  http::Request build(const Operation& operation, const nlohmann::json& input, const std::string& region) const;
  std::string address(const Service& service, const nlohmann::json& input, const std::string& region) const;
  sigv4::CredentialScope scope(const Operation& operation, const std::string& region) const;
  std::chrono::milliseconds time_left(std::chrono::milliseconds most) const;

  Access& access_;
  const std::string region_;
  const std::stop_token stop_;
};

}  // namespace aws
