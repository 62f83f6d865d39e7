// The policy that allows the reviews of a configuration and nothing else, as people are shown it. Asks AWS nothing.
#pragma once

#include <vector>

#include "app/config/config.hpp"
#include "base/environment.hpp"
#include "model/scene.hpp"

namespace cli {

// Reviews of these instances, of which there is one at least, and the store that keeps them. Prints it, and a warning
// when it is too large for a managed policy. Throws base::Error(config) when the storage names no bucket or table.
void print_least_privilege(const app::Config& config, const base::Environment& environment,
                           const std::vector<model::InstanceRef>& instances);

}  // namespace cli
