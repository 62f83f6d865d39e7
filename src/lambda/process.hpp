// What outlives an invocation: the way to AWS and the open store, opened when it is first needed. Any thread; what an
// account is asked takes turns.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "app/cloud.hpp"
#include "app/config/config.hpp"
#include "app/deliver/delivery.hpp"
#include "app/world.hpp"
#include "lambda/handler.hpp"
#include "store/store.hpp"

namespace lambda {

class Process {
 public:
  Process(const app::World& world, const app::Config& config, app::Cloud& cloud, Outputs outputs)
      : world_(world), config_(config), cloud_(cloud), outputs_(std::move(outputs)) {}

  const app::Config& config() const { return config_; }
  base::Clock& clock() const { return world_.clock; }
  base::Random& random() const { return world_.random; }
  app::Cloud& cloud() const { return cloud_; }
  http::HttpClient& http() const { return world_.http; }

  // For an invocation that asks an account: deadlines are those of one.
  std::unique_lock<std::mutex> turn() { return std::unique_lock(turn_); }

  store::Store& store();

  // As they are now: somebody may have written them since the last invocation.
  std::vector<model::Mute> mutes() const;

  // What the deliveries of a review work with whose results nobody is told of.
  app::Means means(const std::string& function_arn);

  // The next invocation of this very function. `function_arn` is its own, so that a version or alias goes on with
  // itself.
  void invoke_later(const std::string& function_arn, const nlohmann::json& event) const;

 private:
  const app::World world_;
  const app::Config& config_;
  app::Cloud& cloud_;
  const Outputs outputs_;
  std::mutex turn_;
  std::mutex mutex_;  // guards store_
  std::unique_ptr<store::Store> store_;
};

}  // namespace lambda
