// The review as a Lambda function: in the account over the Runtime API, or on this machine behind the Invoke API. What
// the function does is the handler's; here is what calls it. One thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <exception>
#include <functional>
#include <string>

#include "app/config/config.hpp"
#include "app/world.hpp"
#include "base/environment.hpp"
#include "lambda/invocation.hpp"

namespace lambda {

// Made once, before the first invocation. Is given no InvokeLater in an account: there, AWS is asked to.
using MakeHandler = std::function<Handler(InvokeLater)>;

// Whether Lambda started this process: AWS_LAMBDA_RUNTIME_API is set.
bool is_in_lambda(const base::Environment& environment);

// Serves invocations for as long as Lambda wants it, and logs JSON lines. Returns when the function cannot be started
// or the Runtime API has gone, after having logged why.
void serve_runtime(const app::World& world, const MakeHandler& make_handler);

// Lambda is told that the function cannot be started, because, and so is its log, which was started; elsewhere nobody
// is.
void report_init_error(const app::World& world, const std::exception& error);

struct LocalOptions {
  int port = 0;  // 0: any that is free
  std::size_t concurrency = 2;
  std::chrono::seconds timeout{900};
  std::chrono::seconds grace{60};  // that what runs is given after SIGTERM or SIGINT
};

// Serves the Invoke API on 127.0.0.1 until SIGTERM or SIGINT and until what runs has ended; `announce` is given the URL
// once calls are answered. Throws base::Error(unavailable) when the port cannot be had.
void serve_local(const app::World& world, const app::Config& config, const MakeHandler& make_handler,
                 const LocalOptions& options, const std::function<void(const std::string& url)>& announce);

}  // namespace lambda
