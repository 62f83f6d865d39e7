// The one exception type of this program. Its kind is decided where the error is made; whether to try again and the
// exit code follow from the kind. Immutable, any thread.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace base {

enum class ErrorKind {
  usage,         // the command line or an argument is wrong
  config,        // a configuration file or environment variable is wrong
  credentials,   // no usable AWS credentials
  denied,        // AWS or the file system refused
  not_found,     // the thing asked for does not exist
  throttled,     // AWS asked us to slow down
  unavailable,   // a passing fault: 5xx, a locked database, a broken connection
  deadline,      // no time left
  not_recorded,  // a recording was asked for a call that it does not hold
  corrupt,       // stored or received bytes are not what they should be
  internal,      // a bug in this program
};

std::string_view name(ErrorKind kind);

class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, const std::string& message) : std::runtime_error(message), kind_(kind) {}

  ErrorKind kind() const { return kind_; }

  // True when the same call may succeed a little later.
  bool retryable() const { return kind_ == ErrorKind::throttled || kind_ == ErrorKind::unavailable; }

 private:
  ErrorKind kind_;
};

}  // namespace base
