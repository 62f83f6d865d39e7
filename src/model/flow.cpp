#include "model/flow.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <unordered_map>

#include "base/encode.hpp"
#include "model/flow_block.hpp"

namespace model {
namespace {

// A place on the way of a contact: a block, and whether logging is on when it is entered.
struct Step {
  const FlowAction* action;
  bool logging;

  auto operator<=>(const Step&) const = default;
};

// By the name that it has in the flow, which is how a person finds it, and what it is.
std::string block(const FlowAction& action) {
  return fmt::format("“{}”, {}", base::printable(action.identifier, 60), block_title(action.type));
}

class Walk {
 public:
  Walk(const FlowGraph& graph, bool logging) {
    for (const auto& action : graph.actions) by_identifier_.try_emplace(action.identifier, &action);
    enter(graph.start, logging);
    while (!open_.empty()) {
      const Step step = open_.back();
      open_.pop_back();
      visit(step);
    }
    find_silent_circle();
  }

  std::vector<std::pair<const FlowAction*, bool>> steps() const {
    std::vector<std::pair<const FlowAction*, bool>> steps;
    for (const Step& step : seen_) steps.emplace_back(step.action, step.logging);
    return steps;
  }

  FlowLoggingResult result() const {
    if (!switched_on_) return {FlowLogging::off, "no block that can be reached switches logging on"};
    if (switched_off_at_ != nullptr) {
      return {FlowLogging::partly, fmt::format("switched off again at block {}", block(*switched_off_at_))};
    }
    if (silent_end_ != nullptr) {
      return {FlowLogging::partly, fmt::format("a path ends at block {}, without logging", block(*silent_end_))};
    }
    if (silent_circle_ != nullptr) {
      return {FlowLogging::partly,
              fmt::format("a path goes round at block {}, without logging", block(*silent_circle_))};
    }
    return {FlowLogging::on, "every path logs"};
  }

 private:
  void enter(const std::string& identifier, bool logging) {
    const auto found = by_identifier_.find(identifier);
    if (found == by_identifier_.end()) return;
    const Step step{found->second, logging};
    if (seen_.insert(step).second) open_.push_back(step);
  }

  void visit(const Step& step) {
    const FlowAction& action = *step.action;
    const bool logging = action.sets_logging.value_or(step.logging);
    if (logging) switched_on_ = true;
    if (step.logging && !logging) note(switched_off_at_, action);
    const bool ends =
        leaves_flow(action) || action.branches.empty() ||
        std::ranges::any_of(action.branches, [&](const auto& branch) { return !by_identifier_.contains(branch.to); });
    if (ends && !logging) note(silent_end_, action);
    if (!logging) silent_.push_back(&action);
    for (const auto& branch : action.branches) enter(branch.to, logging);
  }

  // A path that never ends is silent for ever when no way leads out of it. Asked only when no path ends in silence:
  // then each way out leads to a block that switches logging on.
  void find_silent_circle() {
    if (silent_end_ != nullptr) return;
    std::unordered_map<const FlowAction*, std::vector<const FlowAction*>> before;
    std::vector<const FlowAction*> ways_out;
    std::set<const FlowAction*> left;
    for (const FlowAction* action : silent_) {
      for (const auto& branch : action->branches) {
        const FlowAction* after = by_identifier_.at(branch.to);
        if (!after->sets_logging.value_or(false)) {
          before[after].push_back(action);
        } else if (left.insert(action).second) {
          ways_out.push_back(action);
        }
      }
    }
    while (!ways_out.empty()) {
      const FlowAction* action = ways_out.back();
      ways_out.pop_back();
      for (const FlowAction* earlier : before[action]) {
        if (left.insert(earlier).second) ways_out.push_back(earlier);
      }
    }
    for (const FlowAction* action : silent_) {
      if (!left.contains(action)) note(silent_circle_, *action);
    }
  }

  // Keeps the block with the smallest identifier, so that the answer does not depend on the order of the walk.
  static void note(const FlowAction*& slot, const FlowAction& action) {
    if (slot == nullptr || action.identifier < slot->identifier) slot = &action;
  }

  std::unordered_map<std::string, const FlowAction*> by_identifier_;
  std::set<Step> seen_;
  std::vector<Step> open_;
  bool switched_on_ = false;
  const FlowAction* switched_off_at_ = nullptr;
  const FlowAction* silent_end_ = nullptr;
  const FlowAction* silent_circle_ = nullptr;
  std::vector<const FlowAction*> silent_;  // blocks that some contact leaves without logging
};

struct DefaultFlow {
  std::string_view name, type;
};

}  // namespace

// The names that instances are made with, today and in earlier years: whole names, for people call theirs "Default …",
// and Salesforce installs a main line as "Sample SCV …".
// https://docs.aws.amazon.com/connect/latest/adminguide/contact-flow-default.html and contact-flow-samples.html
constexpr DefaultFlow default_flows[] = {
    {"Default agent hold", "AGENT_HOLD"},         {"Default agent transfer", "AGENT_TRANSFER"},
    {"Default agent whisper", "AGENT_WHISPER"},   {"Default customer hold", "CUSTOMER_HOLD"},
    {"Default customer queue", "CUSTOMER_QUEUE"}, {"Default customer whisper", "CUSTOMER_WHISPER"},
    {"Default outbound", "OUTBOUND_WHISPER"},     {"Default queue transfer", "QUEUE_TRANSFER"},
};
constexpr std::string_view sample_flow_names[] = {
    "Sample AB test",
    "Sample after contact work flow",
    "Sample customer queue priority",
    "Sample disconnect flow",
    "Sample inbound flow (first call experience)",
    "Sample inbound flow (first contact experience)",
    "Sample interruptible queue flow with callback",
    "Sample Lambda integration",
    "Sample note for screenpop",
    "Sample queue configurations flow",
    "Sample queue customer",
    "Sample queued callback",
    "Sample recording behavior",
    "Sample secure input with agent",
    "Sample secure input with no agent",
};

std::string_view name(FlowClass flow_class) {
  switch (flow_class) {
    case FlowClass::live: return "live";
    case FlowClass::draft: return "draft";
    case FlowClass::archived: return "archived";
    case FlowClass::aws_sample: return "aws_sample";
  }
  return "live";
}

bool is_aws_flow_name(std::string_view name) {
  return std::ranges::find(default_flows, name, &DefaultFlow::name) != std::end(default_flows) ||
         std::ranges::find(sample_flow_names, name) != std::end(sample_flow_names);
}

bool is_default_flow(std::string_view name, std::string_view type) {
  const auto* found = std::ranges::find(default_flows, name, &DefaultFlow::name);
  return found != std::end(default_flows) && found->type == type;
}

FlowClass classify(const FlowSummary& flow, const std::set<std::string>& entries) {
  if (flow.state == "ARCHIVED") return FlowClass::archived;
  // AWS makes no modules.
  if (is_aws_flow_name(flow.name) && flow.type != "MODULE" && !entries.contains(flow.id)) return FlowClass::aws_sample;
  if (flow.status == "SAVED") return FlowClass::draft;
  return FlowClass::live;
}

bool is_published(const FlowSummary& flow) {
  return flow.state != "ARCHIVED" && flow.status != "SAVED";
}

// https://docs.aws.amazon.com/connect/latest/APIReference/contact-actions-updatecontacteventhooks.html
std::string_view hooked_type(std::string_view event) {
  static constexpr std::pair<std::string_view, std::string_view> types[] = {
      {"AgentHold", "AGENT_HOLD"},           {"AgentWhisper", "AGENT_WHISPER"},
      {"CustomerHold", "CUSTOMER_HOLD"},     {"CustomerQueue", "CUSTOMER_QUEUE"},
      {"CustomerRemaining", "CONTACT_FLOW"}, {"CustomerWhisper", "CUSTOMER_WHISPER"},
      {"DefaultAgentUI", "CONTACT_FLOW"},    {"DisconnectAgentUI", "CONTACT_FLOW"},
      {"PauseContact", "CONTACT_FLOW"},      {"ResumeContact", "CONTACT_FLOW"}};
  const auto* found = std::ranges::find(types, event, [](const auto& one) { return one.first; });
  return found == std::end(types) ? "" : found->second;
}

std::optional<Gap> newer_word(std::string_view state, std::string_view status) {
  const auto unknown = [](std::string_view what, std::string_view word) {
    return Gap{GapKind::not_supported,
               fmt::format("its {} '{}' is not one that this review knows", what, base::printable(word, 60)), ""};
  };
  if (!state.empty() && state != "ACTIVE" && state != "ARCHIVED") return unknown("state", state);
  if (!status.empty() && status != "PUBLISHED" && status != "SAVED") return unknown("status", status);
  return std::nullopt;
}

std::string_view name(FlowLogging logging) {
  switch (logging) {
    case FlowLogging::on: return "on";
    case FlowLogging::partly: return "partly";
    case FlowLogging::off: return "off";
  }
  return "off";
}

FlowLoggingResult flow_logging(const FlowGraph& graph) {
  return Walk(graph, false).result();
}

std::vector<std::pair<const FlowAction*, bool>> steps_of(const FlowGraph& graph, bool logging) {
  return Walk(graph, logging).steps();
}

}  // namespace model
