#include <fmt/format.h>

#include "aws/operations/connect.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

using model::TrafficDistribution;
using model::TrafficDistributions;
using nlohmann::json;
namespace read = base::read;

// A Region without its share would be taken for one that gets nothing.
[[noreturn]] void refuse_distribution(const char* config) {
  throw base::Error(base::ErrorKind::corrupt,
                    fmt::format("connect:GetTrafficDistribution answered a {} that cannot be read", config));
}

std::map<std::string, std::int64_t> shares_in(const json& answer, const char* config) {
  std::map<std::string, std::int64_t> shares;
  for (const json& one : read::array(read::object(answer, config), "Distributions")) {
    const std::string region = label(one, "Region");
    const auto percentage = read::integer(one, "Percentage");
    if (region.empty() || !percentage || *percentage < 0 || *percentage > 100) refuse_distribution(config);
    shares[region] = *percentage;
  }
  return shares;
}

std::map<std::string, bool> sign_in_regions(const json& answer) {
  std::map<std::string, bool> regions;
  for (const json& one : read::array(read::object(answer, "SignInConfig"), "Distributions")) {
    const std::string region = label(one, "Region");
    const auto enabled = read::boolean(one, "Enabled");
    if (region.empty() || !enabled) refuse_distribution("SignInConfig");
    regions[region] = *enabled;
  }
  return regions;
}

// The id alone is known in the Region in which the group was made, the ARN in each.
TrafficDistribution distribution_of(Source& source, const model::TrafficDistributionGroup& group) {
  const json answer = source.client.call(aws::connect::get_traffic_distribution, {{"Id", group.arn}});
  TrafficDistribution found{.calls = shares_in(answer, "TelephonyConfig"),
                            .agents = shares_in(answer, "AgentConfig"),
                            .sign_in = sign_in_regions(answer),
                            .gap = std::nullopt};
  if (found.calls.empty()) refuse_distribution("TelephonyConfig");
  return found;
}

// AWS tells it of active groups only.
// https://docs.aws.amazon.com/connect/latest/adminguide/setup-traffic-distribution-groups.html
Dataset<TrafficDistributions> fetch_traffic_distributions(Source& source, const Dataset<model::PhoneNumbers>& phone) {
  if (!phone.known())
    return Dataset<TrafficDistributions>::missing(needs_other("list of traffic distribution groups", phone.gap));
  TrafficDistributions distributions;
  ItemGaps gaps;
  for (const auto& group : phone.value->groups) {
    if (group.status != "ACTIVE") continue;
    TrafficDistribution& found = distributions[group.id];
    found.gap = gaps.of([&] { found = distribution_of(source, group); });
  }
  return gaps.dataset(std::move(distributions), "traffic distributions");
}

}  // namespace

const Collector collectors::traffic_distributions =
    collector<&Inventory::traffic_distributions, fetch_traffic_distributions, &Inventory::phone_numbers>(
        "resilience", {&aws::connect::get_traffic_distribution}, Asks::each_item);

}  // namespace collect
