#include "model/flow_action.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace model {
namespace {

using Errors = std::array<std::string_view, 4>;

// https://docs.aws.amazon.com/connect/latest/APIReference/flow-language-actions.html, and what the service takes where
// it differs: a branch that publishing refuses is not asked for.
struct Required {
  std::string_view type;
  Errors errors;
};

constexpr std::string_view failed = "NoMatchingError", unmatched = "NoMatchingCondition";

constexpr Required required[] = {
    {"AuthenticateParticipant", {failed, "TimeLimitExceeded"}},
    {"CheckHoursOfOperation", {failed}},
    {"CheckMetricData", {failed, unmatched}},
    {"CheckOutboundCallStatus", {failed}},
    {"Compare", {unmatched}},
    {"ConnectParticipantWithLexBot", {failed, unmatched}},
    {"CreateCallbackContact", {failed}},
    {"CreateTask", {failed}},
    {"DequeueContactAndTransferToQueue", {"QueueAtCapacity", failed}},
    {"DistributeByPercentage", {unmatched}},
    {"GetMetricData", {failed}},
    {"InvokeFlowModule", {failed}},
    {"InvokeLambdaFunction", {failed}},
    {"ShowView", {unmatched, failed, "TimeLimitExceeded"}},
    {"TransferContactToQueue", {"QueueAtCapacity", failed}},
    {"TransferToFlow", {failed}},
    {"UpdateContactAttributes", {failed}},
    {"UpdateContactCallbackNumber", {"InvalidCallbackNumber", "CallbackNumberNotDialable"}},
    {"UpdateContactEventHooks", {failed}},
    {"UpdateContactTargetQueue", {failed}},
    {"UpdatePreviousContactParticipantState", {failed}},
    {"Wait", {failed}},
};

constexpr Errors for_a_menu = {unmatched, failed, "InputTimeLimitExceeded"}, for_other_input = {failed};

constexpr std::string_view branch_kinds[] = {"next", "condition", "error", "timeout"};
constexpr std::string_view input_kinds[] = {"menu", "stored", "buffer"};
constexpr std::string_view reference_kinds[] = {"flow",    "hook",   "flow_module",   "queue",
                                                "agent",   "prompt", "hours",         "lambda",
                                                "lex_bot", "view",   "task_template", "data_table"};

template <std::size_t size>
bool is_one_of(std::string_view type, const std::string_view (&types)[size]) {
  return std::ranges::find(types, type) != std::end(types);
}

std::span<const std::string_view> filled(const Errors& errors) {
  return {errors.begin(), std::ranges::find(errors, std::string_view())};
}

}  // namespace

std::string_view name(BranchKind kind) {
  return branch_kinds[std::size_t(kind)];
}

std::string_view name(InputKind kind) {
  return input_kinds[std::size_t(kind)];
}

std::string_view name(ReferenceKind kind) {
  return reference_kinds[std::size_t(kind)];
}

bool is_failure(const FlowBranch& branch) {
  return branch.kind == BranchKind::error && branch.of != unmatched;
}

std::vector<std::string> attributes_in(std::string_view text) {
  std::vector<std::string> found;
  for (std::size_t at = text.find("$."); at != std::string_view::npos; at = text.find("$.", at + 1)) {
    std::size_t end = at + 2;
    while (end < text.size() &&
           (base::is_alphanumeric(text[end]) || text[end] == '_' || text[end] == '.' || text[end] == '-'))
      ++end;
    while (text[end - 1] == '.' || text[end - 1] == '-') --end;  // of the sentence
    if (end <= at + 2) continue;
    std::string attribute(text.substr(at, end - at));
    if (std::ranges::find(found, attribute) == found.end()) found.push_back(std::move(attribute));
  }
  return found;
}

AttributeSource source_of(std::string_view attribute) {
  static constexpr std::string_view caller[] = {"StoredCustomerInput", "Lex", "Views"};
  static constexpr std::string_view contact[] = {"Attributes", "SegmentAttributes", "CustomerEndpoint", "References"};
  const std::string_view path = attribute.substr(std::min<std::size_t>(attribute.size(), 2));
  const std::string_view root = path.substr(0, path.find_first_of(".["));
  if (is_one_of(root, caller)) return AttributeSource::caller;
  return is_one_of(root, contact) ? AttributeSource::contact : AttributeSource::company;
}

bool is_chosen_later(std::string_view named) {
  return named.starts_with('$') || named.starts_with("{{");
}

std::string flow_id(std::string_view named) {
  if (is_chosen_later(named)) return "";
  const std::string_view last = named.substr(named.rfind('/') + 1);
  return std::string(last.substr(0, last.find(':')));
}

std::vector<std::string> named(const FlowAction& action, ReferenceKind kind) {
  std::vector<std::string> ids;
  for (const FlowReference& reference : action.references) {
    if (reference.kind != kind) continue;
    std::string id = flow_id(reference.named);
    if (!id.empty()) ids.push_back(std::move(id));
  }
  return ids;
}

bool is_terminal(const FlowAction& action) {
  static constexpr std::string_view types[] = {"DisconnectParticipant", "EndFlowExecution", "EndFlowModuleExecution",
                                               "TransferContactToAgent"};
  return is_one_of(action.type, types);
}

bool queues_contact(const FlowAction& action) {
  return action.type == "TransferContactToQueue" || action.type == "DequeueContactAndTransferToQueue";
}

bool leaves_flow(const FlowAction& action) {
  static constexpr std::string_view types[] = {"TransferToFlow", "TransferContactToQueue",
                                               "DequeueContactAndTransferToQueue", "RouteContactToAgent"};
  if (action.type == "TransferParticipantToThirdParty") return !action.returns;
  return is_terminal(action) || is_one_of(action.type, types);
}

bool may_wait(const FlowAction& action) {
  static constexpr std::string_view at_once[] = {
      "AssociateContactToCustomerProfile",
      "CheckHoursOfOperation",
      "CheckMetricData",
      "Compare",
      "CreateCallbackContact",
      "CreateCase",
      "CreateCustomerProfile",
      "CreateTask",
      "CreateWisdomSession",
      "DistributeByPercentage",
      "GetCalculatedAttributesForCustomerProfile",
      "GetCase",
      "GetCustomerProfile",
      "GetCustomerProfileObject",
      "GetMetricData",
      "InvokeFlowModule",
      "InvokeLambdaFunction",
      "Loop",
      "MessageParticipant",
      "TagContact",
      "TransferToFlow",
      "UntagContact",
      "UpdateCase",
      "UpdateContactAttributes",
      "UpdateContactCallbackNumber",
      "UpdateContactData",
      "UpdateContactEventHooks",
      "UpdateContactMediaStreamingBehavior",
      "UpdateContactRecordingAndAnalyticsBehavior",
      "UpdateContactRecordingBehavior",
      "UpdateContactRoutingBehavior",
      "UpdateContactRoutingCriteria",
      "UpdateContactTargetQueue",
      "UpdateContactTextToSpeechVoice",
      "UpdateCustomerProfile",
      "UpdateFlowAttributes",
      "UpdateFlowLoggingBehavior",
      "UpdatePreviousContactParticipantState",
  };
  if (action.type == "GetParticipantInput") return action.input != InputKind::buffer;
  return !is_one_of(action.type, at_once);
}

std::span<const std::string_view> required_errors(const FlowAction& action) {
  if (action.type == "GetParticipantInput")
    return filled(action.input == InputKind::menu ? for_a_menu : for_other_input);
  const auto* found = std::ranges::find(required, action.type, &Required::type);
  return found == std::end(required) ? std::span<const std::string_view>() : filled(found->errors);
}

bool has_no_next(const FlowAction& action) {
  static constexpr std::string_view types[] = {"Compare",
                                               "CheckHoursOfOperation",
                                               "CheckMetricData",
                                               "CheckOutboundCallStatus",
                                               "ConnectParticipantWithLexBot",
                                               "DistributeByPercentage",
                                               "Loop",
                                               "ShowView",
                                               "Wait"};
  if (action.type == "GetParticipantInput") return action.input == InputKind::menu;
  return is_one_of(action.type, types) || leaves_flow(action);
}

}  // namespace model
