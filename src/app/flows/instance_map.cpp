// The map of an instance: its flows and modules, how they lead to each other, and what leads to them: numbers, quick
// connects, task templates, and queues that whisper in outbound calls.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>
#include <set>
#include <span>

#include "app/flows/flow_map.hpp"
#include "app/flows/map_parts.hpp"
#include "base/error.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace app {
namespace {

using analysis::InstanceGraph;
using analysis::Link;
using analysis::LinkKind;
using analysis::Node;
using analysis::Part;
using page::MapBox;
using page::MapExit;

// Rows of a box; what a flow leads to beyond them is counted in the last one.
constexpr std::size_t most_exits = 40;

class InstanceMapping {
 public:
  InstanceMapping(const SeenFlows& seen, const MapBounds& bounds) : seen_(seen), bounds_(bounds), graph_(seen.graph) {}

  page::Map map() && {
    const std::vector<const Part*> parts = by_nearness();
    for (const Part* part : parts) {
      if (map_.boxes.size() < bounds_.boxes) add_part(*part);
    }
    const std::size_t drawn = map_.boxes.size();
    for (const Part* part : parts) add_exits(*part);
    add_entrances();
    add_problems();
    if (drawn < parts.size()) {
      map_.missing.push_back(
          fmt::format("{} not drawn: the map has those that are nearest to a number.",
                      words::counted(double(parts.size() - drawn), "more flow is", "more flows and modules are")));
    }
    return std::move(map_);
  }

 private:
  // What leads on from numbers first, then from other flows.
  std::vector<const Part*> by_nearness() {
    std::vector<const Part*> found;
    std::set<const Part*> seen;
    const auto add = [&](const Part& part) {
      if (seen.insert(&part).second) found.push_back(&part);
    };
    std::size_t next = 0;
    const auto follow = [&] {
      for (; next < found.size(); ++next) each_link(*found[next], [&](const Link& link) { add(*link.to); });
    };
    for (const Part& part : graph_.parts()) {
      if (part.is_entry) add(part);
    }
    follow();
    for (const Part& part : graph_.parts()) {
      add(part);
      follow();
    }
    return found;
  }

  // To parts that are known, from blocks that contacts come to.
  template <typename Visit>
  void each_link(const Part& part, Visit&& visit) const {
    for (Node block = part.first; block < part.end; ++block) {
      if (!seen_.followed.reached[block]) continue;
      for (const Link& link : graph_.links(block)) {
        if (link.to != nullptr) visit(link);
      }
    }
  }

  void add_part(const Part& part) {
    MapBox box = box_of_part(part);
    if (part.is_entry && !part.is_module) box.kind = "say";
    box_of_[&part] = map_.boxes.size();
    add(std::move(box));
  }

  void add(MapBox&& box) {
    box.number = fmt::format("{}", map_.boxes.size() + 1);
    map_.boxes.push_back(std::move(box));
  }

  // Each flow or module that it leads to once for each way of leading there.
  void add_exits(const Part& part) {
    const auto box = box_of_.find(&part);
    if (box == box_of_.end()) return;
    std::set<std::pair<LinkKind, const Part*>> seen;
    std::vector<MapExit> exits;
    each_link(part, [&](const Link& link) {
      if (!seen.insert({link.kind, link.to}).second) return;
      static constexpr std::string_view labels[] = {"to", "calls", "at an event", "starts a contact in"};
      MapExit exit{fmt::format("{} {}", labels[std::size_t(link.kind)], link.to->flow->name), page::none, "", false};
      const auto to = box_of_.find(link.to);
      if (to != box_of_.end()) exit.to = to->second;
      if (to == box_of_.end()) exit.instead = "not drawn";
      exits.push_back(std::move(exit));
    });
    if (exits.size() > most_exits) {
      const std::size_t more = exits.size() - most_exits;
      exits.resize(most_exits);
      exits.push_back({fmt::format("{} more", words::count(std::int64_t(more))), page::none, "not drawn", false});
    }
    if (!exits.empty()) map_.boxes[box->second].exits = std::move(exits);
  }

  // What leads to flows from outside of them.
  struct Entrance {
    std::string_view icon, noun;
    std::string_view says;   // of one by itself
    std::string_view label;  // of the line to the flow
  };

  void add_entrances() {
    const OtherEntrances& others = seen_.others;
    const auto numbers = add_boxes(seen_.numbers, {"phone", "number", "", ""});
    const auto quick_connects = add_boxes(others.quick_connects, {"agent", "quick connect", "quick connect", ""});
    const auto templates = add_boxes(others.task_templates, {"card", "task template", "task template", "starts tasks"});
    const auto queues = add_boxes(others.queues, {"queue", "queue", "queue", "whispers in outbound calls"});
    map_.about.push_back(words::counted(numbers, "number"));
    map_.about.push_back(words::counted(double(graph_.parts().size()), "flow or module", "flows and modules"));
    if (quick_connects > 0) map_.about.push_back(words::counted(quick_connects, "quick connect"));
    if (templates > 0) map_.about.push_back(words::counted(templates, "task template"));
    if (queues > 0) map_.about.push_back(words::counted(double(queues), "queue that whispers", "queues that whisper"));
  }

  // Those of one flow are one box. Answers how many lead to any flow.
  std::int64_t add_boxes(const std::map<std::string, std::vector<std::string>>& by_flow, const Entrance& entrance) {
    std::int64_t count = 0;
    for (const auto& [flow_id, names] : by_flow) {
      count += std::int64_t(names.size());
      const auto part = std::ranges::find_if(
          box_of_, [&](const auto& one) { return !one.first->is_module && one.first->flow->id == flow_id; });
      std::size_t to = page::none;
      if (part != box_of_.end()) to = part->second;
      if (to == page::none) to = add_unread(flow_id);
      if (to == page::none) continue;
      MapBox box;
      box.icon = entrance.icon;
      box.kind = "set";
      box.title = names.size() == 1 ? names.front() : words::counted(std::int64_t(names.size()), entrance.noun);
      box.says = names.size() == 1 ? std::string(entrance.says) : words::list(names);
      box.exits.push_back({std::string(entrance.label), to, "", false});
      map_.boxes.push_back(std::move(box));
    }
    return count;
  }

  // A flow that a number leads to and whose blocks are not known.
  std::size_t add_unread(const std::string& flow_id) {
    if (map_.boxes.size() >= bounds_.boxes) return page::none;
    MapBox box;
    box.icon = "flow";
    box.kind = "end";
    box.title = seen_.names.flow(flow_id);
    box.says = why_not_followed(seen_.inventory, flow_id).why;
    box.is_unknown = true;
    add(std::move(box));
    return map_.boxes.size() - 1;
  }

  void add_problems() {
    for (const ProblemOfFlow& problem : seen_.problems) {
      const std::size_t number = map_.problems.size();
      map_.problems.push_back({problem.status, problem.headline});
      const auto box = box_of_.find(problem.part);
      if (box == box_of_.end()) continue;
      mark(map_.boxes[box->second], number, problem.headline);
    }
    map_.about.push_back(problem_count(map_));
  }

  const SeenFlows& seen_;
  const MapBounds bounds_;
  const InstanceGraph& graph_;
  std::map<const Part*, std::size_t> box_of_;
  page::Map map_;
};

}  // namespace

page::Map map_of_instance(const SeenFlows& seen, const MapBounds& bounds) {
  const model::Inventory& inventory = seen.inventory;
  if (!inventory.flows.known()) {
    throw base::Error(base::ErrorKind::unavailable,
                      fmt::format("the flows could not be read: {}", inventory.flows.gap->reason));
  }
  page::Map map = InstanceMapping(seen, bounds).map();
  map.kind = "Map of an instance";
  map.title = model::scene_of(inventory).name;
  map.legend =
      "Only blocks that contacts come to are followed. An arrow with a number: to the flow or module with that number. A "
      "dashed edge: the blocks of the flow are not known.";
  const auto say_gaps = [&](std::span<const model::DatasetId> datasets) {
    for (const std::string& gap : not_read(inventory, datasets))
      map.missing.push_back(fmt::format("Not read: {}", gap));
  };
  say_gaps(told_from);
  say_gaps(
      std::array{model::DatasetId::queue_details, model::DatasetId::quick_connects, model::DatasetId::task_templates});
  return map;
}

}  // namespace app
