// The flow datasets: contact flows, flow modules and what is in them. Plain data, and the rule that says whether a flow
// logs. https://docs.aws.amazon.com/connect/latest/APIReference/flow-language.html
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "model/dataset.hpp"
#include "model/flow_action.hpp"
#include "model/word.hpp"

namespace model {

struct FlowSummary {
  std::string id;
  std::string arn;
  std::string name;
  std::string type;    // CONTACT_FLOW, CUSTOMER_QUEUE, …; MODULE for a module
  std::string state;   // ACTIVE, ARCHIVED
  std::string status;  // PUBLISHED, SAVED; empty when the list does not say (modules)
};

using FlowSummaries = std::vector<FlowSummary>;

// How a flow counts: what is live, and what is set apart.
enum class FlowClass { live, draft, archived, aws_sample };
std::string_view name(FlowClass flow_class);
constexpr auto values_of(FlowClass) {
  return enumerators<FlowClass::aws_sample>();
}
// A flow that callers reach by a number is nobody's sample, whatever it is called. `entries` are the ids of those.
FlowClass classify(const FlowSummary& flow, const std::set<std::string>& entries);
// Contacts can run through it: it is neither archived nor a draft that was never published.
bool is_published(const FlowSummary& flow);
// Why it is not known whether contacts can run through it, when AWS calls its state or status by a word of a newer API.
std::optional<Gap> newer_word(std::string_view state, std::string_view status);
// The whole name of a flow that AWS makes with an instance.
bool is_aws_flow_name(std::string_view name);
// By the whole name and the type, one of those that Amazon Connect runs where no other is set. Somebody may have given
// the name to another since.
bool is_default_flow(std::string_view name, std::string_view type);

// Of the flow that AWS runs by a hook: CUSTOMER_QUEUE by CustomerQueue; empty for a hook of a newer API.
std::string_view hooked_type(std::string_view event);

// on: every way from the start to an end has logging switched on, and none switches it off again.
// partly: some do not. off: no block that can be reached switches it on.
enum class FlowLogging { on, partly, off };
std::string_view name(FlowLogging logging);

struct FlowLoggingResult {
  FlowLogging logging = FlowLogging::off;
  std::string why;  // one clause: "switched off again at block 'x'"
};

// Follows the transitions from the start action; a block that cannot be reached does not count.
FlowLoggingResult flow_logging(const FlowGraph& graph);

// The blocks that contacts come to, each with whether logging is on then: once, or once for each. `logging`: at the
// flow's start.
std::vector<std::pair<const FlowAction*, bool>> steps_of(const FlowGraph& graph, bool logging);

struct FlowContent {
  std::optional<FlowGraph> graph;
  std::string status;  // PUBLISHED or SAVED as Describe answered
  std::string sha256;  // FlowContentSha256
  std::optional<Gap> gap;
  bool is_set_apart = false;  // AWS made the flow, and no number leads to it: only what it names counts
};

// By FlowSummary::id.
using FlowContents = std::map<std::string, FlowContent>;

// What was saved last of a flow that is published: the same, or changes that contacts do not meet yet.
struct SavedVersion {
  std::string sha256;                  // as FlowContent::sha256; empty: nothing is saved beside what is published
  std::optional<base::Time> modified;  // AWS does not say it of a module
  std::optional<FlowGraph> graph{};    // of what differs from what is published; nothing: it is no flow
  std::optional<Gap> gap;
};

// By FlowSummary::id.
using SavedVersions = std::map<std::string, SavedVersion>;

}  // namespace model
