#include "aws/live_transport.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "aws/error.hpp"
#include "aws/protocol/protocol.hpp"
#include "base/json/read.hpp"
#include "base/text.hpp"
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

http::Request LiveTransport::build(const Operation& operation, const json& input, const std::string& region) const {
  return protocol::build(operation, address(operation.service, input, region), input);
}

std::string LiveTransport::address(const Service& service, const json& input, const std::string& region) const {
  const auto member = [&](std::string_view name) -> std::optional<std::string> {
    std::string value = base::read::text(input, std::string(name).c_str());
    const bool is_label = !value.empty() && std::ranges::all_of(value, base::is_alphanumeric);
    return is_label ? std::optional(std::move(value)) : std::nullopt;
  };
  auto url = fill_in(endpoint_url(service, region, access_.endpoints), member);
  if (!url) throw base::Error(ErrorKind::internal, fmt::format("the address of {} takes more input", service.name));
  return *std::move(url);
}

// As of now.
sigv4::CredentialScope LiveTransport::scope(const Operation& operation, const std::string& region) const {
  return {std::string(signing_region(operation.service, region)), std::string(operation.service.signing_name),
          access_.clock.now(), operation.service.protocol == Protocol::rest_xml};
}

std::string LiveTransport::presign(const Operation& operation, const json& input, std::chrono::seconds life) const {
  const Credentials credentials = access_.credentials.get();
  const sigv4::CredentialScope signed_now = scope(operation, region_);
  if (credentials.expires) {
    const auto left = std::chrono::floor<std::chrono::seconds>(*credentials.expires - signed_now.time);
    life = std::clamp(left, std::chrono::seconds(1), life);
  }
  return sigv4::presign(build(operation, input, region_), credentials, signed_now, life);
}

Answer LiveTransport::attempt(const Operation& operation, const json& input, const Credentials& credentials) {
  std::string elsewhere;
  try {
    return attempt_in(region_, operation, input, credentials);
  } catch (const AwsError& error) {
    elsewhere = error.bucket_region();
    if (!operation.service.is_of_aws || elsewhere.empty() || elsewhere == region_) throw;
  }
  check_region(elsewhere, "the region of the bucket");
  return attempt_in(elsewhere, operation, input, credentials);
}

Answer LiveTransport::attempt_in(const std::string& region, const Operation& operation, const json& input,
                                 const Credentials& credentials) {
  http::Request request = build(operation, input, region);
  request.headers.emplace_back("User-Agent", user_agent);
  request.stop = stop_;
  for (bool is_first = true;; is_first = false) {
    access_.rates.acquire(operation, region, access_.deadline, stop_);
    request.timeout = time_left(access_.timeout);
    const sigv4::CredentialScope signed_now = scope(operation, region);
    const http::Response response = access_.http.send(sigv4::sign(request, credentials, signed_now));
    const bool was_signed_for_another_time = access_.clock.corrects(response, signed_now.time);
    try {
      return {protocol::parse(operation, response), std::int64_t(request.body.size() + response.body.size())};
    } catch (const AwsError& error) {
      if (error.kind() == ErrorKind::throttled) access_.rates.throttled(operation, region);
      if (!was_signed_for_another_time || !is_first) throw;
    }
  }
}

}  // namespace aws
