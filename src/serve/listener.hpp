// cpp-httplib's server with what it lacks: one moment by which a whole request has to be there, counted from when the
// connection was made, and a bound on connections. (Its own time-outs begin anew with every byte.) Known to
// LoopbackServer alone.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <httplib.h>
#include <optional>
#include <string>
#include <sys/socket.h>

namespace serve {

using Moment = std::chrono::steady_clock::time_point;

// Connections in the order in which they were made, on a few threads.
class Queue final : public httplib::TaskQueue {
 public:
  Queue(std::size_t threads, std::size_t most, std::chrono::milliseconds arrival)
      : pool_(threads), most_(most), arrival_(arrival) {}

  void enqueue(std::function<void()> serve) override;
  void shutdown() override { pool_.shutdown(); }

  // Of the connection that this thread serves: when its request has to be there. Nothing: it is one too many.
  static std::optional<Moment> arrives_by();

 private:
  httplib::ThreadPool pool_;
  const std::size_t most_;
  const std::chrono::milliseconds arrival_;
  std::atomic<std::size_t> connections_ = 0;
};

// A connection. What is there by the moment is read; from then on nothing is waited for.
class Connection final : public httplib::Stream {
 public:
  Connection(int socket, Moment arrives_by) : socket_(socket), arrives_by_(arrives_by) {}

  bool is_readable() const override;
  bool is_writable() const override;
  ssize_t read(char* bytes, std::size_t size) override;
  ssize_t write(const char* bytes, std::size_t size) override;
  void get_remote_ip_and_port(std::string& ip, int& port) const override;
  void get_local_ip_and_port(std::string& ip, int& port) const override;
  socket_t socket() const override { return socket_; }

 private:
  const int socket_;
  const Moment arrives_by_;
  std::array<char, 4096> buffer_{};  // requests are read byte by byte
  std::size_t begin_ = 0, end_ = 0;
};

class Listener final : public httplib::Server {
 public:
  // Once it is bound: cpp-httplib lets five connections wait to be accepted, and the system makes others try again a
  // second later.
  void let_many_wait() { ::listen(svr_sock_, SOMAXCONN); }

 private:
  bool process_and_close_socket(socket_t socket) override;
};

}  // namespace serve
