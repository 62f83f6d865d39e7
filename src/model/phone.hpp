// The phone datasets: claimed numbers, their state, the flow each is attached to, and carriers. Plain data.
// https://docs.aws.amazon.com/connect/latest/APIReference/API_ListPhoneNumbersV2.html
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/dataset.hpp"

namespace model {

struct PhoneNumber {
  std::string id;
  std::string arn;
  std::string e164;
  std::string country;  // ISO 3166-1 alpha-2
  std::string type;     // TOLL_FREE, DID, UIFN, SHARED, THIRD_PARTY_TF, THIRD_PARTY_DID, SHORT_CODE; an open set
  std::string target_arn;
  std::string description;
  std::string group;         // name of the traffic distribution group that it is claimed to; empty: the instance
  std::string source_arn{};  // of the number that it was imported from, in AWS End User Messaging; empty: claimed here
};

// How DescribePhoneNumber is asked for it. A number of a group may have been claimed in another Region, where its id
// alone is not found. https://docs.aws.amazon.com/connect/latest/APIReference/API_DescribePhoneNumber.html
inline const std::string& id_or_arn(const PhoneNumber& number) {
  return number.group.empty() ? number.id : number.arn;
}

struct TrafficDistributionGroup {
  std::string id;
  std::string arn;
  std::string name;
  std::string status;       // ACTIVE, …
  bool is_default = false;  // was made with the replica; it alone decides where agents sign in
};

struct PhoneNumbers {
  std::vector<TrafficDistributionGroup> groups;
  std::vector<PhoneNumber> numbers;
};

struct PhoneNumberState {
  std::string status;  // CLAIMED, IN_PROGRESS, FAILED; empty when not known
  std::string message;
  std::optional<Gap> gap;
};

// By PhoneNumber::id.
using PhoneNumberStates = std::map<std::string, PhoneNumberState>;

// ARN of a phone number or e-mail address to that of the flow to which its calls or messages lead.
using FlowAssociations = std::map<std::string, std::string>;

// Where the messages to an imported number lead: what takes SMS or WhatsApp is in no list of numbers with a flow.
// https://docs.aws.amazon.com/connect/latest/APIReference/API_GetFlowAssociation.html
struct MessageFlow {
  std::string flow_arn;  // empty: to none
  std::optional<Gap> gap;
};

// By PhoneNumber::id, of those that were imported.
using MessageFlows = std::map<std::string, MessageFlow>;

// Ids of the flows that calls and messages to numbers lead to; without those that are not known.
std::set<std::string> entry_flows(const Dataset<FlowAssociations>& associations, const Dataset<MessageFlows>& messages);
// Those of them to which e-mail addresses lead, and nothing that people hear or read at once.
std::set<std::string> email_flows(const Dataset<FlowAssociations>& associations, const Dataset<MessageFlows>& messages);
// Why it is not known where every number leads; nothing when it is.
std::optional<Gap> unknown_entries(const Dataset<FlowAssociations>& associations,
                                   const Dataset<MessageFlows>& messages);

struct Carrier {
  std::string name;        // empty when AWS does not know it
  std::string phone_type;  // MOBILE, LANDLINE, VOIP, INVALID, OTHER, PREPAID
  bool reused = false;     // taken from an earlier review instead of being paid for again
  std::optional<Gap> gap;
};

// By PhoneNumber::e164.
using Carriers = std::map<std::string, Carrier>;

}  // namespace model
