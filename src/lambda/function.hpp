// The function's process in an account: what Lambda starts.
#pragma once

#include <filesystem>
#include <optional>

#include "app/config/config.hpp"
#include "app/world.hpp"

namespace lambda {

// The configuration in Lambda, where results go to a bucket unless told otherwise. Throws base::Error for what is wrong
// with it, which Lambda then knows too.
app::Config configured(const app::World& world, const app::Flags& flags = {},
                       const std::optional<std::filesystem::path>& file = {});

// Serves invocations for as long as Lambda wants it. It ends for a reason only, which it has logged: returns the exit
// code of a failure. Throws base::Error(usage) where this is not Lambda.
int run_function(const app::World& world, const app::Config& config);

}  // namespace lambda
