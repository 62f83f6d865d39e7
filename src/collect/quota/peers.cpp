#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>

#include "aws/operations/appintegrations.hpp"
#include "aws/operations/connectcampaignsv2.hpp"
#include "aws/operations/connectcases.hpp"
#include "aws/operations/customer_profiles.hpp"
#include "aws/operations/qconnect.hpp"
#include "aws/operations/service_quotas.hpp"
#include "base/json/read.hpp"
#include "collect/ai/assistants_of.hpp"
#include "collect/beside_connect.hpp"
#include "collect/quota/service_quotas.hpp"
#include "collect/quota/uncounted.hpp"

namespace collect {
namespace {

namespace apps = aws::appintegrations;
namespace campaigns = aws::connectcampaignsv2;
namespace cases = aws::connectcases;
namespace profiles = aws::customer_profiles;
namespace read = base::read;
using model::Count;
using model::Gap;
using model::PeerService;
using nlohmann::json;

struct Item {
  std::string name;
  std::string id;  // empty: it has none by which AWS could be asked
};

constexpr std::size_t most_items = 50;  // that are asked for one by one: more than AWS allows an account by default

Count without_id(const aws::Operation& operation) {
  return uncounted(operation,
                   {model::GapKind::malformed, "AWS gives it no name or ARN by which it could be asked for", ""});
}

// Counts the lists of all services. One that cannot be read costs its own quota alone, until the third of them in a row
// fails alike.
struct Counter {
  Source& source;
  const Dataset<model::Integrations>& integrations;
  const Dataset<model::InstanceAttributes>& attributes;
  ItemGaps gaps{ItemGaps::Permission::its_own};

  // Every item is handed on, and counted where `take` answers true.
  template <typename Take>
  Count taken(const aws::Operation& operation, const json& input, Take&& take) {
    std::int64_t length = 0;
    auto gap = gaps.of([&] {
      aws::for_each_item(source.client, operation, input, [&](const json& item) { length += take(item) ? 1 : 0; });
    });
    return gap ? uncounted(operation, *std::move(gap)) : Count{length, std::nullopt, aws::action(operation)};
  }

  Count length(const aws::Operation& operation, const json& input = json::object()) {
    return taken(operation, input, [](const json&) { return true; });
  }

  // The most that one of the items has: at least so many where one of them is not known. `listed`: how they were.
  Count most(const aws::Operation& operation, const char* member, const std::vector<Item>& items, const Count& listed) {
    Count most{0, listed.gap, aws::action(operation)};
    if (!most.gap && !items.empty()) most.gap = no_calls_for_items(source.given.settings);
    const std::size_t asked = most.gap ? 0 : std::min(items.size(), most_items);
    for (std::size_t i = 0; i < asked; ++i) {
      const Item& item = items[i];
      const Count count = item.id.empty() ? without_id(operation) : length(operation, {{member, item.id}});
      if (count.gap && !most.gap) most.gap = count.gap;
      if (count.value.value_or(0) <= *most.value) continue;
      most.value = count.value;
      most.of = item.name;
    }
    if (!most.gap && asked < items.size()) {
      most.gap = Gap{model::GapKind::not_supported,
                     fmt::format("no more than {} of {} are asked for", asked, items.size()), ""};
    }
    if (most.gap && *most.value == 0) most.value.reset();
    return most;
  }
};

// The first integration of one of these types. Where there is none the service is not used, as far as the list is
// whole.
const model::Integration* integrated(const Counter& counter, std::initializer_list<std::string_view> types,
                                     PeerService& one) {
  const auto& integrations = counter.integrations;
  if (integrations.known()) {
    const auto found = std::ranges::find_if(*integrations.value, [&](const model::Integration& integration) {
      return std::ranges::find(types, integration.type) != types.end();
    });
    if (found != integrations.value->end()) {
      one.is_used = true;
      return &*found;
    }
  }
  if (integrations.complete()) {
    one.is_used = false;
  } else {
    one.gap = needs_other("whole list of integrations", integrations.gap);
  }
  return nullptr;
}

struct ListOfDomain {
  const char* key = nullptr;  // QuotaRow::key
  const aws::Operation* operation = nullptr;
};

constexpr ListOfDomain cases_lists[] = {{"cases_fields", &cases::list_fields},
                                        {"cases_templates", &cases::list_templates},
                                        {"cases_layouts", &cases::list_layouts},
                                        {"cases_rules", &cases::list_case_rules}};

// Of the instance's own domain: those of others are other instances' to fill.
void count_cases(Counter& counter, PeerService& one) {
  const model::Integration* domain = integrated(counter, {"CASES_DOMAIN"}, one);
  if (domain == nullptr) return;
  one.counts["cases_domains"] = counter.length(cases::list_domains);
  const std::string id = id_in_arn(domain->arn, "domain");
  for (const auto& [key, list] : cases_lists) {
    one.counts[key] = id.empty() ? without_id(*list) : counter.length(*list, {{"domainId", id}});
  }
}

constexpr ListOfDomain profile_lists[] = {{"profile_object_types", &profiles::list_profile_object_types},
                                          {"profile_integrations", &profiles::list_integrations},
                                          {"profile_event_triggers", &profiles::list_event_triggers}};

// Of the domains that the instance is integrated with.
void count_profiles(Counter& counter, PeerService& one) {
  const auto& operation = profiles::list_account_integrations;
  std::set<std::string> names;
  one.gap = counter
                .taken(operation, {{"Uri", counter.source.given.instance_ref.arn}},
                       [&](const json& item) { return names.insert(needed(item, "DomainName", operation)).second; })
                .gap;
  if (one.gap) return;
  one.is_used = !names.empty();
  if (names.empty()) return;
  one.counts["profile_domains"] = counter.length(profiles::list_domains);
  std::vector<Item> items;
  for (const std::string& name : names) items.push_back({name, is_domain_name(name) ? name : ""});
  for (const auto& [key, list] : profile_lists) {
    one.counts[key] = counter.most(*list, "DomainName", items, {});
  }
}

// Of the account: AWS's own applications are nobody's.
void count_app_integrations(Counter& counter, PeerService& one) {
  if (integrated(counter, {"APPLICATION", "EVENT"}, one) == nullptr) return;
  std::vector<Item> events, data;
  one.counts["app_applications"] = counter.taken(apps::list_applications, json::object(),
                                                 [](const json& application) { return !is_of_aws(application); });
  const Count of_events = counter.taken(apps::list_event_integrations, json::object(), [&](const json& item) {
    const std::string name = read::text(item, "Name");
    events.push_back({label(item, "Name"), is_event_integration_name(name) ? name : ""});
    return true;
  });
  const Count of_data = counter.taken(apps::list_data_integrations, json::object(), [&](const json& item) {
    data.push_back({label(item, "Name"), id_in_arn(read::text(item, "Arn"), "data-integration")});
    return true;
  });
  one.counts["app_event_integrations"] = of_events;
  one.counts["app_data_integrations"] = of_data;
  one.counts["app_event_associations"] =
      counter.most(apps::list_event_integration_associations, "EventIntegrationName", events, of_events);
  one.counts["app_data_associations"] =
      counter.most(apps::list_data_integration_associations, "DataIntegrationIdentifier", data, of_data);
}

// https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-outbound-campaigns-v2_GetCampaignStateBatch.html
constexpr std::size_t campaigns_at_a_time = 25;
constexpr std::string_view states_of_active[] = {"Initialized", "Running", "Paused"};
constexpr std::string_view states_of_ended[] = {"Stopped", "Completed", "Failed"};

// Those that have not ended. At least so many where of some the state is not known.
Count active_campaigns(Counter& counter, const std::vector<std::string>& ids) {
  const auto& operation = campaigns::get_campaign_state_batch;
  Count active{0, std::nullopt, aws::action(operation)};
  std::size_t told = 0;
  for (std::size_t first = 0; first < ids.size() && !active.gap; first += campaigns_at_a_time) {
    const std::size_t last = std::min(first + campaigns_at_a_time, ids.size());
    active.gap = counter.gaps.of([&] {
      const json asked = std::vector(ids.begin() + std::ptrdiff_t(first), ids.begin() + std::ptrdiff_t(last));
      const json answer = counter.source.client.call(operation, {{"campaignIds", asked}});
      for (const json& item : read::array(answer, "successfulRequests")) {
        const std::string state = read::text(item, "state");
        const bool is_active = std::ranges::find(states_of_active, state) != std::end(states_of_active);
        const bool is_ended = std::ranges::find(states_of_ended, state) != std::end(states_of_ended);
        *active.value += is_active ? 1 : 0;
        told += is_active || is_ended ? 1 : 0;
      }
    });
  }
  if (!active.gap && told < ids.size()) {
    active.gap = Gap{model::GapKind::malformed,
                     fmt::format("AWS told of {} of {} campaigns in which state they are", told, ids.size()), ""};
  }
  if (active.gap && *active.value == 0) active.value.reset();
  return active;
}

void count_campaigns(Counter& counter, PeerService& one) {
  const auto& attributes = counter.attributes;
  if (!attributes.known()) {
    one.gap = needs_other("list of the instance's settings", attributes.gap);
    return;
  }
  if (model::attribute(*attributes.value, "HIGH_VOLUME_OUTBOUND") == false) {
    one.is_used = false;
    return;
  }
  const auto& operation = campaigns::list_campaigns;
  std::vector<std::string> ids;
  const json of_instance = {{"value", counter.source.given.instance_ref.instance_id}, {"operator", "Eq"}};
  const Count all = counter.taken(operation, {{"filters", {{"instanceIdFilter", of_instance}}}}, [&](const json& item) {
    ids.push_back(needed(item, "id", operation));
    return true;
  });
  one.gap = all.gap;
  if (one.gap) return;
  one.is_used = !ids.empty();
  if (ids.empty()) return;
  one.counts["campaigns_total"] = all;
  one.counts["campaigns_active"] = active_campaigns(counter, ids);
}

void count_ai(Counter& counter, PeerService& one) {
  if (integrated(counter, {model::assistant_integration, "WISDOM_KNOWLEDGE_BASE"}, one) == nullptr) return;
  one.counts["ai_assistants"] = counter.length(aws::qconnect::list_assistants);
  one.counts["ai_knowledge_bases"] = counter.length(aws::qconnect::list_knowledge_bases);
}

struct Peer {
  std::string_view service;  // PeerRow::service
  void (*count)(Counter&, PeerService&) = nullptr;
};

constexpr Peer peers[] = {{"cases", count_cases},
                          {"profile", count_profiles},
                          {"app-integrations", count_app_integrations},
                          {"connect-campaigns", count_campaigns},
                          {"wisdom", count_ai}};

void read_limits(Source& source, ItemGaps& gaps, PeerService& one) {
  std::optional<Gap> in_part;
  one.quotas_gap = gaps.of([&] {
    auto limits = quotas_of(source, one.service);
    one.quotas = std::move(*limits.value);
    in_part = std::move(limits.gap);
  });
  if (!one.quotas_gap) one.quotas_gap = std::move(in_part);
}

// Why something of a service is not known.
void note_first_gap(PeerService& one) {
  if (!one.gap) one.gap = one.quotas_gap;
  for (const auto& [key, count] : one.counts) {
    if (!one.gap) one.gap = count.gap;
  }
}

Dataset<model::PeerServices> fetch_peers(Source& source, const Dataset<model::Integrations>& integrations,
                                         const Dataset<model::InstanceAttributes>& attributes) {
  Counter counter{source, integrations, attributes};
  model::PeerServices found;
  ItemGaps limits;
  source.steps.expect("services", std::size(peers), nullptr);
  for (const Peer& peer : peers) {
    PeerService& one = found.emplace_back();
    one.service = peer.service;
    peer.count(counter, one);
    if (one.is_used.value_or(false)) read_limits(source, limits, one);
    note_first_gap(one);
    source.steps.done();
  }
  auto gap = gap_of_items(found, "services");
  const bool none = std::ranges::none_of(found, [](const PeerService& one) { return one.is_used.has_value(); });
  if (none) return Dataset<model::PeerServices>::missing(*found.front().gap);
  return {std::move(found), std::move(gap)};
}

}  // namespace

const Collector collectors::peers =
    collector<&Inventory::peers, fetch_peers, &Inventory::integrations, &Inventory::attributes>(
        "quota", {&aws::service_quotas::list_service_quotas,
                  &aws::service_quotas::list_aws_default_service_quotas,
                  &cases::list_domains,
                  &cases::list_fields,
                  &cases::list_templates,
                  &cases::list_layouts,
                  &cases::list_case_rules,
                  &profiles::list_account_integrations,
                  &profiles::list_domains,
                  &profiles::list_profile_object_types,
                  &profiles::list_integrations,
                  &profiles::list_event_triggers,
                  &apps::list_applications,
                  &apps::list_event_integrations,
                  &apps::list_data_integrations,
                  &apps::list_event_integration_associations,
                  &apps::list_data_integration_associations,
                  &campaigns::list_campaigns,
                  &campaigns::get_campaign_state_batch,
                  &aws::qconnect::list_assistants,
                  &aws::qconnect::list_knowledge_bases});

}  // namespace collect
