// HTTP as this program uses it: a request, its response, and whatever carries them. Plain data; a client may be used
// from any thread.
#pragma once

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"

namespace http {

using Headers = std::vector<std::pair<std::string, std::string>>;  // in order; names as they are sent

// The value of the first header of that name in any case; nothing when there is none.
std::optional<std::string> header(const Headers& headers, std::string_view name);

// Of the header Date: Fri, 13 Feb 2026 09:00:00 GMT. Nothing when there is none that can be read.
std::optional<base::Time> date(const Headers& headers);

struct Request {
  std::string method = "GET";  // upper case; HEAD takes no body
  std::string url;             // absolute, its path and query encoded
  Headers headers{};
  std::string body{};
  std::chrono::milliseconds connect_timeout{5'000};
  std::chrono::milliseconds timeout{60'000};                // for all of it
  std::size_t max_response_bytes = std::size_t{64} << 20U;  // of the body
  std::stop_token stop{};                                   // once it is asked for, nobody wants the answer any more
};

struct Response {
  int status = 0;
  Headers headers{};
  std::string body{};
};

// The server took the connection, and gave no whole answer in time. Of the kind unavailable.
class TimeOut final : public base::Error {
 public:
  explicit TimeOut(const std::string& message) : base::Error(base::ErrorKind::unavailable, message) {}
};

class HttpClient {
 public:
  virtual ~HttpClient() = default;

  // Whatever the server answered, errors too. Throws base::Error when there is no whole answer: `unavailable` for what
  // may pass (no connection, time-out, an answer that was cut short), `deadline` for one that is not wanted any more,
  // `config` for a certificate that is not trusted or
  // a URL, header or proxy that cannot be used, `corrupt` for more than max_response_bytes, headers without end or what
  // is not HTTP. Its text names the host, never the query, a header's value or the body.
  virtual Response send(const Request& request) = 0;
};

}  // namespace http
