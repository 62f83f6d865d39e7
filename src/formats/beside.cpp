#include "formats/beside.hpp"

namespace formats {

const Past* past_of(const Besides& besides, std::string_view review_id) {
  const auto found = besides.find(review_id);
  return found == besides.end() || !found->second.past ? nullptr : &*found->second.past;
}

const FlowMaps* flow_maps_of(const Besides& besides, std::string_view review_id) {
  const auto found = besides.find(review_id);
  return found == besides.end() ? nullptr : &found->second.flows;
}

}  // namespace formats
