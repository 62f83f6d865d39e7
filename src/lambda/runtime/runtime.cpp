#include "lambda/runtime/runtime.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "base/timestamp.hpp"

namespace lambda {
namespace {

using base::Error;
using base::ErrorKind;

// The environment is frozen while it waits and may stay so for hours: only the client's own bound counts.
constexpr auto no_timeout = std::chrono::milliseconds::max();

std::optional<base::Time> deadline_of(const http::Response& next) {
  const std::string text = http::header(next.headers, "Lambda-Runtime-Deadline-Ms").value_or("");
  const auto milliseconds = base::number_in<std::int64_t>(text);
  return milliseconds ? base::from_epoch_milliseconds(*milliseconds) : std::nullopt;
}

// No handler runs without one: it would not know when to stop.
Invocation read_invocation(const http::Response& next, const std::string& request_id) {
  const auto deadline = deadline_of(next);
  if (!deadline) {
    throw Error(ErrorKind::corrupt, "the Runtime API gave no deadline that can be read with the invocation");
  }
  return {request_id, next.body, *deadline,
          http::header(next.headers, "Lambda-Runtime-Invoked-Function-Arn").value_or(""),
          http::header(next.headers, "Lambda-Runtime-Trace-Id").value_or("")};
}

Reply reply_to(const http::Response& next, const std::string& request_id, const Handler& handler) {
  const Handler read_and_handle = [&](const Invocation&) { return handler(read_invocation(next, request_id)); };
  return perform(read_and_handle, {});
}

}  // namespace

Runtime::Runtime(http::HttpClient& http, const std::string& address)
    : http_(http), address_(fmt::format("http://{}/2018-06-01/runtime", address)) {}

void Runtime::serve(const Handler& handler) {
  for (;;) {
    const http::Response next = wait_for_next();
    const auto request_id = http::header(next.headers, "Lambda-Runtime-Aws-Request-Id");
    if (!request_id || request_id->empty()) {
      throw Error(ErrorKind::corrupt, "the Runtime API handed out an invocation without a request id");
    }
    handle(next, *request_id, handler);
  }
}

http::Response Runtime::wait_for_next() {
  try {
    http::Response next = http_.send({.url = fmt::format("{}/invocation/next", address_), .timeout = no_timeout});
    if (next.status == 200) return next;
    throw Error(ErrorKind::unavailable, fmt::format("it answered {}", next.status));
  } catch (const Error& error) {
    throw Error(error.kind(), fmt::format("the Runtime API returned no next invocation: {}", error.what()));
  }
}

void Runtime::handle(const http::Response& next, const std::string& request_id, const Handler& handler) {
  const base::log::WithRequestId with_id(request_id);
  base::log::debug("the invocation begins");
  const Reply reply = reply_to(next, request_id, handler);
  if (reply.failed()) base::log::error(fmt::format("the invocation failed: {}", reply.message));
  post(fmt::format("/invocation/{}/{}", base::percent_encode(request_id), reply.failed() ? "error" : "response"),
       reply);
  base::log::debug("the invocation ends");
}

void Runtime::post(const std::string& path, const Reply& reply) {
  http::Request request{.method = "POST", .url = address_ + path, .headers = {{"Content-Type", "application/json"}}};
  if (reply.failed()) request.headers.emplace_back("Lambda-Runtime-Function-Error-Type", reply.error_type);
  request.body = reply.body;
  const int status = http_.send(request).status;
  if (status / 100 == 2) return;
  const auto refused = fmt::format("the Runtime API answered {} to the invocation's outcome", status);
  // AWS: the container cannot be recovered then, and the process is to exit.
  if (status >= 500) throw Error(ErrorKind::unavailable, refused);
  base::log::error(refused);
}

void Runtime::report_init_error(const std::exception& error) {
  try {
    post("/init/error", failure(error, "Runtime"));
  } catch (const Error& unheard) {
    base::log::warning(fmt::format("Lambda could not be informed: {}", unheard.what()));
  }
}

}  // namespace lambda
