// Maps of flows: of the blocks that contacts come to from a number or in a flow, and of an instance's flows and
// numbers. Pure functions on what was read.
#pragma once

#include <cstddef>
#include <string>

#include "app/flows/seen_flows.hpp"
#include "page/map.hpp"

namespace app {

// What a picture can hold and a person can follow. What is more is said on the map.
struct MapBounds {
  std::size_t boxes = 500;
  std::size_t lines = 1'500;
  std::size_t in_full = 80;  // blocks in all; where there are more, each flow behind the first is one box
};

// Of a phone number, or of a flow or module by its name or id. Throws as journey_of does.
page::Map map_of_flow(const SeenFlows& seen, const std::string& wanted, const MapBounds& bounds = {});

// Of all flows, modules and numbers. Throws base::Error(unavailable) when the flows could not be read.
page::Map map_of_instance(const SeenFlows& seen, const MapBounds& bounds = {});

}  // namespace app
