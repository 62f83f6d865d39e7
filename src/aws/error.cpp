#include "aws/error.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/encode.hpp"
#include "model/api_throttle.hpp"

namespace aws {
namespace {

using base::ErrorKind;

bool one_of(std::string_view code, std::initializer_list<std::string_view> codes) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

// LimitExceededException answers 429 too, but it is a limit on a resource, which waiting does not lift.
bool is_throttle(std::string_view code, int http_status) {
  if (code == "LimitExceededException") return false;
  return http_status == 429 || model::is_throttle_code(code) ||
         one_of(code, {"RequestThrottled", "RequestThrottledException", "SlowDown", "PriorRequestNotComplete",
                       "ProvisionedThroughputExceededException"});
}

ErrorKind kind_of(std::string_view code, int http_status) {
  if (is_throttle(code, http_status)) return ErrorKind::throttled;
  if (one_of(code, {"ExpiredToken", "ExpiredTokenException", "UnrecognizedClientException", "InvalidClientTokenId",
                    "SignatureDoesNotMatch", "InvalidSignatureException", "IncompleteSignature"})) {
    return ErrorKind::credentials;
  }
  if (http_status == 403 || one_of(code, {"AccessDenied", "AccessDeniedException", "UnauthorizedOperation"})) {
    return ErrorKind::denied;
  }
  if (http_status == 404 || one_of(code, {"ResourceNotFoundException", "NoSuchResourceException"})) {
    return ErrorKind::not_found;
  }
  if (http_status >= 500) return ErrorKind::unavailable;
  return ErrorKind::internal;  // AWS says that we asked wrongly
}

}  // namespace

AwsError::AwsError(const Operation& operation, std::string code, int http_status, const std::string& message)
    : base::Error(kind_of(code, http_status),
                  fmt::format("{} answered {} (HTTP {}): {}", action(operation), base::printable(code, 80), http_status,
                              base::printable(message, 300))),
      operation_(&operation),
      code_(std::move(code)),
      http_status_(http_status) {}

}  // namespace aws
