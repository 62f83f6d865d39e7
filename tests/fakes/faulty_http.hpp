// Another client with faults at chosen requests, the same in every run: for tests of what survives them. A lost or
// garbled answer was given: the server has done what it was asked. Any thread.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "base/error.hpp"
#include "http/http.hpp"

namespace fakes {

enum class HttpFault {
  no_connection,        // the request is not sent
  lost_answer,          // it is sent, and its answer does not come whole: a time-out, a cut
  garbage,              // it is sent, and the body of the answer is replaced
  internal_error,       // 500 without the request being sent
  service_unavailable,  // 503, the same
  too_many_requests,    // 429, the same
};

class FaultyHttp final : public http::HttpClient {
 public:
  explicit FaultyHttp(http::HttpClient& behind) : behind_(behind) {}

  // The first request is 1.
  void fault_at(std::size_t request, HttpFault fault) {
    const std::lock_guard lock(mutex_);
    faults_[request] = fault;
  }
  // Every n-th request that has no fault of its own.
  void fault_at_every(std::size_t n, HttpFault fault) {
    const std::lock_guard lock(mutex_);
    every_ = n;
    every_fault_ = fault;
  }

  http::Response send(const http::Request& request) override {
    const std::optional<HttpFault> fault = next();
    if (!fault) return behind_.send(request);
    switch (*fault) {
      case HttpFault::no_connection: throw base::Error(base::ErrorKind::unavailable, "no connection");
      case HttpFault::internal_error: return {500, {}, ""};
      case HttpFault::service_unavailable: return {503, {}, ""};
      case HttpFault::too_many_requests: return {429, {}, ""};
      default: break;
    }
    http::Response response = behind_.send(request);
    if (*fault != HttpFault::garbage) throw base::Error(base::ErrorKind::unavailable, "no whole answer");
    response.body = std::string("<garbage>\0{\xFF", 12);
    return response;
  }

  std::size_t requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

 private:
  std::optional<HttpFault> next() {
    const std::lock_guard lock(mutex_);
    ++requests_;
    if (const auto found = faults_.find(requests_); found != faults_.end()) return found->second;
    if (every_ != 0 && requests_ % every_ == 0) return every_fault_;
    return std::nullopt;
  }

  http::HttpClient& behind_;
  mutable std::mutex mutex_;  // guards what follows
  std::size_t requests_ = 0, every_ = 0;
  HttpFault every_fault_{};
  std::map<std::size_t, HttpFault> faults_;
};

}  // namespace fakes
