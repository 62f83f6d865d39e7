// What a store holds of a review beside its documents, read for those writers that tell of it; they ask nobody.
// Plain data.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/past.hpp"
#include "page/map.hpp"

namespace formats {

// A flow or module with problems, drawn.
struct FlowMap {
  std::string key;  // of the resource that its findings are of
  page::Map map;
};

struct FlowMaps {
  std::vector<FlowMap> maps;  // the worst first
  std::size_t not_drawn = 0;  // more flows with problems
  std::string not_known;      // why what was kept of the flows could not be read
};

struct Beside {
  std::optional<Past> past{};  // nothing: nobody asked
  FlowMaps flows{};
};

// By id of the review. Of one that is not here nobody asked, and nothing is said.
using Besides = std::map<std::string, Beside, std::less<>>;

// nullptr: nobody asked.
const Past* past_of(const Besides& besides, std::string_view review_id);
const FlowMaps* flow_maps_of(const Besides& besides, std::string_view review_id);

}  // namespace formats
