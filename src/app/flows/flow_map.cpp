#include "app/flows/flow_map.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

#include "app/flows/block_icon.hpp"
#include "app/flows/block_words.hpp"
#include "app/flows/flow_journey.hpp"
#include "app/flows/map_parts.hpp"
#include "base/text.hpp"
#include "model/flow_block.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace app {
namespace {

using analysis::InstanceGraph;
using analysis::Link;
using analysis::Node;
using analysis::nowhere;
using analysis::Part;
using analysis::Way;
using page::MapBox;
using page::MapExit;

constexpr std::string_view and_on_error = ", error";

// A block, and how many branches it is from the start of its flow.
struct Near {
  Node block = nowhere;
  std::size_t depth = 0;
};

// All blocks of a part, the nearest first; those that no way leads to come last.
std::vector<Near> by_nearness(const InstanceGraph& graph, const Part& part) {
  std::vector<Near> found = {{part.start, 0}};
  std::vector<bool> is_found(part.end - part.first);
  is_found[part.start - part.first] = true;
  const auto follow = [&](std::size_t from) {
    for (std::size_t next = from; next < found.size(); ++next) {
      for (const Way& way : graph.ways(found[next].block)) {
        if (way.to == nowhere || is_found[way.to - part.first]) continue;
        is_found[way.to - part.first] = true;
        found.push_back({way.to, found[next].depth + 1});
      }
    }
  };
  follow(0);
  const std::size_t deepest = found.back().depth + 1;
  for (Node block = part.first; block < part.end; ++block) {
    if (!is_found[block - part.first]) found.push_back({block, deepest});
  }
  return found;
}

std::size_t ways_out(const InstanceGraph& graph, Node block) {
  std::set<Node> to;
  for (const Way& way : graph.ways(block)) to.insert(way.to);
  return to.size();
}

// What people call it who see one branch among others.
std::string short_label(const model::FlowBranch& branch, const model::FlowAction& action) {
  if (branch.kind == model::BranchKind::timeout) return "timeout";
  const std::string label = words_of(branch, action);
  return label == "no matching error" ? "error" : label;
}

class FlowMapping {
 public:
  FlowMapping(const SeenFlows& seen, const Journey& journey, const MapBounds& bounds)
      : seen_(seen),
        bounds_(bounds),
        graph_(seen.graph),
        box_of_(graph_.size(), page::none),
        frame_of_(graph_.size(), page::none) {
    note_told(journey);
  }

  page::Map map() && {
    choose_blocks();
    for (const Node block : drawn_) add_block(block);
    add_entries();
    for (const Node block : drawn_) add_exits(block);
    add_problems();
    return std::move(map_);
  }

 private:
  // Blocks have the numbers and words that `flows show` gives them.
  struct Told {
    std::size_t number = 0;
    std::string what;
  };

  void note_told(const Journey& journey) {
    for (const JourneyPart& told : journey.parts) {
      const bool is_module = told.type == "MODULE";
      const auto part = std::ranges::find_if(
          graph_.parts(), [&](const Part& one) { return one.flow->id == told.id && one.is_module == is_module; });
      if (std::ranges::find(parts_, &*part) == parts_.end()) parts_.push_back(&*part);
      for (const auto* steps : {&told.steps, &told.failures}) note_told(*part, *steps);
    }
  }

  void note_told(const Part& part, const std::vector<JourneyStep>& steps) {
    std::map<std::string_view, const JourneyStep*> by_block;
    for (const JourneyStep& step : steps) {
      if (step.number != 0) by_block[step.block] = &step;
      next_number_ = std::max(next_number_, step.number + 1);
    }
    for (Node block = part.first; block < part.end; ++block) {
      const auto found = by_block.find(graph_.action(block).identifier);
      if (found != by_block.end()) told_[block] = {found->second->number, found->second->what};
    }
  }

  // The first part in full, as far as there is room; the others as well where all together can be followed.
  void choose_blocks() {
    std::size_t blocks = 0;
    for (const Part* part : parts_) blocks += part->end - part->first;
    for (const Part* part : parts_) {
      const bool is_first = part == parts_.front();
      if (!is_first && blocks > bounds_.in_full) continue;
      in_full_.push_back(part);
      const std::vector<Near> near = is_first ? cut(by_nearness(graph_, *part)) : by_nearness(graph_, *part);
      for (const Near& one : near) {
        drawn_.push_back(one.block);
        frame_of_[one.block] = in_full_.size() - 1;
      }
    }
    for (const Part* part : in_full_)
      map_.frames.push_back(fmt::format("{} ({})", part->flow->name, type_words(*part)));
    if (in_full_.size() < 2) map_.frames.clear();
  }

  // Whole depths, so that it can be said where the map ends; in a flow that is broad from the start, the nearest.
  std::vector<Near> cut(std::vector<Near> near) {
    std::size_t keep = 0, lines = 0;
    for (; keep < near.size() && keep < bounds_.boxes; ++keep) {
      lines += ways_out(graph_, near[keep].block);
      if (lines > bounds_.lines && keep > 0) break;
    }
    if (keep == near.size()) return near;
    std::size_t whole = keep;
    while (whole > 0 && near[whole - 1].depth == near[keep].depth) --whole;
    const bool is_whole = whole > 1;
    if (is_whole) keep = whole;
    const std::string more = words::counted(double(near.size() - keep), "more block is", "more blocks are");
    const std::string ends =
        is_whole ? fmt::format("the map ends {} from the start of the flow",
                               words::counted(double(near[keep - 1].depth), "branch", "branches"))
                 : fmt::format("the map has the {} nearest to the start of the flow", words::count(std::int64_t(keep)));
    map_.missing.push_back(fmt::format("{} not drawn: {}.", more, ends));
    left_out_ = near.size() - keep;
    near.resize(keep);
    return near;
  }

  void add_block(Node block) {
    const model::FlowAction& action = graph_.action(block);
    const BlockIcon icon = icon_of(action.type);
    const auto told = told_.find(block);
    MapBox box;
    box.icon = icon.icon;
    box.kind = icon.kind;
    box.number = fmt::format("{}", told == told_.end() ? next_number_++ : told->second.number);
    box.title = designers_name(action);
    box.says = told == told_.end() ? words_of(action, seen_.names) : told->second.what;
    if (box.says == model::block_title(action.type)) box.says.clear();
    if (base::lower(box.title) != base::lower(action.identifier)) box.note = action.identifier;
    box.is_faded = !seen_.followed.reached[block];
    if (!map_.frames.empty()) box.frame = frame_of_[block];
    box_of_[block] = map_.boxes.size();
    map_.boxes.push_back(std::move(box));
  }

  // Where contacts come in: before the start of the first flow.
  void add_entries() {
    const Part& first = *parts_.front();
    MapBox box;
    box.icon = "flow";
    box.kind = "end";
    box.title = "Start";
    box.says = first.is_module ? "flows that call the module" : entrances_of(first);
    box.exits.push_back({"", box_of_[first.start], "", false});
    if (!map_.frames.empty()) box.frame = 0;
    map_.start = map_.boxes.size();
    map_.boxes.push_back(std::move(box));
  }

  std::string entrances_of(const Part& part) const {
    std::string all = part.is_default ? std::string(runs_by_default) : "";
    const auto add = [&](const std::map<std::string, std::vector<std::string>>& by_flow, std::string_view one,
                         std::string_view many) {
      const auto found = by_flow.find(part.flow->id);
      if (found == by_flow.end()) return;
      const auto& names = found->second;
      all += fmt::format("{}{}{}", all.empty() ? "" : "; ", names.size() == 1 ? one : many, words::list(names));
    };
    add(seen_.numbers, "", "");
    add(seen_.others.quick_connects, "quick connect ", "quick connects ");
    add(seen_.others.task_templates, "task template ", "task templates ");
    add(seen_.others.queues, "outbound calls of queue ", "outbound calls of queues ");
    return all.empty() ? "no number leads here" : all;
  }

  void add_exits(Node block) {
    std::vector<MapExit> exits = links_of(block);
    for (MapExit& exit : ways_of(block)) exits.push_back(std::move(exit));
    map_.boxes[box_of_[block]].exits = std::move(exits);
  }

  std::vector<MapExit> links_of(Node block) {
    std::vector<MapExit> exits;
    for (const Link& link : graph_.links(block)) {
      static constexpr std::string_view labels[] = {"the flow", "the module", "at an event", "a new contact"};
      MapExit exit{std::string(labels[std::size_t(link.kind)]), page::none, "", false, true};
      if (link.to == nullptr) {
        exit.label += ": not known here";
      } else {
        exit.to = box_of(*link.to);
      }
      exits.push_back(std::move(exit));
    }
    return exits;
  }

  // Its first block, or the box that stands for all of it.
  std::size_t box_of(const Part& part) {
    if (box_of_[part.start] != page::none) return box_of_[part.start];
    box_of_[part.start] = map_.boxes.size();
    folded_[&part] = map_.boxes.size();
    map_.boxes.push_back(box_of_part(part));
    map_.boxes.back().number = fmt::format("{}", next_number_++);
    return box_of_[part.start];
  }

  // Each place once for what works and once for what fails, unless it leads where the block leads anyway.
  std::vector<MapExit> ways_of(Node block) {
    std::vector<MapExit> works, fails;
    std::vector<Node> to_works, to_fails;
    const model::FlowAction& action = graph_.action(block);
    const auto add = [&](std::vector<MapExit>& exits, std::vector<Node>& to, const Way& way) {
      const auto place = std::ranges::find(to, way.to);
      const auto at = std::size_t(place - to.begin());
      if (place == to.end()) {
        to.push_back(way.to);
        exits.push_back(exit_to(way));
      }
      const std::string label = short_label(*way.branch, action);
      std::string& all = exits[at].label;
      if (!label.empty() && all.find(label) == std::string::npos) all += (all.empty() ? "" : ", ") + label;
    };
    for (const Way& way : graph_.ways(block)) {
      if (!model::is_failure(*way.branch)) add(works, to_works, way);
    }
    for (const Way& way : graph_.ways(block)) {
      if (!model::is_failure(*way.branch)) continue;
      const auto same = std::ranges::find(to_works, way.to);
      if (same == to_works.end()) {
        add(fails, to_fails, way);
      } else if (way.to != nowhere) {
        add_failure(works[std::size_t(same - to_works.begin())].label);
      }
    }
    const bool is_alone = works.size() + fails.size() == 1 && graph_.links(block).empty();
    for (MapExit& exit : works) {
      if (exit.label.empty() && (!is_alone || exit.to == page::none)) exit.label = "success";
      if (exit.label == and_on_error) exit.label = "success or error";
    }
    works.insert(works.end(), std::make_move_iterator(fails.begin()), std::make_move_iterator(fails.end()));
    return works;
  }

  static void add_failure(std::string& label) {
    if (!label.ends_with(and_on_error)) label += and_on_error;
  }

  MapExit exit_to(const Way& way) const {
    MapExit exit{"", page::none, "", model::is_failure(*way.branch)};
    if (way.to == nowhere) {
      exit.instead = "nowhere";
    } else if (box_of_[way.to] == page::none) {
      exit.instead = "not drawn";
    } else {
      exit.to = box_of_[way.to];
    }
    return exit;
  }

  void add_problems() {
    for (const ProblemOfFlow& problem : seen_.problems) {
      const auto folded = folded_.find(problem.part);
      const bool is_drawn = std::ranges::find(in_full_, problem.part) != in_full_.end();
      if (!is_drawn && folded == folded_.end()) continue;
      const std::size_t number = map_.problems.size();
      map_.problems.push_back({problem.status, problem.headline});
      if (!is_drawn) {
        mark(map_.boxes[folded->second], number, problem.headline);
        continue;
      }
      for (const ProblemSpot& spot : problem.spots) {
        if (box_of_[spot.block] != page::none) map_.boxes[box_of_[spot.block]].marks.push_back({number, spot.what});
      }
    }
    const std::string blocks = words::counted(std::int64_t(drawn_.size() + left_out_), "block");
    map_.about.push_back(left_out_ == 0 ? blocks
                                        : fmt::format("{} of {}", words::count(std::int64_t(drawn_.size())), blocks));
    map_.about.push_back(problem_count(map_));
  }

  const SeenFlows& seen_;
  const MapBounds bounds_;
  const InstanceGraph& graph_;
  std::vector<const Part*> parts_, in_full_;
  std::map<Node, Told> told_;
  std::size_t next_number_ = 1, left_out_ = 0;
  std::vector<Node> drawn_;
  std::vector<std::size_t> box_of_, frame_of_;  // by block
  std::map<const Part*, std::size_t> folded_;
  page::Map map_;
};

}  // namespace

page::Map map_of_flow(const SeenFlows& seen, const std::string& wanted, const MapBounds& bounds) {
  const Journey journey = journey_in(seen, wanted);
  page::Map map;
  if (!journey.parts.empty()) map = FlowMapping(seen, journey, bounds).map();
  if (journey.parts.empty()) map.about.emplace_back("it leads to no flow");
  map.title = journey.of;
  map.legend =
      "Dashed lines: where a block leads when it fails. Dotted lines: into another flow or module. An arrow with a number: "
      "to the block with that number. Pale blocks: no contact comes there.";
  map.kind = journey.parts.empty() || journey.parts.front().name != journey.of ? "Map of a phone number"
             : journey.parts.front().type == "MODULE"                          ? "Map of a flow module"
                                                                               : "Map of a flow";
  for (const std::string& gap : journey.not_read) map.not_read.push_back(fmt::format("Not read: {}", gap));
  const auto gap = model::unknown_entries(seen.inventory.flow_associations, seen.inventory.message_flows);
  if (gap)
    map.not_read.push_back(fmt::format("Not all problems are known, since where numbers lead is not: {}", gap->reason));
  return map;
}

}  // namespace app
