// Facts of the component `operations`. Plain data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "components/facts.hpp"
#include "model/inventory.hpp"

namespace components {

struct RoutingProfileFact {
  std::string id;
  std::string name;
  std::optional<std::int64_t> users;
  std::optional<std::int64_t> queues;  // whose contacts its agents are offered
  std::vector<std::string> channels;   // VOICE, CHAT, TASK, EMAIL
};

struct OperationsFacts {
  static constexpr std::string_view component = "operations";

  std::optional<std::int64_t> routing_profiles;
  std::optional<std::int64_t> without_users;  // of them
  std::optional<double> queued_when_closed;   // calls and chats, in the weeks under review
  std::optional<double> abandoned_when_closed;
  std::optional<std::int64_t> rules;  // that are published
  std::optional<std::int64_t> evaluation_forms;
  std::vector<RoutingProfileFact> profiles;  // fewest users first
};

OperationsFacts operations_facts(const model::Scene& scene, const model::Dataset<model::RoutingProfiles>& profiles,
                                 const model::Dataset<model::AccessOfUsers>& users,
                                 const model::Dataset<model::HoursTraffics>& traffic,
                                 const model::Dataset<model::ContactRules>& rules,
                                 const model::Dataset<model::EvaluationForms>& forms);

}  // namespace components
