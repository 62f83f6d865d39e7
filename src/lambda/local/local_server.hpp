// The function on this machine behind Lambda's Invoke API, so that `aws lambda invoke --endpoint-url …` works without a
// deployment. Who may use it from which thread is said at each.
#pragma once

#include <functional>
#include <string>

#include "lambda/local/invoke_api.hpp"
#include "serve/loopback_server.hpp"

namespace lambda {

class LocalServer {
 public:
  // Listens from here on; calls are answered once run() is called. Port 0 is any that is free. Throws
  // base::Error(unavailable) when the port cannot be had. Clock and random are not owned.
  LocalServer(Function function, const InvokerLimits& limits, int port, base::Clock& clock, base::Random& random);

  std::string url() const { return server_.url(); }

  // For the handler; to be used as long as this lives.
  InvokeLater invoke_later();

  // Answers calls until stop(), and then until every invocation that runs has ended; `ready` is called when the first
  // can be answered. Once. Throws base::Error(unavailable) when the system takes the port away, and what `ready`
  // throws.
  void run(Handler handler, const std::function<void()>& ready);

  // From any other thread: no call is taken any more, no event that waits is begun. Waits for run() to be called.
  void stop();

 private:
  const Function function_;
  Invoker invoker_;
  InvokeApi api_;
  serve::LoopbackServer server_;  // last: it uses all of it
};

}  // namespace lambda
