// Facts of the component `cost`. Plain data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "components/facts.hpp"
#include "model/inventory.hpp"

namespace components {

struct CostFacts {
  static constexpr std::string_view component = "cost";

  std::optional<model::Window> window;
  std::string calls_missing;                 // why the calls are not known, or not all of them
  std::optional<double> agent_call_minutes;  // talk and hold, in the window
  std::optional<double> agent_call_minutes_a_month;
  std::optional<double> usd_a_minute;  // nothing in partitions whose price list was not looked up
  std::string price_source;
  std::string price_as_of;
  std::optional<double> usd_a_month;              // for these minutes alone
  std::optional<std::int64_t> claimed_numbers;    // those of other providers and imported ones left out
  std::optional<std::int64_t> toll_free_numbers;  // among them
};

CostFacts cost_facts(const model::Scene& scene, const model::Dataset<model::QueueContacts>& contacts,
                     const model::Dataset<model::PhoneNumbers>& numbers);

}  // namespace components
