#include "aws/credentials/sso.hpp"

#include <fmt/format.h>

#include "aws/credentials/reading.hpp"
#include "aws/credentials/sso_token.hpp"
#include "aws/endpoint.hpp"
#include "aws/error.hpp"
#include "aws/protocol/protocol.hpp"
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

[[noreturn]] void refuse(const SsoRole& role, const AwsError& error, const base::Secret& token) {
  if (error.http_status() == 401) throw signed_out(role, "IAM Identity Center no longer takes the sign-in token");
  throw base::Error(error.retryable() ? error.kind() : base::ErrorKind::credentials,
                    masked(fmt::format("IAM Identity Center gives no credentials for the role {} in the account {}: {}",
                                       shown(role.role_name), shown(role.account_id), error.what()),
                           {token}));
}

}  // namespace

Credentials sso_credentials(const CredentialsContext& context, const SsoRole& role, std::string source) {
  check_region(role.region, fmt::format("sso_region of profile {}", shown(role.profile)));
  const base::Secret token = sso_token(context, role);
  const json input = {{"roleName", role.role_name}, {"accountId", role.account_id}, {"accessToken", token.reveal()}};
  http::Request request = protocol::build(
      get_role_credentials, endpoint_url(service, role.region, endpoint_options(context.environment, context.profile)),
      input);
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
