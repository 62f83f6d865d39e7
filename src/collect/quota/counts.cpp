#include <algorithm>
#include <exception>
#include <fmt/format.h>
#include <functional>
#include <map>

#include "aws/operations/connect.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"
#include "base/parallel.hpp"
#include "collect/collector.hpp"
#include "collect/quota/uncounted.hpp"

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
    {"quick_connects", &connect::list_quick_connects},
    {"predefined_attributes", &connect::list_predefined_attributes},
    {"agent_statuses", &connect::list_agent_statuses},
    {"user_hierarchy_groups", &connect::list_user_hierarchy_groups},
    {"lex_bots", &connect::list_bots, Of::instance, "LexVersion", "V1"},
    {"lex_v2_bot_aliases", &connect::list_bots, Of::instance, "LexVersion", "V2"},
    {"workspaces", &connect::list_workspaces},
    {"email_addresses", &connect::search_email_addresses},
    {"data_tables", &connect::list_data_tables},
    {"instances", &connect::list_instances, Of::account},
};

// Quotas of the kinds of integration associations, which are listed together. Of the others an instance has one or
// none, as AWS allows.
struct IntegrationKind {
  const char* key = nullptr;  // QuotaRow::key
  std::string_view type;      // IntegrationType
};

constexpr IntegrationKind integration_kinds[] = {{"application_integrations", "APPLICATION"},
                                                 {"event_integrations", "EVENT"},
                                                 {"knowledge_base_integrations", "WISDOM_KNOWLEDGE_BASE"}};

// Of the lists, which are read beside each other: AWS's rates are the bound, and each operation has its own.
constexpr std::size_t lists_at_a_time = 4;

// Throws when it cannot be read.
std::int64_t length_of(Source& source, const ListedResource& resource) {
  json input = json::object();
  if (resource.of == Of::instance) input["InstanceId"] = source.given.instance_ref.instance_id;
  if (resource.filter != nullptr) input[resource.filter] = resource.filter_value;
  std::int64_t length = 0;
  aws::for_each_item(source.client, *resource.operation, input, [&](const json&) { ++length; });
  return length;
}

// A kind of queues that a routing profile has. The quota holds for each kind by itself, and counts a queue once for
// each of its channels. https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html
struct QueueKind {
  model::ProfileQueues model::RoutingProfile::* queues = nullptr;
  const aws::Operation* pairs = nullptr;  // lists them, once for each channel
};

constexpr QueueKind queue_kinds[] = {
    {&model::RoutingProfile::queues, &connect::list_routing_profile_queues},
    {&model::RoutingProfile::manual_queues, &connect::list_routing_profile_manual_assignment_queues},
};

// The queues of one kind of one profile: pairs with a channel are at least as many, and at most as many for each of the
// profile's channels.
struct PairsOfProfile {
  std::string profile_id, profile;
  const aws::Operation* pairs = nullptr;
  std::int64_t least = 0, most = 0;
};

constexpr std::int64_t all_channels = 4;  // VOICE, CHAT, TASK, EMAIL

std::vector<PairsOfProfile> pairs_of(const model::RoutingProfiles& profiles) {
  std::vector<PairsOfProfile> all;
  for (const auto& profile : profiles) {
    for (const QueueKind& kind : queue_kinds) {
      const std::int64_t number = (profile.*kind.queues).number.value_or(0);
      all.push_back({profile.id, profile.name, kind.pairs, number,
                     number * (profile.channels > 0 ? profile.channels : all_channels)});
    }
  }
  return all;
}

// The most pairs that one profile has. Only where it may be near the limit the pairs are listed, fullest first, and no
// further than until none of the others can have more.
Count most_pairs(Source& source, std::vector<PairsOfProfile> all, const std::optional<model::Limit>& limit) {
  Count most{0, std::nullopt, aws::action(connect::search_routing_profiles)};
  const auto take = [&most](std::int64_t pairs, const PairsOfProfile& queues) {
    if (pairs <= *most.value) return;
    most.value = pairs;
    most.of = queues.profile;
  };
  for (const auto& one : all) take(one.least, one);
  if (!limit) return most;
  std::ranges::stable_sort(all, std::greater(), &PairsOfProfile::most);
  for (const auto& one : all) {
    const double highest = model::percentage_of(double(one.most), limit->value);
    if (one.most <= *most.value || highest < source.given.settings.warn_percentage) break;
    most.how = fmt::format("{}, {}", aws::action(connect::search_routing_profiles), aws::action(*one.pairs));
    std::int64_t pairs = 0;
    try {
      aws::for_each_item(source.client, *one.pairs,
                         {{"InstanceId", source.given.instance_ref.instance_id}, {"RoutingProfileId", one.profile_id}},
                         [&](const json&) { ++pairs; });
    } catch (const base::Error& error) {
      most.gap = gap_from(error);  // at least as many as are known by now
      break;
    }
    take(pairs, one);
  }
  return most;
}

// A list that another collector has read already; a list that was cut short is no count.
template <typename List>
Count counted(const aws::Operation& operation, const Dataset<List>& dataset, std::int64_t size) {
  if (!dataset.complete()) return uncounted(operation, dataset.gap.value_or(Gap{}));
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

std::optional<model::Limit> limit_of(std::string_view key, const Source& source,
                                     const Dataset<model::ServiceQuotas>& quotas) {
  if (!quotas.known()) return std::nullopt;
  const auto row = std::ranges::find(model::quota_rows, key, &model::QuotaRow::key);
  return effective_limit(*quotas.value, *row, source.given.instance_ref.arn);
}

template <typename List>
std::int64_t size_of(const Dataset<List>& dataset) {
  return dataset.known() ? std::int64_t(dataset.value->size()) : 0;
}

// Two quotas: how many there are, and the most queues that one of them has.
model::Counts count_routing_profiles(Source& source, const Dataset<model::RoutingProfiles>& profiles,
                                     const std::optional<model::Limit>& limit) {
  const auto& operation = connect::search_routing_profiles;
  Count most = counted(operation, profiles, 0);
  if (profiles.complete()) {
    const bool all_said =
        std::ranges::all_of(*profiles.value, [](const auto& profile) { return profile.queues.number.has_value(); });
    const Gap not_said{model::GapKind::malformed, "AWS did not say how many queues a routing profile has", ""};
    most = all_said ? most_pairs(source, pairs_of(*profiles.value), limit) : uncounted(operation, not_said);
  }
  return {{"routing_profiles", counted(operation, profiles, size_of(profiles))}, {"queues_per_routing_profile", most}};
}

// Everything that is counted for no other dataset. What has failed is looked at after every few, in the order of the
// lists, so that it does not depend on which of them came first.
model::Counts count_lists(Source& source) {
  constexpr std::size_t all = std::size(listed_resources);
  model::Counts counts;
  ItemGaps gaps(ItemGaps::Permission::its_own);
  source.steps.expect("lists to count", all, nullptr);
  for (std::size_t first = 0; first < all; first += lists_at_a_time) {
    const std::size_t size = std::min(lists_at_a_time, all - first);
    std::vector<std::int64_t> lengths(size);
    std::vector<std::exception_ptr> failures(size);
    const auto count = [&](std::size_t i) {
      try {
        lengths[i] = length_of(source, listed_resources[first + i]);
      } catch (const base::Error&) {
        failures[i] = std::current_exception();
      }
    };
    if (!gaps.given_up()) base::parallel_for(size, lists_at_a_time, count);
    for (std::size_t i = 0; i < size; ++i) {
      const ListedResource& resource = listed_resources[first + i];
      const auto gap = gaps.of([&] {
        if (failures[i]) std::rethrow_exception(failures[i]);
      });
      counts[resource.key] = gap ? uncounted(*resource.operation, *gap)
                                 : Count{lengths[i], std::nullopt, aws::action(*resource.operation)};
    }
    source.steps.done(size);
  }
  return counts;
}

model::Counts count_integrations(const Dataset<model::Integrations>& integrations) {
  model::Counts counts;
  for (const IntegrationKind& kind : integration_kinds) {
    const std::int64_t number =
        integrations.known() ? std::ranges::count(*integrations.value, kind.type, &model::Integration::type) : 0;
    counts[kind.key] = counted(connect::list_integration_associations, integrations, number);
  }
  return counts;
}

// Every operation that counts something which no other collector lists.
std::vector<const aws::Operation*> counting_operations() {
  std::vector<const aws::Operation*> operations;
  for (const auto& kind : queue_kinds) operations.push_back(kind.pairs);
  for (const auto& resource : listed_resources) {
    if (std::ranges::find(operations, resource.operation) == operations.end()) {
      operations.push_back(resource.operation);
    }
  }
  return operations;
}

Dataset<model::Counts> fetch_counts(
    Source& source, const Dataset<model::Queues>& queues, const Dataset<model::RoutingProfiles>& routing_profiles,
    const Dataset<model::Prompts>& prompts, const Dataset<model::HoursOfOperations>& hours,
    const Dataset<model::Users>& users, const Dataset<model::SecurityProfiles>& security_profiles,
    const Dataset<model::LambdaAssociations>& lambda_associations, const Dataset<model::FlowSummaries>& flows,
    const Dataset<model::FlowSummaries>& modules, const Dataset<model::PhoneNumbers>& phone_numbers,
    const Dataset<model::Integrations>& integrations, const Dataset<model::ServiceQuotas>& quotas) {
  model::Counts found = count_lists(source);
  found.merge(count_integrations(integrations));
  found.merge(count_routing_profiles(source, routing_profiles, limit_of("queues_per_routing_profile", source, quotas)));
  found["queues"] = counted(connect::list_queues, queues, size_of(queues));
  found["prompts"] = counted(connect::list_prompts, prompts, size_of(prompts));
  found["hours_of_operation"] = counted(connect::list_hours_of_operations, hours, size_of(hours));
  found["users"] = counted(connect::list_users, users, size_of(users));
  found["security_profiles"] = counted(connect::list_security_profiles, security_profiles, size_of(security_profiles));
  found["lambda_functions"] =
      counted(connect::list_lambda_functions, lambda_associations, size_of(lambda_associations));
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
    collector<&Inventory::counts, fetch_counts, &Inventory::queues, &Inventory::routing_profiles, &Inventory::prompts,
              &Inventory::hours, &Inventory::users, &Inventory::security_profiles, &Inventory::lambda_associations,
              &Inventory::flows, &Inventory::modules, &Inventory::phone_numbers, &Inventory::integrations,
              &Inventory::quotas>("quota", counting_operations());

}  // namespace collect
