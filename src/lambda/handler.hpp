// What the Lambda function does with an event: reviews an instance, goes on with a review that ran out of time, or has
// several instances reviewed by as many invocations. Reviews of an account take turns; a recording may be reviewed by
// any thread.
#pragma once

#include <functional>
#include <string>

#include "app/config/config.hpp"
#include "aws/transport.hpp"
#include "base/clock.hpp"
#include "base/environment.hpp"
#include "lambda/invocation.hpp"
#include "store/store.hpp"

namespace lambda {

// What a test puts in the place of the world; nothing is owned. What is empty is the real thing.
struct Outside {
  aws::Transport* aws = nullptr;                         // of every region
  store::Store* store = nullptr;                         // where the configuration says otherwise
  std::function<void(const std::string& line)> print{};  // standard output, where CloudWatch finds metrics
};

// The configuration's defaults in Lambda.
app::Defaults defaults();

// The handler keeps connections, credentials and the open store from one invocation to the next. Its answer is
// {"statusCode": 200, "body": JSON as text}; it throws base::Error for an event that cannot be used, before anything is
// written, and for a review that could not be done. Without `invoke_later`, Lambda is asked to invoke the function. The
// references have to outlive the handler.
Handler make_handler(const base::Environment& environment, base::Clock& clock, const app::Config& config,
                     InvokeLater invoke_later = {}, Outside outside = {});

}  // namespace lambda
