#include <algorithm>
#include <exception>
#include <fmt/format.h>
#include <functional>

#include "aws/operations/connect.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"
#include "base/parallel.hpp"
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
    {"predefined_attributes", &connect::list_predefined_attributes},
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

// Of the lists, which are read beside each other: AWS's rates are the bound, and each operation has its own.
constexpr std::size_t lists_at_a_time = 4;

// Throws when it cannot be read.
model::Counts count_list(Source& source, const ListedResource& resource) {
  json input = json::object();
  if (resource.of == Of::instance) input["InstanceId"] = source.given.instance_ref.instance_id;
  if (resource.filter != nullptr) input[resource.filter] = resource.filter_value;
  std::int64_t count = 0;
  aws::for_each_item(source.client, *resource.operation, input, [&](const json&) { ++count; });
  return {{resource.key, {count, std::nullopt, aws::action(*resource.operation)}}};
}

// A kind of queues that a routing profile has. The quota holds for each kind by itself, and counts a queue once for
// each of its channels. https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html
struct QueueKind {
  const char* number = nullptr;           // the member of a routing profile that says how many queues
  const aws::Operation* pairs = nullptr;  // lists them, once for each channel
};

constexpr QueueKind queue_kinds[] = {
    {"NumberOfAssociatedQueues", &connect::list_routing_profile_queues},
    {"NumberOfAssociatedManualAssignmentQueues", &connect::list_routing_profile_manual_assignment_queues},
};

// The queues of one kind of one profile: pairs with a channel are at least as many, and at most as many for each of the
// profile's channels.
struct ProfileQueues {
  std::string profile_id, profile;
  const aws::Operation* pairs = nullptr;
  std::int64_t least = 0, most = 0;
};

constexpr std::int64_t all_channels = 4;  // VOICE, CHAT, TASK, EMAIL

void add_queues(std::vector<ProfileQueues>& all, const json& profile) {
  const auto channels = std::int64_t(read::array(profile, "MediaConcurrencies").size());
  for (const QueueKind& kind : queue_kinds) {
    const std::int64_t number = read::integer(profile, kind.number).value_or(0);
    all.push_back({read::text(profile, "RoutingProfileId"), label(profile, "Name"), kind.pairs, number,
                   number * (channels > 0 ? channels : all_channels)});
  }
}

// The most pairs that one profile has. Only where it may be near the limit the pairs are listed, fullest first, and no
// further than until none of the others can have more.
Count most_pairs(Source& source, std::vector<ProfileQueues> all, const std::optional<model::Limit>& limit) {
  Count most{0, std::nullopt, aws::action(connect::search_routing_profiles)};
  const auto take = [&most](std::int64_t pairs, const ProfileQueues& queues) {
    if (pairs <= *most.value) return;
    most.value = pairs;
    most.of = queues.profile;
  };
  for (const auto& one : all) take(one.least, one);
  if (!limit) return most;
  std::ranges::stable_sort(all, std::greater(), &ProfileQueues::most);
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

constexpr const char* keys_of_profiles[] = {"routing_profiles", "queues_per_routing_profile"};

// One pass over the routing profiles serves two quotas: how many there are, and the most queues that one of them has.
// Throws when they cannot be read.
model::Counts count_routing_profiles(Source& source, const std::optional<model::Limit>& limit) {
  const auto& operation = connect::search_routing_profiles;
  Count profiles{0, std::nullopt, aws::action(operation)};
  std::vector<ProfileQueues> queues;
  bool all_said = true;
  aws::for_each_item(source.client, operation, {{"InstanceId", source.given.instance_ref.instance_id}},
                     [&](const json& item) {
                       ++*profiles.value;
                       // Of queues for manual assignment it says nothing where there are none.
                       all_said = all_said && read::integer(item, queue_kinds[0].number);
                       add_queues(queues, item);
                     });
  const Gap not_said{model::GapKind::malformed, "AWS did not say how many queues a routing profile has", ""};
  return {
      {keys_of_profiles[0], profiles},
      {keys_of_profiles[1], all_said ? most_pairs(source, std::move(queues), limit) : unknown(operation, not_said)}};
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

// The routing profiles, which take longest, and then each list.
model::Counts count_part(Source& source, std::size_t part, const std::optional<model::Limit>& queues_per_profile) {
  return part == 0 ? count_routing_profiles(source, queues_per_profile)
                   : count_list(source, listed_resources[part - 1]);
}

model::Counts unknown_part(std::size_t part, const Gap& gap) {
  model::Counts counts;
  if (part > 0) {
    const ListedResource& resource = listed_resources[part - 1];
    counts[resource.key] = unknown(*resource.operation, gap);
  } else {
    for (const char* key : keys_of_profiles) counts[key] = unknown(connect::search_routing_profiles, gap);
  }
  return counts;
}

// Everything that is counted for no other dataset. What has failed is looked at after every few, in the order of the
// lists, so that it does not depend on which of them came first.
model::Counts count_lists(Source& source, const std::optional<model::Limit>& queues_per_profile) {
  constexpr std::size_t all_parts = std::size(listed_resources) + 1;
  model::Counts all;
  ItemGaps gaps(ItemGaps::Permission::its_own);
  source.steps.expect("lists to count", all_parts, nullptr);
  for (std::size_t first = 0; first < all_parts; first += lists_at_a_time) {
    const std::size_t size = std::min(lists_at_a_time, all_parts - first);
    std::vector<model::Counts> parts(size);
    std::vector<std::exception_ptr> failures(size);
    const auto count = [&](std::size_t i) {
      try {
        parts[i] = count_part(source, first + i, queues_per_profile);
      } catch (const base::Error&) {
        failures[i] = std::current_exception();
      }
    };
    if (!gaps.given_up()) base::parallel_for(size, lists_at_a_time, count);
    for (std::size_t i = 0; i < size; ++i) {
      const auto gap = gaps.of([&] {
        if (failures[i]) std::rethrow_exception(failures[i]);
      });
      all.merge(gap && parts[i].empty() ? unknown_part(first + i, *gap) : parts[i]);
    }
    source.steps.done(size);
  }
  return all;
}

// Every operation that counts something.
std::vector<const aws::Operation*> counting_operations() {
  std::vector<const aws::Operation*> operations = {&connect::search_routing_profiles};
  for (const auto& kind : queue_kinds) operations.push_back(kind.pairs);
  for (const auto& resource : listed_resources) {
    if (std::ranges::find(operations, resource.operation) == operations.end()) {
      operations.push_back(resource.operation);
    }
  }
  return operations;
}

Dataset<model::Counts> fetch(Source& source, const Dataset<model::Queues>& queues,
                             const Dataset<model::FlowSummaries>& flows, const Dataset<model::FlowSummaries>& modules,
                             const Dataset<model::PhoneNumbers>& phone_numbers,
                             const Dataset<model::ServiceQuotas>& quotas) {
  model::Counts found = count_lists(source, limit_of("queues_per_routing_profile", source, quotas));
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
              &Inventory::phone_numbers, &Inventory::quotas>("quota", counting_operations());

}  // namespace collect
