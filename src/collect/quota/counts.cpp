#include <algorithm>

#include "aws/operations/connect.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

using model::Count;
using model::Gap;
using nlohmann::json;
namespace connect = aws::connect;
namespace read = base::read;

enum class Of { instance, account };

// A quota whose use is the length of a list.
struct ListedResource {
  const char* key = nullptr;  // QuotaRow::key
  const aws::Operation* operation = nullptr;
  Of of = Of::instance;
  const char* filter = nullptr;  // an input member and its value
  const char* filter_value = nullptr;
};

constexpr ListedResource listed_resources[] = {
    {"users", &connect::list_users},
    {"security_profiles", &connect::list_security_profiles},
    {"hours_of_operation", &connect::list_hours_of_operations},
    {"quick_connects", &connect::list_quick_connects},
    {"prompts", &connect::list_prompts},
    {"agent_statuses", &connect::list_agent_statuses},
    {"user_hierarchy_groups", &connect::list_user_hierarchy_groups},
    {"lex_bots", &connect::list_bots, Of::instance, "LexVersion", "V1"},
    {"lex_v2_bot_aliases", &connect::list_bots, Of::instance, "LexVersion", "V2"},
    {"lambda_functions", &connect::list_lambda_functions},
    {"application_integrations", &connect::list_integration_associations, Of::instance, "IntegrationType",
     "APPLICATION"},
    {"workspaces", &connect::list_workspaces},
    {"email_addresses", &connect::search_email_addresses},
    {"instances", &connect::list_instances, Of::account},
};

Count unknown(const aws::Operation& operation, Gap gap) {
  return {std::nullopt, std::move(gap), aws::action(operation)};
}

Count count_list(Source& source, const ListedResource& resource) {
  json input = json::object();
  if (resource.of == Of::instance) input["InstanceId"] = source.given.instance_ref.instance_id;
  if (resource.filter != nullptr) input[resource.filter] = resource.filter_value;
  std::int64_t count = 0;
  try {
    aws::for_each_item(source.client, *resource.operation, input, [&](const json&) { ++count; });
  } catch (const base::Error& error) {
    return unknown(*resource.operation, gap_from(error));
  }
  return {count, std::nullopt, aws::action(*resource.operation)};
}

// One pass over the routing profiles serves two quotas: how many there are, and the most queues that one of them has.
void count_routing_profiles(Source& source, model::Counts& counts) {
  const auto& operation = connect::search_routing_profiles;
  Count profiles{0, std::nullopt, aws::action(operation)};
  Count most_queues{0, std::nullopt, aws::action(operation)};
  try {
    aws::for_each_item(
        source.client, operation, {{"InstanceId", source.given.instance_ref.instance_id}}, [&](const json& item) {
          ++*profiles.value;
          const auto queues = read::integer(item, "NumberOfAssociatedQueues");
          if (!queues) {
            most_queues.gap =
                Gap{model::GapKind::malformed, "AWS did not say how many queues a routing profile has", ""};
          } else {
            most_queues.value = std::max(*most_queues.value, *queues);
          }
        });
    if (most_queues.gap) most_queues.value.reset();
  } catch (const base::Error& error) {
    profiles = most_queues = unknown(operation, gap_from(error));
  }
  counts["routing_profiles"] = profiles;
  counts["queues_per_routing_profile"] = most_queues;
}

// A list that another collector has read already; a list that was cut short is no count.
template <typename List>
Count counted(const aws::Operation& operation, const Dataset<List>& dataset, std::int64_t size) {
  if (!dataset.complete()) return unknown(operation, dataset.gap.value_or(Gap{}));
  return {size, std::nullopt, aws::action(operation)};
}

// Numbers that are claimed to a traffic distribution group do not count against the instance.
Count count_phone_numbers(const Dataset<model::PhoneNumbers>& dataset) {
  std::int64_t numbers = 0;
  if (dataset.known()) {
    numbers = std::ranges::count_if(dataset.value->numbers,
                                    [](const model::PhoneNumber& number) { return number.group.empty(); });
  }
  return counted(connect::list_phone_numbers_v2, dataset, numbers);
}

template <typename List>
std::int64_t size_of(const Dataset<List>& dataset) {
  return dataset.known() ? std::int64_t(dataset.value->size()) : 0;
}

// Every operation that counts something.
std::vector<const aws::Operation*> counting_operations() {
  std::vector<const aws::Operation*> operations = {&connect::search_routing_profiles};
  for (const auto& resource : listed_resources) {
    if (std::ranges::find(operations, resource.operation) == operations.end()) {
      operations.push_back(resource.operation);
    }
  }
  return operations;
}

Dataset<model::Counts> fetch(Source& source, const Dataset<model::Queues>& queues,
                             const Dataset<model::FlowSummaries>& flows, const Dataset<model::FlowSummaries>& modules,
                             const Dataset<model::PhoneNumbers>& phone_numbers) {
  model::Counts found;
  for (const auto& resource : listed_resources) found[resource.key] = count_list(source, resource);
  count_routing_profiles(source, found);
  found["queues"] = counted(connect::list_queues, queues, size_of(queues));
  found["contact_flows"] = counted(connect::list_contact_flows, flows, size_of(flows));
  found["flow_modules"] = counted(connect::list_contact_flow_modules, modules, size_of(modules));
  found["phone_numbers"] = count_phone_numbers(phone_numbers);
  auto gap = gap_of_items(found, "counts");
  const bool none = std::ranges::none_of(found, [](const auto& one) { return one.second.value.has_value(); });
  if (none) return Dataset<model::Counts>::missing(std::move(*gap));
  return {std::move(found), std::move(gap)};
}

}  // namespace

const Collector collectors::counts =
    collector<&Inventory::counts, fetch, &Inventory::queues, &Inventory::flows, &Inventory::modules,
              &Inventory::phone_numbers>("quota", counting_operations());

}  // namespace collect
