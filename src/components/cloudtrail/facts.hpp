// Facts of the component `cloudtrail`. Plain data; JSON in the .cpp alone.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/document.hpp"
#include "model/inventory.hpp"
#include "model/time_series.hpp"

namespace components {

struct ApiThrottleFact {
  std::string api;
  std::int64_t this_instance = 0, other_instance = 0, unknown = 0;
};

struct CloudTrailFacts {
  static constexpr std::string_view component = "cloudtrail";

  std::optional<std::int64_t> events_read;
  std::optional<model::Window> window;    // what was asked for
  std::optional<base::Time> oldest_read;  // everything from here to the window's end was read
  bool complete = false;
  std::int64_t throttled = 0;
  std::int64_t this_instance = 0, other_instances = 0, unknown_instance = 0;
  std::vector<ApiThrottleFact> by_api;    // most first
  std::vector<model::HourCount> by_hour;  // only hours with throttles
};

CloudTrailFacts cloudtrail_facts(const model::Scene& scene, const model::Dataset<model::ApiThrottles>& api_throttles);
nlohmann::json to_json(const CloudTrailFacts& facts);
void read_facts(const model::Document& document, CloudTrailFacts& facts);

}  // namespace components
