// AWS as a test wants it: answers from a script and remembers what it was asked. A call that the script lacks fails the
// test. Serves collectors as their client and clients as their transport, where each answer counts seven bytes. Any
// thread.
#pragma once

#include <algorithm>
#include <gtest/gtest.h>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "aws/client.hpp"
#include "aws/error.hpp"
#include "aws/transport.hpp"

namespace fakes {

class ScriptedClient final : public aws::Client, public aws::Transport {
 public:
  using json = nlohmann::json;

  // Answers come in the order in which they were scripted, each once, to calls whose input holds all members of `when`.
  void answer(const aws::Operation& operation, json output, json when = json::object()) {
    script_.push_back({operation.name, std::move(when), std::move(output), std::nullopt, false});
  }
  void fail(const aws::Operation& operation, std::string code, int http_status, json when = json::object()) {
    script_.push_back({operation.name, std::move(when), nullptr, Failure{std::move(code), http_status}, false});
  }
  // The same, for every call that nothing before it answers.
  void always_answer(const aws::Operation& operation, json output, json when = json::object()) {
    answer(operation, std::move(output), std::move(when));
    script_.back().stays = true;
  }
  void always_fail(const aws::Operation& operation, std::string code, int http_status, json when = json::object()) {
    fail(operation, std::move(code), http_status, std::move(when));
    script_.back().stays = true;
  }
  // For every call of any operation that the script lacks.
  void otherwise_fail(std::string code, int http_status) { otherwise_ = Failure{std::move(code), http_status}; }
  void otherwise_answer(json output) { otherwise_output_ = std::move(output); }

  json call(const aws::Operation& operation, const json& input) override {
    const std::lock_guard lock(mutex_);
    asked_.emplace_back(operation.name, input);
    const auto found = std::ranges::find_if(
        script_, [&](const Line& line) { return line.operation == operation.name && holds(input, line.when); });
    if (found == script_.end()) return unscripted(operation, input);
    Line line = *found;
    if (!line.stays) script_.erase(found);
    if (line.failure) throw_error(operation, *line.failure);
    return std::move(line.output);
  }

  aws::Answer send(const aws::Operation& operation, const json& input) override { return {call(operation, input), 7}; }

  // The inputs of all calls of one operation, in order.
  std::vector<json> asked(const aws::Operation& operation) const {
    const std::lock_guard lock(mutex_);
    std::vector<json> inputs;
    for (const auto& [name, input] : asked_) {
      if (name == operation.name) inputs.push_back(input);
    }
    return inputs;
  }
  std::size_t calls() const {
    const std::lock_guard lock(mutex_);
    return asked_.size();
  }
  // Every answer was asked for.
  bool finished() const {
    const std::lock_guard lock(mutex_);
    return std::ranges::all_of(script_, [](const Line& line) { return line.stays; });
  }

 private:
  struct Failure {
    std::string code;
    int http_status;
  };
  struct Line {
    std::string_view operation;
    json when, output;
    std::optional<Failure> failure;
    bool stays;
  };

  static bool holds(const json& input, const json& when) {
    return std::ranges::all_of(when.items(), [&](const auto& member) {
      return input.contains(member.key()) && input.at(member.key()) == member.value();
    });
  }

  [[noreturn]] static void throw_error(const aws::Operation& operation, const Failure& failure) {
    throw aws::AwsError(operation, failure.code, failure.http_status, "as the script has it");
  }

  json unscripted(const aws::Operation& operation, const json& input) const {
    if (otherwise_output_) return *otherwise_output_;
    if (otherwise_) throw_error(operation, *otherwise_);
    ADD_FAILURE() << "the script lacks " << aws::action(operation) << " " << input.dump();
    throw std::logic_error("the script lacks a call");
  }

  mutable std::mutex mutex_;
  std::vector<Line> script_;
  std::vector<std::pair<std::string_view, json>> asked_;
  std::optional<Failure> otherwise_;
  std::optional<json> otherwise_output_;
};

}  // namespace fakes
