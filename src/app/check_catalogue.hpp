// Each check as people and programs ask for it: what it is for, what it reads and which permissions that needs. Pure
// functions.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>
#include <vector>

#include "app/config/config.hpp"
#include "checks/check.hpp"

namespace app {

// What a check's datasets need, those of the datasets behind them included: connect:ListQueues.
std::set<std::string> permissions_of(const checks::Check& check);

nlohmann::json to_json(const checks::Check& check);

// The same with its thresholds, as `checks show --json` prints it.
nlohmann::json to_json(const checks::Check& check, const Config& config);

// As `checks list --json` prints them.
nlohmann::json to_json(const std::vector<const checks::Check*>& checks);

}  // namespace app
