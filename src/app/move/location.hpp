// A place that reviews are kept in: as it is written on the command line, BACKEND[:NAME], and what is told of it. Pure
// functions.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "app/config/config.hpp"
#include "base/environment.hpp"
#include "store/open.hpp"

namespace app {

// "sqlite:FILE", "s3:BUCKET", "dynamodb:TABLE"; a backend alone is the place of it that is configured. Throws
// base::Error(usage) for a backend that is not known, and for a place that nothing names.
store::Location parse_location(std::string_view text, const store::Location& configured);

// The place that --storage and its companions name.
store::Location configured_location(const Config& config, const base::Environment& environment);

// As parse_location takes it.
std::string location_name(const store::Location& location);

// A table has none: throws base::Error(config) when no bucket is named beside it.
void require_room_for_reports(std::string_view backend, std::string_view bucket);

bool is_same_location(const store::Location& a, const store::Location& b);

// What is in a store, as `storage info --json` prints it; `chosen_by` says where the backend's name came from.
nlohmann::json to_json(const store::Info& info, std::string_view chosen_by);

}  // namespace app
