// Facts of the component `phone`. Plain data.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "components/facts.hpp"
#include "model/inventory.hpp"

namespace components {

struct PhoneNumberFact {
  std::string id;
  std::string e164;
  std::string type;
  std::string country;
  std::string carrier;           // empty: not known
  bool carrier_unknown = false;  // to AWS, which was asked
  std::string state;             // CLAIMED, IN_PROGRESS, FAILED; empty: not known
  std::string group;             // traffic distribution group; empty: the instance
  std::string description;
  std::optional<bool> has_flow;  // nothing: not known
};

struct CountryCarriers {
  std::string country;
  std::map<std::string, std::int64_t> carriers;  // known ones
  std::int64_t unknown = 0;                      // numbers whose carrier is not known
};

struct PhoneFacts {
  static constexpr std::string_view component = "phone";

  std::optional<std::int64_t> total;
  bool partial = false;  // the list is cut short: the total, and what is counted by type and country, are lower bounds
  std::map<std::string, std::int64_t> by_type;
  std::map<std::string, std::int64_t> by_country;
  std::map<std::string, std::int64_t> by_state;  // known ones
  std::string states_missing;                    // why not all are
  std::vector<CountryCarriers> carriers;         // by country; empty when carriers were not looked up
  std::string carriers_missing;                  // why not
  std::int64_t carriers_reused = 0;              // taken from an earlier review
  std::vector<std::string> groups;               // names of traffic distribution groups
  std::vector<PhoneNumberFact> numbers;
};

// Shares of all numbers; those that third parties carry count. Nothing while there are none, or some are not known.
std::optional<double> toll_free_percentage(const PhoneFacts& facts);
std::optional<double> did_percentage(const PhoneFacts& facts);

PhoneFacts phone_facts(const model::Scene& scene, const model::Dataset<model::PhoneNumbers>& phone_numbers,
                       const model::Dataset<model::PhoneNumberStates>& phone_states,
                       const model::Dataset<model::FlowAssociations>& flow_associations,
                       const model::Dataset<model::MessageFlows>& message_flows,
                       const model::Dataset<model::Carriers>& carriers);

// The carriers that an earlier review's `phone` document knows, by number.
model::Carriers known_carriers(const PhoneFacts& facts);

// The numbers whose carrier AWS did not know.
std::set<std::string> unknown_carriers(const PhoneFacts& facts);

}  // namespace components
