// What AWS answered instead of a result. Immutable, any thread.
#pragma once

#include <string>

#include "aws/operation.hpp"
#include "base/error.hpp"

namespace aws {

class AwsError : public base::Error {
 public:
  // `code` as AWS names it (AccessDeniedException), `message` as it came: cleaned and cut before it is shown.
  AwsError(const Operation& operation, std::string code, int http_status, const std::string& message);

  const Operation& operation() const { return *operation_; }
  const std::string& code() const { return code_; }
  int http_status() const { return http_status_; }

 private:
  const Operation* operation_;  // a row, lives for ever
  std::string code_;
  int http_status_;
};

}  // namespace aws
