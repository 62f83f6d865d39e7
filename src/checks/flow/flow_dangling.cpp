#include "checks/flow/flow_dangling.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "checks/flow/live_flows.hpp"
#include "words/names.hpp"

namespace checks {
namespace {

using model::FlowReference;
using model::ReferenceKind;

struct Found {
  Spots spots;
  std::string first;  // "names a queue that does not exist"
};

std::string_view article(ReferenceKind kind) {
  return kind == ReferenceKind::agent ? "an" : "a";
}

void look_at(const NameLists& lists, const model::FlowAction& action, Found& found) {
  if (model::is_of_voice_id(action)) {
    if (found.first.empty()) found.first = " needs Amazon Connect Voice ID, which has ended";
    found.spots.add(action, ": Amazon Connect Voice ID has ended");
    return;
  }
  if (const auto kind = model::lacks_name_of(action)) {
    if (found.first.empty()) found.first = fmt::format(" names no {}", noun(*kind));
    found.spots.add(action, fmt::format(": it names no {}", noun(*kind)));
    return;
  }
  for (const FlowReference& reference : action.references) {
    const std::string wrong = wrong_in_block(lists, action, reference);
    if (wrong.empty()) continue;
    const std::string_view what = noun(reference.kind);
    if (found.first.empty()) found.first = fmt::format(" names {} {} that {}", article(reference.kind), what, wrong);
    const std::string name = reference.shown.empty() ? id_of(reference) : reference.shown;
    found.spots.add(action, fmt::format(": the {} {} {}", what, words::in_quotes(name), wrong));
    return;  // one is enough to have the block looked at
  }
}

// The kinds that some block names something of. The gaps of flows and modules are told with those of all flows.
std::set<ReferenceKind> named_kinds(const analysis::FollowedFlows& flows) {
  std::set<ReferenceKind> kinds;
  for (analysis::Node node = 0; node < flows.graph.size(); ++node) {
    if (!flows.reached[node] || flows.graph.part(node).is_default) continue;
    for (const FlowReference& reference : flows.graph.action(node).references) kinds.insert(reference.kind);
  }
  kinds.erase(ReferenceKind::flow);
  kinds.erase(ReferenceKind::hook);
  return kinds;
}

Judgements judge(const Scene& scene, const LiveFlows& live, const Dataset<model::FlowSummaries>& flows,
                 const Dataset<model::FlowSummaries>& modules, const Dataset<model::FlowContents>& module_contents,
                 const Dataset<model::Queues>& queues, const Dataset<model::Prompts>& prompts,
                 const Dataset<model::HoursOfOperations>& hours, const Dataset<model::Users>& users,
                 const Dataset<model::SecurityKeys>& keys, const Dataset<model::FlowTargets>& targets) {
  const analysis::FollowedFlows& followed = live.followed();
  const NameLists lists{.instance = scene.instance,
                        .flows = &flows,
                        .modules = &modules,
                        .module_contents = &module_contents,
                        .queues = &queues,
                        .prompts = &prompts,
                        .hours = &hours,
                        .users = &users,
                        .security_keys = &keys,
                        .targets = &targets};
  return live.judged(scene,
                     "Every queue, prompt, set of hours, flow, module, agent, bot, view, task template, data table and "
                     "security key that a block names is there and can be used",
                     dangling_names(followed, lists), not_looked_up(lists, named_kinds(followed), "flows"));
}

}  // namespace

FlowProblems dangling_names(const analysis::FollowedFlows& flows, const NameLists& lists) {
  return problems_of(flows.graph, [&](FlowProblem& problem) {
    Found found;
    for (analysis::Node node = problem.part->first; node < problem.part->end; ++node) {
      if (flows.reached[node]) look_at(lists, flows.graph.action(node), found);
    }
    problem.one = found.first;
    problem.many = " name what cannot be used";
    problem.observed = fmt::format("Contacts who come to {} take the error branch: {}.",
                                   found.spots.blocks.size() == 1 ? "this block" : "these blocks", found.spots.list());
    problem.spots = std::move(found.spots);
  });
}

const Check flow_dangling =
    on_made<judge, MakesLiveFlows, &Inventory::flows, &Inventory::modules, &Inventory::module_contents,
            &Inventory::queues, &Inventory::prompts, &Inventory::hours, &Inventory::users, &Inventory::security_keys,
            &Inventory::flow_targets>({
        .id = "flow_dangling",
        .component = "flow",
        .title = "Queues, prompts, bots, views and all else that flows name",
        .pillar = Pillar::resilience,
        .severity = Severity::high,
        .why =
            "A block that names a queue, prompt, bot, view or anything else which is gone, archived, unpublished, of "
            "another instance or of a type that it cannot use fails for every contact: nobody hears or gets what the "
            "block is there for.",
        .remedy =
            "Choose one that exists in these blocks, or publish or activate what is named, and publish the flow again. "
            "A bot of Amazon Lex V1 has to be made again in Amazon Lex V2. Take blocks of Amazon Connect Voice ID out.",
        .action = "Choose one that exists in the block",
        .links = {"https://docs.aws.amazon.com/connect/latest/APIReference/flow-language-actions.html",
                  "https://docs.aws.amazon.com/connect/latest/adminguide/contact-flow-modules.html"},
    });

}  // namespace checks
