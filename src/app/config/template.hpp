// The configuration file that somebody begins with: every option with what it is, and its default. Pure functions.
#pragma once

#include <map>
#include <string>

#include "app/config/option.hpp"

namespace app {

// TOML, in which every option is commented out but those that are chosen: what is not set stays with the defaults of
// whichever version reads the file.
std::string config_template(const std::map<OptionId, std::string>& chosen = {});

}  // namespace app
