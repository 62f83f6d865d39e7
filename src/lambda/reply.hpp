// What came of one invocation, as Lambda passes it on: the handler's answer, or the error that it threw, as JSON text.
// The runtime loop and the local Invoke API share it. Pure functions but for the handler, any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "lambda/invocation.hpp"

namespace lambda {

// In bytes: what an invocation that is waited for may carry each way, and an event that is not waited for.
// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
inline constexpr std::size_t max_payload = std::size_t{6} << 20U;
inline constexpr std::size_t max_event = std::size_t{1} << 20U;

struct Reply {
  std::string body;          // JSON: the answer, or error_body()
  std::string error_type{};  // Function.Throttled, …; empty: it went well
  std::string message{};     // of the error, one line

  bool failed() const { return !error_type.empty(); }
};

// Never throws what the handler throws. An answer of more than max_payload is an error as well.
Reply perform(const Handler& handler, const Invocation& invocation);

// {"errorMessage", "errorType", "stackTrace"}, as Lambda's own runtimes write it.
std::string error_body(std::string_view type, std::string_view message);

// An exception as "category.reason": Function.NotFound for what base::Error calls not_found.
Reply failure(const std::exception& error, std::string_view category);

}  // namespace lambda
