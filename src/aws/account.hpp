// One account of AWS as those see it who ask it: a way into each region. What stands behind it is the account itself,
// or what a test has in its place. Implementations may be used from any thread.
#pragma once

#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>
#include <stop_token>
#include <string>

#include "aws/operation.hpp"
#include "aws/transport.hpp"
#include "base/deadline.hpp"

namespace aws {

class Account {
 public:
  virtual ~Account() = default;

  // Lives as long as the account.
  virtual Transport& transport(const std::string& region) = 0;

  // One whose calls are given up, and throw base::Error(deadline), once `stop` is asked for. The account has to outlive
  // it.
  virtual std::unique_ptr<Transport> transport(const std::string& region, std::stop_token stop) = 0;

  // How long AWS's rates let so many more calls take, at least.
  virtual std::chrono::milliseconds time_for(const Operation& operation, const std::string& region,
                                             std::size_t calls) = 0;

  // The URL of a request that anyone may send until it is `life` old, or until the credentials expire that sign it.
  // Asks AWS nothing.
  virtual std::string presign(const Operation& operation, const nlohmann::json& input, const std::string& region,
                              std::chrono::seconds life) = 0;

  // Where the credentials come from, for people. Throws base::Error(credentials) when there are none.
  virtual std::string credentials_source() = 0;

  // Calls that are still under way then end, and no new one is begun. Not while calls are made.
  virtual void set_deadline(base::Deadline deadline) = 0;
};

}  // namespace aws
