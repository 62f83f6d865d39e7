#include "serve/loopback_server.hpp"

#include <exception>
#include <fmt/format.h>
#include <httplib.h>
#include <utility>

#include "base/error.hpp"
#include "base/log.hpp"
#include "serve/listener.hpp"

namespace serve {
namespace {

constexpr const char* address = "127.0.0.1";

// What is too large is read and dropped up to here: a client that is cut off while it sends does not see why.
constexpr std::size_t max_dropped = std::size_t{64} << 20U;

Call call_of(const httplib::Request& request) {
  Call call{request.method, request.path, {}, {}, {}};
  for (const auto& [name, value] : request.params) call.query.emplace(name, value);
  for (const auto& [name, value] : request.headers) call.headers.emplace_back(name, value);
  return call;
}

// False when the body does not come to its end, or is no plain body.
bool read_body(const httplib::Request& request, const httplib::ContentReader& read, std::size_t max_body, Call& call) {
  if (request.is_multipart_form_data()) return false;
  // Without a length it would go on until the client closes the connection.
  if (!request.has_header("Content-Length") && !request.has_header("Transfer-Encoding")) return true;
  return read([&](const char* bytes, std::size_t count) {
    call.body_bytes += count;
    if (call.body_bytes <= max_body) {
      call.body.append(bytes, count);
    } else {
      call.body.clear();
    }
    return call.body_bytes <= max_dropped;
  });
}

void write(const http::Response& answer, httplib::Response& response) {
  response.status = answer.status;
  for (const auto& [name, value] : answer.headers) {
    if (name != "Content-Type") response.set_header(name, value);
  }
  if (answer.body.empty()) return;
  response.set_content(answer.body, http::header(answer.headers, "Content-Type").value_or("text/plain"));
}

std::string text_of(const std::exception_ptr& thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const std::exception& error) {
    return error.what();
  }
}

// cpp-httplib shares a port with whoever else wants it (SO_REUSEPORT), and two servers would answer in turn.
void take_alone(int socket) {
  const int yes = 1;
  ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

}  // namespace

LoopbackServer::LoopbackServer(Site site, int port) : site_(std::move(site)), server_(std::make_unique<Listener>()) {
  server_->set_socket_options(take_alone);
  const bool any = port == 0;
  port_ = any ? server_->bind_to_any_port(address) : port;
  if (any ? port_ <= 0 : !server_->bind_to_port(address, port)) {
    throw base::Error(base::ErrorKind::unavailable,
                      fmt::format("the port {} of {} cannot be listened on: another program has it, or it is not for "
                                  "every user; choose another with --port, or 0 for any that is free",
                                  port, address));
  }
  server_->let_many_wait();
  // A connection is for one call: to keep one open would only delay the end, and what was left unread of a body that
  // is too large would be taken for the next call.
  server_->set_keep_alive_max_count(1);
  add_routes();
  add_error_pages();
}

LoopbackServer::~LoopbackServer() = default;

std::string LoopbackServer::url() const {
  return fmt::format("http://{}:{}", address, port_);
}

void LoopbackServer::add_routes() {
  server_->set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
    if (request.method == "GET" || request.method == "POST") return httplib::Server::HandlerResponse::Unhandled;
    write(site_.refuse(405, "this endpoint takes GET and POST"), response);
    return httplib::Server::HandlerResponse::Handled;
  });
  server_->Get(".*", [this](const httplib::Request& request, httplib::Response& response) {
    write(site_.answer(call_of(request)), response);
  });
  server_->Post(
      ".*", [this](const httplib::Request& request, httplib::Response& response, const httplib::ContentReader& read) {
        Call call = call_of(request);
        const bool whole = read_body(request, read, site_.max_body, call);
        write(whole || call.body_bytes > site_.max_body ? site_.answer(call)
                                                        : site_.refuse(400, "the payload did not come to its end"),
              response);
      });
}

void LoopbackServer::add_error_pages() {
  server_->set_exception_handler(
      [this](const httplib::Request&, httplib::Response& response, const std::exception_ptr& thrown) {
        base::log::error(fmt::format("a call was not answered: {}", text_of(thrown)));
        write(site_.refuse(500, "an error that should not happen"), response);
      });
  server_->set_error_handler([this](const httplib::Request&, httplib::Response& response) {
    if (!response.body.empty()) return;  // it is one of ours
    write(site_.refuse(response.status, "this is no request that can be read"), response);
  });
}

void LoopbackServer::run(const std::function<void()>& ready) {
  server_->new_task_queue = [&] {  // called when the server has begun, and can be stopped
    running_.count_down();
    ready();
    return new Queue(site_.threads, site_.connections, site_.arrival);
  };
  const bool stopped = server_->listen_after_bind();  // with all calls that were begun
  if (!stopped) throw base::Error(base::ErrorKind::unavailable, fmt::format("{} takes no more calls", url()));
}

void LoopbackServer::stop() {
  running_.wait();
  if (!stopped_.test_and_set()) server_->stop();  // it takes that once
}

}  // namespace serve
