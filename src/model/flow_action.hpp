// A flow as the graph of its blocks, as far as checks read it, and what Amazon Connect's flow language says of a block:
// whether it ends the flow, waits, and which branches it must have. Plain data and pure functions.
// https://docs.aws.amazon.com/connect/latest/APIReference/flow-language.html
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/word.hpp"

namespace model {

enum class BranchKind : std::uint8_t { next, condition, error, timeout };
std::string_view name(BranchKind kind);
constexpr auto values_of(BranchKind) {
  return enumerators<BranchKind::timeout>();
}

// One way out of a block.
struct FlowBranch {
  std::string to;  // identifier of the block that follows
  BranchKind kind = BranchKind::next;
  std::string of{};          // the error's type, or what a condition compares with
  std::string comparison{};  // a condition's operator: Equals, NumberLessThan, …
};

// Taken when the block could not do what it is there for. That no condition is met is none of that.
bool is_failure(const FlowBranch& branch);

enum class ReferenceKind : std::uint8_t {
  flow,         // that the contact goes on in, or that a new contact starts in
  hook,         // a flow that runs at a later event of the contact
  flow_module,  // that is called and returns
  queue,
  agent,
  prompt,
  hours,
  lambda,
  lex_bot,
  view,
  task_template,
  data_table,
  security_key,  // that encrypts what callers key in
  guide,         // a flow that an attribute names for the agent's screen
};
std::string_view name(ReferenceKind kind);
constexpr auto values_of(ReferenceKind) {
  return enumerators<ReferenceKind::guide>();
}

// What a block names: an id or an ARN, behind which a version or an alias may follow.
struct FlowReference {
  ReferenceKind kind = ReferenceKind::flow;
  std::string named;
  std::string shown{};  // its name when the flow designer last wrote it down; empty: it did not
  std::string event{};  // of a hook: CustomerQueue, AgentWhisper, …
};

// An attribute is named by its path: $.Attributes.next, $.StoredCustomerInput.
inline constexpr std::string_view stored_input = "$.StoredCustomerInput";
using AttributeKeys = std::set<std::string, std::less<>>;
// Those that a text has in its midst, each once, and each by one path, however it is written: $.Attributes.['Card No']
// is $.Attributes.Card No. Where letters follow of scripts in which no blank ends a word, the longest of the `keys`
// that stands there is the name.
std::vector<std::string> attributes_in(std::string_view text, const AttributeKeys& keys = {});
// Whether its value is what the caller typed or said, may be set by whoever starts the contact, or is the company's
// own.
enum class AttributeSource : std::uint8_t { caller, contact, company };
AttributeSource source_of(std::string_view attribute);

// That a block sets an attribute of the contact or of the flow, and which attributes its value is made of: none where
// the text is fixed. $.Attributes.$: one whose name is chosen while the contact runs.
struct AttributeSetting {
  std::string attribute;
  std::vector<std::string> from{};
};

// "$.Attributes.next": chosen while the contact runs. A placeholder of a deployment's template ("{{queue}}") names
// nothing either.
bool is_chosen_later(std::string_view named);
// Of "arn:…:contact-flow/ID:$LATEST", or of the id itself; nothing of what is chosen later. Queues and modules alike.
std::string flow_id(std::string_view named);

// What a block Get customer input does with the input.
enum class InputKind : std::uint8_t {
  menu,           // goes on by what was pressed
  stored,         // keeps it
  buffer,         // sets whether keys that are pressed early count; asks for nothing
  stored_buffer,  // keeps what was pressed early; asks for nothing
};
std::string_view name(InputKind kind);
constexpr auto values_of(InputKind) {
  return enumerators<InputKind::stored_buffer>();
}

struct FlowAction {
  std::string identifier;
  std::string type;
  std::optional<bool> sets_logging;  // UpdateFlowLoggingBehavior: Enabled or Disabled
  std::vector<FlowBranch> branches;
  std::vector<FlowReference> references{};
  std::optional<bool> sets_recording{};        // whether agent or customer are recorded once they talk
  bool records_ivr = false;                    // from here on: what callers say to the flow, and hear of it
  bool analyses = false;                       // from here on Contact Lens analyses the contact
  std::optional<std::int64_t> time_limit{};    // seconds that it waits at most, for a function or for the caller
  bool speaks = false;                         // it has a text, prompt or sound for the caller
  InputKind input = InputKind::menu;           // of GetParticipantInput
  bool returns = false;                        // a transfer to a phone number after which the flow goes on
  std::string further_error{};                 // whose branch publishing asks for by reason of the block's parameters
  std::vector<std::string> outcomes{};         // for which it asks likewise, beside those that all of its type have
  std::string result{};                        // with which a module ends: a condition of the block that called it
  std::string language{}, voice{};             // that it sets: en-GB, Amy; empty: it leaves them as they are
  bool is_asynchronous = false;                // a function that the flow does not wait for
  std::int64_t most_digits = 0;                // of the caller's input that it stores, other than a phone number
  bool encrypts_input = false;                 // before it stores it
  std::string dials{};                         // attribute with the phone number that it transfers to
  std::vector<std::string> reads_out{};        // attributes that are part of what it says
  bool speaks_ssml = false;                    // of what it says, some is SSML
  std::vector<std::string> reads_into_ssml{};  // attributes that are part of that: some of reads_out
  std::string words{};                         // what it says, cut; a review does not keep it
  std::string compares{};                      // attribute that its branches depend on
  std::vector<std::string> also_reads{};       // attributes that its other parameters are made of
  std::vector<AttributeSetting> sets{};
  std::string digest{};  // of its parameters: by it another text or setting is seen, and not read
};

struct FlowGraph {
  std::string start;
  std::vector<FlowAction> actions;
};

// It keeps what the caller keys in.
bool stores_input(const FlowAction& action);
// All attributes whose values are part of its parameters.
std::vector<std::string_view> attributes_read(const FlowAction& action);

// What the block has to name and does not: it fails for every contact, and AWS refuses to publish it.
std::optional<ReferenceKind> lacks_name_of(const FlowAction& action);

// The ids that the block names of a kind, without what is chosen later.
std::vector<std::string> named(const FlowAction& action, ReferenceKind kind);

// The flow language has blocks of that type. Those of campaigns, of which AWS has no list, are left out.
bool is_known_type(std::string_view type);
// It needs Amazon Connect Voice ID, which AWS took out of service on 20 May 2026.
// https://docs.aws.amazon.com/connect/latest/adminguide/amazonconnect-voiceid-end-of-support.html
bool is_of_voice_id(const FlowAction& action);
// The contact's way through this flow ends at the block, or leaves it when the block works.
bool leaves_flow(const FlowAction& action);
// The flow, or the contact, ends at the block: it needs no branch.
bool is_terminal(const FlowAction& action);
// The contact waits for an agent from here on.
bool queues_contact(const FlowAction& action);
// A caller may be asked for something there, or wait for something: all but the types that are known to go on at once.
bool may_wait(const FlowAction& action);
// Types of the errors without whose branches AWS refuses to publish a flow today, or that a transfer to a phone number
// has in each flow that the designer makes: without them the caller is cut off.
std::vector<std::string_view> required_errors(const FlowAction& action);
// What the block has to have a condition for.
std::vector<std::string_view> required_conditions(const FlowAction& action);
// NextAction of such a block is what the designer exports beside its branches; it is no way of its own.
bool has_no_next(const FlowAction& action);

}  // namespace model
