// What AWS answered instead of a result. Immutable, any thread.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "aws/operation.hpp"
#include "base/error.hpp"

namespace aws {

// What came with an error, when it did.
struct ErrorDetails {
  std::string request_id{};             // for AWS's support; printable
  std::chrono::seconds retry_after{0};  // AWS asks not to come back sooner; at most max_retry_after
  std::string bucket_region{};          // where S3 says that the bucket is; a token that nobody has checked
};

inline constexpr std::chrono::seconds max_retry_after{300};

class AwsError : public base::Error {
 public:
  // `code` as AWS names it (AccessDeniedException). Of `message` the first line is shown, cleaned and cut: when a
  // signature is wrong, AWS goes on with the request as it saw it, session token included.
  AwsError(const Operation& operation, std::string code, int http_status, const std::string& message,
           ErrorDetails details = {});

  const Operation& operation() const { return *operation_; }
  const std::string& code() const { return code_; }
  int http_status() const { return http_status_; }
  const std::string& message() const { return message_; }  // as it is shown
  const std::string& request_id() const { return details_.request_id; }
  std::chrono::seconds retry_after() const { return details_.retry_after; }  // 0: AWS did not say
  const std::string& bucket_region() const { return details_.bucket_region; }

 private:
  const Operation* operation_;  // a row, lives for ever
  std::string code_;
  int http_status_;
  std::string message_;
  ErrorDetails details_;
};

// What would let the caller in: "grant it the permission connect:ListUsers". AWS's own sentence stays beside it unless
// it says that this permission alone is missing.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
std::string advice_on_denial(const AwsError& denial);

// TooManyRequestsException, ThrottlingException and the variants that CloudTrail shows for them.
bool is_throttle_code(std::string_view code);

}  // namespace aws
