// The thresholds that a configuration file sets: [checks.missed_calls] warn = 20. For the .cpp file that reads it
// alone.
#pragma once

#include <map>
#include <string>
#include <toml++/toml.h>

namespace app {

// By the thresholds' keys. `file` is what errors call it. Throws base::Error(config) for a check and a threshold that
// there is not, and for a number that it does not take.
std::map<std::string, double> read_thresholds(const toml::table& checks, const std::string& file);

}  // namespace app
