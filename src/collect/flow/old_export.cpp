#include "collect/flow/old_export.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/json/read.hpp"
#include "base/text.hpp"
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
    {"CheckQueueStatus", "", "CheckMetricData"},
    {"CreateCallback", "", "CreateCallbackContact"},
    {"CustomerInQueue", "", "TransferContactToQueue"},
    {"Disconnect", "", "DisconnectParticipant"},
    {"GetUserInput", "Lex", "ConnectParticipantWithLexBot"},
    {"GetUserInput", "", "GetParticipantInput"},
    {"InvokeExternalResource", "", "InvokeLambdaFunction"},
    {"InvokeLambda", "", "InvokeLambdaFunction"},
    {"LoopPrompts", "", "MessageParticipantIteratively"},
    {"PercentileBranching", "", "DistributeByPercentage"},
    {"PlayAudio", "", "MessageParticipant"},
    {"PlayPrompt", "", "MessageParticipant"},
    {"Resume", "", "EndFlowExecution"},
    {"ReturnFromFlowModule", "", "EndFlowModuleExecution"},
    {"SetAttributes", "", "UpdateContactAttributes"},
    {"SetCallBackNumber", "", "UpdateContactCallbackNumber"},
    {"SetContactFlow", "", "UpdateContactEventHooks"},
    {"SetCustomerQueueFlow", "", "UpdateContactEventHooks"},
    {"SetDisconnectFlow", "", "UpdateContactEventHooks"},
    {"SetEventHook", "", "UpdateContactEventHooks"},
    {"SetFlowAttributes", "", "UpdateFlowAttributes"},
    {"SetHoldFlow", "", "UpdateContactEventHooks"},
    {"SetLoggingBehavior", "", "UpdateFlowLoggingBehavior"},
    {"SetQueue", "", "UpdateContactTargetQueue"},
    {"SetRecordingBehavior", "", "UpdateContactRecordingBehavior"},
    {"SetScreenPop", "", "UpdateContactAttributes"},
    {"SetVoice", "", "UpdateContactTextToSpeechVoice"},
    {"SetWhisperFlow", "", "UpdateContactEventHooks"},
    {"StartMediaStreaming", "", "UpdateContactMediaStreamingBehavior"},
    {"StopMediaStreaming", "", "UpdateContactMediaStreamingBehavior"},
    {"StoreCustomerInput", "", "GetParticipantInput"},
    {"StoreUserInput", "", "GetParticipantInput"},
    {"Transfer", "Agent", "TransferContactToAgent"},
    {"Transfer", "Flow", "TransferToFlow"},
    {"Transfer", "PhoneNumber", "TransferParticipantToThirdParty"},
    {"Transfer", "Queue", "TransferContactToQueue"},
    {"TransferToQueue", "", "TransferContactToQueue"},
    {"UpdateRoutingPriority", "", "UpdateContactRoutingBehavior"},
};

struct Outcome {
  std::string_view condition;
  std::string_view type;  // of the flow language; empty: any
  BranchKind kind;
  std::string_view of;
};
constexpr Outcome outcomes[] = {
    {"", "", BranchKind::next, ""},
    {"Success", "", BranchKind::next, ""},
    {"Error", "", BranchKind::error, "NoMatchingError"},
    {"NoMatch", "", BranchKind::error, "NoMatchingCondition"},
    {"AtCapacity", "", BranchKind::error, "QueueAtCapacity"},
    {"CallFailure", "", BranchKind::error, "CallFailed"},
    {"InvalidNumber", "", BranchKind::error, "InvalidPhoneNumber"},
    {"InvalidPhoneNumber", "UpdateContactCallbackNumber", BranchKind::error, "InvalidCallbackNumber"},
    {"NonDialableNumber", "", BranchKind::error, "CallbackNumberNotDialable"},
    {"Timeout", "TransferParticipantToThirdParty", BranchKind::timeout, "ConnectionTimeLimitExceeded"},
    {"Timeout", "", BranchKind::timeout, "InputTimeLimitExceeded"},
    {"Looping", "", BranchKind::condition, "ContinueLooping"},
    {"Complete", "", BranchKind::condition, "DoneLooping"},
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

// Flags and numbers are what they are here, and texts elsewhere.
std::string text_of(const json& value) {
  if (value.is_string()) return value.get<std::string>();
  return value.is_number() || value.is_boolean() ? value.dump() : "";
}

FlowBranch branch_from(const json& item, std::string_view type) {
  const std::string condition = read::text(item, "condition");
  FlowBranch branch{read::text(item, "transition"), BranchKind::condition, condition, "Equals"};
  const auto* outcome = std::ranges::find_if(outcomes, [&](const Outcome& one) {
    return one.condition == condition && (one.type.empty() || one.type == type);
  });
  if (outcome != std::end(outcomes)) {
    branch.kind = outcome->kind;
    branch.of = outcome->of;
    if (branch.kind != BranchKind::condition) branch.comparison.clear();
  } else if (item.contains("conditionType")) {
    branch.of = text_of(read::member(item, "conditionValue"));
    branch.comparison = read::text(item, "conditionType");
  }
  return branch;
}

// The designer's names of attributes, as it shows them.
struct SystemAttribute {
  std::string_view name;
  std::string_view path;
};
constexpr SystemAttribute system_attributes[] = {{"Customer Number", "$.CustomerEndpoint.Address"},
                                                 {"Dialed Number", "$.SystemEndpoint.Address"},
                                                 {"Stored customer input", model::stored_input}};

std::string path_of(const std::string& scope, const std::string& attribute) {
  if (scope == "User Defined") return fmt::format("$.Attributes.{}", attribute);
  const auto* found = std::ranges::find(system_attributes, attribute, &SystemAttribute::name);
  if (scope == "System" && found != std::end(system_attributes)) return std::string(found->path);
  return fmt::format("$.{}.{}", scope.substr(0, scope.find(' ')), attribute);
}

// What a parameter is set to. With a namespace it is an attribute: chosen while the contact runs.
struct Setting {
  explicit Setting(const json& parameter)
      : is_attribute(!read::text(parameter, "namespace").empty()), value(text_of(read::member(parameter, "value"))) {
    if (value.empty()) is_attribute = false;
    if (is_attribute) value = path_of(read::text(parameter, "namespace"), value);
  }
  std::vector<std::string> attributes() const {
    return is_attribute ? std::vector<std::string>{value} : model::attributes_in(value);
  }

  bool is_attribute;
  std::string value;
};

class Parameters {
 public:
  explicit Parameters(const json& block) : parameters_(read::array(block, "parameters")) {}

  // Of several with a name, the first.
  Setting setting(std::string_view name) const {
    const auto found =
        std::ranges::find_if(parameters_, [&](const json& one) { return read::text(one, "name") == name; });
    static const json none;
    return Setting(found == parameters_.end() ? none : *found);  // in its place: a copy of it could exhaust the stack
  }
  std::string value(std::string_view name) const { return setting(name).value; }
  bool has(std::string_view name) const { return !value(name).empty(); }
  bool is_on(std::string_view name) const { return base::lower(value(name)).starts_with("enable"); }
  const json& all() const { return parameters_; }

 private:
  const json& parameters_;
};

void add_references(FlowAction& action, const Parameters& parameters) {
  for (const json& parameter : parameters.all()) {
    const auto* naming = std::ranges::find(namings, read::text(parameter, "name"), &Naming::parameter);
    std::string named = Setting(parameter).value;
    if (naming == std::end(namings) || named.empty()) continue;
    const bool is_hook = naming->kind == ReferenceKind::flow && action.type == "UpdateContactEventHooks";
    action.references.push_back({is_hook ? ReferenceKind::hook : naming->kind, std::move(named)});
  }
}

void add_words(FlowAction& action, const Parameters& parameters) {
  action.speaks = parameters.has("Text") || parameters.has("AudioPrompt");
  const bool are_all_ssml = parameters.value("TextToSpeechType") == "ssml";
  action.speaks_ssml = are_all_ssml;
  for (const json& parameter : parameters.all()) {
    if (read::text(parameter, "name") != "Text") continue;
    const bool is_ssml = are_all_ssml || read::text(parameter, "key") == "ssml";  // of Loop prompts
    action.speaks_ssml = action.speaks_ssml || is_ssml;
    for (const std::string& attribute : Setting(parameter).attributes()) {
      action.reads_out.push_back(attribute);
      if (is_ssml) action.reads_into_ssml.push_back(attribute);
    }
  }
}

void add_input(FlowAction& action, const Parameters& parameters) {
  action.input = model::InputKind::stored;
  action.encrypts_input = base::lower(parameters.value("EncryptEntry")) == "true";
  if (parameters.value("CustomerInputType") == "PhoneNumber") return;
  action.most_digits = base::number_in<std::int64_t>(parameters.value("MaxDigits")).value_or(most_stored_digits);
}

void add_number(FlowAction& action, const Parameters& parameters) {
  const auto dialled = parameters.setting("PhoneNumber").attributes();
  if (!dialled.empty()) action.dials = dialled.front();
}

void add_settings(FlowAction& action, const json& block, const Parameters& parameters) {
  const std::string_view root = action.type == "UpdateFlowAttributes" ? "FlowAttributes" : "Attributes";
  const auto set = [&](const std::string& key, const Setting& to) {
    action.sets.push_back({fmt::format("$.{}.{}", root, key), to.attributes()});
  };
  for (const json& parameter : parameters.all()) {
    if (read::text(parameter, "name") == "Attribute") set(read::text(parameter, "key"), Setting(parameter));
  }
  if (read::text(block, "type") == "SetScreenPop") set(parameters.value("key"), parameters.setting("value"));
}

void add_other_reads(FlowAction& action, const Parameters& parameters) {
  std::set<std::string> attributes;
  for (const json& parameter : parameters.all()) {
    for (std::string& one : Setting(parameter).attributes()) attributes.insert(std::move(one));
  }
  action.also_reads = told_by_nothing_else(action, std::move(attributes));
}

void add_parameters(FlowAction& action, const json& block) {
  const Parameters parameters(block);
  add_references(action, parameters);
  add_words(action, parameters);
  action.voice = parameters.value("GlobalVoice");
  for (const char* name : {"Timeout", "TimeLimit"}) {
    if (!action.time_limit) action.time_limit = base::number_in<std::int64_t>(parameters.value(name));
  }
  if (parameters.has("LoggingBehavior")) action.sets_logging = parameters.is_on("LoggingBehavior");
  if (parameters.has("RecordingBehaviorOption")) action.sets_recording = parameters.is_on("RecordingBehaviorOption");
  if (read::text(block, "type").starts_with("Store")) add_input(action, parameters);
  add_settings(action, block, parameters);
  if (action.type == "TransferParticipantToThirdParty") add_number(action, parameters);
  add_other_reads(action, parameters);
}

FlowAction action_from(const json& block) {
  FlowAction action;
  action.identifier = read::text(block, "id");
  action.type = type_of(block);
  add_parameters(action, block);
  action.digest = digest_of(read::array(block, "parameters"), action.references);
  for (const json& item : read::array(block, "branches")) {
    FlowBranch branch = branch_from(item, action.type);
    const bool is_choice = branch.kind == BranchKind::condition;
    if (is_choice || !branch.to.empty()) action.branches.push_back(std::move(branch));
  }
  action.returns = action.type == "TransferParticipantToThirdParty" &&
                   std::ranges::count(action.branches, BranchKind::next, &FlowBranch::kind) != 0;
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
