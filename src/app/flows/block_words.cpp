#include "app/flows/block_words.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.hpp"
#include "model/flow_block.hpp"
#include "words/names.hpp"

namespace app {
namespace {

using model::BranchKind;
using model::FlowAction;
using model::ReferenceKind;

std::string name_of(const FlowAction& action, ReferenceKind kind) {
  const auto* reference = reference_of(action, kind);
  if (reference == nullptr) return "";
  if (!reference->shown.empty()) return reference->shown;
  return model::is_chosen_later(reference->named) ? "" : reference->named;
}

// A function is the last part of its ARN: arn:aws:lambda:REGION:ACCOUNT:function:NAME.
std::string function_of(const FlowAction& action) {
  const std::string named = name_of(action, ReferenceKind::lambda);
  const auto at = named.find(":function:");
  const std::string name = at == std::string::npos ? named : named.substr(at + std::string_view(":function:").size());
  return name.empty() ? "a function that is chosen while the contact runs" : fmt::format("the function {}", name);
}

std::string heard(const FlowAction& action, const FlowNames& names) {
  if (const std::string prompt = names.prompt_of(action); !prompt.empty()) return fmt::format("hears {}", prompt);
  if (!action.words.empty()) return fmt::format("is told {}", words::in_quotes(action.words));
  return action.speaks ? "hears or reads a message" : "hears nothing: the block has no prompt";
}

std::string asked(const FlowAction& action, const FlowNames& names) {
  if (action.input == model::InputKind::buffer) return "";
  if (action.input == model::InputKind::stored_buffer) return "what was keyed in early is stored";
  const std::string what =
      action.input == model::InputKind::stored ? "is asked to enter something" : "is asked to choose";
  const std::string prompt = names.prompt_of(action);
  const std::string wait = action.time_limit ? fmt::format(", for {} s", *action.time_limit) : "";
  const std::string said = action.words.empty() ? "" : fmt::format(": {}", words::in_quotes(action.words));
  return fmt::format("{}{}{}{}", what, prompt.empty() ? "" : fmt::format(" by {}", prompt), wait, said);
}

std::string setting(const FlowAction& action, const FlowNames& names) {
  if (action.sets_logging) return *action.sets_logging ? "logging is switched on" : "logging is switched off";
  if (action.records_ivr && !action.sets_recording.value_or(false)) return "only the automated interaction is recorded";
  if (action.sets_recording) return *action.sets_recording ? "recording is switched on" : "recording is switched off";
  if (!action.language.empty()) return fmt::format("the language is {}", names.value(action.language));
  if (!action.voice.empty()) return fmt::format("the voice is {}", names.value(action.voice));
  return "";
}

struct Saying {
  std::string_view type, words;
};
constexpr Saying sayings[] = {
    {"DisconnectParticipant", "is hung up on"},
    {"EndFlowExecution", "the flow ends"},
    {"EndFlowModuleExecution", "goes back to where the module was called"},
    {"TransferContactToQueue", "is transferred to the queue that was set"},
    {"TransferContactToAgent", "is transferred to an agent"},
    {"RouteContactToAgent", "is transferred to an agent"},
    {"TransferParticipantToThirdParty", "is transferred to a phone number"},
    {"CreateCallbackContact", "gets a callback"},
    {"AuthenticateParticipant", "is asked to sign in"},
    {"Wait", "waits"},
};

// NumberGreaterThan as "number greater than". What is all in capitals is one word.
std::string split(std::string_view camel) {
  std::string text;
  bool is_in_capitals = true;
  for (const char c : camel) {
    if (base::is_upper(c) && !is_in_capitals) text += ' ';
    is_in_capitals = base::is_upper(c);
    text += base::lower(c);
  }
  return text;
}

// What the designer calls the flow of an event: "customer queue flow".
std::string flow_at(std::string_view event) {
  if (event.empty()) return "flow of a later event";
  return event == "CustomerRemaining" ? "disconnect flow" : fmt::format("{} flow", split(event));
}

// Flows that its hooks name or choose.
std::string hooked(const FlowAction& action, const FlowNames& names) {
  std::vector<std::string> flows;
  for (const auto& reference : action.references) {
    if (reference.kind != ReferenceKind::hook) continue;
    const std::string id = model::flow_id(reference.named), which = flow_at(reference.event);
    flows.push_back(id.empty() ? fmt::format("the {} is chosen while the contact runs", which)
                               : fmt::format("{} is the {} from here on", names.flow(id), which));
  }
  return fmt::format("{}", fmt::join(flows, "; "));
}

// What failed, around the block's number.
struct Failing {
  std::string_view of, before, after;
};
constexpr Failing failings[] = {
    {"CallFailed", "the call of ", " fails"},
    {"CallbackNumberNotDialable", "", " gets a number that cannot be dialled"},
    {"InvalidCallbackNumber", "", " gets an invalid phone number"},
    {"InvalidPhoneNumber", "", " gets an invalid phone number"},
    {"MultipleFoundError", "", " finds more than one"},
    {"NoneFoundError", "", " finds none"},
    {"ParticipantNotFound", "", " finds no such participant"},
    {"QueueAtCapacity", "the queue of ", " is full"},
};

}  // namespace

std::string words_of(const FlowAction& action, const FlowNames& names) {
  std::string text = setting(action, names);
  if (action.type == "MessageParticipant" || action.type == "MessageParticipantIteratively")
    text = heard(action, names);
  if (action.type == "GetParticipantInput") text = asked(action, names);
  if (action.type == "ConnectParticipantWithLexBot") {
    const std::string bot = name_of(action, ReferenceKind::lex_bot);
    text = bot.empty() ? "talks to a bot" : fmt::format("talks to the bot {}", bot);
  }
  if (action.type == "CheckHoursOfOperation") text = fmt::format("is it within {}?", names.hours_of(action));
  if (action.type == "UpdateContactTargetQueue") text = fmt::format("{} is set", names.queue_of(action));
  if (action.type == "DequeueContactAndTransferToQueue") text = fmt::format("moves to {}", names.queue_of(action));
  if (action.type == "UpdateContactEventHooks") text = hooked(action, names);
  if (action.type == "Compare" && !action.compares.empty()) text = fmt::format("checks {}", action.compares);
  if (action.type == "InvokeLambdaFunction") text = fmt::format("calls {}", function_of(action));
  const auto* found = std::ranges::find(sayings, action.type, &Saying::type);
  if (found != std::end(sayings)) text = found->words;
  return text.empty() ? model::block_title(action.type) : text;
}

std::string words_of(const model::FlowBranch& branch, const FlowAction& action) {
  switch (branch.kind) {
    case BranchKind::next: return "";
    case BranchKind::timeout:
      return branch.of == "ConnectionTimeLimitExceeded" ? "nobody answers in time" : "nothing in time";
    case BranchKind::error: return branch.of == "NoMatchingCondition" ? "anything else" : split(branch.of);
    case BranchKind::condition: break;
  }
  if (action.type == "CheckHoursOfOperation") return base::lower(branch.of) == "true" ? "open" : "closed";
  return branch.comparison.empty() || branch.comparison == "Equals"
             ? branch.of
             : fmt::format("{} {}", split(branch.comparison), branch.of);
}

std::string words_of_failure(const model::FlowBranch& branch, std::size_t number) {
  if (branch.of.empty() || branch.of == "NoMatchingError" || branch.of == "Error") return fmt::format("{}", number);
  const auto* found = std::ranges::find(failings, branch.of, &Failing::of);
  if (found == std::end(failings)) return fmt::format("{} fails ({})", number, split(branch.of));
  return fmt::format("{}{}{}", found->before, number, found->after);
}

std::string designers_name(const FlowAction& action) {
  const auto hook = std::ranges::find(action.references, ReferenceKind::hook, &model::FlowReference::kind);
  if (action.type != "UpdateContactEventHooks" || hook == action.references.end())
    return model::block_name(action.type);
  const std::string_view event = hook->event;
  if (event == "CustomerQueue") return "Set customer queue flow";
  if (event == "CustomerRemaining") return "Set disconnect flow";
  if (event.ends_with("Hold")) return "Set hold flow";
  return event.ends_with("Whisper") ? "Set whisper flow" : "Set event flow";
}

}  // namespace app
