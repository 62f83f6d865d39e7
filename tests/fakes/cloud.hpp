// The way to AWS of a command that runs in a test's world with the options that its variables set. One thread.
#pragma once

#include <memory>
#include <optional>

#include "app/cloud.hpp"
#include "app/config/config.hpp"
#include "fakes/account.hpp"
#include "fakes/world.hpp"

namespace fakes {

struct Cloud {
  Cloud(const World& world, std::shared_ptr<Account> account)
      : config({}, std::nullopt, world.variables), all(world.all, config, std::move(account)) {}

  const app::Config config;
  app::Cloud all;
};

}  // namespace fakes
