#include <fmt/format.h>

#include "aws/operations/connect.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

using model::Gap;
using model::PhoneNumbers;
using model::TrafficDistributionGroup;
using nlohmann::json;
namespace connect = aws::connect;
namespace read = base::read;

void add_numbers(Source& source, const std::string& target_arn, const std::string& group, PhoneNumbers& found) {
  aws::for_each_item(source.client, connect::list_phone_numbers_v2, {{"TargetArn", target_arn}}, [&](const json& item) {
    found.numbers.push_back({read::text(item, "PhoneNumberId"), read::text(item, "PhoneNumberArn"),
                             read::text(item, "PhoneNumber"), read::text(item, "PhoneNumberCountryCode"),
                             read::text(item, "PhoneNumberType"), read::text(item, "TargetArn"),
                             label(item, "PhoneNumberDescription"), group, read::text(item, "SourcePhoneNumberArn")});
  });
}

// A number claimed to a traffic distribution group does not appear in the instance's own list. Returns why some of them
// are missing.
std::optional<Gap> add_groups(Source& source, PhoneNumbers& found) {
  try {
    aws::for_each_item(
        source.client, connect::list_traffic_distribution_groups,
        {{"InstanceId", source.given.instance_ref.instance_id}}, [&](const json& item) {
          found.groups.push_back({read::text(item, "Id"), read::text(item, "Arn"), label(item, "Name"),
                                  read::text(item, "Status"), read::boolean(item, "IsDefault").value_or(false)});
        });
  } catch (const base::Error& error) {
    Gap gap = gap_from(error);
    gap.reason = fmt::format("the numbers of traffic distribution groups are missing: {}", gap.reason);
    return gap;
  }
  ItemGaps gaps;
  std::vector<std::optional<Gap>> missing;
  for (const TrafficDistributionGroup& group : found.groups) {
    const std::string name = group.name.empty() ? group.id : group.name;
    missing.push_back(gaps.of([&] { add_numbers(source, group.arn, name, found); }));
  }
  return gap_of_items(missing, "lists of the numbers of traffic distribution groups");
}

Dataset<PhoneNumbers> fetch_phone_numbers(Source& source) {
  PhoneNumbers found;
  add_numbers(source, source.given.instance_ref.arn, "", found);
  auto gap = add_groups(source, found);
  return {std::move(found), std::move(gap)};
}

}  // namespace

const Collector collectors::phone_numbers = collector<&Inventory::phone_numbers, fetch_phone_numbers>(
    "phone", {&connect::list_traffic_distribution_groups, &connect::list_phone_numbers_v2});

}  // namespace collect
