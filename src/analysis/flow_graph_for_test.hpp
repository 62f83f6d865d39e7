// Instances of a few flows and modules, block by block, for the tests of what is derived from them. For tests only.
#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "analysis/flow_graph.hpp"

namespace analysis::test {

using model::BranchKind;
using model::Dataset;
using model::FlowAction;
using model::ReferenceKind;

// There may be others than are listed, unless the gaps are taken away.
struct Instance {
  Dataset<model::FlowSummaries> flows = Dataset<model::FlowSummaries>::partly({}, {}), modules = flows;
  Dataset<model::FlowContents> contents = Dataset<model::FlowContents>::of({}), module_contents = contents;
  std::set<std::string> entries{}, other_entries{};
  Dataset<model::TaskTemplates> task_templates = Dataset<model::TaskTemplates>::of({});

  // The first block is the start.
  void flow(const std::string& id, std::vector<FlowAction> blocks, const std::string& type = "CONTACT_FLOW") {
    flows.value->push_back({id, "arn/" + id, "Flow " + id, type, "ACTIVE", "PUBLISHED"});
    contents.value->insert_or_assign(id, content(std::move(blocks)));
  }
  // One of AWS's.
  void default_flow(const std::string& id, const std::string& name, const std::string& type,
                    std::vector<FlowAction> blocks) {
    flow(id, std::move(blocks), type);
    flows.value->back().name = name;
    contents.value->at(id).is_set_apart = true;
  }
  void module(const std::string& id, std::vector<FlowAction> blocks) {
    modules.value->push_back({id, "arn/" + id, "Module " + id, "MODULE", "ACTIVE", ""});
    module_contents.value->insert_or_assign(id, content(std::move(blocks)));
  }
  InstanceGraph graph() const {
    return {flows, contents, modules, module_contents, entries, other_entries, task_templates};
  }

 private:
  static model::FlowContent content(std::vector<FlowAction> blocks) {
    std::string start = blocks.front().identifier;
    return {model::FlowGraph{std::move(start), std::move(blocks)}, "PUBLISHED", "", std::nullopt};
  }
};

inline FlowAction block(const std::string& id, const std::string& type, const std::vector<std::string>& next = {}) {
  FlowAction action{id, type, std::nullopt, {}};
  for (const auto& to : next) action.branches.push_back({to});
  action.speaks = type == "MessageParticipant";
  return action;
}

inline FlowAction with_error(FlowAction action, const std::string& to) {
  action.branches.push_back({to, BranchKind::error, "NoMatchingError"});
  return action;
}

inline FlowAction naming(FlowAction action, ReferenceKind kind, const std::string& named) {
  action.references.push_back({kind, named});
  return action;
}

// "$" for one that is chosen while the contact runs.
inline FlowAction to_flow(const std::string& id, const std::string& flow) {
  return naming(block(id, "TransferToFlow"), ReferenceKind::flow, flow);
}

inline FlowAction calling(const std::string& id, const std::string& module, const std::vector<std::string>& next) {
  return naming(block(id, "InvokeFlowModule", next), ReferenceKind::flow_module, module);
}

// The block of that name in the flow or module of that id.
inline Node node(const InstanceGraph& graph, const std::string& part, const std::string& id) {
  for (Node node = 0; node < graph.size(); ++node) {
    if (graph.part(node).flow->id == part && graph.action(node).identifier == id) return node;
  }
  return nowhere;
}

}  // namespace analysis::test
