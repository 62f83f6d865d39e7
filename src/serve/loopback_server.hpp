// An HTTP server on 127.0.0.1 and nowhere else, for what this machine's user alone may ask: whoever can call it acts in
// the user's name. The only part of the program that knows cpp-httplib.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <latch>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "http/http.hpp"

namespace serve {

class Listener;

// A request as it arrived.
struct Call {
  std::string method;                        // GET or POST
  std::string path;                          // decoded
  std::map<std::string, std::string> query;  // decoded
  http::Headers headers;
  std::string body;            // empty when it is more than the site takes
  std::size_t body_bytes = 0;  // that were sent
};

// What is served. Both are called from any thread.
struct Site {
  std::function<http::Response(const Call& call)> answer;
  // To what is no call that can be answered: with this status, for this reason.
  std::function<http::Response(int status, std::string_view why)> refuse;
  std::size_t max_body = std::size_t{1} << 20U;  // bytes
  std::size_t threads = 8;                       // calls that are answered at the same time
  std::size_t connections = 256;                 // those of them and others that wait; more are closed at once
  // In which a call, head and body, has to be there: whoever is slower is cut off, and keeps nobody waiting.
  std::chrono::milliseconds arrival = std::chrono::seconds(10);
};

class LoopbackServer {
 public:
  // Listens from here on; calls are answered once run() is called. Port 0 is any that is free. Throws
  // base::Error(unavailable) when the port cannot be had.
  LoopbackServer(Site site, int port);
  ~LoopbackServer();
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;
  LoopbackServer(LoopbackServer&&) = delete;
  LoopbackServer& operator=(LoopbackServer&&) = delete;

  std::string url() const;

  // Answers calls until stop(), and returns when all that were begun are answered; `ready` is called when the first can
  // be. Once. Throws base::Error(unavailable) when the system takes the port away, and what `ready` throws.
  void run(const std::function<void()>& ready);

  // From any other thread: no call is taken any more. Waits for run() to be called.
  void stop();

 private:
  void add_routes();
  void add_error_pages();

  const Site site_;
  std::latch running_{1};
  std::atomic_flag stopped_{};
  std::unique_ptr<Listener> server_;
  int port_ = 0;
};

}  // namespace serve
