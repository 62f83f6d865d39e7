#include "analysis/stored_input.hpp"

#include <algorithm>
#include <cstdint>
#include <set>
#include <span>
#include <unordered_map>
#include <utility>

#include "analysis/flow_events.hpp"
#include "analysis/handed_on.hpp"

namespace analysis {
namespace {

using model::FlowAction;

// What blocks do with an attribute, in their order.
struct AttributeUse {
  std::vector<std::pair<Node, std::string_view>> copied;  // and to what
  std::vector<Node> set;
};
using AttributeUses = std::unordered_map<std::string_view, AttributeUse>;

AttributeUses attribute_uses(const InstanceGraph& graph) {
  AttributeUses uses;
  for (Node node = 0; node < graph.size(); ++node) {
    for (const model::AttributeSetting& setting : graph.action(node).sets) {
      const std::string_view attribute = followed_name(setting.attribute);
      uses[attribute].set.push_back(node);
      for (const std::string& from : setting.from) {
        uses[followed_name(from)].copied.emplace_back(node, attribute);
        if (const auto stand_in = stand_in_for(from)) uses[*stand_in].copied.emplace_back(node, attribute);
      }
    }
  }
  return uses;
}

// By part: the flows of hooks that may be set when contacts are in it, there or before.
using HookedFlows = std::map<const Part*, std::set<const Part*>>;

HookedFlows hooked_flows(const InstanceGraph& graph) {
  HookedFlows hooked, next;
  for (Node node = 0; node < graph.size(); ++node) {
    const Part* here = &graph.part(node);
    for (const Link& link : graph.links(node)) {
      if (link.to == nullptr || link.kind == LinkKind::new_contact) continue;
      next[here].insert(link.to);
      if (link.kind == LinkKind::event) hooked[here].insert(link.to);
      if (link.kind == LinkKind::call) next[link.to].insert(here);
    }
  }
  std::vector<const Part*> open;
  for (const auto& [part, flows] : hooked) open.push_back(part);
  while (!open.empty()) {
    const Part* part = open.back();
    open.pop_back();
    const std::set<const Part*> here = hooked[part];
    for (const Part* to : next[part]) {
      std::set<const Part*>& there = hooked[to];
      const std::size_t before = there.size();
      there.insert(here.begin(), here.end());
      if (there.size() != before) open.push_back(to);
    }
  }
  return hooked;
}

// In an instance of the largest size, 150 attributes may have it in each of its blocks.
constexpr std::size_t most_work = 60'000'000;

// Of each block those that follow, apart from those that follow when it fails: each is asked for once for every
// attribute.
class Followers {
 public:
  explicit Followers(const InstanceGraph& graph) {
    first_.reserve(graph.size() + 1);
    for (Node node = 0; node < graph.size(); ++node) {
      first_.push_back(std::uint32_t(to_.size()));
      add(graph.ways(node), false);
      failures_.push_back(std::uint32_t(to_.size()));
      add(graph.ways(node), true);
    }
    first_.push_back(std::uint32_t(to_.size()));
  }

  std::span<const Node> on_success(Node node) const { return between(first_[node], failures_[node]); }
  std::span<const Node> on_failure(Node node) const { return between(failures_[node], first_[node + 1]); }

 private:
  void add(std::span<const Way> ways, bool failures) {
    for (const Way& way : ways) {
      if (way.to != nowhere && model::is_failure(*way.branch) == failures) to_.push_back(way.to);
    }
  }
  std::span<const Node> between(std::uint32_t first, std::uint32_t end) const {
    return std::span(to_).subspan(first, end - first);
  }

  std::vector<std::uint32_t> first_, failures_;  // of each block, in to_
  std::vector<Node> to_;
};

// Each attribute is followed from block to block by itself.
class InputWalk {
 public:
  explicit InputWalk(const InstanceGraph& graph)
      : graph_(graph),
        followers_(graph),
        uses_(attribute_uses(graph)),
        hooked_(hooked_flows(graph)),
        held_(graph.size()) {
    for (Node node = 0; node < graph.size(); ++node) {
      for (const Link& link : graph.links(node)) {
        if (link.kind == LinkKind::call && link.to != nullptr) callers_[link.to].push_back(node);
      }
    }
  }

  // Whether it has come to an end.
  bool follow(const std::vector<Node>& sources) {
    const std::size_t stored = number_of(model::stored_input);
    for (const Node source : sources) on_success(source, stored);
    while (!open_.empty() && work_ <= most_work) {
      const auto [node, attribute] = open_.back();
      open_.pop_back();
      visit(node, attribute);
    }
    return open_.empty();
  }

  std::map<std::string, std::size_t, std::less<>> numbers() const { return {numbers_.begin(), numbers_.end()}; }
  std::vector<std::vector<bool>> held() && { return std::move(held_); }

 private:
  struct Attribute {
    const AttributeUse* use = nullptr;
    AttributeScope scope = AttributeScope::flow;
    bool is_set_in_modules = false;
    bool is_stand_in = false;
  };

  std::size_t number_of(std::string_view name) {
    const auto [found, is_new] = numbers_.try_emplace(name, attributes_.size());
    if (!is_new) return found->second;
    const AttributeUse& use = uses_[name];
    const auto is_in_module = [&](Node node) { return graph_.part(node).is_module; };
    const AttributeScope scope = scope_of(name).value_or(AttributeScope::flow);
    attributes_.push_back({&use, scope, std::ranges::any_of(use.set, is_in_module), is_stand_in(name)});
    return found->second;
  }

  void add(Node node, std::size_t attribute) {
    ++work_;
    std::vector<bool>& here = held_[node];
    if (here.size() <= attribute) here.resize(attributes_.size());
    if (here[attribute]) return;
    here[attribute] = true;
    open_.emplace_back(node, attribute);
  }

  void on_success(Node node, std::size_t attribute) {
    for (const Node next : followers_.on_success(node)) add(next, attribute);
  }

  void visit(Node node, std::size_t number) {
    const Attribute attribute = attributes_[number];
    for (const Node next : followers_.on_failure(node)) add(next, number);
    if (!is_replaced(node, attribute)) on_success(node, number);
    const auto& copied = attribute.use->copied;
    for (auto copy = std::ranges::lower_bound(copied, node, {}, &std::pair<Node, std::string_view>::first);
         copy != copied.end() && copy->first == node; ++copy) {
      hand_on(node, number_of(copy->second));
    }
    if (attribute.scope == AttributeScope::contact) leave(node, number, attribute);
  }

  // To where what the block sets can be read.
  void hand_on(Node node, std::size_t number) {
    const AttributeScope scope = attributes_[number].scope;
    if (scope == AttributeScope::input) {
      for (const Link& link : graph_.links(node)) {
        if (link.kind == LinkKind::call && link.to != nullptr) add(link.to->start, number);
      }
    } else if (scope == AttributeScope::result) {
      for (const Node caller : callers_[&graph_.part(node)]) on_success(caller, number);
    } else {
      on_success(node, number);
    }
  }

  // What modules may set comes back from where the module ends, if it still is there.
  bool is_replaced(Node node, const Attribute& attribute) const {
    const FlowAction& action = graph_.action(node);
    if (attribute.use == &uses_.at(model::stored_input) && model::stores_input(action)) return true;
    switch (attribute.scope) {
      case AttributeScope::input: return false;  // what a block sets is the input of another module
      case AttributeScope::result: return calls_module(node);
      case AttributeScope::contact:
        if (attribute.is_set_in_modules && calls_module(node)) return true;
        break;
      case AttributeScope::flow: break;
    }
    return !attribute.is_stand_in && std::ranges::binary_search(attribute.use->set, node);
  }

  bool calls_module(Node node) const {
    return std::ranges::any_of(graph_.links(node),
                               [](const Link& link) { return link.kind == LinkKind::call && link.to != nullptr; });
  }

  void leave(Node node, std::size_t number, const Attribute& attribute) {
    for (const Link& link : graph_.links(node)) {
      if (link.to != nullptr && link.kind != LinkKind::event) add(link.to->start, number);
    }
    const Part& part = graph_.part(node);
    if (may_meet_event(graph_, node) && at_events_.emplace(&part, number).second) {
      for (const Part* flow : hooked_[&part]) add(flow->start, number);
    }
    if (attribute.is_set_in_modules && graph_.action(node).type == "EndFlowModuleExecution") {
      for (const Node caller : callers_[&part]) on_success(caller, number);
    }
  }

  const InstanceGraph& graph_;
  const Followers followers_;
  AttributeUses uses_;
  HookedFlows hooked_;
  std::map<const Part*, std::vector<Node>> callers_;
  std::set<std::pair<const Part*, std::size_t>> at_events_;  // of which the flows of hooks have been told
  std::map<std::string_view, std::size_t> numbers_;
  std::vector<Attribute> attributes_;  // by number
  std::vector<std::vector<bool>> held_;
  std::vector<std::pair<Node, std::size_t>> open_;
  std::size_t work_ = 0;
};

}  // namespace

StoredInput::StoredInput(const InstanceGraph& graph, const std::function<bool(Node)>& is_source) {
  std::vector<Node> sources;
  for (Node node = 0; node < graph.size(); ++node) {
    if (is_source(node)) sources.push_back(node);
  }
  if (sources.empty()) return;
  InputWalk walk(graph);
  is_whole_ = walk.follow(sources);
  numbers_ = walk.numbers();
  held_ = std::move(walk).held();
}

bool StoredInput::may_be_in(std::string_view attribute, Node node) const {
  const auto is_held = [&](std::string_view name) {
    const auto number = numbers_.find(name);
    return number != numbers_.end() && number->second < held_[node].size() && held_[node][number->second];
  };
  const auto stand_in = stand_in_for(attribute);
  return is_held(followed_name(attribute)) || (stand_in && is_held(*stand_in));
}

}  // namespace analysis
