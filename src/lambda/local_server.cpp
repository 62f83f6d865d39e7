#include "lambda/local_server.hpp"

#include <fmt/format.h>
#include <httplib.h>
#include <utility>

#include "base/error.hpp"
#include "base/log.hpp"

namespace lambda {
namespace {

constexpr const char* address = "127.0.0.1";

// What is too large is read and dropped up to here: a client that is cut off while it sends does not see why.
constexpr std::size_t max_dropped = std::size_t{64} << 20U;

constexpr std::size_t spare_threads = 4;  // that say no while all places are taken

Call call_of(const httplib::Request& request) {
  Call call{request.method, request.path, request.get_param_value("Qualifier"), {}, {}};
  for (const auto& [name, value] : request.headers) call.headers.emplace_back(name, value);
  return call;
}

// False when the body does not come to its end, or is no plain body.
bool read_body(const httplib::Request& request, const httplib::ContentReader& read, Call& call) {
  if (request.is_multipart_form_data()) return false;
  // Without a length it would go on until the client closes the connection.
  if (!request.has_header("Content-Length") && !request.has_header("Transfer-Encoding")) return true;
  return read([&call](const char* bytes, std::size_t count) {
    call.body_bytes += count;
    if (call.body_bytes <= max_payload) {
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
  if (!answer.body.empty()) response.set_content(answer.body, "application/json");
}

http::Response fault(const std::exception_ptr& thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const std::exception& error) {
    base::log::error(fmt::format("a call was not answered: {}", error.what()));
  }
  return api_error(500, "ServiceException", "an error that should not happen");
}

// cpp-httplib shares a port with whoever else wants it (SO_REUSEPORT), and two functions would answer in turn.
void take_alone(int socket) {
  const int yes = 1;
  ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

}  // namespace

LocalServer::LocalServer(Function function, const InvokerLimits& limits, int port, base::Clock& clock,
                         base::Random& random)
    : function_(std::move(function)),
      concurrency_(limits.concurrency),
      invoker_(limits, clock),
      api_(function_, invoker_, random),
      server_(std::make_unique<httplib::Server>()) {
  server_->set_socket_options(take_alone);
  const bool any = port == 0;
  port_ = any ? server_->bind_to_any_port(address) : port;
  if (any ? port_ <= 0 : !server_->bind_to_port(address, port)) {
    throw base::Error(base::ErrorKind::unavailable,
                      fmt::format("the port {} of {} cannot be listened on: another program has it, or it is not for "
                                  "every user; choose another with --port, or 0 for any that is free",
                                  port, address));
  }
  // A connection is for one call: to keep one open would only delay the end, and what was left unread of a body that
  // is too large would be taken for the next call.
  server_->set_keep_alive_max_count(1);
  add_routes();
  add_error_pages();
}

LocalServer::~LocalServer() = default;

std::string LocalServer::url() const {
  return fmt::format("http://{}:{}", address, port_);
}

InvokeLater LocalServer::invoke_later() {
  return [this](const nlohmann::json& event) { api_.invoke_later(event); };
}

void LocalServer::add_routes() {
  server_->set_pre_routing_handler([](const httplib::Request& request, httplib::Response& response) {
    if (request.method == "GET" || request.method == "POST") return httplib::Server::HandlerResponse::Unhandled;
    write(api_error(405, "UnknownOperationException", "this endpoint takes GET and POST"), response);
    return httplib::Server::HandlerResponse::Handled;
  });
  server_->Get(".*", [this](const httplib::Request& request, httplib::Response& response) {
    write(api_.answer(call_of(request)), response);
  });
  server_->Post(
      ".*", [this](const httplib::Request& request, httplib::Response& response, const httplib::ContentReader& read) {
        Call call = call_of(request);
        if (read_body(request, read, call) || call.body_bytes > max_payload) {
          write(api_.answer(call), response);
        } else {
          write(api_error(400, "InvalidRequestContentException", "the payload did not come to its end"), response);
        }
      });
}

void LocalServer::add_error_pages() {
  server_->set_exception_handler([](const httplib::Request&, httplib::Response& response,
                                    const std::exception_ptr& thrown) { write(fault(thrown), response); });
  server_->set_error_handler([](const httplib::Request&, httplib::Response& response) {
    if (!response.body.empty()) return;  // it is one of ours
    write(api_error(response.status, "InvalidRequestContentException", "this is no request that can be read"),
          response);
  });
}

void LocalServer::run(Handler handler, const std::function<void()>& ready) {
  invoker_.start(std::move(handler));
  server_->new_task_queue = [&] {  // called when the server has begun, and can be stopped
    running_.count_down();
    ready();
    return new httplib::ThreadPool(concurrency_ + spare_threads);
  };
  const bool stopped = server_->listen_after_bind();  // with all invocations that are waited for
  invoker_.stop();
  invoker_.finish();
  if (!stopped) throw base::Error(base::ErrorKind::unavailable, fmt::format("{} takes no more calls", url()));
}

void LocalServer::stop() {
  running_.wait();
  if (const std::size_t dropped = invoker_.stop(); dropped > 0) {
    base::log::warning(fmt::format("{} events were waiting, and will not run", dropped));
  }
  if (!stopped_.test_and_set()) server_->stop();  // it takes that once
}

}  // namespace lambda
