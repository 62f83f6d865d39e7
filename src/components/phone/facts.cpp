#include "components/phone/facts.hpp"

#include "base/json/read.hpp"
#include "components/facts_json.hpp"

namespace components {
namespace {

// What the reference stored for a carrier that AWS did not name.
constexpr std::string_view unknown_carrier = "Unknown";

std::optional<double> share(const CountsByName& by_type, const char* type, const char* third_party,
                            std::optional<std::int64_t> total) {
  if (!total || *total <= 0) return std::nullopt;
  std::int64_t count = 0;
  for (const char* one : {type, third_party}) {
    if (const auto found = by_type.find(one); found != by_type.end()) count += found->second;
  }
  return 100.0 * double(count) / double(*total);
}

void add_shares(PhoneFacts& facts) {
  facts.toll_free_percentage = share(facts.by_type, "TOLL_FREE", "THIRD_PARTY_TF", facts.total);
  facts.did_percentage = share(facts.by_type, "DID", "THIRD_PARTY_DID", facts.total);
}

// Short codes take messages, not calls: no flow answers them.
std::optional<bool> has_flow(const model::Dataset<model::FlowAssociations>& flow_associations,
                             const model::PhoneNumber& number) {
  if (number.type == "SHORT_CODE" || !flow_associations.known()) return std::nullopt;
  if (flow_associations.value->contains(number.arn)) return true;
  return flow_associations.complete() ? std::optional(false) : std::nullopt;
}

std::string state_of(const model::Dataset<model::PhoneNumberStates>& phone_states, const std::string& id) {
  if (!phone_states.known()) return "";
  const auto found = phone_states.value->find(id);
  return found == phone_states.value->end() ? "" : found->second.status;
}

PhoneNumberFact number_fact(const model::Dataset<model::PhoneNumberStates>& phone_states,
                            const model::Dataset<model::FlowAssociations>& flow_associations,
                            const model::PhoneNumber& number) {
  PhoneNumberFact fact;
  fact.id = number.id;
  fact.e164 = number.e164;
  fact.type = number.type;
  fact.country = number.country;
  fact.state = state_of(phone_states, number.id);
  fact.group = number.group;
  fact.description = number.description;
  fact.has_flow = has_flow(flow_associations, number);
  return fact;
}

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

void add_carriers(PhoneFacts& facts, const model::Dataset<model::Carriers>& carriers) {
  if (carriers.gap) facts.carriers_missing = carriers.gap->reason;
  if (!carriers.known()) return;
  std::map<std::string, CountryCarriers> by_country;
  for (auto& number : facts.numbers) {
    const auto found = carriers.value->find(number.e164);
    if (found == carriers.value->end()) continue;
    number.carrier = found->second.gap ? "" : found->second.name;
    if (found->second.reused) ++facts.carriers_reused;
    add_carrier(by_country, number.country, number.carrier);
  }
  facts.carriers = listed(by_country);
}

json number_json(const PhoneNumberFact& number) {
  return {{"id", number.id},
          {"phone_number", number.e164},
          {"type", number.type},
          {"country", number.country},
          {"carrier", or_null(number.carrier)},
          {"state", or_null(number.state)},
          {"group", or_null(number.group)},
          {"description", or_null(number.description)},
          {"has_flow", or_null(number.has_flow)}};
}

PhoneNumberFact number_from_json(const json& object) {
  PhoneNumberFact number;
  number.id = base::read::text(object, "id");
  number.e164 = base::read::text(object, "phone_number");
  number.type = base::read::text(object, "type");
  number.country = base::read::text(object, "country");
  number.carrier = base::read::text(object, "carrier");
  if (number.carrier == unknown_carrier) number.carrier.clear();
  number.state = base::read::text(object, "state");
  number.group = base::read::text(object, "group");
  number.description = base::read::text(object, "description");
  number.has_flow = base::read::boolean(object, "has_flow");
  return number;
}

json carriers_json(const std::vector<CountryCarriers>& carriers) {
  json list = json::array();
  for (const auto& one : carriers) {
    list.push_back({{"country", one.country}, {"carriers", one.carriers}, {"unknown", one.unknown}});
  }
  return list;
}

// The reference counted carriers over all countries together; its list of numbers says which country each is in.
std::vector<CountryCarriers> carriers_from_json(const json& data, const std::vector<PhoneNumberFact>& numbers) {
  std::map<std::string, CountryCarriers> by_country;
  if (!data.contains("carriers") && data.contains("by_carrier")) {
    for (const auto& number : numbers) add_carrier(by_country, number.country, number.carrier);
    return listed(by_country);
  }
  for (const auto& one : base::read::array(data, "carriers")) {
    const std::string country = base::read::text(one, "country");
    by_country[country] = {country, read_counts(one, "carriers"), base::read::integer(one, "unknown").value_or(0)};
  }
  return listed(by_country);
}

}  // namespace

PhoneFacts phone_facts(const model::Scene&, const model::Dataset<model::PhoneNumbers>& phone_numbers,
                       const model::Dataset<model::PhoneNumberStates>& phone_states,
                       const model::Dataset<model::FlowAssociations>& flow_associations,
                       const model::Dataset<model::Carriers>& carriers) {
  PhoneFacts facts;
  if (!phone_numbers.known()) {
    if (phone_numbers.gap) facts.carriers_missing = phone_numbers.gap->reason;
    return facts;
  }
  const model::PhoneNumbers& phone = *phone_numbers.value;
  facts.total = std::int64_t(phone.numbers.size());
  for (const auto& group : phone.groups) facts.groups.push_back(group.name);
  for (const auto& number : phone.numbers) {
    facts.numbers.push_back(number_fact(phone_states, flow_associations, number));
    const PhoneNumberFact& fact = facts.numbers.back();
    ++facts.by_type[fact.type];
    ++facts.by_country[fact.country];
    if (!fact.state.empty()) ++facts.by_state[fact.state];
  }
  add_carriers(facts, carriers);
  add_shares(facts);
  return facts;
}

nlohmann::json to_json(const PhoneFacts& facts) {
  json numbers = json::array();
  for (const auto& number : facts.numbers) numbers.push_back(number_json(number));
  return {{"total_numbers", or_null(facts.total)},
          {"by_type", facts.by_type},
          {"by_country", facts.by_country},
          {"by_state", facts.by_state},
          {"carriers", carriers_json(facts.carriers)},
          {"carriers_missing", or_null(facts.carriers_missing)},
          {"carriers_reused", facts.carriers_reused},
          {"toll_free_percentage", percentage_json(facts.toll_free_percentage)},
          {"did_percentage", percentage_json(facts.did_percentage)},
          {"traffic_distribution_groups", facts.groups},
          {"phone_numbers", std::move(numbers)}};
}

void read_facts(const model::Document& document, PhoneFacts& facts) {
  const json& data = document.data;
  facts.total = base::read::integer(data, "total_numbers");
  facts.by_type = read_counts(data, "by_type");
  facts.by_country = read_counts(data, "by_country");
  facts.by_state = read_counts(data, "by_state");
  for (const auto& one : base::read::array(data, "phone_numbers")) facts.numbers.push_back(number_from_json(one));
  facts.carriers = carriers_from_json(data, facts.numbers);
  facts.carriers_missing = base::read::text(data, "carriers_missing");
  facts.carriers_reused = base::read::integer(data, "carriers_reused").value_or(0);
  // From the counts, not from the stored shares: the reference left numbers of third parties out of its shares.
  add_shares(facts);
  for (const auto& group : base::read::array(data, "traffic_distribution_groups")) {
    if (group.is_string()) facts.groups.push_back(group.get<std::string>());
  }
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

}  // namespace components
