// HTTP as a test wants it: answers from a script and remembers what it was asked. A request that the script lacks fails
// the test. Any thread.
#pragma once

#include <algorithm>
#include <gtest/gtest.h>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "http/http.hpp"

namespace fakes {

class ScriptedHttp final : public http::HttpClient {
 public:
  // Answers come in the order in which they were scripted, each once, to requests of that method whose URL holds
  // `part`.
  void answer(std::string method, std::string part, http::Response response) {
    add({std::move(method), std::move(part), std::move(response), std::nullopt, false});
  }
  void fail(std::string method, std::string part, base::ErrorKind kind = base::ErrorKind::unavailable) {
    add({std::move(method), std::move(part), {}, kind, false});
  }
  // The same, for every request that nothing before it answers.
  void always_answer(std::string method, std::string part, http::Response response) {
    add({std::move(method), std::move(part), std::move(response), std::nullopt, true});
  }
  void always_fail(std::string method, std::string part, base::ErrorKind kind = base::ErrorKind::unavailable) {
    add({std::move(method), std::move(part), {}, kind, true});
  }

  http::Response send(const http::Request& request) override {
    const std::lock_guard lock(mutex_);
    asked_.push_back(request);
    const auto found = std::ranges::find_if(script_, [&](const Line& line) {
      return line.method == request.method && request.url.find(line.part) != std::string::npos;
    });
    if (found == script_.end()) {
      ADD_FAILURE() << "the script lacks " << request.method << " " << request.url;
      throw std::logic_error("the script lacks a request");
    }
    Line line = *found;
    if (!line.stays) script_.erase(found);
    if (line.failure) throw base::Error(*line.failure, "no answer, as the script has it");
    return std::move(line.response);
  }

  // All requests, in order.
  std::vector<http::Request> asked() const {
    const std::lock_guard lock(mutex_);
    return asked_;
  }
  // Every answer was asked for.
  bool finished() const {
    const std::lock_guard lock(mutex_);
    return std::ranges::all_of(script_, [](const Line& line) { return line.stays; });
  }

 private:
  struct Line {
    std::string method, part;
    http::Response response;
    std::optional<base::ErrorKind> failure;
    bool stays;
  };

  void add(Line line) {
    const std::lock_guard lock(mutex_);
    script_.push_back(std::move(line));
  }

  mutable std::mutex mutex_;  // guards what follows
  std::vector<Line> script_;
  std::vector<http::Request> asked_;
};

}  // namespace fakes
