#include "checks/flow/flow_dangling.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/text.hpp"
#include "checks/flow/live_flows.hpp"
#include "words/names.hpp"

namespace checks {
namespace {

using model::FlowReference;
using model::ReferenceKind;

// What a block names, taken apart. Only an id, or the ARN of a resource of an instance, can be looked up: an alias or
// a placeholder in the middle of an ARN cannot.
struct Named {
  std::string instance_id;  // empty: it is an id
  std::string id;
};

std::optional<Named> taken_apart(const std::string& named) {
  if (model::is_chosen_later(named) || named.find("${") != std::string::npos || named.find("{{") != std::string::npos) {
    return std::nullopt;
  }
  Named found{"", model::flow_id(named)};
  if (!named.starts_with("arn:")) return named.find('/') == std::string::npos ? std::optional(found) : std::nullopt;
  const auto at = named.find(":instance/");
  if (at == std::string::npos) return std::nullopt;
  const std::string resource = named.substr(at + std::string_view(":instance/").size());
  if (std::ranges::count(resource, '/') != 2) return std::nullopt;
  found.instance_id = resource.substr(0, resource.find('/'));
  return found;
}

struct Kind {
  ReferenceKind kind;
  std::string_view noun;
};
constexpr Kind kinds[] = {{ReferenceKind::flow, "flow"},          {ReferenceKind::hook, "flow"},
                          {ReferenceKind::flow_module, "module"}, {ReferenceKind::queue, "queue"},
                          {ReferenceKind::prompt, "prompt"},      {ReferenceKind::hours, "set of hours of operation"}};

// What is wrong with one that is not in the list; a list that was read in part says nothing.
template <typename T>
std::string not_listed(const NameLists& lists, const Named& named, const Dataset<T>& list) {
  if (!list.complete()) return "";
  const bool is_of_another = !named.instance_id.empty() && named.instance_id != lists.instance.instance_id;
  return is_of_another ? "is of another instance" : "does not exist";
}

template <typename T>
const auto* found_in(const Dataset<T>& list, const std::string& id) {
  using Item = typename T::value_type;
  if (!list.known()) return static_cast<const Item*>(nullptr);
  const auto found = std::ranges::find(*list.value, id, &Item::id);
  return found == list.value->end() ? nullptr : &*found;
}

std::string wrong_with_flow(const NameLists& lists, const Named& named, const Dataset<model::FlowSummaries>& list) {
  const model::FlowSummary* flow = found_in(list, named.id);
  if (flow == nullptr) return not_listed(lists, named, list);
  if (flow->state == "ARCHIVED") return "is archived";
  std::string status = flow->status;
  if (&list == &lists.modules && lists.module_contents.known()) {
    const auto content = lists.module_contents.value->find(named.id);
    if (content != lists.module_contents.value->end()) status = content->second.status;
  }
  return status == "SAVED" ? "was never published" : "";
}

template <typename T>
std::string wrong_with_listed(const NameLists& lists, const Named& named, const Dataset<T>& list) {
  return found_in(list, named.id) == nullptr ? not_listed(lists, named, list) : "";
}

// Nothing where it can be used, or where that cannot be told.
std::string wrong_with(const NameLists& lists, const FlowReference& reference) {
  const auto named = taken_apart(reference.named);
  if (!named) return "";
  switch (reference.kind) {
    case ReferenceKind::flow:
    case ReferenceKind::hook: return wrong_with_flow(lists, *named, lists.flows);
    case ReferenceKind::flow_module: return wrong_with_flow(lists, *named, lists.modules);
    case ReferenceKind::queue: return wrong_with_listed(lists, *named, lists.queues);
    case ReferenceKind::prompt: return wrong_with_listed(lists, *named, lists.prompts);
    case ReferenceKind::hours: return wrong_with_listed(lists, *named, lists.hours);
    default: return "";
  }
}

struct Found {
  Spots spots;
  std::string first;  // "names a queue that does not exist"
};

void look_at(const NameLists& lists, const model::FlowAction& action, Found& found) {
  for (const FlowReference& reference : action.references) {
    const std::string wrong = wrong_with(lists, reference);
    if (wrong.empty()) continue;
    const auto* kind = std::ranges::find(kinds, reference.kind, &Kind::kind);
    if (found.first.empty()) found.first = fmt::format(" names a {} that {}", kind->noun, wrong);
    found.spots.add(
        action, fmt::format(": the {} {} {}", kind->noun, words::in_quotes(model::flow_id(reference.named)), wrong));
    return;  // one is enough to have the block looked at
  }
}

// A list whose gap is no other check's to tell.
struct List {
  ReferenceKind kind;
  std::string_view key, what, permission;
  const std::optional<Gap>& gap;
};

bool names_any(const analysis::FollowedFlows& flows, ReferenceKind kind) {
  for (analysis::Node node = 0; node < flows.graph.size(); ++node) {
    const auto& references = flows.graph.action(node).references;
    if (flows.reached[node] && std::ranges::find(references, kind, &FlowReference::kind) != references.end())
      return true;
  }
  return false;
}

// Of the lists that some block names something of and that were not read whole.
Judgements not_looked_up(const NameLists& lists, const analysis::FollowedFlows& flows) {
  const List all[] = {
      {ReferenceKind::queue, "queues", "Queues that flows name", "connect:ListQueues", lists.queues.gap},
      {ReferenceKind::prompt, "prompts", "Prompts that flows name", "connect:ListPrompts", lists.prompts.gap},
      {ReferenceKind::hours, "hours", "Hours of operation that flows name", "connect:ListHoursOfOperations",
       lists.hours.gap}};
  Judgements unknown;
  for (const List& list : all) {
    if (!list.gap || !names_any(flows, list.kind)) continue;
    unknown.push_back(not_assessed({std::string(list.key), "list", std::string(list.what)}, *list.gap));
    unknown.back().evidence = list.permission;
  }
  return unknown;
}

Judgements judge(const Scene& scene, const LiveFlows& live, const Dataset<model::FlowSummaries>& flows,
                 const Dataset<model::FlowSummaries>& modules, const Dataset<model::FlowContents>& module_contents,
                 const Dataset<model::Queues>& queues, const Dataset<model::Prompts>& prompts,
                 const Dataset<model::HoursOfOperations>& hours) {
  const analysis::FollowedFlows& followed = live.followed();
  const NameLists lists{scene.instance, flows, modules, module_contents, queues, prompts, hours};
  return live.judged(scene,
                     "Every queue, prompt, set of hours, flow and module that a block names is there and published",
                     dangling_names(followed, lists), not_looked_up(lists, followed));
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
            &Inventory::queues, &Inventory::prompts, &Inventory::hours>({
        .id = "flow_dangling",
        .component = "flow",
        .title = "Queues, prompts, hours, flows and modules that flows name",
        .pillar = Pillar::resilience,
        .severity = Severity::high,
        .why =
            "A block that names a queue, prompt, set of hours, flow or module which is gone, archived, unpublished or "
            "of another instance fails for every contact: nobody hears or gets what the block is there for.",
        .remedy =
            "Choose one that exists in these blocks, or publish the flow or module that is named, and publish the "
            "flow again.",
        .action = "Choose one that exists in the block",
        .links = {"https://docs.aws.amazon.com/connect/latest/APIReference/flow-language-actions.html",
                  "https://docs.aws.amazon.com/connect/latest/adminguide/contact-flow-modules.html"},
    });

}  // namespace checks
