#include "collect/flow/old_export.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/json/read.hpp"
#include "collect/flow/language.hpp"

namespace collect {
namespace {

using model::BranchKind;
using model::FlowAction;
using model::FlowBranch;
using model::ReferenceKind;
using nlohmann::json;
namespace read = base::read;

struct Renamed {
  std::string_view type;
  std::string_view target;  // empty: any
  std::string_view now;
};
constexpr Renamed renamed[] = {
    {"CheckAttribute", "", "Compare"},
    {"Disconnect", "", "DisconnectParticipant"},
    {"GetUserInput", "Lex", "ConnectParticipantWithLexBot"},
    {"GetUserInput", "", "GetParticipantInput"},
    {"InvokeExternalResource", "", "InvokeLambdaFunction"},
    {"InvokeLambda", "", "InvokeLambdaFunction"},
    {"LoopPrompts", "", "MessageParticipantIteratively"},
    {"PlayPrompt", "", "MessageParticipant"},
    {"Resume", "", "EndFlowExecution"},
    {"ReturnFromFlowModule", "", "EndFlowModuleExecution"},
    {"SetAttributes", "", "UpdateContactAttributes"},
    {"SetCustomerQueueFlow", "", "UpdateContactEventHooks"},
    {"SetDisconnectFlow", "", "UpdateContactEventHooks"},
    {"SetHoldFlow", "", "UpdateContactEventHooks"},
    {"SetLoggingBehavior", "", "UpdateFlowLoggingBehavior"},
    {"SetQueue", "", "UpdateContactTargetQueue"},
    {"SetRecordingBehavior", "", "UpdateContactRecordingBehavior"},
    {"SetVoice", "", "UpdateContactTextToSpeechVoice"},
    {"SetWhisperFlow", "", "UpdateContactEventHooks"},
    {"StoreCustomerInput", "", "GetParticipantInput"},
    {"StoreUserInput", "", "GetParticipantInput"},
    {"Transfer", "Agent", "TransferContactToAgent"},
    {"Transfer", "Flow", "TransferToFlow"},
    {"Transfer", "PhoneNumber", "TransferParticipantToThirdParty"},
    {"Transfer", "Queue", "TransferContactToQueue"},
};

struct Outcome {
  std::string_view condition;
  BranchKind kind;
  std::string_view of;
};
constexpr Outcome outcomes[] = {
    {"", BranchKind::next, ""},
    {"Success", BranchKind::next, ""},
    {"Error", BranchKind::error, "NoMatchingError"},
    {"NoMatch", BranchKind::error, "NoMatchingCondition"},
    {"AtCapacity", BranchKind::error, "QueueAtCapacity"},
    {"Timeout", BranchKind::timeout, "InputTimeLimitExceeded"},
};

struct Naming {
  std::string_view parameter;
  ReferenceKind kind;
};
constexpr Naming namings[] = {
    {"Agent", ReferenceKind::agent},        {"AudioPrompt", ReferenceKind::prompt},
    {"ContactFlowId", ReferenceKind::flow}, {"FlowModuleId", ReferenceKind::flow_module},
    {"FunctionArn", ReferenceKind::lambda}, {"Hours", ReferenceKind::hours},
    {"Queue", ReferenceKind::queue},
};

std::string type_of(const json& block) {
  std::string type = read::text(block, "type");
  const std::string target = read::text(block, "target");
  for (const Renamed& one : renamed) {
    if (one.type == type && (one.target.empty() || one.target == target)) return std::string(one.now);
  }
  return type;
}

FlowBranch branch_from(const json& item) {
  const std::string condition = read::text(item, "condition");
  std::string to = read::text(item, "transition");
  if (condition == "Evaluate") {
    return {std::move(to), BranchKind::condition, read::text(item, "conditionValue"),
            read::text(item, "conditionType")};
  }
  const auto* outcome = std::ranges::find(outcomes, condition, &Outcome::condition);
  if (outcome == std::end(outcomes)) return {std::move(to), BranchKind::condition, condition, "Equals"};
  return {std::move(to), outcome->kind, std::string(outcome->of)};
}

// A value with a namespace is an attribute's name: chosen while the contact runs.
std::string value_of(const json& parameter) {
  const std::string scope = read::text(parameter, "namespace"), value = read::text(parameter, "value");
  return scope.empty() || value.empty() ? value : fmt::format("$.{}.{}", scope, value);
}

void add_parameter(FlowAction& action, const json& parameter) {
  const std::string name = read::text(parameter, "name");
  std::string value = value_of(parameter);
  if (value.empty()) return;
  if (name == "LoggingBehavior") action.sets_logging = value.starts_with("Enable");
  if (name == "GlobalVoice") action.voice = value;
  if (name == "Text" || name == "AudioPrompt") action.speaks = true;
  if (name == "Timeout" || name == "TimeLimit") {
    std::int64_t seconds = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
    if (error == std::errc() && end == value.data() + value.size()) action.time_limit = seconds;
  }
  const auto* naming = std::ranges::find(namings, name, &Naming::parameter);
  if (naming == std::end(namings)) return;
  const bool is_hook = naming->kind == ReferenceKind::flow && action.type == "UpdateContactEventHooks";
  action.references.push_back({is_hook ? ReferenceKind::hook : naming->kind, std::move(value)});
}

FlowAction action_from(const json& block) {
  FlowAction action;
  action.identifier = read::text(block, "id");
  action.type = type_of(block);
  if (read::text(block, "type").starts_with("Store")) action.input = model::InputKind::stored;
  for (const json& parameter : read::array(block, "parameters")) add_parameter(action, parameter);
  action.digest = digest_of(read::array(block, "parameters"));
  for (const json& item : read::array(block, "branches")) {
    FlowBranch branch = branch_from(item);
    if (!branch.to.empty()) action.branches.push_back(std::move(branch));
  }
  return action;
}

}  // namespace

bool is_old_export(const json& content) {
  return content.is_object() && !content.contains("Actions") && content.contains("modules");
}

model::FlowGraph old_export(const json& content) {
  model::FlowGraph graph{read::text(content, "start"), {}};
  for (const json& block : read::array(content, "modules")) graph.actions.push_back(action_from(block));
  return graph;
}

}  // namespace collect
