// Lambda's custom runtime loop: takes one invocation after the other from the Runtime API and hands back what came of
// it. What bootstrap runs in the account. One thread.
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
#pragma once

#include <optional>
#include <string>

#include "http/http.hpp"
#include "lambda/invocation.hpp"
#include "lambda/reply.hpp"

namespace lambda {

class Runtime {
 public:
  // `address` is AWS_LAMBDA_RUNTIME_API: host:port. The client is not owned.
  Runtime(http::HttpClient& http, const std::string& address);

  // For as long as the Runtime API answers: throws base::Error when it has gone, has broken, or hands out an invocation
  // that cannot be answered. Whatever the handler throws is the answer to that invocation only. Messages that are
  // logged meanwhile bear the invocation's request id.
  [[noreturn]] void serve(const Handler& handler);

  // The function cannot be started, because. Lambda is told if it can be, and starts another process.
  void report_init_error(const std::exception& error);

 private:
  http::Response wait_for_next();
  void handle(const http::Response& next, const std::string& request_id, const Handler& handler);
  void post(const std::string& path, const Reply& reply);

  http::HttpClient& http_;
  std::string address_;
};

}  // namespace lambda
