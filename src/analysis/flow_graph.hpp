// The flows of an instance as one graph: from a number through transfers and modules, block by block. Pure functions; a
// graph refers to what it was made of.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/flow.hpp"
#include "model/inventory.hpp"

namespace analysis {

using Node = std::uint32_t;  // a block of any flow
inline constexpr Node nowhere = std::numeric_limits<Node>::max();

// A branch and the block that it leads to; nowhere, when there is no such block in the flow.
struct Way {
  const model::FlowBranch* branch = nullptr;
  Node to = nowhere;
};

// A flow or module that is live and could be read.
struct Part {
  const model::FlowSummary* flow = nullptr;
  bool is_module = false;
  bool is_entry = false;  // a number leads to it
  // From the midst of contacts: a quick connect leads to it, it whispers in outbound calls of a queue, or is_default.
  bool has_other_entrance = false;
  bool starts_tasks = false;   // that are made of a task template
  bool starts_emails = false;  // and nothing that people hear or read at once
  // As its name says, Connect runs it where no other is set. Checks follow contacts through it and find no fault in it:
  // what AWS writes does not keep to what they ask of others.
  bool is_default = false;
  Node first = 0, end = 0, start = nowhere;
};

// Contacts start in such flows; in all others they go on from the one before.
bool starts_contacts(const model::FlowSummary& flow);

enum class LinkKind : std::uint8_t {
  transfer,     // the contact goes on there
  call,         // of a module, which returns
  event,        // the flow runs at some later time of the contact
  new_contact,  // which begins there; the contact itself goes on where it is
};

// What leads to a flow that is archived, was never published or does not exist is none: the block fails.
struct Link {
  LinkKind kind = LinkKind::transfer;
  const Part* to = nullptr;  // nothing: chosen while the contact runs, or not among the parts
};

// The contact goes on there at once.
constexpr bool takes_contact(const Link& link) {
  return link.kind == LinkKind::transfer || link.kind == LinkKind::call;
}

// Ids of the flows that quick connects lead to, and of those that whisper in outbound calls of queues.
std::set<std::string> other_entry_flows(const model::Dataset<model::QuickConnects>& quick_connects,
                                        const model::Dataset<model::QueueDetails>& queues);

// Ids of the flows in which tasks start that are made of templates.
std::set<std::string> task_entry_flows(const model::Dataset<model::TaskTemplates>& templates);

class InstanceGraph {
 public:
  // `entries`: ids of the flows that numbers lead to; `other_entries`: of those that something else than numbers, flows
  // and task templates leads to. `email_entries`: of `entries`, those that e-mail addresses alone lead to. Of datasets
  // that are not known there are no parts.
  InstanceGraph(const model::Dataset<model::FlowSummaries>& flows, const model::Dataset<model::FlowContents>& contents,
                const model::Dataset<model::FlowSummaries>& modules,
                const model::Dataset<model::FlowContents>& module_contents, const std::set<std::string>& entries,
                const std::set<std::string>& other_entries = {},
                const model::Dataset<model::TaskTemplates>& task_templates = {},
                const std::set<std::string>& email_entries = {});

  explicit InstanceGraph(const model::Inventory& inventory)
      : InstanceGraph(inventory.flows, inventory.flow_contents, inventory.modules, inventory.module_contents,
                      model::entry_flows(inventory.flow_associations, inventory.message_flows),
                      other_entry_flows(inventory.quick_connects, inventory.queue_details), inventory.task_templates,
                      model::email_flows(inventory.flow_associations, inventory.message_flows)) {}

  // Links point into it.
  InstanceGraph(const InstanceGraph&) = delete;
  InstanceGraph& operator=(const InstanceGraph&) = delete;
  InstanceGraph(InstanceGraph&&) = delete;
  InstanceGraph& operator=(InstanceGraph&&) = delete;
  ~InstanceGraph() = default;

  const std::vector<Part>& parts() const { return parts_; }
  // Which of them it is: the part has to be one.
  std::size_t index_of(const Part& part) const { return std::size_t(&part - parts_.data()); }
  std::size_t size() const { return actions_.size(); }
  const model::FlowAction& action(Node node) const { return *actions_[node]; }
  const Part& part(Node node) const { return parts_[part_of_[node]]; }
  std::span<const Way> ways(Node node) const;
  std::span<const Link> links(Node node) const;
  // A transfer to a flow, or a call of a module, that cannot succeed.
  bool names_nothing_usable(Node node) const;

 private:
  // Of a flow or module that a block may name.
  struct Target {
    const Part* part = nullptr;
    bool is_usable = true;
  };

  void add(const model::FlowSummaries& flows, const model::Dataset<model::FlowContents>& contents, bool is_module,
           const std::set<std::string>& entries);
  void note_entrances(const std::set<std::string>& other_entries, const std::set<std::string>& task_entries,
                      const std::set<std::string>& email_entries);
  void add_ways(const Part& part);
  using Targets = std::unordered_map<std::string_view, Target>;
  Targets targets(const model::Dataset<model::FlowSummaries>& list, const model::Dataset<model::FlowContents>& contents,
                  bool are_modules) const;
  void add_links(const Targets& flows, bool are_all_flows, const Targets& modules, bool are_all_modules,
                 const model::Dataset<model::TaskTemplates>& templates);

  std::vector<Part> parts_;
  std::vector<const model::FlowAction*> actions_;
  std::vector<std::uint32_t> part_of_, first_way_, first_link_;
  std::vector<Way> ways_;
  std::vector<Link> links_;
};

// The module that the block calls; nothing where it calls none, or one that is not among the parts.
const Part* module_called(const InstanceGraph& graph, Node node);

// Those that a block of another leads to.
std::set<const Part*> led_to_by_others(const InstanceGraph& graph);

// A block, those of the same flow that follow along the ways which `takes` says, those behind them, and so on: each
// once, in the order in which they are found.
std::vector<Node> blocks_from(const InstanceGraph& graph, Node from,
                              const std::function<bool(Node, const Way&)>& takes);

// The block ends the contact: Disconnect, or what acts as it in a flow that contacts start in.
// https://docs.aws.amazon.com/connect/latest/adminguide/end-flow-resume.html
bool hangs_up(const InstanceGraph& graph, Node node);

// By part: nobody hears it, since nothing but e-mails is known to come there.
std::vector<bool> parts_of_emails(const InstanceGraph& graph);

// By block: whether it can be reached from its own flow's start.
std::vector<bool> reached_in_flow(const InstanceGraph& graph);

}  // namespace analysis
