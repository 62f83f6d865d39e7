// An HTTP/1.1 server on a free port of 127.0.0.1, for tests of HTTP clients: it answers, remembers what it was asked,
// counts connections, and misbehaves when it is told to. It ends at once with its destructor. Any thread.
#pragma once

#include <algorithm>
#include <arpa/inet.h>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

#include "fakes/self_signed.hpp"
#include "http/http.hpp"

namespace fakes {

enum class Behaviour {
  answer,                // and keep the connection; a HEAD gets no body, nobody gets a 100 Continue
  answer_and_close,      // without saying so, as servers do with idle connections
  answer_and_reset,      // the same, and more writing is an error (EPIPE)
  interim_answer_first,  // 103 Early Hints with a header
  close,                 // without an answer, the rest of the request unread
  cut_body,              // half of it, then close
  hang,
  drip,             // a byte every 10 ms
  endless_body,     // chunks, until the client has enough
  endless_headers,  // the same
  long_header,      // one of 200 KB
  garbage,          // that is no HTTP
};

class LoopbackServer {
 public:
  // The request's url is the target of its request line.
  using Answer = std::function<http::Response(const http::Request&)>;

  static http::Response ok(const http::Request&) { return {200, {}, "ok"}; }

  // With `identity` it speaks TLS.
  explicit LoopbackServer(Answer answer = ok, const SelfSigned* identity = nullptr)
      : answer_(std::move(answer)), tls_(identity == nullptr ? nullptr : tls_context(*identity)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener_, any, size) != 0 || ::listen(listener_, 64) != 0 ||
        ::getsockname(listener_, any, &size) != 0) {
      ::close(listener_);
      throw std::runtime_error("no loopback port");
    }
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] { accept_all(); });
  }
  ~LoopbackServer() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
      for (const int socket : open_) ::shutdown(socket, SHUT_RDWR);
    }
    stopped_.notify_all();
    ::shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    for (auto& worker : workers_) worker.join();
    ::close(listener_);
  }
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;
  LoopbackServer(LoopbackServer&&) = delete;
  LoopbackServer& operator=(LoopbackServer&&) = delete;

  int port() const { return port_; }
  std::string authority() const { return "127.0.0.1:" + std::to_string(port_); }
  std::string url(const std::string& target = "/") const {
    return (tls_ ? "https://" : "http://") + authority() + target;
  }

  void always(Behaviour behaviour) {
    const std::lock_guard lock(mutex_);
    otherwise_ = behaviour;
  }
  // Only the next request; more calls, more requests.
  void next(Behaviour behaviour) {
    const std::lock_guard lock(mutex_);
    next_.push_back(behaviour);
  }

  // All requests that were read to their end, in order.
  std::vector<http::Request> asked() const {
    const std::lock_guard lock(mutex_);
    return asked_;
  }
  std::size_t connections() const {
    const std::lock_guard lock(mutex_);
    return workers_.size();
  }

 private:
  // One accepted socket, with TLS or without.
  class Connection {
   public:
    Connection(int socket, SSL_CTX* context) : socket_(socket) {
      if (context == nullptr) return;
      tls_.reset(SSL_new(context));
      SSL_set_fd(tls_.get(), socket);
      alive_ = SSL_accept(tls_.get()) == 1;
    }

    bool alive() const { return alive_; }

    // Adds to `bytes`; false at the end.
    bool read_more(std::string& bytes) {
      char buffer[16384];
      const ssize_t got =
          tls_ ? SSL_read(tls_.get(), buffer, sizeof buffer) : ::recv(socket_, buffer, sizeof buffer, 0);
      if (got <= 0) return false;
      bytes.append(buffer, std::size_t(got));
      return true;
    }
    bool write(std::string_view bytes) {
      while (!bytes.empty()) {
        const ssize_t sent = tls_ ? SSL_write(tls_.get(), bytes.data(), int(bytes.size()))
                                  : ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(std::size_t(sent));
      }
      return true;
    }

    // The end first: a socket that has seen it takes the reset for a broken pipe.
    void reset() {
      const linger at_once{.l_onoff = 1, .l_linger = 0};
      ::shutdown(socket_, SHUT_WR);
      ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    }

   private:
    struct Free {
      void operator()(SSL* tls) const { SSL_free(tls); }
    };
    int socket_;
    std::unique_ptr<SSL, Free> tls_;
    bool alive_ = true;
  };

  static std::shared_ptr<SSL_CTX> tls_context(const SelfSigned& identity) {
    std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
    SSL_CTX_use_certificate(context.get(), identity.certificate());
    SSL_CTX_use_PrivateKey(context.get(), identity.key());
    return context;
  }

  void accept_all() {
    sigset_t pipe;  // OpenSSL writes to connections that the client has closed
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
    for (;;) {
      const int socket = ::accept(listener_, nullptr, nullptr);
      const std::lock_guard lock(mutex_);
      if (socket < 0 || stopping_) {
        if (socket >= 0) ::close(socket);
        return;
      }
      open_.push_back(socket);
      workers_.emplace_back([this, socket] { serve(socket); });
    }
  }

  void serve(int socket) {
    {
      Connection connection(socket, tls_.get());
      std::string unread;
      while (connection.alive() && serve_one(connection, unread)) continue;
    }
    const std::lock_guard lock(mutex_);
    std::erase(open_, socket);
    ::close(socket);
  }

  // False when the connection is to be closed.
  bool serve_one(Connection& connection, std::string& unread) {
    std::size_t head_end = std::string::npos;
    while ((head_end = unread.find("\r\n\r\n")) == std::string::npos) {
      if (!connection.read_more(unread)) return false;
      if (unread.starts_with('\x16')) {  // TLS begins with it
        connection.write("HTTP/1.1 400 Bad Request\r\n\r\n");
        return false;
      }
    }
    http::Request request = parse_head(unread.substr(0, head_end + 2));
    unread.erase(0, head_end + 4);
    const Behaviour behaviour = take_behaviour();
    if (behaviour == Behaviour::close) return false;

    const std::size_t length = std::stoul(http::header(request.headers, "Content-Length").value_or("0"));
    while (unread.size() < length) {
      if (!connection.read_more(unread)) return false;
    }
    request.body = unread.substr(0, length);
    unread.erase(0, length);
    {
      const std::lock_guard lock(mutex_);
      asked_.push_back(request);
    }
    return respond(connection, behaviour, answer_(request), request.method == "HEAD");
  }

  static http::Request parse_head(std::string_view head) {
    http::Request request;
    bool first = true;
    for (; !head.empty(); first = false) {
      const std::string_view line = head.substr(0, head.find("\r\n"));
      head.remove_prefix(line.size() + 2);
      const std::size_t split = line.find(first ? " " : ":");
      if (split == std::string_view::npos) continue;
      std::string_view rest = line.substr(split + 1);
      if (first) {
        request.method = line.substr(0, split);
        request.url = rest.substr(0, rest.find(' '));
      } else {
        rest.remove_prefix(std::min(rest.size(), rest.find_first_not_of(' ')));
        request.headers.emplace_back(line.substr(0, split), rest);
      }
    }
    return request;
  }

  Behaviour take_behaviour() {
    const std::lock_guard lock(mutex_);
    if (next_.empty()) return otherwise_;
    const Behaviour behaviour = next_.front();
    next_.pop_front();
    return behaviour;
  }

  bool respond(Connection& connection, Behaviour behaviour, const http::Response& response, bool head_only) {
    std::string bytes = "HTTP/1.1 " + std::to_string(response.status) + " As Scripted\r\n";
    for (const auto& [name, value] : response.headers) {
      bytes.append(name).append(": ").append(value).append("\r\n");
    }
    bytes += "Content-Length: " + std::to_string(response.body.size()) + "\r\n\r\n";
    if (!head_only) bytes += response.body;
    switch (behaviour) {
      case Behaviour::answer: return connection.write(bytes);
      case Behaviour::interim_answer_first:
        return connection.write("HTTP/1.1 103 Early Hints\r\nX-Interim: yes\r\n\r\n" + bytes);
      case Behaviour::cut_body: bytes.resize(bytes.size() - response.body.size() / 2); [[fallthrough]];
      case Behaviour::answer_and_close: connection.write(bytes); return false;
      case Behaviour::answer_and_reset:
        connection.write(bytes);
        connection.reset();
        return false;
      case Behaviour::drip:
        while (!bytes.empty() && connection.write(bytes.substr(0, 1)) && wait()) bytes.erase(0, 1);
        return false;
      case Behaviour::endless_body:
        return flood(connection, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                     "1000\r\n" + std::string(0x1000, 'x') + "\r\n");
      case Behaviour::endless_headers: return flood(connection, "HTTP/1.1 200 OK\r\n", "X-More: and more\r\n");
      case Behaviour::long_header:
        return connection.write("HTTP/1.1 200 OK\r\nX-Long: " + std::string(200'000, 'x') + "\r\n\r\n");
      case Behaviour::garbage: connection.write("\x01\x02 SSH-2.0 is no HTTP\r\n\r\n"); return false;
      default:
        while (wait()) continue;  // Behaviour::hang; Behaviour::close was done before
    }
    return false;
  }

  static bool flood(Connection& connection, std::string_view start, const std::string& piece) {
    bool taken = connection.write(start);
    while (taken) taken = connection.write(piece);
    return false;
  }

  // 10 ms, or false at the server's end.
  bool wait() {
    std::unique_lock lock(mutex_);
    return !stopped_.wait_for(lock, std::chrono::milliseconds(10), [this] { return stopping_; });
  }

  Answer answer_;
  std::shared_ptr<SSL_CTX> tls_;
  int listener_ = -1, port_ = 0;
  std::thread acceptor_;
  mutable std::mutex mutex_;  // guards what follows
  std::condition_variable stopped_;
  bool stopping_ = false;
  Behaviour otherwise_ = Behaviour::answer;
  std::deque<Behaviour> next_;
  std::vector<http::Request> asked_;
  std::vector<int> open_;
  std::vector<std::thread> workers_;
};

}  // namespace fakes
