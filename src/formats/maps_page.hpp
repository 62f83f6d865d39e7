// The page beside a report with the maps that it has no room for. Pure functions.
#pragma once

#include <string>
#include <string_view>

#include "formats/beside.hpp"
#include "model/review.hpp"

namespace formats {

// connect-ops-review-ID-maps.html
std::string maps_file_name(std::string_view review_id);
inline constexpr std::string_view maps_media_type = "text/html; charset=utf-8";

bool needs_maps_page(const FlowMaps& flows);
// Of those that the report does not hold.
std::string maps_page(const model::Review& review, const FlowMaps& flows);

}  // namespace formats
