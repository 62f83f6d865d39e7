// The function on this machine behind Lambda's Invoke API, so that `aws lambda invoke --endpoint-url …` works without a
// deployment. Listens on 127.0.0.1 and nowhere else: whoever can call it uses this user's credentials. The only part of
// the program that knows cpp-httplib's server for it.
#pragma once

#include <atomic>
#include <functional>
#include <latch>
#include <memory>
#include <string>

#include "lambda/invoke_api.hpp"

namespace httplib {
class Server;
}

namespace lambda {

class LocalServer {
 public:
  // Listens from here on; calls are answered once run() is called. Port 0 is any that is free. Throws
  // base::Error(unavailable) when the port cannot be had. Clock and random are not owned.
  LocalServer(Function function, const InvokerLimits& limits, int port, base::Clock& clock, base::Random& random);
  ~LocalServer();
  LocalServer(const LocalServer&) = delete;
  LocalServer& operator=(const LocalServer&) = delete;
  LocalServer(LocalServer&&) = delete;
  LocalServer& operator=(LocalServer&&) = delete;

  std::string url() const;

  // For the handler; to be used as long as this lives.
  InvokeLater invoke_later();

  // Answers calls until stop(), and then until every invocation that runs has ended; `ready` is called when the first
  // can be answered. Once. Throws base::Error(unavailable) when the system takes the port away, and what `ready`
  // throws.
  void run(Handler handler, const std::function<void()>& ready);

  // From any other thread: no call is taken any more, no event that waits is begun. Waits for run() to be called.
  void stop();

 private:
  void add_routes();
  void add_error_pages();

  const Function function_;
  const std::size_t concurrency_;
  Invoker invoker_;
  InvokeApi api_;
  std::latch running_{1};
  std::atomic_flag stopped_{};
  std::unique_ptr<httplib::Server> server_;
  int port_ = 0;
};

}  // namespace lambda
