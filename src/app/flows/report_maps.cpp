#include "app/flows/report_maps.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

#include "app/flows/flow_map.hpp"
#include "app/flows/kept_flows.hpp"
#include "app/flows/map_parts.hpp"
#include "base/error.hpp"
#include "base/log.hpp"

namespace app {
namespace {

using formats::FlowMaps;
using model::Finding;
using Findings = std::vector<Finding>;

// A flow by itself: what it leads to is a box each, and has a map of its own where something is wrong there.
constexpr MapBounds of_report{.boxes = 120, .lines = 400, .in_full = 0};
// In all: some megabytes, drawn in seconds.
constexpr std::size_t most_maps = 200, most_boxes = 3'000;

bool is_problem_of_flow(const Finding& finding) {
  const bool is_of_flow = finding.resource.type == "flow" || finding.resource.type == "flow_module";
  return is_of_flow && model::is_problem(finding) && !finding.muted;
}

// Each flow once: first those that fail, and of them those with something wrong at a block, where a map helps most.
std::vector<std::string> by_weight(const std::vector<ProblemOfFlow>& problems, const Findings& findings) {
  std::set<std::string> with_findings, with_fails;
  for (const Finding& finding : findings) {
    with_findings.insert(finding.resource.key);
    if (finding.status == model::Status::fail) with_fails.insert(finding.resource.key);
  }
  std::vector<std::string> keys;
  const auto add = [&](const std::string& key) {
    if (with_findings.erase(key) > 0) keys.push_back(key);
  };
  for (const ProblemOfFlow& problem : problems) add(problem.part->flow->id);
  for (const Finding& finding : findings) add(finding.resource.key);
  std::ranges::stable_partition(keys, [&](const std::string& key) { return with_fails.contains(key); });
  return keys;
}

// What is wrong with the flow and no block of it stands where contacts come in.
void add_to_start(page::Map& map, const std::string& key, const Findings& findings) {
  for (const Finding& finding : findings) {
    if (finding.resource.key != key || map.start == page::none) continue;
    if (std::ranges::find(map.problems, finding.headline, &page::MapProblem::headline) != map.problems.end()) continue;
    map.problems.push_back({finding.status, finding.headline});
    mark(map.boxes[map.start], map.problems.size() - 1, finding.headline);
  }
  map.about.back() = problem_count(map);
}

// Flows of one name, by their ids.
void tell_apart(std::vector<formats::FlowMap>& maps) {
  std::map<std::string, int> times;
  for (const formats::FlowMap& one : maps) ++times[one.map.title];
  for (formats::FlowMap& one : maps) {
    if (times[one.map.title] > 1) one.map.title += fmt::format(" ({})", one.key);
  }
}

}  // namespace

FlowMaps report_maps(const model::Inventory& inventory, const model::Review& review) {
  Findings findings = model::all_findings(review);
  std::erase_if(findings, [](const Finding& finding) { return !is_problem_of_flow(finding); });
  FlowMaps flows;
  if (findings.empty()) return flows;
  const SeenFlows seen(inventory);
  std::size_t boxes = 0;
  for (const std::string& key : by_weight(seen.problems, findings)) {
    if (flows.maps.size() == most_maps || boxes > most_boxes) {
      ++flows.not_drawn;
      continue;
    }
    try {
      flows.maps.push_back({key, map_of_flow(seen, key, of_report)});
      add_to_start(flows.maps.back().map, key, findings);
      boxes += flows.maps.back().map.boxes.size();
    } catch (const base::Error& error) {  // its blocks are not known: that is a finding already
      base::log::debug(fmt::format("no map of {}: {}", key, error.what()));
    }
  }
  tell_apart(flows.maps);
  return flows;
}

FlowMaps report_maps(store::Store& store, const model::Review& review) {
  FlowMaps flows;
  try {
    const auto inventory = kept_flows(store, review.status.review_id);
    if (inventory) return report_maps(*inventory, review);
  } catch (const base::Error& error) {
    flows.not_known = error.what();
  }
  return flows;
}

}  // namespace app
