// The flows of an instance, and no more than what leads to them and what they lead to: read from AWS or from a
// recording, and kept nowhere. One thread.
#pragma once

#include <filesystem>

#include "app/cloud.hpp"
#include "model/inventory.hpp"

namespace app {

// What could not be read says so in the inventory. Throws as Replay does.
model::Inventory recorded_flows(const std::filesystem::path& directory, const model::Settings& settings);

model::Inventory live_flows(Cloud& cloud, const model::InstanceRef& instance, const model::Settings& settings);

}  // namespace app
