// An account of AWS as a test wants it: one transport is every region, and nothing is signed. Any thread, but for what
// a test sets.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "aws/account.hpp"
#include "base/error.hpp"

namespace fakes {

class Account final : public aws::Account {
 public:
  // The transport is not owned.
  explicit Account(aws::Transport& transport) : transport_(transport) {}

  aws::Transport& transport(const std::string& region) override {
    const std::lock_guard lock(mutex_);
    regions_.push_back(region);
    return transport_;
  }
  std::unique_ptr<aws::Transport> transport(const std::string& region, std::stop_token) override {
    class Passing final : public aws::Transport {
     public:
      explicit Passing(aws::Transport& inner) : inner_(inner) {}
      aws::Answer send(const aws::Operation& operation, const nlohmann::json& input) override {
        return inner_.send(operation, input);
      }

     private:
      aws::Transport& inner_;
    };
    return std::make_unique<Passing>(transport(region));
  }
  std::chrono::milliseconds time_for(const aws::Operation&, const std::string&, std::size_t) override { return {}; }
  std::string presign(const aws::Operation&, const nlohmann::json&, const std::string& region,
                      std::chrono::seconds) override {
    return "https://" + region + ".example/";
  }
  std::string credentials_source() override {
    if (has_credentials) return "profile ops";
    throw base::Error(base::ErrorKind::credentials, "no credentials were found");
  }
  void set_deadline(base::Deadline) override {}

  // That a transport was asked for, in order.
  std::vector<std::string> regions() const {
    const std::lock_guard lock(mutex_);
    return regions_;
  }

  bool has_credentials = true;

 private:
  aws::Transport& transport_;
  mutable std::mutex mutex_;  // guards regions_
  std::vector<std::string> regions_;
};

}  // namespace fakes
