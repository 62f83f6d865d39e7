// The mutes that hold for reviews: those of the configuration file and of the place that --mutes names.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/cloud.hpp"
#include "app/config/config.hpp"
#include "model/mute.hpp"

namespace app {

// The object that a function looks for in the bucket of its reviews.
inline constexpr const char* mutes_object = "mutes.toml";

// Those of the configuration first. Throws base::Error(config) when the place that is named is not there, and for
// whatever is wrong with one of them.
std::vector<model::Mute> load_mutes(const Config& config, const std::function<Cloud&()>& cloud);

// The same for a function: where no place is named, mutes.toml in its bucket, which does not have to be there. One that
// may not be read is said, and mutes nothing.
std::vector<model::Mute> load_mutes_of_function(const Config& config, const std::function<Cloud&()>& cloud);

}  // namespace app
