#include "serve/listener.hpp"

#include <algorithm>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace serve {
namespace {

constexpr std::chrono::seconds longest_write{10};  // of one piece of an answer

// cpp-httplib hands a connection to its own virtual function without a word of the queue that it stood in.
thread_local std::optional<Moment> of_this_connection;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

bool is_ready(int socket, short event, std::chrono::milliseconds wait) {
  pollfd one{socket, event, 0};
  return ::poll(&one, 1, int(std::max(wait.count(), std::chrono::milliseconds::rep{0}))) > 0;
}

std::chrono::milliseconds until(Moment moment) {
  return std::chrono::ceil<std::chrono::milliseconds>(moment - std::chrono::steady_clock::now());
}

}  // namespace

std::optional<Moment> Queue::arrives_by() {
  return of_this_connection;
}

void Queue::enqueue(std::function<void()> serve) {
  if (connections_ >= most_) {
    of_this_connection.reset();
    return serve();  // which closes it
  }
  ++connections_;
  pool_.enqueue([this, serve = std::move(serve), by = std::chrono::steady_clock::now() + arrival_] {
    of_this_connection = by;
    serve();
    --connections_;
  });
}

bool Connection::is_readable() const {
  return begin_ < end_ || is_ready(socket_, POLLIN, until(arrives_by_));
}

bool Connection::is_writable() const {
  return is_ready(socket_, POLLOUT, longest_write);
}

ssize_t Connection::read(char* bytes, std::size_t size) {
  if (begin_ == end_) {
    if (!is_readable()) return -1;
    const ssize_t count = ::recv(socket_, buffer_.data(), buffer_.size(), 0);
    if (count <= 0) return count;
    begin_ = 0;
    end_ = std::size_t(count);
  }
  const std::size_t count = std::min(size, end_ - begin_);
  std::copy_n(buffer_.data() + begin_, count, bytes);
  begin_ += count;
  return ssize_t(count);
}

ssize_t Connection::write(const char* bytes, std::size_t size) {
  return is_writable() ? ::send(socket_, bytes, size, MSG_NOSIGNAL) : -1;
}

void Connection::get_remote_ip_and_port(std::string& ip, int& port) const {
  get_local_ip_and_port(ip, port);
}

// Both ends are on this machine, and nobody asks for more.
void Connection::get_local_ip_and_port(std::string& ip, int& port) const {
  ip = "127.0.0.1";
  port = 0;
}

bool Listener::process_and_close_socket(socket_t socket) {
  bool served = false;
  if (const auto arrives_by = Queue::arrives_by()) {
    Connection connection(socket, *arrives_by);
    bool closed = false;
    served = process_request(connection, true, closed, nullptr);
  }
  ::shutdown(socket, SHUT_RDWR);
  ::close(socket);
  return served;
}

}  // namespace serve
