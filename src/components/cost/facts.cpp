#include "components/cost/facts.hpp"

#include <algorithm>

#include "analysis/call_minutes.hpp"
#include "components/described.hpp"

namespace components {

template <typename Visit>
void describe(CostFacts& facts, Visit&& field) {
  field("window", facts.window);
  field("calls_missing", facts.calls_missing, null_if_empty);
  field("agent_call_minutes", facts.agent_call_minutes, decimals(1));
  field("agent_call_minutes_a_month", facts.agent_call_minutes_a_month, decimals(1));
  field("usd_a_minute", facts.usd_a_minute);
  field("price_source", facts.price_source, null_if_empty);
  field("price_as_of", facts.price_as_of, null_if_empty);
  field("usd_a_month", facts.usd_a_month, decimals(2));
  field("claimed_numbers", facts.claimed_numbers);
  field("toll_free_numbers", facts.toll_free_numbers);
}

template json to_json(const CostFacts&);
template void read_facts(const model::Document&, CostFacts&);
template json data_schema<CostFacts>();

namespace {

void add_calls(CostFacts& facts, const model::QueueContacts& contacts) {
  facts.window = contacts.window;
  if (!facts.calls_missing.empty()) return;
  facts.agent_call_minutes = analysis::agent_call_minutes(contacts);
  facts.agent_call_minutes_a_month = analysis::a_month(facts.agent_call_minutes, contacts.window);
}

void add_price(CostFacts& facts) {
  facts.usd_a_minute = analysis::voice_price.usd_a_minute;
  facts.price_source = analysis::voice_price.source;
  facts.price_as_of = analysis::voice_price.as_of;
  if (facts.agent_call_minutes_a_month)
    facts.usd_a_month = *facts.agent_call_minutes_a_month * analysis::voice_price.usd_a_minute;
}

bool is_claimed(const model::PhoneNumber& number) {
  return number.source_arn.empty() && !number.type.starts_with("THIRD_PARTY_");
}

void add_numbers(CostFacts& facts, const std::vector<model::PhoneNumber>& numbers) {
  facts.claimed_numbers = std::ranges::count_if(numbers, is_claimed);
  facts.toll_free_numbers = std::ranges::count_if(
      numbers, [](const auto& number) { return is_claimed(number) && number.type == "TOLL_FREE"; });
}

}  // namespace

CostFacts cost_facts(const model::Scene& scene, const model::Dataset<model::QueueContacts>& contacts,
                     const model::Dataset<model::PhoneNumbers>& numbers) {
  CostFacts facts;
  if (contacts.gap) facts.calls_missing = contacts.gap->reason;
  if (contacts.known()) add_calls(facts, *contacts.value);
  if (scene.instance.partition == "aws") add_price(facts);
  if (numbers.complete()) add_numbers(facts, numbers.value->numbers);
  return facts;
}

}  // namespace components
