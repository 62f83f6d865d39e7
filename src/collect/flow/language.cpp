#include "collect/flow/language.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>

#include "base/digest.hpp"
#include "base/encode.hpp"
#include "base/json/read.hpp"
#include "base/text.hpp"
#include "collect/flow/old_export.hpp"

namespace collect {
namespace {

using model::BranchKind;
using model::FlowAction;
using model::FlowBranch;
using model::ReferenceKind;
using nlohmann::json;
namespace read = base::read;

// Parameters that name something, whatever block they are of. Some have changed their name over the years.
struct Naming {
  const char* parameter;
  ReferenceKind kind;
};
constexpr Naming namings[] = {
    {"ContactFlowId", ReferenceKind::flow},
    {"FlowModuleId", ReferenceKind::flow_module},
    {"QueueId", ReferenceKind::queue},
    {"AgentId", ReferenceKind::agent},
    {"PromptId", ReferenceKind::prompt},
    {"HoursOfOperationId", ReferenceKind::hours},
    {"LambdaFunctionARN", ReferenceKind::lambda},
    {"FunctionArn", ReferenceKind::lambda},
    {"TaskTemplateId", ReferenceKind::task_template},
    {"DataTableId", ReferenceKind::data_table},
};

constexpr const char* time_limits[] = {"InvocationTimeLimitSeconds", "InputTimeLimitSeconds", "TimeLimitSeconds",
                                       "ThirdPartyConnectionTimeLimitSeconds"};

// Older than the hook DefaultAgentUI, and for the same.
constexpr const char* guide_attribute = "DefaultFlowForAgentUI";

// Scalars are texts ("5", "True"), and now and then what they say.
std::optional<std::int64_t> number(const json& parameters, const char* key) {
  const json& value = read::member(parameters, key);
  if (!value.is_string()) return read::whole(value);
  const auto& text = value.get_ref<const std::string&>();
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

// AWS takes its own words in capitals and without; `word` is in lower case.
bool says(const json& parameters, const char* key, std::string_view word) {
  return base::lower(read::text(parameters, key)) == word;
}

bool is_true(const json& parameters, const char* key) {
  return says(parameters, key, "true") || read::member(parameters, key) == true;
}

// What the block sets, it sets of a contact that this one is related to.
bool is_of_related(const json& parameters) {
  return says(parameters, "TargetContact", "related");
}

using Keys = model::AttributeKeys;

// Of the attributes that blocks of the flow set.
Keys keys_set_in(const json& actions) {
  Keys keys;
  for (const json& action : actions) {
    for (const char* set : {"Attributes", "FlowAttributes", "Input", "ResultData"}) {
      for (const auto& [key, value] : read::object(read::object(action, "Parameters"), set).items()) keys.insert(key);
    }
  }
  return keys;
}

void add_reference(FlowAction& action, ReferenceKind kind, std::string named) {
  if (!named.empty()) action.references.push_back({kind, std::move(named)});
}

void add_references(FlowAction& action, const json& parameters) {
  for (const Naming& naming : namings) add_reference(action, naming.kind, read::text(parameters, naming.parameter));
  for (const auto& [event, hook] : read::object(parameters, "EventHooks").items()) {
    if (!hook.is_string() || hook.get_ref<const std::string&>().empty()) continue;
    action.references.push_back({ReferenceKind::hook, hook.get<std::string>(), "", event});
  }
  for (const json& message : read::array(parameters, "Messages")) {
    add_reference(action, ReferenceKind::prompt, read::text(message, "PromptId"));
  }
  add_reference(action, ReferenceKind::lex_bot, read::text(read::object(parameters, "LexV2Bot"), "AliasArn"));
  add_reference(action, ReferenceKind::lex_bot, read::text(read::object(parameters, "LexBot"), "Name"));
  add_reference(action, ReferenceKind::view, read::text(read::object(parameters, "ViewResource"), "Id"));
  add_reference(action, ReferenceKind::guide, read::text(read::object(parameters, "Attributes"), guide_attribute));
}

// The designer's notes on a block have the names of what it names: {"parameters": {"QueueId": {"displayName":
// "Sales"}}}. Those of earlier years had them elsewhere.
struct NotedName {
  ReferenceKind kind;
  const char* note;
  const char* member;  // of an object; nullptr: the note is the name
};
constexpr NotedName noted_names[] = {
    {ReferenceKind::flow, "ContactFlow", "text"},  {ReferenceKind::flow, "contactFlow", "text"},
    {ReferenceKind::hook, "contactFlow", "text"},  {ReferenceKind::flow_module, "contactFlowModuleName", nullptr},
    {ReferenceKind::queue, "queue", "text"},       {ReferenceKind::hours, "Hours", "text"},
    {ReferenceKind::prompt, "promptName", nullptr}};

std::string noted_name(const json& note, const model::FlowReference& reference) {
  const json& parameters = read::object(note, "parameters");
  const json& hooks = read::object(parameters, "EventHooks");
  std::string name = read::text(read::object(hooks, reference.event.c_str()), "displayName");
  for (const Naming& naming : namings) {
    if (naming.kind == reference.kind && name.empty())
      name = read::text(read::object(parameters, naming.parameter), "displayName");
  }
  for (const NotedName& noted : noted_names) {
    if (noted.kind != reference.kind || !name.empty()) continue;
    name = noted.member == nullptr ? read::text(note, noted.note)
                                   : read::text(read::object(note, noted.note), noted.member);
  }
  return name;
}

// A block that names several of one kind has a note for one at most.
void add_noted_names(FlowAction& action, const json& notes) {
  const json& note = read::object(notes, action.identifier.c_str());
  for (model::FlowReference& reference : action.references) {
    if (std::ranges::count(action.references, reference.kind, &model::FlowReference::kind) == 1) {
      reference.shown = noted_name(note, reference);
    }
  }
}

bool has_something_to_say(const FlowAction& action, const json& parameters) {
  static constexpr std::string_view shows_what_is_elsewhere[] = {"AuthenticateParticipant",
                                                                 "ConnectParticipantWithLexBot", "ShowView"};
  if (std::ranges::find(shows_what_is_elsewhere, action.type) != std::end(shows_what_is_elsewhere)) return true;
  if (action.type == "MessageParticipantIteratively") return !read::array(parameters, "Messages").empty();
  if (action.type != "MessageParticipant" && action.type != "GetParticipantInput") return false;
  return !read::text(parameters, "Text").empty() || !read::text(parameters, "SSML").empty() ||
         !read::text(parameters, "PromptId").empty() || !read::text(read::object(parameters, "Media"), "Uri").empty();
}

// Of either block that sets it; what it does not name is left as it is (analytics of chats).
void add_recording(FlowAction& action, const json& parameters) {
  const json& behavior = parameters.contains("VoiceBehavior")
                             ? read::object(read::object(parameters, "VoiceBehavior"), "VoiceRecordingBehavior")
                             : read::object(parameters, "RecordingBehavior");
  action.records_ivr = says(behavior, "IVRRecordingBehavior", "enabled");
  if (!behavior.contains("RecordedParticipants")) return;
  action.sets_recording = !read::array(behavior, "RecordedParticipants").empty();
}

// Of calls, or of chats; the older block has one setting for both.
bool switches_analysis_on(const json& parameters) {
  const json& calls = read::object(read::object(parameters, "VoiceBehavior"), "VoiceAnalyticsBehavior");
  const json& chats = read::object(read::object(parameters, "ChatBehavior"), "ChatAnalyticsBehavior");
  return is_true(read::object(parameters, "AnalyticsBehavior"), "Enabled") || is_true(calls, "Enabled") ||
         is_true(chats, "Enabled");
}

// https://docs.aws.amazon.com/connect/latest/adminguide/set-touchtone-buffer-behavior.html
constexpr std::int64_t most_buffered_digits = 30;

model::InputKind input_of(const json& parameters) {
  const bool stores = is_true(parameters, "StoreInput");
  if (!parameters.contains("EnableDTMFBuffer")) return stores ? model::InputKind::stored : model::InputKind::menu;
  const bool clears = !is_true(parameters, "EnableDTMFBuffer");
  return clears && stores ? model::InputKind::stored_buffer : model::InputKind::buffer;
}

std::int64_t most_digits(const json& parameters) {
  const json& validation = read::object(parameters, "InputValidation");
  if (validation.contains("PhoneNumberValidation")) return 0;
  return number(read::object(validation, "CustomValidation"), "MaximumLength").value_or(most_stored_digits);
}

void add_input(FlowAction& action, const json& parameters) {
  action.input = input_of(parameters);
  if (!model::stores_input(action)) return;
  const bool is_buffer = action.input == model::InputKind::stored_buffer;
  action.most_digits = is_buffer ? most_buffered_digits : most_digits(parameters);
  const json& encryption = read::object(parameters, "InputEncryption");
  std::string key_id = read::text(encryption, "EncryptionKeyId");
  action.encrypts_input = !key_id.empty() && !read::text(encryption, "Key").empty();
  if (action.encrypts_input) add_reference(action, ReferenceKind::security_key, std::move(key_id));
}

// That end a block Wait before its time: Connect has two.
std::vector<std::string> wait_events(const json& parameters) {
  constexpr std::size_t most = 20;
  std::vector<std::string> events;
  for (const json& event : read::array(parameters, "Events")) {
    if (event.is_string() && events.size() < most) events.push_back(event.get<std::string>());
  }
  return events;
}

// What a block has parameters for may come about: each is a way of its own.
std::vector<std::string> outcomes(const FlowAction& action, const json& parameters) {
  if (action.type == "Wait") return wait_events(parameters);
  const bool is_interrupted =
      action.type == "MessageParticipantIteratively" && number(parameters, "InterruptFrequencySeconds").value_or(0) > 0;
  return is_interrupted ? std::vector<std::string>{"MessagesInterrupted"} : std::vector<std::string>{};
}

bool waits_for_a_bot(const FlowAction& action) {
  return action.type == "Wait" &&
         std::ranges::find(action.outcomes, "BotParticipantDisconnected") != action.outcomes.end();
}

// What a block has parameters for may fail in a way of its own.
std::string further_error(const FlowAction& action, const json& parameters) {
  if (waits_for_a_bot(action)) return "ParticipantNotFound";
  const bool checks_number = read::object(parameters, "InputValidation").contains("PhoneNumberValidation");
  if (action.type == "GetParticipantInput" && checks_number) return "InvalidPhoneNumber";
  const bool is_of_chats =
      action.type == "UpdateContactRecordingAndAnalyticsBehavior" && parameters.contains("ChatBehavior");
  if (is_of_chats) return "InFlightRedactionConfigurationFailed";
  const bool sets_proficiencies =
      action.type == "UpdateContactRoutingBehavior" && parameters.contains("RoutingProficiencies");
  return sets_proficiencies ? "NoMatchingError" : "";
}

void add_number(FlowAction& action, const json& parameters, const Keys& keys) {
  action.returns = is_true(parameters, "ContinueFlowExecution");
  const auto numbers = model::attributes_in(read::text(parameters, "ThirdPartyPhoneNumber"), keys);
  if (!numbers.empty()) action.dials = numbers.front();
}

// Of all its texts, level by level.
std::vector<std::string> attributes_within(const json& whole, const Keys& keys) {
  std::vector<std::string> found;
  std::vector<const json*> values = {&whole};
  for (std::size_t next = 0; next < values.size(); ++next) {
    const json& value = *values[next];
    if (value.is_string()) {
      std::ranges::move(model::attributes_in(value.get_ref<const std::string&>(), keys), std::back_inserter(found));
    }
    if (!value.is_structured()) continue;
    for (const json& inner : value) values.push_back(&inner);
  }
  return found;
}

// Attributes of the contact, those of the flow alone, and what a module is given or returns. Those of a contact that is
// related to this one are not followed.
void add_settings(FlowAction& action, const json& parameters, const Keys& keys) {
  if (is_of_related(parameters)) return;
  const auto add = [&](std::string_view root, const std::string& key, const json& value) {
    const std::string_view name = model::is_chosen_later(key) ? "$" : std::string_view(key);
    action.sets.push_back({fmt::format("$.{}.{}", root, name), attributes_within(value, keys)});
  };
  for (const auto& [key, value] : read::object(parameters, "Attributes").items()) {
    if (value.is_string()) add("Attributes", key, value);
  }
  for (const auto& [key, value] : read::object(parameters, "FlowAttributes").items()) {
    if (read::member(value, "Value").is_string()) add("FlowAttributes", key, read::member(value, "Value"));
  }
  const bool is_call = action.type == "InvokeFlowModule", is_return = action.type == "EndFlowModuleExecution";
  if (!is_call && !is_return) return;
  for (const auto& [key, value] : read::object(parameters, is_call ? "Input" : "ResultData").items()) {
    add(is_call ? "Modules.Input" : "Modules.ResultData", key, value);
  }
}

// Without SSML's tags, and no more of it than is told of a block.
std::string shown_words(std::string_view text) {
  constexpr std::size_t most = 80;
  std::string words;
  bool is_tag = false;
  for (const char c : text) {
    if (words.size() > 2 * most) break;
    is_tag = is_tag || c == '<';
    if (!is_tag) words += c;
    if (c == '>') is_tag = false;
  }
  return base::printable(base::trimmed(words, " \t\r\n"), most);
}

// Each once, in their order.
struct Told {
  void add(const std::string& attribute) {
    if (is_told.insert(attribute).second) attributes.push_back(attribute);
  }

  std::vector<std::string> attributes;
  std::set<std::string> is_told;
};

struct ReadOut {
  Told all, into_ssml;
};

void add_message(FlowAction& action, ReadOut& read_out, const json& message, const Keys& keys) {
  const std::string ssml = read::text(message, "SSML");
  action.speaks_ssml = action.speaks_ssml || !ssml.empty();
  const std::string text = ssml.empty() ? read::text(message, "Text") : ssml;
  if (action.words.empty()) action.words = shown_words(text);
  for (const std::string& attribute : model::attributes_in(text, keys)) {
    read_out.all.add(attribute);
    if (!ssml.empty()) read_out.into_ssml.add(attribute);
  }
}

void add_words(FlowAction& action, const json& parameters, const Keys& keys) {
  ReadOut read_out;
  action.speaks = has_something_to_say(action, parameters);
  add_message(action, read_out, parameters, keys);
  for (const json& message : read::array(parameters, "Messages")) add_message(action, read_out, message, keys);
  action.reads_out = std::move(read_out.all.attributes);
  action.reads_into_ssml = std::move(read_out.into_ssml.attributes);
}

void add_other_reads(FlowAction& action, const json& parameters, const Keys& keys) {
  auto found = attributes_within(parameters, keys);
  action.also_reads =
      told_by_nothing_else(action, {std::move_iterator(found.begin()), std::move_iterator(found.end())});
}

void add_parameters(FlowAction& action, const json& parameters, const Keys& keys) {
  add_references(action, parameters);
  for (const char* key : time_limits) {
    if (!action.time_limit) action.time_limit = number(parameters, key);
  }
  add_words(action, parameters, keys);
  if (action.type == "GetParticipantInput") add_input(action, parameters);
  if (action.type == "TransferParticipantToThirdParty") add_number(action, parameters, keys);
  if (action.type == "InvokeLambdaFunction") {
    action.is_asynchronous = says(parameters, "InvocationType", "asynchronous");
  }
  action.outcomes = outcomes(action, parameters);
  action.further_error = further_error(action, parameters);
  if (action.type == "EndFlowModuleExecution") action.result = read::text(parameters, "Result");
  add_settings(action, parameters, keys);
  if (action.type == "Compare") action.compares = read::text(parameters, "ComparisonValue");
  if (!is_of_related(parameters)) action.language = read::text(parameters, "LanguageCode");
  action.voice = read::text(parameters, "TextToSpeechVoice");
  if (action.type == "UpdateFlowLoggingBehavior") {
    action.sets_logging = says(parameters, "FlowLoggingBehavior", "enabled");
  }
  if (action.type == "UpdateContactRecordingBehavior" || action.type == "UpdateContactRecordingAndAnalyticsBehavior") {
    add_recording(action, parameters);
    action.analyses = switches_analysis_on(parameters);
  }
  add_other_reads(action, parameters, keys);
}

// Open or closed: "true" is taken for "True".
std::string hours_word(std::string word) {
  const std::string lower = base::lower(word);
  if (lower == "true") return "True";
  return lower == "false" ? "False" : word;
}

// A condition compares with one operand; an unknown form is a condition all the same.
FlowBranch condition_from(const json& item, std::string_view type) {
  const json& condition = read::object(item, "Condition");
  FlowBranch branch{read::text(item, "NextAction"), BranchKind::condition, "", read::text(condition, "Operator")};
  const json& operands = read::array(condition, "Operands");
  if (!operands.empty() && operands.front().is_string()) branch.of = operands.front().get<std::string>();
  if (type == "CheckHoursOfOperation") branch.of = hours_word(std::move(branch.of));
  return branch;
}

// The designer exports one of the other branches as NextAction too. Behind a block that leaves the flow when it works,
// it is none of its ways, whichever block it is, once there is a way for failures.
bool is_no_way(const FlowAction& action, const std::string& next, const std::vector<FlowBranch>& others) {
  if (next.empty()) return true;
  const bool has_failures = std::ranges::any_of(others, model::is_failure);
  return (model::leaves_flow(action) && has_failures) ||
         (model::has_no_next(action) && std::ranges::find(others, next, &FlowBranch::to) != others.end());
}

void add_branches(FlowAction& action, const json& transitions) {
  std::vector<FlowBranch> chosen;
  for (const json& error : read::array(transitions, "Errors")) {
    const std::string type = read::text(error, "ErrorType");
    chosen.push_back({read::text(error, "NextAction"), error_kind(type), type});
  }
  std::erase_if(chosen, [](const FlowBranch& branch) { return branch.to.empty(); });
  // A choice that leads nowhere is one that a caller can make all the same.
  for (const json& item : read::array(transitions, "Conditions")) {
    FlowBranch branch = condition_from(item, action.type);
    if (!branch.to.empty() || !branch.comparison.empty()) chosen.push_back(std::move(branch));
  }

  std::string next = read::text(transitions, "NextAction");
  if (!is_no_way(action, next, chosen)) action.branches.push_back({std::move(next)});
  std::ranges::move(chosen, std::back_inserter(action.branches));
}

// All that is in it but for the texts left out, level by level: writing it as JSON would recurse.
std::string levels_of(const json& whole, const std::set<std::string_view>& left_out) {
  const auto is_left_out = [&](const json& value) {
    return value.is_string() && left_out.contains(value.get_ref<const std::string&>());
  };
  std::string text;
  std::vector<const json*> values = {&whole};
  for (std::size_t next = 0; next < values.size(); ++next) {
    const json& value = *values[next];
    if (is_left_out(value)) continue;
    text += value.is_structured() ? fmt::format("{}{}", value.type_name(), value.size()) : value.dump();
    if (!value.is_structured()) continue;
    for (const auto& [key, inner] : value.items()) {
      if (value.is_object()) text += json(key).dump();
      values.push_back(&inner);
    }
  }
  return text;
}

FlowAction action_from(const json& item, const Keys& keys) {
  FlowAction action;
  action.identifier = read::text(item, "Identifier");
  action.type = read::text(item, "Type");
  add_parameters(action, read::object(item, "Parameters"), keys);
  action.digest = digest_of(read::object(item, "Parameters"), action.references);
  add_branches(action, read::object(item, "Transitions"));
  return action;
}

}  // namespace

std::vector<std::string> told_by_nothing_else(const FlowAction& action, std::set<std::string> attributes) {
  for (const std::string_view told : model::attributes_read(action)) attributes.erase(std::string(told));
  return {attributes.begin(), attributes.end()};
}

model::BranchKind error_kind(std::string_view type) {
  return type.ends_with("TimeLimitExceeded") ? BranchKind::timeout : BranchKind::error;
}

std::string digest_of(const json& parameters, const std::vector<model::FlowReference>& references) {
  constexpr std::size_t digits = 16;  // no two texts of an instance are alike by chance
  std::set<std::string_view> names;
  for (const auto& reference : references) names.insert(reference.named);
  return parameters.empty() ? "" : base::sha256_hex(levels_of(parameters, names)).substr(0, digits);
}

std::optional<model::FlowGraph> parse_flow_content(std::string_view content) {
  if (content.size() > max_flow_bytes) return std::nullopt;
  // However deep it is: the parser does not recurse, nor does taking apart what it made. What is read of it is looked
  // at in its place and never copied.
  return flow_in(json::parse(content, nullptr, false));
}

std::optional<model::FlowGraph> flow_in(const json& content) {
  model::FlowGraph graph;
  if (is_old_export(content)) {
    graph = old_export(content);
  } else {
    graph.start = read::text(content, "StartAction");
    const json& notes = read::object(read::object(content, "Metadata"), "ActionMetadata");
    const Keys keys = keys_set_in(read::array(content, "Actions"));
    for (const json& item : read::array(content, "Actions")) {
      graph.actions.push_back(action_from(item, keys));
      add_noted_names(graph.actions.back(), notes);
    }
  }
  const bool starts = !graph.start.empty() &&
                      std::ranges::find(graph.actions, graph.start, &FlowAction::identifier) != graph.actions.end();
  if (!starts) return std::nullopt;
  return graph;
}

}  // namespace collect
