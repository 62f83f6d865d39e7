// Faults on the way to a store in AWS: every request is shown to a test before it is carried out and after, and what
// the test throws is the answer. A process that dies between two requests is one more fault, which nobody catches. Any
// thread.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "aws/transport.hpp"
#include "store/remote.hpp"

namespace contract {

class Faults {
 public:
  // Requests are numbered from 1 since arm().
  using Hook = std::function<void(std::size_t number, const aws::Operation&)>;

  void arm(Hook before, Hook after = {}) {
    const std::lock_guard lock(mutex_);
    before_ = std::move(before);
    after_ = std::move(after);
    number_ = 0;
  }
  void disarm() { arm({}); }

  store::Remote around(store::Remote remote) {
    remote.transport = [this, inner = remote.transport](const std::string& region) -> aws::Transport& {
      aws::Transport& transport = inner(region);
      const std::lock_guard lock(mutex_);
      auto& faulty = transports_[&transport];
      if (!faulty) faulty = std::make_unique<Faulty>(*this, transport);
      return *faulty;
    };
    return remote;
  }

 private:
  class Faulty final : public aws::Transport {
   public:
    Faulty(Faults& faults, aws::Transport& inner) : faults_(faults), inner_(inner) {}
    aws::Answer send(const aws::Operation& operation, const nlohmann::json& input) override {
      const auto [number, before, after] = faults_.next();
      if (before) before(number, operation);
      aws::Answer answer = inner_.send(operation, input);
      if (after) after(number, operation);
      return answer;
    }

   private:
    Faults& faults_;
    aws::Transport& inner_;
  };

  struct Hooks {
    std::size_t number;
    Hook before, after;
  };
  Hooks next() {
    const std::lock_guard lock(mutex_);
    return {++number_, before_, after_};
  }

  std::mutex mutex_;  // guards what follows
  Hook before_, after_;
  std::size_t number_ = 0;
  std::map<aws::Transport*, std::unique_ptr<aws::Transport>> transports_;
};

}  // namespace contract
