#include "lambda/local/local_server.hpp"

#include <fmt/format.h>
#include <utility>

#include "base/log.hpp"

namespace lambda {
namespace {

constexpr std::size_t spare_threads = 4;  // that say no while all places are taken

http::Response refuse(int status, std::string_view why) {
  switch (status) {
    case 405: return api_error(status, "UnknownOperationException", why);
    case 500: return api_error(status, "ServiceException", why);
    default: return api_error(status, "InvalidRequestContentException", why);
  }
}

}  // namespace

LocalServer::LocalServer(Function function, const InvokerLimits& limits, int port, base::Clock& clock,
                         base::Random& random)
    : function_(std::move(function)),
      invoker_(limits, clock),
      api_(function_, invoker_, random),
      server_({.answer = [this](const serve::Call& call) { return api_.answer(call); },
               .refuse = refuse,
               .max_body = max_payload,
               .threads = limits.concurrency + spare_threads},
              port) {}

InvokeLater LocalServer::invoke_later() {
  return [this](const nlohmann::json& event) { api_.invoke_later(event); };
}

void LocalServer::run(Handler handler, const std::function<void()>& ready) {
  invoker_.start(std::move(handler));
  server_.run(ready);  // with all invocations that are waited for
  invoker_.stop();
  invoker_.finish();
}

void LocalServer::stop() {
  if (const std::size_t dropped = invoker_.stop(); dropped > 0) {
    base::log::warning(fmt::format("{} events were waiting, and will not run", dropped));
  }
  server_.stop();
}

}  // namespace lambda
