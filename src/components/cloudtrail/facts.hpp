// Facts of the component `cloudtrail`. Plain data.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "components/facts.hpp"
#include "model/inventory.hpp"
#include "model/time_series.hpp"

namespace components {

// Refused calls, by whose they were.
struct ThrottleCounts {
  std::int64_t this_instance = 0, other_instances = 0, unknown = 0;

  std::int64_t total() const { return this_instance + other_instances + unknown; }
};

struct ApiThrottleFact : ThrottleCounts {
  std::string api;
};

// Who published a flow or module last, in what was read.
struct FlowPublicationFact {
  std::string flow_id;
  base::Time at;
  std::string by;
};

struct CloudTrailFacts {
  static constexpr std::string_view component = "cloudtrail";

  std::optional<std::int64_t> events_read;
  std::optional<model::Window> window;    // what was asked for
  std::optional<base::Time> oldest_read;  // everything from here to the window's end was read
  bool complete = false;
  std::vector<ApiThrottleFact> by_api;    // most first
  std::vector<model::HourCount> by_hour;  // only hours with throttles
  std::vector<FlowPublicationFact> flow_publications;
};

// Of all APIs together.
ThrottleCounts throttles(const CloudTrailFacts& facts);

CloudTrailFacts cloudtrail_facts(const model::Scene& scene, const model::Dataset<model::ApiThrottles>& api_throttles);

}  // namespace components
