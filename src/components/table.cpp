#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/encode.hpp"
#include "base/error.hpp"
#include "components/ai/measures.hpp"
#include "components/ai/section.hpp"
#include "components/cloudtrail/measures.hpp"
#include "components/cloudtrail/section.hpp"
#include "components/component.hpp"
#include "components/cost/measures.hpp"
#include "components/cost/section.hpp"
#include "components/flow/measures.hpp"
#include "components/flow/section.hpp"
#include "components/instance/section.hpp"
#include "components/logs/measures.hpp"
#include "components/logs/section.hpp"
#include "components/metrics/measures.hpp"
#include "components/metrics/section.hpp"
#include "components/observability/measures.hpp"
#include "components/observability/section.hpp"
#include "components/operations/measures.hpp"
#include "components/operations/section.hpp"
#include "components/phone/measures.hpp"
#include "components/phone/section.hpp"
#include "components/quota/measures.hpp"
#include "components/quota/section.hpp"
#include "components/resilience/measures.hpp"
#include "components/resilience/section.hpp"
#include "components/security/measures.hpp"
#include "components/security/section.hpp"
#include "components/storage/measures.hpp"
#include "components/storage/section.hpp"
#include "components/traffic/measures.hpp"
#include "components/traffic/section.hpp"
#include "words/nearest.hpp"

namespace components {
namespace {

template <typename Facts, auto section>
std::optional<page::Views> shown(const model::Review& review, page::Anchors& anchors) {
  const auto facts = review.facts<Facts>();
  return facts ? std::optional(section(*facts, review, anchors)) : std::nullopt;
}

template <typename Facts>
nlohmann::json data_of_today(const model::Document& document) {
  Facts facts;
  read_facts(document, facts);
  return to_json(facts);
}

// A row of the table: the function that makes the facts, the one that shows them, and the members of the inventory that
// are the first one's parameters.
template <typename Facts, auto facts, auto section, auto... members>
Component component(std::string_view title, std::vector<Measure> (*measures)() = nullptr) {
  return {Facts::component,
          title,
          [](const model::Inventory& inventory) {
            return nlohmann::json(to_json(facts(scene_of(inventory), inventory.*members...)));
          },
          {model::dataset_of<members>...},
          shown<Facts, section>,
          data_schema<Facts>,
          data_of_today<Facts>,
          measures};
}

}  // namespace

const std::vector<Component>& table() {
  using I = model::Inventory;
  static const std::vector<Component> components = {
      component<InstanceFacts, instance_facts, instance_section, &I::instance, &I::attributes, &I::storage,
                &I::storage_keys>("Instance"),
      component<QuotaFacts, quota_facts, quota_section, &I::quotas, &I::counts, &I::metrics, &I::attributes, &I::peers,
                &I::api_rates>("Quotas", quota_measures),
      component<MetricsFacts, metrics_facts, metrics_section, &I::metrics, &I::queues, &I::flows>("Contact traffic",
                                                                                                  metrics_measures),
      component<PhoneFacts, phone_facts, phone_section, &I::phone_numbers, &I::phone_states, &I::flow_associations,
                &I::message_flows, &I::carriers>("Phone numbers", phone_measures),
      component<FlowFacts, flow_facts, flow_section, &I::attributes, &I::flows, &I::modules, &I::flow_contents,
                &I::module_contents, &I::flow_associations, &I::message_flows>("Flows", flow_measures),
      component<CloudTrailFacts, cloudtrail_facts, cloudtrail_section, &I::api_throttles>("API throttling",
                                                                                          cloudtrail_measures),
      component<LogsFacts, logs_facts, logs_section, &I::log_group, &I::flow_log, &I::attributes>("Flow logs",
                                                                                                  logs_measures),
      component<SecurityFacts, security_facts, security_section, &I::approved_origins, &I::security_profiles,
                &I::security_profile_access, &I::user_access, &I::security_keys>("Security", security_measures),
      component<OperationsFacts, operations_facts, operations_section, &I::routing_profiles, &I::user_access,
                &I::hours_traffic, &I::contact_rules, &I::evaluation_forms>("Operations", operations_measures),
      component<ObservabilityFacts, observability_facts, observability_section, &I::alarms>("Alarms",
                                                                                            observability_measures),
      component<StorageFacts, storage_facts, storage_section, &I::storage, &I::data_buckets, &I::account_public_access,
                &I::data_streams, &I::stream_lags>("Storage", storage_measures),
      component<TrafficFacts, traffic_facts, traffic_section, &I::queue_contacts, &I::agent_activity>(
          "Queues and agents", traffic_measures),
      component<CostFacts, cost_facts, cost_section, &I::queue_contacts, &I::phone_numbers>("Cost", cost_measures),
      component<ResilienceFacts, resilience_facts, resilience_section, &I::instance, &I::phone_numbers,
                &I::traffic_distributions, &I::traffic_changes, &I::packet_loss>("Resilience", resilience_measures),
      component<AiFacts, ai_facts, ai_section, &I::integrations, &I::assistants, &I::ai_agents, &I::ai_prompts,
                &I::ai_guardrails, &I::knowledge_bases>("AI and bots", ai_measures),
  };
  return components;
}

const Component& find(std::string_view name) {
  std::vector<std::string_view> known;
  for (const auto& component : table()) {
    if (component.name == name) return component;
    known.push_back(component.name);
  }
  const std::string meant = words::did_you_mean(name, known);
  throw base::Error(base::ErrorKind::usage,
                    fmt::format("there is no component '{}'{}", base::printable(name, 60),
                                meant.empty() ? "; `connect-ops-review checks list` lists them" : meant));
}

}  // namespace components
