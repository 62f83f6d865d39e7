#include <algorithm>
#include <fmt/format.h>
#include <iterator>

#include "analysis/flow_states.hpp"
#include "checks/flow/block_branches.hpp"
#include "checks/flow/flow_look.hpp"
#include "checks/flow/flow_resource.hpp"
#include "checks/flow/flow_versions.hpp"
#include "checks/flow/named.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using analysis::FollowedFlows;
using analysis::Node;
using model::FlowSummary;

constexpr std::string_view all_branches = "Every block of what was saved has the branches that publishing asks for";

// What was saved of a flow or module and is not published.
struct Draft {
  bool is_there = false;
  const model::FlowGraph* graph = nullptr;  // nothing: it is no flow
  std::optional<Gap> gap{};                 // why it is not known whether there is one, or what is in it
};

Draft unknown_draft(Gap gap) {
  return {.gap = std::move(gap)};
}

Draft draft_in(const std::optional<model::FlowGraph>& graph) {
  return {.is_there = true, .graph = graph ? &*graph : nullptr};
}

// Of one that was never published. What AWS answered has a status.
Draft first_draft(const model::FlowContent& content, const Versions& versions) {
  if (content.graph || !content.status.empty()) return draft_in(content.graph);
  return unknown_draft(missing_entry(&content, versions.published));
}

Draft draft_of(const FlowSummary& flow, const Versions& versions) {
  const model::FlowContent* content = entry_of(flow, versions.published);
  if (content == nullptr) return unknown_draft(missing_entry(content, versions.published));
  if (auto newer = model::newer_word(flow.state, content->status)) return unknown_draft(*std::move(newer));
  if (flow.status == "SAVED" || content->status == "SAVED") return first_draft(*content, versions);
  if (content->sha256.empty()) return unknown_draft(missing_entry(content, versions.published));
  const model::SavedVersion* saved = entry_of(flow, versions.saved);
  if (saved == nullptr || saved->gap) return unknown_draft(missing_entry(saved, versions.saved));
  return saved->sha256.empty() || saved->sha256 == content->sha256 ? Draft{} : draft_in(saved->graph);
}

// The drafts of flows, or those of modules, as they would be published.
struct Drafts {
  model::FlowSummaries list;
  model::FlowContents contents;

  void add(const FlowSummary& flow, const model::FlowGraph& graph) {
    list.push_back(flow);
    list.back().status = "PUBLISHED";
    contents[flow.id] = {.graph = graph, .status = "PUBLISHED", .sha256 = {}, .gap = {}};
  }
  // Others, which they may lead to, are left out.
  Dataset<model::FlowSummaries> listed() const {
    return Dataset<model::FlowSummaries>::partly(list, {model::GapKind::unavailable, "only drafts are there", ""});
  }
};

struct FoundDrafts {
  Drafts flows, modules;
  std::vector<const FlowSummary*> no_flows;  // what was saved of them has no first block
  UnreadFlows unread;

  bool has_drafts() const { return !flows.list.empty() || !modules.list.empty() || !no_flows.empty(); }
};

void note_draft(const FlowSummary& flow, Draft draft, Drafts& drafts, FoundDrafts& found) {
  if (draft.gap) {
    found.unread.add(flow.name, *std::move(draft.gap));
  } else if (draft.graph != nullptr) {
    drafts.add(flow, *draft.graph);
  } else if (draft.is_there) {
    found.no_flows.push_back(&flow);
  }
}

void find_drafts(const Versions& versions, const std::set<std::string>& entries, Drafts& drafts, FoundDrafts& found) {
  for (const FlowSummary& flow : versions.list) {
    const model::FlowClass flow_class = model::classify(flow, entries);
    const bool is_looked_at = flow_class == model::FlowClass::live || flow_class == model::FlowClass::draft;
    if (is_looked_at) note_draft(flow, draft_of(flow, versions), drafts, found);
  }
}

// Of a transfer to a phone number it is not known which branches publishing asks for.
std::vector<std::string> missing_branches(const FollowedFlows& drafts, Node node) {
  const model::FlowAction& action = drafts.graph.action(node);
  std::vector<std::string> missing;
  if (action.type != "TransferParticipantToThirdParty") missing = errors_without_a_way(action);
  std::ranges::move(outcomes_without_a_way(drafts, node), std::back_inserter(missing));
  return missing;
}

std::optional<std::string> lacks(const FollowedFlows& drafts, Node node) {
  if (leads_nowhere(drafts, node)) return " (leads nowhere)";
  if (const auto kind = model::lacks_name_of(drafts.graph.action(node)))
    return fmt::format(" (names no {})", noun(*kind));
  const auto missing = missing_branches(drafts, node);
  if (missing.empty()) return std::nullopt;
  return fmt::format(" (none for {})", words::list(missing));
}

Judgement judgement_in(const Scene& scene, const FlowProblem& problem) {
  Judgement judgement = judgement_of(problem, flow_resource(*problem.part->flow));
  show_flow(judgement, scene, *problem.part->flow, "$SAVED");
  return judgement;
}

Judgements judged_drafts(const Scene& scene, const FoundDrafts& found, const std::set<std::string>& entries) {
  const auto flows = found.flows.listed(), modules = found.modules.listed();
  const auto contents = Dataset<model::FlowContents>::of(found.flows.contents),
             module_contents = Dataset<model::FlowContents>::of(found.modules.contents);
  const analysis::InstanceGraph graph(flows, contents, modules, module_contents, entries);
  const FollowedFlows followed(graph);
  const auto problems = problems_at(
      followed, [&](Node node) { return lacks(followed, node); },
      {.status = Status::info,
       .one = "",
       .many = "",
       .observed = "What was saved cannot be published as it is: these blocks lack what publishing asks for"});
  Judgements judgements;
  for (const FlowProblem& problem : problems) judgements.push_back(judgement_in(scene, problem));
  return judgements;
}

Judgement without_a_start(const Scene& scene, const FlowSummary& flow) {
  Judgement judgement;
  judgement.status = Status::info;
  judgement.resource = flow_resource(flow);
  judgement.observed = "What was saved cannot be published as it is: it has no block that it starts with.";
  show_flow(judgement, scene, flow, "$SAVED");
  return judgement;
}

Judgement nothing_missing(const Scene& scene, const FoundDrafts& found) {
  if (!found.has_drafts()) return not_applicable(the_instance(scene), "Nothing is saved that is not published.");
  Judgement judgement;
  judgement.status = Status::pass;
  judgement.resource = the_instance(scene);
  judgement.observed =
      fmt::format("{} ({}).", all_branches,
                  words::counted(std::int64_t(found.flows.list.size() + found.modules.list.size()), "draft"));
  return judgement;
}

Judgements judge(const Scene& scene, const model::FlowSummaries& flows, const Dataset<model::FlowContents>& contents,
                 const Dataset<model::SavedVersions>& saved_flows, const Dataset<model::FlowSummaries>& modules,
                 const Dataset<model::FlowContents>& module_contents,
                 const Dataset<model::SavedVersions>& saved_modules,
                 const Dataset<model::FlowAssociations>& associations, const Dataset<model::MessageFlows>& messages) {
  const auto entries = model::entry_flows(associations, messages);
  FoundDrafts found;
  find_drafts({flows, contents, saved_flows}, entries, found.flows, found);
  if (modules.known()) find_drafts({*modules.value, module_contents, saved_modules}, {}, found.modules, found);
  Judgements judgements = judged_drafts(scene, found, entries);
  for (const FlowSummary* flow : found.no_flows) judgements.push_back(without_a_start(scene, *flow));
  judgements = with_what_is_unknown(std::move(judgements), found.unread, flows, modules, associations, messages);
  if (judgements.empty()) judgements.push_back(nothing_missing(scene, found));
  return held_against(all_branches, std::move(judgements));
}

}  // namespace

const Check flow_drafts = on<judge, &Inventory::flows, &Inventory::flow_contents, &Inventory::saved_flows,
                             &Inventory::modules, &Inventory::module_contents, &Inventory::saved_modules,
                             &Inventory::flow_associations, &Inventory::message_flows>({
    .id = "flow_drafts",
    .component = "flow",
    .title = "Drafts that cannot be published",
    .pillar = Pillar::operational_excellence,
    .severity = Severity::informational,
    .why = "AWS saves a flow with any branches and publishes it only with all that its blocks need: whoever has to "
           "publish the draft in a hurry has to complete it first.",
    .remedy = "Connect the branches that are named here in the flow designer before the draft is needed.",
    .action = "Connect the missing branches",
    .links = {"https://docs.aws.amazon.com/connect/latest/APIReference/flow-language-actions.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/flow-version-control.html"},
});

}  // namespace checks
