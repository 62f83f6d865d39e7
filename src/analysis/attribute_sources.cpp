#include "analysis/attribute_sources.hpp"

#include <algorithm>
#include <map>

namespace analysis {
namespace {

using model::AttributeSetting;
using model::AttributeSource;

constexpr std::string_view of_contact = "$.Attributes.", of_flow = "$.FlowAttributes.";

const AttributeSetting* setting_of(const model::FlowAction& action, const std::string& attribute) {
  const auto found = std::ranges::find(action.sets, attribute, &AttributeSetting::attribute);
  return found == action.sets.end() ? nullptr : &*found;
}

std::vector<Node> reached_blocks(const FollowedFlows& flows) {
  std::vector<Node> blocks;
  for (Node node = 0; node < flows.graph.size(); ++node) {
    if (flows.reached[node]) blocks.push_back(node);
  }
  return blocks;
}

AttributeSource less_trusted(AttributeSource a, AttributeSource b) {
  return std::min(a, b);
}

// Attributes yet to be followed from a block back, each once.
class Open {
 public:
  void add(Node node, const std::string& attribute) {
    if (seen_.emplace(node, attribute).second) open_.emplace_back(node, attribute);
  }
  bool empty() const { return open_.empty(); }
  std::pair<Node, std::string> take() {
    auto last = std::move(open_.back());
    open_.pop_back();
    return last;
  }

 private:
  std::set<std::pair<Node, std::string>> seen_;
  std::vector<std::pair<Node, std::string>> open_;
};

}  // namespace

std::set<std::string> set_from(const InstanceGraph& graph, std::span<const Node> blocks,
                               const std::function<bool(const std::string&)>& is_source) {
  std::map<std::string_view, std::vector<const std::string*>> set_to;
  std::vector<const std::string*> open;
  for (const Node node : blocks) {
    for (const AttributeSetting& setting : graph.action(node).sets) {
      for (const std::string& from : setting.from) set_to[from].push_back(&setting.attribute);
      if (std::ranges::any_of(setting.from, is_source)) open.push_back(&setting.attribute);
    }
  }
  std::set<std::string> found;
  while (!open.empty()) {
    const std::string& attribute = *open.back();
    open.pop_back();
    if (!found.insert(attribute).second) continue;
    const auto copies = set_to.find(attribute);
    if (copies != set_to.end()) open.insert(open.end(), copies->second.begin(), copies->second.end());
  }
  return found;
}

AttributeSources::AttributeSources(const FollowedFlows& flows) : flows_(flows), steps_(flows.graph.size()) {
  const std::vector<Node> blocks = reached_blocks(flows);
  from_caller_ = set_from(flows.graph, blocks, [](const std::string& attribute) {
    return model::source_of(attribute) == AttributeSource::caller;
  });
  for (const Node node : blocks) {
    for (const Way& way : flows.graph.ways(node)) {
      if (way.to != nowhere) steps_[way.to].push_back({node, model::is_failure(*way.branch)});
    }
    if (!flows.graph.part(node).is_module) continue;
    for (const AttributeSetting& setting : flows.graph.action(node).sets) set_in_modules_.insert(setting.attribute);
  }
}

AttributeSource AttributeSources::at(Node node, const std::string& attribute) const {
  AttributeSource source = AttributeSource::company;
  Open open;
  const auto follow = [&](Node from, const std::string& read) {
    if (read.starts_with(of_contact) || read.starts_with(of_flow)) {
      open.add(from, read);
    } else {
      source = less_trusted(source, model::source_of(read));
    }
  };
  follow(node, attribute);
  while (!open.empty()) {
    const auto [here, read] = open.take();
    if (here == flows_.graph.part(here).start) source = less_trusted(source, at_beginning(read));
    for (const Step& step : steps_[here]) {
      const AttributeSetting* setting = step.has_failed ? nullptr : setting_of(flows_.graph.action(step.before), read);
      if (setting == nullptr) {
        if (may_be_set_in_call(step.before, read)) source = less_trusted(source, at_beginning(read));
        follow(step.before, read);
      } else {
        for (const std::string& from : setting->from) follow(step.before, from);
      }
    }
  }
  return source;
}

// Nothing has set an attribute of the flow then.
AttributeSource AttributeSources::at_beginning(const std::string& attribute) const {
  if (attribute.starts_with(of_flow)) return AttributeSource::company;
  return from_caller_.contains(attribute) ? AttributeSource::caller : model::source_of(attribute);
}

bool AttributeSources::may_be_set_in_call(Node node, const std::string& attribute) const {
  return flows_.graph.action(node).type == "InvokeFlowModule" && set_in_modules_.contains(attribute);
}

}  // namespace analysis
