#include "collect/flow/language.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/json/read.hpp"

namespace collect {
namespace {

using nlohmann::json;
namespace read = base::read;

// AWS allows 256,000 characters of content (API_DescribeContactFlowModule); four bytes each at the most.
constexpr std::size_t max_content_bytes = 1'024'000;

void add_next(std::vector<std::string>& next, const json& transition) {
  std::string identifier = read::text(transition, "NextAction");
  if (!identifier.empty()) next.push_back(std::move(identifier));
}

model::FlowAction action_from(const json& item) {
  model::FlowAction action;
  action.identifier = read::text(item, "Identifier");
  action.type = read::text(item, "Type");
  if (action.type == "UpdateFlowLoggingBehavior") {
    action.sets_logging = read::text(read::object(item, "Parameters"), "FlowLoggingBehavior") == "Enabled";
  }
  if (action.type == "TransferToFlow") {
    action.transfers_to = model::flow_id(read::text(read::object(item, "Parameters"), "ContactFlowId"));
  }
  if (action.type == "InvokeFlowModule") {
    action.module = model::flow_id(read::text(read::object(item, "Parameters"), "FlowModuleId"));
  }
  if (action.type == "UpdateContactEventHooks") {
    const json& hooks = read::object(read::object(item, "Parameters"), "EventHooks");
    for (const json& hook : hooks) {
      std::string id = hook.is_string() ? model::flow_id(hook.get<std::string>()) : "";
      if (!id.empty()) action.hooks.push_back(std::move(id));
    }
  }
  const json& transitions = read::object(item, "Transitions");
  add_next(action.next, transitions);
  for (const json& error : read::array(transitions, "Errors")) add_next(action.next, error);
  for (const json& condition : read::array(transitions, "Conditions")) add_next(action.next, condition);
  return action;
}

}  // namespace

std::optional<model::FlowGraph> parse_flow_content(std::string_view content) {
  if (content.size() > max_content_bytes) return std::nullopt;
  // However deep it is: the parser does not recurse, nor does taking apart what it made. What is read below is looked
  // at in its place and never copied.
  const json parsed = json::parse(content, nullptr, false);
  model::FlowGraph graph;
  graph.start = read::text(parsed, "StartAction");
  if (graph.start.empty()) return std::nullopt;
  for (const json& item : read::array(parsed, "Actions")) graph.actions.push_back(action_from(item));
  const bool starts = std::ranges::any_of(
      graph.actions, [&](const model::FlowAction& action) { return action.identifier == graph.start; });
  if (!starts) return std::nullopt;
  return graph;
}

}  // namespace collect
