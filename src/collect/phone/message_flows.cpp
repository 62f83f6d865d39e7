#include <fmt/format.h>

#include "aws/operations/connect.hpp"
#include "base/arn.hpp"
#include "base/encode.hpp"
#include "base/json/read.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

using model::Gap;
using model::GapKind;
using model::MessageFlow;
using model::MessageFlows;
using model::PhoneNumber;

// What AWS calls the numbers of a service; empty of one that is new.
const char* resource_type(std::string_view service) {
  if (service == "sms-voice") return "SMS_PHONE_NUMBER";
  return service == "social-messaging" ? "WHATSAPP_MESSAGING_PHONE_NUMBER" : "";
}

MessageFlow look_up(Source& source, const PhoneNumber& number, ItemGaps& gaps) {
  MessageFlow found;
  const std::string_view service = base::arn_field(number.source_arn, base::arn_service);
  const std::string type = resource_type(service);
  if (type.empty()) {
    found.gap = Gap{GapKind::not_supported,
                    fmt::format("a number that was imported from '{}' is not one that this review knows",
                                base::printable(service, 60)),
                    ""};
    return found;
  }
  found.gap = gaps.of([&] {
    const nlohmann::json answer =
        source.client.call(aws::connect::get_flow_association, {{"InstanceId", source.given.instance_ref.instance_id},
                                                                {"ResourceId", number.source_arn},
                                                                {"ResourceType", type}});
    found.flow_arn = base::read::text(answer, "FlowId");
  });
  // So AWS says that the number has none.
  if (found.gap && found.gap->kind == GapKind::not_found) found.gap.reset();
  return found;
}

Dataset<MessageFlows> fetch_message_flows(Source& source, const Dataset<model::PhoneNumbers>& phone_numbers) {
  if (!phone_numbers.known()) {
    return Dataset<MessageFlows>::missing(needs_other("list of phone numbers", phone_numbers.gap));
  }
  MessageFlows flows;
  ItemGaps gaps;
  for (const PhoneNumber& number : phone_numbers.value->numbers) {
    if (!number.source_arn.empty()) flows[number.id] = look_up(source, number, gaps);
  }
  auto gap = gap_of_items(flows, "flows of messages");
  return {std::move(flows), std::move(gap)};
}

}  // namespace

const Collector collectors::message_flows =
    collector<&Inventory::message_flows, fetch_message_flows, &Inventory::phone_numbers>(
        "phone", {&aws::connect::get_flow_association}, Asks::each_item);

}  // namespace collect
