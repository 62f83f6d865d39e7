#include "components/phone/facts.hpp"

#include "components/described.hpp"
#include "model/entry.hpp"

namespace components {

template <typename Visit>
void describe(PhoneNumberFact& number, Visit&& field) {
  field("id", number.id);
  field("phone_number", number.e164);
  field("type", number.type);
  field("country", number.country);
  field("carrier", number.carrier, null_if_empty);
  field("carrier_unknown", number.carrier_unknown, omitted_if_false);
  field("state", number.state, null_if_empty);
  field("group", number.group, null_if_empty);
  field("description", number.description, null_if_empty);
  field("has_flow", number.has_flow);
}

template <typename Visit>
void describe(CountryCarriers& country, Visit&& field) {
  field("country", country.country);
  field("carriers", country.carriers);
  field("unknown", country.unknown);
}

template <typename Visit>
void describe(PhoneFacts& facts, Visit&& field) {
  field("total_numbers", facts.total);
  field("partial", facts.partial, omitted_if_false);
  field("by_type", facts.by_type);
  field("by_country", facts.by_country);
  field("by_state", facts.by_state);
  field("by_state_missing", facts.states_missing, omitted_if_empty);
  field("carriers", facts.carriers);
  field("carriers_missing", facts.carriers_missing, null_if_empty);
  field("carriers_reused", facts.carriers_reused);
  field.derived("toll_free_percentage", toll_free_percentage(facts), share(2));
  field.derived("did_percentage", did_percentage(facts), share(2));
  field("traffic_distribution_groups", facts.groups);
  field("phone_numbers", facts.numbers);
}

namespace {

void add_carrier(std::map<std::string, CountryCarriers>& by_country, const std::string& country,
                 const std::string& carrier) {
  CountryCarriers& entry = by_country[country];
  entry.country = country;
  if (carrier.empty()) {
    ++entry.unknown;
  } else {
    ++entry.carriers[carrier];
  }
}

std::vector<CountryCarriers> listed(const std::map<std::string, CountryCarriers>& by_country) {
  std::vector<CountryCarriers> list;
  for (const auto& [country, entry] : by_country) list.push_back(entry);
  return list;
}

}  // namespace

// It counted carriers over all countries together; its list of numbers says which country each is in.
void from_reference(const json& data, PhoneFacts& facts) {
  for (auto& number : facts.numbers) {
    if (number.carrier == "Unknown") number.carrier.clear();
  }
  if (!data.contains("by_carrier")) return;
  std::map<std::string, CountryCarriers> by_country;
  for (const auto& number : facts.numbers) add_carrier(by_country, number.country, number.carrier);
  facts.carriers = listed(by_country);
}

template json to_json(const PhoneFacts&);
template void read_facts(const model::Document&, PhoneFacts&);
template json data_schema<PhoneFacts>();

namespace {

std::optional<double> share_of(const PhoneFacts& facts, const char* type, const char* third_party) {
  if (!facts.total || *facts.total <= 0 || facts.partial) return std::nullopt;
  std::int64_t count = 0;
  for (const char* one : {type, third_party}) {
    if (const auto found = facts.by_type.find(one); found != facts.by_type.end()) count += found->second;
  }
  return 100.0 * double(count) / double(*facts.total);
}

// Nothing of what was not imported.
const model::MessageFlow* message_flow(const model::Dataset<model::MessageFlows>& message_flows,
                                       const model::PhoneNumber& number) {
  return entry_of(message_flows, number.id);
}

// Short codes take messages, not calls: without messages' flows nothing is known of them.
std::optional<bool> has_flow(const model::Dataset<model::FlowAssociations>& flow_associations,
                             const model::Dataset<model::MessageFlows>& message_flows,
                             const model::PhoneNumber& number) {
  if (flow_associations.known() && flow_associations.value->contains(number.arn)) return true;
  const auto* messages = message_flow(message_flows, number);
  if (messages != nullptr && !messages->gap && !messages->flow_arn.empty()) return true;
  const bool may_take_messages = number.type == "SHORT_CODE" || !number.source_arn.empty();
  if (may_take_messages && (messages == nullptr || messages->gap)) return std::nullopt;
  return flow_associations.complete() ? std::optional(false) : std::nullopt;
}

std::string state_of(const model::Dataset<model::PhoneNumberStates>& phone_states, const std::string& id) {
  if (!phone_states.known()) return "";
  const auto found = phone_states.value->find(id);
  return found == phone_states.value->end() ? "" : found->second.status;
}

PhoneNumberFact number_fact(const model::Dataset<model::PhoneNumberStates>& phone_states,
                            const model::Dataset<model::FlowAssociations>& flow_associations,
                            const model::Dataset<model::MessageFlows>& message_flows,
                            const model::PhoneNumber& number) {
  PhoneNumberFact fact;
  fact.id = number.id;
  fact.e164 = number.e164;
  fact.type = number.type;
  fact.country = number.country;
  fact.state = state_of(phone_states, number.id);
  fact.group = number.group;
  fact.description = number.description;
  fact.has_flow = has_flow(flow_associations, message_flows, number);
  return fact;
}

void add_carriers(PhoneFacts& facts, const model::Dataset<model::Carriers>& carriers) {
  if (carriers.gap) facts.carriers_missing = carriers.gap->reason;
  if (!carriers.known()) return;
  std::map<std::string, CountryCarriers> by_country;
  for (auto& number : facts.numbers) {
    const auto found = carriers.value->find(number.e164);
    if (found == carriers.value->end()) continue;
    number.carrier = found->second.gap ? "" : found->second.name;
    number.carrier_unknown = !found->second.gap && number.carrier.empty();
    if (found->second.reused) ++facts.carriers_reused;
    add_carrier(by_country, number.country, number.carrier);
  }
  facts.carriers = listed(by_country);
}

}  // namespace

std::optional<double> toll_free_percentage(const PhoneFacts& facts) {
  return share_of(facts, "TOLL_FREE", "THIRD_PARTY_TF");
}

std::optional<double> did_percentage(const PhoneFacts& facts) {
  return share_of(facts, "DID", "THIRD_PARTY_DID");
}

PhoneFacts phone_facts(const model::Scene&, const model::Dataset<model::PhoneNumbers>& phone_numbers,
                       const model::Dataset<model::PhoneNumberStates>& phone_states,
                       const model::Dataset<model::FlowAssociations>& flow_associations,
                       const model::Dataset<model::MessageFlows>& message_flows,
                       const model::Dataset<model::Carriers>& carriers) {
  PhoneFacts facts;
  if (!phone_numbers.known()) {
    if (phone_numbers.gap) facts.carriers_missing = facts.states_missing = phone_numbers.gap->reason;
    return facts;
  }
  const model::PhoneNumbers& phone = *phone_numbers.value;
  facts.total = std::int64_t(phone.numbers.size());
  facts.partial = !phone_numbers.complete();
  if (phone_states.gap) facts.states_missing = phone_states.gap->reason;
  for (const auto& group : phone.groups) facts.groups.push_back(group.name);
  for (const auto& number : phone.numbers) {
    facts.numbers.push_back(number_fact(phone_states, flow_associations, message_flows, number));
    const PhoneNumberFact& fact = facts.numbers.back();
    ++facts.by_type[fact.type];
    ++facts.by_country[fact.country];
    if (!fact.state.empty()) ++facts.by_state[fact.state];
  }
  add_carriers(facts, carriers);
  return facts;
}

model::Carriers known_carriers(const PhoneFacts& facts) {
  model::Carriers carriers;
  for (const auto& number : facts.numbers) {
    if (number.carrier.empty()) continue;
    model::Carrier carrier;
    carrier.name = number.carrier;
    carrier.reused = true;
    carriers[number.e164] = carrier;
  }
  return carriers;
}

std::set<std::string> unknown_carriers(const PhoneFacts& facts) {
  std::set<std::string> numbers;
  for (const auto& number : facts.numbers) {
    if (number.carrier_unknown) numbers.insert(number.e164);
  }
  return numbers;
}

}  // namespace components
