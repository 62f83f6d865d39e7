// What outlives an invocation: connections, credentials, rates and the open store, made when they are first needed.
// Made from the outside by tests. Any thread; what an account is asked takes turns.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "app/aws_access.hpp"
#include "app/config/config.hpp"
#include "aws/client.hpp"
#include "base/clock.hpp"
#include "base/environment.hpp"
#include "base/usage.hpp"
#include "lambda/handler.hpp"
#include "store/store.hpp"

namespace lambda {

class Process {
 public:
  Process(const base::Environment& environment, base::Clock& clock, const app::Config& config, Outside outside)
      : environment_(environment), clock_(clock), config_(config), outside_(std::move(outside)) {}

  const app::Config& config() const { return config_; }
  base::Clock& clock() const { return clock_; }

  // For an invocation that asks an account: deadlines are those of one.
  std::unique_lock<std::mutex> turn() { return std::unique_lock(turn_); }

  app::AwsAccess& aws();
  void require_credentials();  // throws base::Error(credentials), in one line, when there are none
  aws::Transport& transport(const std::string& region);
  aws::RetryingClient client(const std::string& region, base::Usage& usage);
  store::Store& store();
  base::Usage store_usage();  // so far

  // One line to standard output.
  void print(const std::string& line);

 private:
  const base::Environment& environment_;
  base::Clock& clock_;
  const app::Config& config_;
  const Outside outside_;
  std::mutex turn_;
  std::recursive_mutex mutex_;  // guards what follows: the store asks for the account
  std::unique_ptr<app::AwsAccess> aws_;
  std::unique_ptr<store::Store> store_;
};

}  // namespace lambda
