#include "aws/live_transport.hpp"

#include <algorithm>

#include "aws/error.hpp"
#include "aws/protocol/protocol.hpp"
#include "base/timestamp.hpp"

namespace aws {
namespace {

using base::ErrorKind;
using nlohmann::json;
using std::chrono::milliseconds;

constexpr const char* user_agent = "connect-ops-review";

bool is_expired(const AwsError& error) {
  return error.code() == "ExpiredToken" || error.code() == "ExpiredTokenException" || error.code() == "RequestExpired";
}

}  // namespace

milliseconds LiveTransport::time_left(milliseconds most) const {
  const auto left = access_.deadline.left(access_.clock.machine(), most);
  if (left <= milliseconds(0)) throw base::Error(ErrorKind::deadline, "no time was left for it");
  return left;
}

Answer LiveTransport::send(const Operation& operation, const json& input) {
  const Credentials credentials = access_.credentials.get();
  try {
    return attempt(operation, input, credentials);
  } catch (const AwsError& error) {
    if (!is_expired(error)) throw;
    access_.credentials.expire(credentials.access_key_id);
  }
  return attempt(operation, input, access_.credentials.get());
}

http::Request LiveTransport::build(const Operation& operation, const json& input) const {
  return protocol::build(operation, endpoint_url(operation.service, region_, access_.endpoints), input);
}

// As of now.
sigv4::CredentialScope LiveTransport::scope(const Operation& operation) const {
  return {std::string(signing_region(operation.service, region_)), std::string(operation.service.signing_name),
          access_.clock.now(), operation.service.protocol == Protocol::rest_xml};
}

std::string LiveTransport::presign(const Operation& operation, const json& input, std::chrono::seconds life) const {
  const Credentials credentials = access_.credentials.get();
  const sigv4::CredentialScope signed_now = scope(operation);
  if (credentials.expires) {
    const auto left = std::chrono::floor<std::chrono::seconds>(*credentials.expires - signed_now.time);
    life = std::clamp(left, std::chrono::seconds(1), life);
  }
  return sigv4::presign(build(operation, input), credentials, signed_now, life);
}

Answer LiveTransport::attempt(const Operation& operation, const json& input, const Credentials& credentials) {
  http::Request request = build(operation, input);
  request.headers.emplace_back("User-Agent", user_agent);
  request.stop = stop_;
  for (bool is_first = true;; is_first = false) {
    access_.rates.acquire(operation, region_, access_.deadline, stop_);
    request.timeout = time_left(access_.timeout);
    const sigv4::CredentialScope signed_now = scope(operation);
    const http::Response response = access_.http.send(sigv4::sign(request, credentials, signed_now));
    const bool was_signed_for_another_time = access_.clock.corrects(response, signed_now.time);
    try {
      return {protocol::parse(operation, response), std::int64_t(request.body.size() + response.body.size())};
    } catch (const AwsError& error) {
      if (error.kind() == ErrorKind::throttled) access_.rates.throttled(operation, region_);
      if (!was_signed_for_another_time || !is_first) throw;
    }
  }
}

}  // namespace aws
