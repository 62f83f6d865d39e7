#include "aws/credentials/assume_role.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "aws/credentials/reading.hpp"
#include "aws/credentials/sources.hpp"
#include "aws/endpoint.hpp"
#include "aws/error.hpp"
#include "aws/operations/sts.hpp"
#include "aws/protocol/protocol.hpp"
#include "aws/sigv4.hpp"
#include "base/text.hpp"

namespace aws {
namespace {

using nlohmann::json;

constexpr std::chrono::seconds time_out{15};
constexpr std::size_t max_answer_bytes = std::size_t{256} << 10U;

std::string region_of(const CredentialsContext& context) {
  if (!context.region.empty()) return context.region;
  return profile_region(context.environment, context.profile).value_or("us-east-1");
}

json input_of(const Role& role) {
  if (!role.arn.starts_with("arn:") || role.arn.find(":role/") == std::string::npos) {
    throw unusable(fmt::format("'{}' is no role: expected arn:aws:iam::<account>:role/<name>", shown(role.arn)));
  }
  json input = {{"RoleArn", role.arn},
                {"RoleSessionName", role.session_name.empty() ? "connect-ops-review" : role.session_name}};
  if (role.duration_seconds) input["DurationSeconds"] = *role.duration_seconds;
  return input;
}

std::string mfa_code(const CredentialsContext& context, const Role& role) {
  if (!context.ask_mfa) {
    throw unusable(
        fmt::format("the role {} wants a code of the MFA device {}, and nobody is there to give it: run "
                    "this at a terminal, or use credentials that need no code",
                    shown(role.arn), shown(role.mfa_serial)));
  }
  std::string code = context.ask_mfa(role.mfa_serial);
  if (code.size() != 6 || !std::ranges::all_of(code, base::is_digit)) {
    throw unusable(fmt::format("the code of the MFA device {} must be six digits", shown(role.mfa_serial)));
  }
  return code;
}

std::string_view remedy(const AwsError& error) {
  if (error.code() == "AccessDenied") return "; the role's trust policy must name the caller and its external ID";
  if (error.code() == "ExpiredToken" || error.code() == "ExpiredTokenException") return "; sign in again";
  return "";
}

// `with` is for people: whose credentials the request used; `secrets` are what it carried.
Credentials read_role(const Operation& operation, const http::Response& response, const Role& role,
                      std::string_view with, std::string source, std::initializer_list<base::Secret> secrets) {
  try {
    const json output = protocol::parse(operation, response);
    return read_credentials(output.value("Credentials", json::object()), {}, std::move(source));
  } catch (const AwsError& error) {
    throw base::Error(error.retryable() ? error.kind() : base::ErrorKind::credentials,
                      masked(fmt::format("the role {} cannot be assumed with {}: {}{}", shown(role.arn), with,
                                         error.what(), remedy(error)),
                             secrets));
  }
}

http::Request request_of(const CredentialsContext& context, const Operation& operation, const json& input) {
  http::Request request = protocol::build(
      operation,
      endpoint_url(operation.service, region_of(context), endpoint_options(context.environment, context.profile)),
      input);
  request.timeout = time_out;
  request.max_response_bytes = max_answer_bytes;
  return request;
}

// `twice`: once more when the connection or the server failed. A code of an MFA device is good for one call, but for
// one that AWS refused for its time.
http::Response send_signed(const CredentialsContext& context, const http::Request& request, const Credentials& with,
                           bool twice) {
  for (bool is_first = true;; is_first = false) {
    const sigv4::CredentialScope scope{region_of(context), std::string(sts::service.signing_name), context.clock.now()};
    const http::Request signed_now = sigv4::sign(request, with, scope);
    http::Response response = twice ? send_twice(context, signed_now) : context.http.send(signed_now);
    if (!context.clock.corrects(response, scope.time) || !is_first) return response;
  }
}

class AssumedRoleSource final : public CredentialsSource {
 public:
  AssumedRoleSource(const CredentialsContext& context, std::unique_ptr<CredentialsSource> base)
      : context_(context), base_(std::move(base)) {}

  std::optional<Credentials> get() override {
    const auto with = base_->get();
    if (!with) return std::nullopt;
    return assume_role(context_, {.arn = context_.role_arn, .external_id = context_.external_id}, *with,
                       fmt::format("the role {}, assumed with {}", shown(context_.role_arn), with->source));
  }

  std::string description() const override { return base_->description(); }

 private:
  CredentialsContext context_;
  std::unique_ptr<CredentialsSource> base_;
};

}  // namespace

Credentials assume_role(const CredentialsContext& context, const Role& role, const Credentials& with,
                        std::string source) {
  json input = input_of(role);
  if (!role.external_id.empty()) input["ExternalId"] = role.external_id;
  if (!role.mfa_serial.empty()) {
    input["SerialNumber"] = role.mfa_serial;
    input["TokenCode"] = mfa_code(context, role);
  }
  const http::Response response =
      send_signed(context, request_of(context, sts::assume_role, input), with, role.mfa_serial.empty());
  Credentials credentials = read_role(sts::assume_role, response, role, with.source, std::move(source),
                                      {with.secret_access_key, with.session_token});
  check_usable(credentials, context.clock.now(), "check this machine's clock");
  return credentials;
}

Credentials assume_role_with_web_identity(const CredentialsContext& context, const Role& role,
                                          const std::string& token_file, std::string source) {
  json input = input_of(role);
  const base::Secret token = read_token(token_file, "the web identity token file");
  input["WebIdentityToken"] = token.reveal();
  const http::Response response = send_twice(context, request_of(context, sts::assume_role_with_web_identity, input));
  Credentials credentials = read_role(sts::assume_role_with_web_identity, response, role,
                                      fmt::format("the token in {}", shown(token_file)), std::move(source), {token});
  check_usable(credentials, context.clock.now(), "check this machine's clock");
  return credentials;
}

std::unique_ptr<CredentialsSource> assumed_role_source(const CredentialsContext& context,
                                                       std::unique_ptr<CredentialsSource> base) {
  return std::make_unique<AssumedRoleSource>(context, std::move(base));
}

}  // namespace aws
