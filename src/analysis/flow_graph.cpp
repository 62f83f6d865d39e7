#include "analysis/flow_graph.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "analysis/contact_state.hpp"

namespace analysis {
namespace {

using model::FlowAction;
using model::FlowContents;
using model::FlowSummary;
using model::ReferenceKind;

// Of those that AWS makes with an instance, contacts meet the default ones: the others are samples.
bool is_default(const FlowSummary& flow, model::FlowClass flow_class) {
  return flow_class == model::FlowClass::aws_sample && model::is_published(flow) &&
         model::is_default_flow(flow.name, flow.type);
}

// How a block leads to other flows by what it names, if it does.
std::optional<LinkKind> link_kind(const FlowAction& action, ReferenceKind reference) {
  if (reference == ReferenceKind::hook) return LinkKind::event;
  if (reference == ReferenceKind::task_template && action.type == "CreateTask") return LinkKind::new_contact;
  if (reference == ReferenceKind::flow_module && action.type == "InvokeFlowModule") return LinkKind::call;
  if (reference != ReferenceKind::flow) return std::nullopt;
  return action.type == "TransferToFlow" ? LinkKind::transfer : LinkKind::new_contact;
}

// Nothing where no task can be made of it, or where its flow is not known.
std::string flow_of_template(const model::FlowReference& reference,
                             const model::Dataset<model::TaskTemplates>& templates) {
  if (!templates.known()) return "";
  const auto found = std::ranges::find(*templates.value, model::flow_id(reference.named), &model::TaskTemplate::id);
  const bool starts_any = found != templates.value->end() && is_in_use(*found);
  return starts_any ? model::flow_id(found->flow_id) : "";
}

}  // namespace

bool starts_contacts(const model::FlowSummary& flow) {
  // A file that does not say its type is taken for an inbound flow.
  return flow.type == "CONTACT_FLOW" || flow.type == "CAMPAIGN" || flow.type.empty();
}

std::set<std::string> other_entry_flows(const model::Dataset<model::QuickConnects>& quick_connects,
                                        const model::Dataset<model::QueueDetails>& queues) {
  std::set<std::string> ids;
  if (quick_connects.known()) {
    for (const model::QuickConnect& one : *quick_connects.value) ids.insert(model::flow_id(one.flow_id));
  }
  if (queues.known()) {
    for (const model::QueueDetail& queue : *queues.value) ids.insert(model::flow_id(queue.outbound_flow_id));
  }
  return ids;
}

std::set<std::string> task_entry_flows(const model::Dataset<model::TaskTemplates>& templates) {
  std::set<std::string> ids;
  if (!templates.known()) return ids;
  for (const model::TaskTemplate& one : *templates.value) {
    if (!is_in_use(one)) continue;
    ids.insert(model::flow_id(one.flow_id));
    ids.insert(model::flow_id(one.self_assign_flow_id));
  }
  return ids;
}

InstanceGraph::InstanceGraph(const model::Dataset<model::FlowSummaries>& flows,
                             const model::Dataset<FlowContents>& contents,
                             const model::Dataset<model::FlowSummaries>& modules,
                             const model::Dataset<FlowContents>& module_contents, const std::set<std::string>& entries,
                             const std::set<std::string>& other_entries,
                             const model::Dataset<model::TaskTemplates>& task_templates,
                             const std::set<std::string>& email_entries) {
  if (flows.known()) add(*flows.value, contents, false, entries);
  if (modules.known()) add(*modules.value, module_contents, true, {});
  note_entrances(other_entries, task_entry_flows(task_templates), email_entries);
  for (const Part& part : parts_) add_ways(part);
  first_way_.push_back(std::uint32_t(ways_.size()));
  add_links(targets(flows, contents, false), flows.complete(), targets(modules, module_contents, true),
            modules.complete(), task_templates);
}

std::span<const Way> InstanceGraph::ways(Node node) const {
  return std::span(ways_).subspan(first_way_[node], first_way_[node + 1] - first_way_[node]);
}

std::span<const Link> InstanceGraph::links(Node node) const {
  return std::span(links_).subspan(first_link_[node], first_link_[node + 1] - first_link_[node]);
}

void InstanceGraph::add(const model::FlowSummaries& flows, const model::Dataset<FlowContents>& contents, bool is_module,
                        const std::set<std::string>& entries) {
  if (!contents.known()) return;
  for (const FlowSummary& flow : flows) {
    const auto found = contents.value->find(flow.id);
    if (found == contents.value->end() || found->second.status == "SAVED" || !found->second.graph) continue;
    const model::FlowClass flow_class = model::classify(flow, entries);
    const bool is_aws_default = is_default(flow, flow_class);
    if (flow_class != model::FlowClass::live && !is_aws_default) continue;
    const model::FlowGraph& graph = *found->second.graph;
    const auto start = std::ranges::find(graph.actions, graph.start, &FlowAction::identifier);
    if (start == graph.actions.end()) continue;
    const Node first = Node(actions_.size());
    parts_.push_back({.flow = &flow,
                      .is_module = is_module,
                      .is_entry = entries.contains(flow.id),
                      .is_default = is_aws_default,
                      .first = first,
                      .end = first + Node(graph.actions.size()),
                      .start = first + Node(start - graph.actions.begin())});
    for (const FlowAction& action : graph.actions) actions_.push_back(&action);
    part_of_.resize(actions_.size(), std::uint32_t(parts_.size() - 1));
  }
}

void InstanceGraph::note_entrances(const std::set<std::string>& other_entries,
                                   const std::set<std::string>& task_entries,
                                   const std::set<std::string>& email_entries) {
  for (Part& part : parts_) {
    if (part.is_module) continue;
    part.has_other_entrance = part.is_default || other_entries.contains(part.flow->id);
    part.starts_tasks = task_entries.contains(part.flow->id);
    part.starts_emails = email_entries.contains(part.flow->id);
  }
}

void InstanceGraph::add_ways(const Part& part) {
  std::unordered_map<std::string_view, Node> by_identifier;
  for (Node node = part.first; node < part.end; ++node) by_identifier.try_emplace(action(node).identifier, node);
  for (Node node = part.first; node < part.end; ++node) {
    first_way_.push_back(std::uint32_t(ways_.size()));
    for (const model::FlowBranch& branch : action(node).branches) {
      const auto found = by_identifier.find(branch.to);
      ways_.push_back({&branch, found == by_identifier.end() ? nowhere : found->second});
    }
  }
}

bool InstanceGraph::names_nothing_usable(Node node) const {
  const FlowAction& one = action(node);
  const bool leads_elsewhere = one.type == "TransferToFlow" || one.type == "InvokeFlowModule";
  const auto names_it = [&](const model::FlowReference& reference) {
    return link_kind(one, reference.kind).has_value();
  };
  return leads_elsewhere && links(node).empty() && std::ranges::any_of(one.references, names_it);
}

InstanceGraph::Targets InstanceGraph::targets(const model::Dataset<model::FlowSummaries>& list,
                                              const model::Dataset<FlowContents>& contents, bool are_modules) const {
  Targets targets;
  for (const Part& part : parts_) {
    if (part.is_module == are_modules) targets[part.flow->id].part = &part;
  }
  if (!list.known()) return targets;
  for (const FlowSummary& flow : *list.value) {
    const auto content = contents.known() ? contents.value->find(flow.id) : FlowContents::const_iterator();
    const bool is_saved = contents.known() && content != contents.value->end() && content->second.status == "SAVED";
    targets[flow.id].is_usable = model::is_published(flow) && !is_saved;
  }
  return targets;
}

void InstanceGraph::add_links(const Targets& flows, bool are_all_flows, const Targets& modules, bool are_all_modules,
                              const model::Dataset<model::TaskTemplates>& templates) {
  for (const FlowAction* action : actions_) {
    first_link_.push_back(std::uint32_t(links_.size()));
    for (const model::FlowReference& reference : action->references) {
      const auto kind = link_kind(*action, reference.kind);
      if (!kind) continue;
      const bool is_template = reference.kind == ReferenceKind::task_template;
      const std::string id = is_template ? flow_of_template(reference, templates) : model::flow_id(reference.named);
      if (is_template && id.empty()) continue;
      const auto& known = *kind == LinkKind::call ? modules : flows;
      const auto found = known.find(id);
      const bool are_all = *kind == LinkKind::call ? are_all_modules : are_all_flows;
      const bool is_usable = found == known.end() ? id.empty() || !are_all : found->second.is_usable;
      if (is_usable) links_.push_back({*kind, found == known.end() ? nullptr : found->second.part});
    }
  }
  first_link_.push_back(std::uint32_t(links_.size()));
}

const Part* module_called(const InstanceGraph& graph, Node node) {
  for (const Link& link : graph.links(node)) {
    if (link.kind == LinkKind::call) return link.to;
  }
  return nullptr;
}

std::set<const Part*> led_to_by_others(const InstanceGraph& graph) {
  std::set<const Part*> led_to;
  for (Node node = 0; node < graph.size(); ++node) {
    for (const Link& link : graph.links(node)) {
      if (link.to != nullptr && link.to != &graph.part(node)) led_to.insert(link.to);
    }
  }
  return led_to;
}

namespace {

std::vector<bool> parts_led_to_from(const InstanceGraph& graph, const std::function<bool(const Part&)>& begins) {
  std::vector<bool> found(graph.parts().size());
  std::vector<const Part*> open;
  const auto enter = [&](const Part& part) {
    if (found[graph.index_of(part)]) return;
    found[graph.index_of(part)] = true;
    open.push_back(&part);
  };
  for (const Part& part : graph.parts()) {
    if (begins(part)) enter(part);
  }
  while (!open.empty()) {
    const Part& part = *open.back();
    open.pop_back();
    for (Node node = part.first; node < part.end; ++node) {
      for (const Link& link : graph.links(node)) {
        if (link.to != nullptr) enter(*link.to);
      }
    }
  }
  return found;
}

}  // namespace

std::vector<bool> parts_of_emails(const InstanceGraph& graph) {
  if (std::ranges::none_of(graph.parts(), &Part::starts_emails)) return std::vector<bool>(graph.parts().size());
  const auto led_to = led_to_by_others(graph);
  const auto begins_otherwise = [&](const Part& part) {
    const bool is_known_start = part.is_entry || part.has_other_entrance || part.starts_tasks;
    return !part.starts_emails && (is_known_start || !led_to.contains(&part));
  };
  std::vector<bool> emails = parts_led_to_from(graph, [](const Part& part) { return part.starts_emails; });
  const std::vector<bool> others = parts_led_to_from(graph, begins_otherwise);
  for (std::size_t i = 0; i < emails.size(); ++i) emails[i] = emails[i] && !others[i];
  return emails;
}

std::vector<Node> blocks_from(const InstanceGraph& graph, Node from,
                              const std::function<bool(Node, const Way&)>& takes) {
  std::vector<Node> found = {from}, open = {from};
  const Part& part = graph.part(from);
  std::vector<bool> seen(part.end - part.first);
  seen[from - part.first] = true;
  while (!open.empty()) {
    const Node node = open.back();
    open.pop_back();
    for (const Way& way : graph.ways(node)) {
      if (way.to == nowhere || seen[way.to - part.first] || !takes(node, way)) continue;
      seen[way.to - part.first] = true;
      found.push_back(way.to);
      open.push_back(way.to);
    }
  }
  return found;
}

bool hangs_up(const InstanceGraph& graph, Node node) {
  const std::string& type = graph.action(node).type;
  const FlowSummary& flow = *graph.part(node).flow;
  return type == "DisconnectParticipant" || (type == "EndFlowExecution" && !flow.type.empty() && starts_contacts(flow));
}

std::vector<bool> reached_in_flow(const InstanceGraph& graph) {
  std::vector<bool> reached(graph.size());
  std::vector<Node> open;
  const auto enter = [&](Node node) {
    if (node == nowhere || reached[node]) return;
    reached[node] = true;
    open.push_back(node);
  };
  for (const Part& part : graph.parts()) enter(part.start);
  while (!open.empty()) {
    const Node node = open.back();
    open.pop_back();
    for (const Way& way : graph.ways(node)) enter(way.to);
  }
  return reached;
}

}  // namespace analysis
