#include "aws/credentials/sso.hpp"

#include <array>
#include <fmt/format.h>
#include <openssl/evp.h>

#include "aws/credentials/config_files.hpp"
#include "aws/credentials/reading.hpp"
#include "aws/endpoint.hpp"
#include "aws/error.hpp"
#include "aws/protocol/protocol.hpp"
#include "base/encode.hpp"
#include "base/json/read.hpp"

namespace aws {
namespace {

using nlohmann::json;

constexpr std::size_t max_bytes = std::size_t{256} << 10U;

constexpr Service service = {"sso", "awsssoportal", "portal.sso", "sso", "2019-06-10", Protocol::rest_json};
constexpr Operation get_role_credentials = {
    .service = service,
    .name = "GetRoleCredentials",
    .method = "GET",
    .path = "/federation/credentials?role_name={roleName}&account_id={accountId}",
    .headers = "x-amz-sso_bearer_token={accessToken}"};

std::string sha1_hex(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), out.data(), &size, EVP_sha1(), nullptr) != 1) {
    throw base::Error(base::ErrorKind::internal, "OpenSSL could not compute a SHA-1 digest");
  }
  return base::to_hex({reinterpret_cast<const char*>(out.data()), size});
}

base::Error signed_out(const SsoRole& role, std::string_view why) {
  return unusable(fmt::format("{}: run aws sso login --profile {}", why, base::shell_quote(shown(role.profile))));
}

base::Secret cached_token(const CredentialsContext& context, const SsoRole& role) {
  const auto text = read_bounded(sso_cache_file(context.environment, role), max_bytes, "the sign-in token");
  if (!text) throw signed_out(role, "nobody has signed in to IAM Identity Center here");
  const auto cached = base::read::parse(*text);
  base::Secret token(cached ? base::read::text(*cached, "accessToken") : "");
  const auto expires = cached ? parse_time(base::read::text(*cached, "expiresAt")) : std::nullopt;
  if (token.empty() || !expires || !fits_header(token.reveal())) {
    throw signed_out(role, "the sign-in token of IAM Identity Center is damaged");
  }
  if (*expires <= context.clock.now()) throw signed_out(role, "the sign-in to IAM Identity Center has expired");
  return token;
}

[[noreturn]] void refuse(const SsoRole& role, const AwsError& error, const base::Secret& token) {
  if (error.http_status() == 401) throw signed_out(role, "IAM Identity Center no longer takes the sign-in token");
  throw base::Error(error.retryable() ? error.kind() : base::ErrorKind::credentials,
                    masked(fmt::format("IAM Identity Center gives no credentials for the role {} in the account {}: {}",
                                       shown(role.role_name), shown(role.account_id), error.what()),
                           {token}));
}

}  // namespace

std::string sso_cache_file(const base::Environment& environment, const SsoRole& role) {
  const std::string& key = role.session.empty() ? role.start_url : role.session;
  return from_home(environment, "~/.aws/sso/cache/" + sha1_hex(key) + ".json");
}

Credentials sso_credentials(const CredentialsContext& context, const SsoRole& role, std::string source) {
  const base::Secret token = cached_token(context, role);
  const json input = {{"roleName", role.role_name}, {"accountId", role.account_id}, {"accessToken", token.reveal()}};
  check_region(role.region, "sso_region of profile " + shown(role.profile));
  http::Request request = protocol::build(
      get_role_credentials, endpoint_url(service, role.region, endpoint_options(context.environment)), input);
  request.timeout = std::chrono::seconds(15);
  request.max_response_bytes = max_bytes;
  const http::Response response = send_twice(context, request);
  try {
    const json output = protocol::parse(get_role_credentials, response);
    Credentials credentials = read_credentials(base::read::object(output, "roleCredentials"),
                                               {.access_key_id = "accessKeyId",
                                                .secret_access_key = "secretAccessKey",
                                                .session_token = "sessionToken",
                                                .expires = "expiration",
                                                .has_milliseconds = true},
                                               std::move(source));
    check_usable(credentials, context.clock.now(), "check this machine's clock");
    return credentials;
  } catch (const AwsError& error) {
    refuse(role, error, token);
  }
}

}  // namespace aws
