#include "analysis/inherited_logging.hpp"

#include <algorithm>

#include "analysis/flow_logging.hpp"

namespace analysis {
namespace {

using model::FlowAction;
using model::FlowGraph;
using model::ReferenceKind;
using Ids = std::set<std::string>;

// How contacts come to a flow.
struct Arrivals {
  bool on = false, off = false, unknown = false;

  void add(const Arrivals& other) {
    on = on || other.on;
    off = off || other.off;
    unknown = unknown || other.unknown;
  }
  bool operator==(const Arrivals&) const = default;
};

// One way from flow to flow: how contacts take it when logging is off at the flow's start, and when it is on.
struct Way {
  std::string to;
  Arrivals from_off, from_on;
};

struct Flow {
  std::vector<Way> ways;
  bool chooses_later = false;  // a block that can be reached chooses the next flow while the contact runs
};

Arrivals arrival(bool logging) {
  return {.on = logging, .off = !logging};
}

// A hook's flow runs at some later time of the contact.
Arrivals later(const FlowGraph& graph, bool logging) {
  const bool keeps = std::ranges::none_of(
      graph.actions, [&](const FlowAction& action) { return action.sets_logging && *action.sets_logging != logging; });
  return keeps ? arrival(logging) : Arrivals{.unknown = true};
}

void add_ways(Flow& flow, const FlowGraph& graph, bool start, std::map<std::string, Way>& ways) {
  const auto arrivals_at = [&](const std::string& to) -> Arrivals& {
    Way& way = ways.try_emplace(to, Way{to, {}, {}}).first->second;
    return start ? way.from_on : way.from_off;
  };
  for (const auto& [action, logging] : model::steps_of(graph, start)) {
    for (const std::string& hook : model::named(*action, ReferenceKind::hook)) {
      arrivals_at(hook).add(later(graph, logging));
    }
    if (action->type != "TransferToFlow") continue;
    const auto targets = model::named(*action, ReferenceKind::flow);
    if (targets.empty()) flow.chooses_later = true;
    for (const std::string& target : targets) arrivals_at(target).add(arrival(logging));
  }
}

Flow flow_of(const FlowGraph& graph, const OwnLogging& own) {
  Flow flow;
  std::map<std::string, Way> ways;
  for (const bool start : {false, true}) add_ways(flow, graph, start, ways);
  for (auto& [to, way] : ways) {
    if (own.gap) way.from_off = way.from_on = {.unknown = true};
    flow.ways.push_back(std::move(way));
  }
  return flow;
}

Arrivals through(const Way& way, const Arrivals& before) {
  Arrivals after;
  if (before.off) after.add(way.from_off);
  if (before.on) after.add(way.from_on);
  if (before.unknown) after.add(way.from_off == way.from_on ? way.from_off : Arrivals{.unknown = true});
  return after;
}

class Contacts {
 public:
  Contacts(const model::FlowSummaries& flows, const model::FlowContents& contents,
           const model::Dataset<model::FlowContents>& modules, const Ids& entries) {
    for (const auto& flow : flows) {
      names_[flow.id] = flow.name;
      if (model::classify(flow, entries) != model::FlowClass::live) continue;
      const auto content = contents.find(flow.id);
      if (content == contents.end() || !content->second.graph) continue;
      const FlowGraph& graph = *content->second.graph;
      const Flow& added = flows_[flow.id] = flow_of(with_modules(graph, modules), own_logging(graph, modules));
      if (added.chooses_later) choosing_.push_back(flow.name);
      for (const Way& way : added.ways) {
        if (way.to != flow.id) callers_[way.to].insert(flow.name);
      }
    }
    start(flows, entries);
    spread();
  }

  // Nothing: contacts come to it without logging, or nothing that can be seen leads to it.
  std::optional<Inheritance> of(const std::string& id) const {
    const auto callers = callers_.find(id);
    if (callers == callers_.end()) {
      if (choosing_.empty() || entries_.contains(id)) return std::nullopt;
      return Inheritance{Inherited::chosen_later, choosing_};
    }
    const auto found = arrivals_.find(id);
    if (found == arrivals_.end() || found->second == Arrivals{} || found->second.off) return std::nullopt;
    return Inheritance{found->second.unknown ? Inherited::as_before : Inherited::logging,
                       {callers->second.begin(), callers->second.end()}};
  }

 private:
  // Numbers, and what a review cannot see, start contacts without logging.
  void start(const model::FlowSummaries& flows, const Ids& entries) {
    for (const auto& flow : flows) {
      if (!flows_.contains(flow.id)) continue;
      const bool is_entry = entries.contains(flow.id);
      if (is_entry) entries_.insert(flow.id);
      if (!is_entry && callers_.contains(flow.id)) continue;
      const bool is_off = is_entry || (starts_contacts(flow) && choosing_.empty());
      arrivals_[flow.id] = is_off ? Arrivals{.off = true} : Arrivals{.unknown = true};
      waiting_.push_back(flow.id);
    }
  }

  void spread() {
    while (!waiting_.empty()) {
      const std::string id = std::move(waiting_.back());
      waiting_.pop_back();
      const Arrivals before = arrivals_[id];
      for (const Way& way : flows_[id].ways) {
        if (!flows_.contains(way.to)) continue;
        Arrivals& there = arrivals_[way.to];
        const Arrivals was = there;
        there.add(through(way, before));
        if (there != was) waiting_.push_back(way.to);
      }
    }
  }

  std::map<std::string, Flow> flows_;  // live ones that could be read
  std::map<std::string, std::string> names_;
  std::map<std::string, std::set<std::string>> callers_;  // names, by the flow that they lead to
  std::vector<std::string> choosing_;                     // names
  Ids entries_;
  std::map<std::string, Arrivals> arrivals_;
  std::vector<std::string> waiting_;
};

}  // namespace

bool starts_contacts(const model::FlowSummary& flow) {
  return flow.type == "CONTACT_FLOW" || flow.type == "CAMPAIGN";
}

std::map<std::string, Inheritance> inherited_logging(const model::FlowSummaries& flows,
                                                     const model::FlowContents& contents,
                                                     const model::Dataset<model::FlowContents>& modules,
                                                     const std::set<std::string>& entries) {
  const Contacts contacts(flows, contents, modules, entries);
  std::map<std::string, Inheritance> found;
  for (const auto& flow : flows) {
    if (model::classify(flow, entries) != model::FlowClass::live) continue;
    if (auto one = contacts.of(flow.id)) found.emplace(flow.id, *std::move(one));
  }
  return found;
}

}  // namespace analysis
