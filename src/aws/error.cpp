#include "aws/error.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/encode.hpp"

namespace aws {
namespace {

using base::ErrorKind;

bool one_of(std::string_view code, std::initializer_list<std::string_view> codes) {
  return std::ranges::find(codes, code) != codes.end();
}

// LimitExceededException answers 429 too, but it is a limit on a resource, which waiting does not lift. Kinesis alone
// means the rate of its calls by it.
// https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeStreamSummary.html
bool is_throttle(std::string_view service_name, std::string_view code, int http_status) {
  if (code == "LimitExceededException") return service_name == "kinesis";
  return http_status == 429 || is_throttle_code(code) ||
         one_of(code, {"RequestThrottled", "RequestThrottledException", "SlowDown", "PriorRequestNotComplete",
                       "ProvisionedThroughputExceededException"});
}

// The key, the token or the clock that a request was signed with.
bool is_about_credentials(std::string_view code) {
  return one_of(code, {"ExpiredToken", "ExpiredTokenException", "UnrecognizedClientException", "InvalidClientTokenId",
                       "SignatureDoesNotMatch", "InvalidSignatureException", "IncompleteSignature",
                       "IncompleteSignatureException", "InvalidAccessKeyId", "InvalidToken", "TokenRefreshRequired",
                       "MissingAuthenticationToken", "MissingAuthenticationTokenException", "RequestExpired",
                       "RequestTimeTooSkewed", "RequestInTheFuture"});
}

// S3 answers some of these with a status below 500, or with 200 before it knows better.
bool is_passing(std::string_view code, int http_status) {
  return http_status >= 500 || http_status == 408 ||
         one_of(code,
                {"InternalError", "InternalFailure", "ServiceUnavailable", "RequestTimeout", "RequestTimeoutException",
                 "ConditionalRequestConflict", "OperationAborted", "ReplicatedWriteConflictException"});
}

ErrorKind kind_of(std::string_view service_name, std::string_view code, int http_status) {
  if (is_throttle(service_name, code, http_status)) return ErrorKind::throttled;
  if (is_about_credentials(code)) return ErrorKind::credentials;
  // S3 in another region than the one that was asked.
  if (one_of(code, {"PermanentRedirect", "TemporaryRedirect", "AuthorizationHeaderMalformed",
                    "IllegalLocationConstraintException"})) {
    return ErrorKind::config;
  }
  if (http_status == 403 || one_of(code, {"AccessDenied", "AccessDeniedException", "UnauthorizedOperation"})) {
    return ErrorKind::denied;
  }
  if (http_status == 404 || one_of(code, {"ResourceNotFoundException", "NoSuchResourceException"})) {
    return ErrorKind::not_found;
  }
  if (is_passing(code, http_status)) return ErrorKind::unavailable;
  return ErrorKind::internal;  // AWS says that we asked wrongly
}

// When a signature is wrong, AWS goes on with the request as it saw it, session token included.
std::string first_line(const std::string& message) {
  return base::printable(std::string_view(message).substr(0, message.find_first_of("\r\n")), 600);
}

std::string text_of(const Operation& operation, const std::string& code, int http_status, const std::string& message,
                    const std::string& request_id) {
  return fmt::format("{} answered {} (HTTP {}{}{}){}{}", action(operation), base::printable(code, 80), http_status,
                     request_id.empty() ? "" : ", request ", request_id, message.empty() ? "" : ": ", message);
}

bool says_any(std::string_view message, std::initializer_list<std::string_view> signs) {
  return std::ranges::any_of(signs, [&](std::string_view sign) { return message.find(sign) != message.npos; });
}

// What no permission of the caller's own can mend: a policy above or beside it, or that of a key.
bool is_refused_elsewhere(std::string_view message) {
  return says_any(message, {"explicit deny", "permissions boundary", "session polic", "service control polic",
                            "resource control polic", "resource-based polic", "endpoint polic", "KMS"});
}

}  // namespace

std::string advice_on_denial(const AwsError& denial) {
  const std::string permission = action(denial.operation());
  const std::string& said = denial.message();
  if (said.empty() || says_any(said, {"no identity-based policy allows"})) {
    return fmt::format("grant it the permission {}", permission);
  }
  if (is_refused_elsewhere(said))
    return fmt::format("to be granted {} is not enough, for AWS says: {}", permission, said);
  return fmt::format("grant it the permission {}, if it lacks it; AWS says: {}", permission, said);
}

bool is_throttle_code(std::string_view code) {
  static constexpr std::string_view codes[] = {
      "TooManyRequestsException", "ThrottlingException",  "Throttling",
      "ThrottledException",       "RequestLimitExceeded", "Client.RequestLimitExceeded"};
  return std::ranges::find(codes, code) != std::end(codes);
}

AwsError::AwsError(const Operation& operation, std::string code, int http_status, const std::string& message,
                   ErrorDetails details)
    : base::Error(kind_of(operation.service.name, code, http_status),
                  text_of(operation, code, http_status, first_line(message), details.request_id)),
      operation_(&operation),
      code_(std::move(code)),
      http_status_(http_status),
      message_(first_line(message)),
      details_(std::move(details)) {}

}  // namespace aws
