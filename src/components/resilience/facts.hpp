// Facts of the component `resilience`. Plain data.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "components/facts.hpp"
#include "model/inventory.hpp"

namespace components {

struct TrafficGroupFact {
  std::string id;
  std::string name;
  std::string status;
  bool is_default = false;
  std::optional<std::int64_t> numbers;         // that are claimed to it
  std::map<std::string, std::int64_t> calls;   // percent, by Region
  std::map<std::string, std::int64_t> agents;  // percent, by Region
  std::vector<std::string> sign_in;            // Regions where agents can
  std::string missing;                         // why the distribution is not known
};

struct ResilienceFacts {
  static constexpr std::string_view component = "resilience";

  std::vector<std::string> other_regions;  // that hold the instance as well
  std::string regions_missing;             // why they are not known
  std::vector<TrafficGroupFact> groups;
  std::string groups_missing;                // why not all of them are known
  std::optional<base::Time> last_change;     // of a traffic distribution; nothing: none in that time
  std::optional<std::int64_t> changes;       // in the 90 days that CloudTrail tells of
  std::string changes_missing;               // why they are not known
  std::optional<double> worst_loss_percent;  // of the packets of agents' calls, in the worst hour
  std::optional<base::Time> worst_loss_hour;
  std::string loss_missing;  // why it is not known, or not for each hour
};

ResilienceFacts resilience_facts(const model::Scene& scene, const model::Dataset<model::InstanceDetails>& instance,
                                 const model::Dataset<model::PhoneNumbers>& phone,
                                 const model::Dataset<model::TrafficDistributions>& distributions,
                                 const model::Dataset<model::TrafficChanges>& changes,
                                 const model::Dataset<model::PacketLoss>& loss);

}  // namespace components
