#include "analysis/flow_fixed_point.hpp"

#include <algorithm>
#include <set>

namespace analysis {
namespace {

BlockRole role_of(const model::FlowAction& action) {
  if (action.type == "InvokeFlowModule") return BlockRole::call;
  if (action.type == "EndFlowModuleExecution") return BlockRole::end_of_module;
  if (action.type == "DequeueContactAndTransferToQueue") return BlockRole::to_other_queue;
  if (model::queues_contact(action)) return BlockRole::into_queue;
  return model::is_known_type(action.type) ? BlockRole::other : BlockRole::unknown;
}

// As many of them as have numbers.
std::vector<const Part*> queue_flows_of_hooks(const InstanceGraph& graph) {
  std::set<const Part*> found;
  for (Node node = 0; node < graph.size(); ++node) {
    for (const Link& link : graph.links(node)) {
      if (link.kind == LinkKind::event && link.to != nullptr && is_queue_flow(*link.to)) found.insert(link.to);
    }
  }
  constexpr std::size_t most = keeps_queue_flow - first_hooked_queue_flow;
  std::vector<const Part*> flows(found.begin(), found.end());
  flows.resize(std::min(flows.size(), most));
  return flows;
}

// A hook of a newer API may be one for queues.
bool may_set_queue_flow(const model::FlowAction& action) {
  return std::ranges::any_of(action.references, [](const model::FlowReference& reference) {
    const std::string_view type = model::hooked_type(reference.event);
    return reference.kind == model::ReferenceKind::hook && (type.empty() || type == "CUSTOMER_QUEUE");
  });
}

bool is_condition(const Way& way) {
  return way.branch->kind == model::BranchKind::condition;
}

}  // namespace

Tracks::Tracks(const InstanceGraph& graph) : graph_(graph), hooked_queue_flows_(queue_flows_of_hooks(graph)) {
  tracks_.reserve(graph.size());
  for (Node node = 0; node < graph.size(); ++node) {
    Track track{.role = role_of(graph.action(node)),
                .has_links = !graph.links(node).empty(),
                .has_conditions = std::ranges::any_of(graph.ways(node), is_condition),
                .sets = set_at(node)};
    if (track.role == BlockRole::end_of_module) track.result = number_of(graph.action(node).result);
    if (track.role == BlockRole::call && track.has_conditions) add_call(node);
    track.first = std::uint32_t(to_.size());
    add_ways(node, Outcome::done);
    track.undone = std::uint32_t(to_.size());
    add_ways(node, Outcome::undone);
    track.failures = std::uint32_t(to_.size());
    add_ways(node, Outcome::failed);
    track.end = std::uint32_t(to_.size());
    tracks_.push_back(track);
  }
}

ModuleResult Tracks::number_of(std::string_view result) {
  if (model::is_chosen_later(result)) return any_result;
  return results_.try_emplace(result, ModuleResult(results_.size() + 1)).first->second;
}

void Tracks::add_call(Node node) {
  Call& call = calls_[node];
  for (const Way& way : graph_.ways(node)) {
    if (way.to == nowhere || outcome_on(*way.branch, graph_.action(node)) != Outcome::done) continue;
    call.all.push_back(way.to);
    if (!is_condition(way)) {
      call.otherwise.push_back(way.to);
    } else if (!model::is_chosen_later(way.branch->of)) {
      call.on_condition[number_of(way.branch->of)].push_back(way.to);
    }
  }
}

std::span<const Node> Tracks::after_module(Node node, ModuleResult result) const {
  const Call& call = calls_.at(node);
  if (result == any_result) return call.all;
  const auto found = call.on_condition.find(result);
  if (found != call.on_condition.end()) return found->second;
  return call.otherwise.empty() ? call.all : call.otherwise;
}

void Tracks::add(QueueFlows& all, QueueFlow queue_flow) const {
  all.may_be_default = all.may_be_default || queue_flow == default_queue_flow;
  all.may_be_any = all.may_be_any || queue_flow == any_queue_flow;
  if (queue_flow < first_hooked_queue_flow) return;
  const Part* flow = hooked_queue_flows_[queue_flow - first_hooked_queue_flow];
  if (std::ranges::find(all.flows, flow) == all.flows.end()) all.flows.push_back(flow);
}

// The last of its hooks counts. One whose flow is chosen while the contact runs, or not a part, may set any.
QueueFlow Tracks::set_at(Node node) const {
  QueueFlow sets = keeps_queue_flow;
  if (!may_set_queue_flow(graph_.action(node))) return sets;
  for (const Link& link : graph_.links(node)) {
    if (link.kind != LinkKind::event) continue;
    const bool is_known = link.to != nullptr;
    if (is_known && !is_queue_flow(*link.to)) continue;
    const auto found = std::ranges::lower_bound(hooked_queue_flows_, link.to);
    const bool has_number = is_known && found != hooked_queue_flows_.end() && *found == link.to;
    sets = has_number ? QueueFlow(first_hooked_queue_flow + (found - hooked_queue_flows_.begin())) : any_queue_flow;
  }
  return sets;
}

void Tracks::add_ways(Node node, Outcome outcome) {
  const model::FlowAction& action = graph_.action(node);
  const bool is_queued = model::queues_contact(action);
  for (const Way& way : graph_.ways(node)) {
    // Older exports lead on what a transfer to a queue does when it succeeds; the contact waits there, and does not
    // come.
    const bool is_of_the_queue = is_queued && way.branch->kind == model::BranchKind::next;
    if (way.to != nowhere && !is_of_the_queue && outcome_on(*way.branch, action) == outcome) to_.push_back(way.to);
  }
}

}  // namespace analysis
