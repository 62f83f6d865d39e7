#include "model/flow_action.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace model {
namespace {

using Errors = std::array<std::string_view, 4>;

// https://docs.aws.amazon.com/connect/latest/APIReference/flow-language-actions.html, and what the service takes where
// it differs: a branch that publishing refuses is not asked for. And blocks of which only the administrator's guide
// knows.
struct ActionType {
  std::string_view type;
  bool goes_on_at_once = false;  // nobody is asked for anything, or waits
  Errors errors{};               // whose branches publishing requires
};

constexpr std::string_view failed = "NoMatchingError", unmatched = "NoMatchingCondition";

constexpr ActionType action_types[] = {
    {.type = "AssociateContactToCustomerProfile", .goes_on_at_once = true},
    {.type = "AuthenticateParticipant", .errors = {failed, "TimeLimitExceeded"}},
    {.type = "CheckHoursOfOperation", .goes_on_at_once = true, .errors = {failed}},
    {.type = "CheckMetricData", .goes_on_at_once = true, .errors = {failed, unmatched}},
    {.type = "CheckOutboundCallStatus", .errors = {failed}},
    {.type = "CheckSegmentMembership"},
    {.type = "CheckVoiceId"},
    {.type = "Compare", .goes_on_at_once = true, .errors = {unmatched}},
    {.type = "CompleteOutboundCall"},
    {.type = "ConnectParticipantWithLexBot", .errors = {failed, unmatched}},
    {.type = "CreateCallbackContact", .goes_on_at_once = true, .errors = {failed}},
    {.type = "CreateCase", .goes_on_at_once = true},
    {.type = "CreateContact", .errors = {failed}},
    {.type = "CreateCustomerProfile", .goes_on_at_once = true},
    {.type = "CreatePersistentContactAssociation", .errors = {failed}},
    {.type = "CreateTask", .goes_on_at_once = true, .errors = {failed}},
    {.type = "CreateWisdomSession", .goes_on_at_once = true, .errors = {failed}},
    {.type = "DequeueContactAndTransferToQueue", .errors = {"QueueAtCapacity", failed}},
    {.type = "DisconnectParticipant"},
    {.type = "DistributeByPercentage", .goes_on_at_once = true, .errors = {unmatched}},
    {.type = "EndFlowExecution"},
    {.type = "EndFlowModuleExecution"},
    {.type = "EvaluateDataTableValues", .goes_on_at_once = true, .errors = {failed}},
    {.type = "GetCalculatedAttributesForCustomerProfile", .goes_on_at_once = true},
    {.type = "GetCase", .goes_on_at_once = true},
    {.type = "GetCustomerProfile", .goes_on_at_once = true},
    {.type = "GetCustomerProfileObject", .goes_on_at_once = true, .errors = {"NoneFoundError"}},
    {.type = "GetMetricData", .goes_on_at_once = true, .errors = {failed}},
    {.type = "GetParticipantInput"},
    {.type = "InvokeFlowModule", .goes_on_at_once = true, .errors = {failed}},
    {.type = "InvokeLambdaFunction", .goes_on_at_once = true, .errors = {failed}},
    {.type = "ListDataTableValues", .goes_on_at_once = true, .errors = {failed}},
    {.type = "LoadContactContent", .errors = {failed}},
    {.type = "Loop", .goes_on_at_once = true},
    {.type = "MessageParticipant", .goes_on_at_once = true},
    {.type = "MessageParticipantIteratively"},
    {.type = "RenderMessageTemplate", .errors = {failed}},
    {.type = "ResumeContact", .errors = {failed}},
    {.type = "RouteContactToAgent"},
    {.type = "SendSMS"},
    {.type = "ShowView", .errors = {unmatched, failed, "TimeLimitExceeded"}},
    {.type = "StartOutboundChatContact"},
    {.type = "StartOutboundEmailContact", .errors = {failed}},
    {.type = "StartVoiceIdStream"},
    {.type = "TagContact", .goes_on_at_once = true, .errors = {failed}},
    {.type = "TransferContactToAgent"},
    {.type = "TransferContactToQueue", .errors = {"QueueAtCapacity", failed}},
    {.type = "TransferParticipantToThirdParty", .errors = {failed}},
    {.type = "TransferToFlow", .goes_on_at_once = true, .errors = {failed}},
    {.type = "UntagContact", .goes_on_at_once = true, .errors = {failed}},
    {.type = "UpdateCase", .goes_on_at_once = true},
    {.type = "UpdateContactAttributes", .goes_on_at_once = true, .errors = {failed}},
    {.type = "UpdateContactCallbackNumber",
     .goes_on_at_once = true,
     .errors = {"InvalidCallbackNumber", "CallbackNumberNotDialable"}},
    {.type = "UpdateContactData", .goes_on_at_once = true, .errors = {failed}},
    {.type = "UpdateContactEventHooks", .goes_on_at_once = true, .errors = {failed}},
    {.type = "UpdateContactMediaProcessing"},
    {.type = "UpdateContactMediaStreamingBehavior", .goes_on_at_once = true, .errors = {failed}},
    {.type = "UpdateContactRecordingAndAnalyticsBehavior",
     .goes_on_at_once = true,
     .errors = {failed, "ChannelMismatch"}},
    {.type = "UpdateContactRecordingBehavior", .goes_on_at_once = true},
    {.type = "UpdateContactRoutingBehavior", .goes_on_at_once = true},
    {.type = "UpdateContactRoutingCriteria", .goes_on_at_once = true, .errors = {failed}},
    {.type = "UpdateContactTargetQueue", .goes_on_at_once = true, .errors = {failed}},
    {.type = "UpdateContactTextToSpeechVoice", .goes_on_at_once = true},
    {.type = "UpdateCustomerProfile", .goes_on_at_once = true},
    {.type = "UpdateFlowAttributes", .goes_on_at_once = true, .errors = {failed}},
    {.type = "UpdateFlowLoggingBehavior", .goes_on_at_once = true},
    {.type = "UpdatePreviousContactParticipantState", .goes_on_at_once = true, .errors = {failed}},
    {.type = "UpsertDataTableValues", .goes_on_at_once = true, .errors = {failed}},
    {.type = "Wait", .errors = {failed}},
};

constexpr Errors for_a_menu = {unmatched, failed, "InputTimeLimitExceeded"}, for_a_bot = {unmatched, failed},
                 for_other_input = {failed},
                 for_a_call_that_returns = {"CallFailed", "ConnectionTimeLimitExceeded", failed};

struct Conditions {
  std::string_view type;
  std::array<std::string_view, 2> of;
};
constexpr Conditions conditions_of_types[] = {{"CheckHoursOfOperation", {"True", "False"}},
                                              {"Loop", {"ContinueLooping", "DoneLooping"}},
                                              {"Wait", {"WaitCompleted"}}};

// Of those in which earlier exports have the same parameter.
struct Needs {
  std::string_view type;
  ReferenceKind kind, or_kind;
};
constexpr Needs needs_of_types[] = {{"DequeueContactAndTransferToQueue", ReferenceKind::queue, ReferenceKind::agent},
                                    {"EvaluateDataTableValues", ReferenceKind::data_table, ReferenceKind::data_table},
                                    {"InvokeFlowModule", ReferenceKind::flow_module, ReferenceKind::flow_module},
                                    {"InvokeLambdaFunction", ReferenceKind::lambda, ReferenceKind::lambda},
                                    {"ListDataTableValues", ReferenceKind::data_table, ReferenceKind::data_table},
                                    {"ShowView", ReferenceKind::view, ReferenceKind::view},
                                    {"TransferToFlow", ReferenceKind::flow, ReferenceKind::flow},
                                    {"UpdateContactTargetQueue", ReferenceKind::queue, ReferenceKind::agent},
                                    {"UpsertDataTableValues", ReferenceKind::data_table, ReferenceKind::data_table}};

constexpr std::string_view branch_kinds[] = {"next", "condition", "error", "timeout"};
constexpr std::string_view input_kinds[] = {"menu", "stored", "buffer", "stored_buffer"};
constexpr std::string_view reference_kinds[] = {"flow",          "hook",       "flow_module",  "queue",   "agent",
                                                "prompt",        "hours",      "lambda",       "lex_bot", "view",
                                                "task_template", "data_table", "security_key", "guide"};

template <std::size_t size>
bool is_one_of(std::string_view type, const std::string_view (&types)[size]) {
  return std::ranges::find(types, type) != std::end(types);
}

static_assert(std::ranges::is_sorted(action_types, {}, &ActionType::type));

// By halves: every block of a graph is asked for its type, several times.
const ActionType* known_type(std::string_view type) {
  const auto* found = std::ranges::lower_bound(action_types, type, {}, &ActionType::type);
  return found == std::end(action_types) || found->type != type ? nullptr : found;
}

// A bot has no time limit for calls, whichever block asks it.
const Errors& errors_of_input(const FlowAction& action) {
  if (action.input != InputKind::menu) return for_other_input;
  const bool asks_a_bot =
      std::ranges::find(action.references, ReferenceKind::lex_bot, &FlowReference::kind) != action.references.end();
  return asks_a_bot ? for_a_bot : for_a_menu;
}

const Errors& errors_of(const FlowAction& action) {
  static constexpr Errors none = {};
  if (action.type == "GetParticipantInput") return errors_of_input(action);
  if (action.returns) return for_a_call_that_returns;
  const ActionType* known = known_type(action.type);
  return known == nullptr ? none : known->errors;
}

bool is_between(char c, unsigned char first, unsigned char last) {
  const auto byte = static_cast<unsigned char>(c);
  return first <= byte && byte <= last;
}

// The bytes of the character of a name that the text begins with; 0 where it is none. Of those of three bytes, what
// stands from U+2000 to U+2BFF is punctuation and signs, and so is what stands from U+3000 on, but for 々, 〆 and 〇.
std::size_t name_character(std::string_view text) {
  if (text.empty()) return 0;
  if (base::is_alphanumeric(text[0]) || text[0] == '_' || text[0] == '-') return 1;
  const auto is_inner = [&](std::size_t at) { return at < text.size() && is_between(text[at], 0x80, 0xBF); };
  if (is_between(text[0], 0xC3, 0xDF)) return is_inner(1) ? 2 : 0;
  if (!is_inner(1) || !is_inner(2)) return 0;
  const bool is_punctuation = (text[0] == '\xE2' && is_between(text[1], 0x80, 0xAF)) ||
                              (text[0] == '\xE3' && text[1] == '\x80' && !is_between(text[2], 0x85, 0x87));
  if (is_between(text[0], 0xE0, 0xED)) return is_punctuation ? 0 : 3;
  return text[0] == '\xF0' && is_between(text[1], 0xA0, 0xB3) && is_inner(3) ? 4 : 0;
}

// One step of a path, and how much of the text it takes.
struct PathStep {
  std::string written;
  std::size_t size = 0;
};

// How much of the text is a name of characters of `most` bytes each.
std::size_t name_size(std::string_view text, std::size_t most) {
  std::size_t end = 0;
  for (std::size_t size = name_character(text); size != 0 && size <= most; size = name_character(text.substr(end))) {
    end += size;
  }
  while (end > 0 && text[end - 1] == '-') --end;  // of the sentence
  return end;
}

// In scripts whose letters have more than two bytes no blank ends a name: the sentence may go on at once (様 behind
// $.Attributes.name), unless the name is one of the keys, or has begun with such a letter.
std::size_t name_size(std::string_view text, const AttributeKeys& keys) {
  constexpr std::size_t longest = 300;
  const std::size_t ended = name_size(text, 2), whole = name_size(text, 4);
  for (std::size_t size = std::min(whole, ended + longest); size > ended; --size) {
    if (keys.contains(text.substr(0, size))) return size;
  }
  return ended == 0 ? whole : ended;
}

// .name
PathStep dotted(std::string_view text, const AttributeKeys& keys) {
  const std::size_t size = name_size(text.substr(1), keys);
  return size == 0 ? PathStep{} : PathStep{std::string(text.substr(0, size + 1)), size + 1};
}

// ['name'], ["name"] or [0]
PathStep bracketed(std::string_view text) {
  constexpr std::size_t longest = 300;
  text = text.substr(0, longest);
  const std::size_t end = text.find(']');
  if (end == std::string_view::npos || end < 2) return {};
  const std::string_view inner = text.substr(1, end - 1);
  if (std::ranges::all_of(inner, base::is_digit)) return {std::string(text.substr(0, end + 1)), end + 1};
  const bool is_quoted = inner.size() > 2 && inner.front() == inner.back() && (inner[0] == '\'' || inner[0] == '"');
  return is_quoted ? PathStep{"." + std::string(inner.substr(1, inner.size() - 2)), end + 1} : PathStep{};
}

PathStep step_at(std::string_view text, const AttributeKeys& keys) {
  if (text.starts_with('[')) return bracketed(text);
  if (!text.starts_with('.')) return {};
  if (!text.substr(1).starts_with('[')) return dotted(text, keys);
  PathStep step = bracketed(text.substr(1));
  if (step.size != 0) ++step.size;
  return step;
}

// The path that goes on behind a $; empty where none does.
std::string path_at(std::string_view text, const AttributeKeys& keys) {
  std::string path;
  for (PathStep step = step_at(text, keys); step.size != 0; step = step_at(text, keys)) {
    path += step.written;
    text.remove_prefix(step.size);
  }
  return path.empty() ? path : "$" + path;
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

std::vector<std::string> attributes_in(std::string_view text, const AttributeKeys& keys) {
  std::vector<std::string> found;
  std::set<std::string_view> told;
  for (std::size_t at = text.find('$'); at != std::string_view::npos; at = text.find('$', at + 1)) {
    std::string path = path_at(text.substr(at + 1), keys);
    if (!path.empty() && told.insert(path).second) found.push_back(std::move(path));
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

bool stores_input(const FlowAction& action) {
  return action.input == InputKind::stored || action.input == InputKind::stored_buffer;
}

std::vector<std::string_view> attributes_read(const FlowAction& action) {
  std::vector<std::string_view> read(action.reads_out.begin(), action.reads_out.end());
  read.insert(read.end(), action.also_reads.begin(), action.also_reads.end());
  for (const AttributeSetting& setting : action.sets) read.insert(read.end(), setting.from.begin(), setting.from.end());
  for (const std::string* one : {&action.compares, &action.dials}) {
    if (!one->empty()) read.emplace_back(*one);
  }
  return read;
}

std::optional<ReferenceKind> lacks_name_of(const FlowAction& action) {
  const auto* needs = std::ranges::find(needs_of_types, action.type, &Needs::type);
  if (needs == std::end(needs_of_types)) return std::nullopt;
  const bool names_one = std::ranges::any_of(action.references, [&](const FlowReference& reference) {
    return reference.kind == needs->kind || reference.kind == needs->or_kind;
  });
  return names_one ? std::nullopt : std::optional(needs->kind);
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

bool is_known_type(std::string_view type) {
  return known_type(type) != nullptr;
}

bool is_of_voice_id(const FlowAction& action) {
  return action.type == "CheckVoiceId" || action.type == "StartVoiceIdStream";
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
  const bool asks = action.input == InputKind::menu || action.input == InputKind::stored;
  if (action.type == "GetParticipantInput") return asks;
  const ActionType* known = known_type(action.type);
  return known == nullptr || !known->goes_on_at_once;
}

std::vector<std::string_view> required_errors(const FlowAction& action) {
  const Errors& errors = errors_of(action);
  std::vector<std::string_view> types(errors.begin(), std::ranges::find(errors, std::string_view()));
  if (!action.further_error.empty()) types.emplace_back(action.further_error);
  return types;
}

std::vector<std::string_view> required_conditions(const FlowAction& action) {
  std::vector<std::string_view> required;
  const auto* found = std::ranges::find(conditions_of_types, action.type, &Conditions::type);
  if (found != std::end(conditions_of_types)) required.assign(found->of.begin(), std::ranges::find(found->of, ""));
  required.insert(required.end(), action.outcomes.begin(), action.outcomes.end());
  return required;
}

bool has_no_next(const FlowAction& action) {
  static constexpr std::string_view types[] = {"Compare",
                                               "CheckHoursOfOperation",
                                               "CheckMetricData",
                                               "CheckOutboundCallStatus",
                                               "ConnectParticipantWithLexBot",
                                               "DistributeByPercentage",
                                               "Loop",
                                               "MessageParticipantIteratively",
                                               "ShowView",
                                               "Wait"};
  if (action.type == "GetParticipantInput") return action.input == InputKind::menu;
  return is_one_of(action.type, types) || leaves_flow(action);
}

}  // namespace model
