#include "analysis/flow_logging.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "checks/flow/flow_resource.hpp"
#include "checks/flow/live_flows.hpp"
#include "words/names.hpp"

namespace checks {
namespace {

using analysis::Fact;
using analysis::Part;
using model::FlowLogging;
using Names = std::set<std::string>;

// How contacts come to a flow that no block of its own makes log.
enum class Comes { silent, logging, either };

// What leads to flows, and how contacts come along it.
class Callers {
 public:
  Callers(const LiveFlows& live, const Dataset<model::FlowContents>& module_contents)
      : modules(module_contents),
        gap(live.entrances_gap() ? live.entrances_gap() : live.unread_gap()),
        followed_(live.followed()) {
    for (const Part& part : followed_.graph.parts()) {
      if (part.is_module) continue;
      part_of_[part.flow->id] = &part;
      if (part.has_other_entrance) names_[&part].insert("quick connects");
      if (part.starts_tasks) names_[&part].insert("task templates");
    }
    for (analysis::Node node = 0; node < followed_.graph.size(); ++node) {
      if (!followed_.arrivals[node].none()) note(node);
    }
  }

  const Dataset<model::FlowContents>& modules;  // that flows invoke
  const std::optional<Gap> gap;                 // why it is not known what else leads to flows
  // Those in which a block chooses the next flow while the contact runs.
  std::vector<std::string> choosing() const { return {choosing_.begin(), choosing_.end()}; }

  std::vector<std::string> of(const model::FlowSummary& flow) const {
    const auto part = part_of_.find(flow.id);
    const auto found = part == part_of_.end() ? names_.end() : names_.find(part->second);
    if (found == names_.end()) return {};
    return {found->second.begin(), found->second.end()};
  }

  Comes comes(const model::FlowSummary& flow) const {
    if (of(flow).empty() && choosing_.empty()) return Comes::silent;
    const auto part = part_of_.find(flow.id);
    if (part == part_of_.end()) return Comes::silent;
    const auto [surely, perhaps] = followed_.arrivals[part->second->start];
    const bool some_log = analysis::states_with(surely | perhaps, Fact::logging) != 0;
    if (!some_log || analysis::states_without(surely, Fact::logging) != 0) return Comes::silent;
    return analysis::states_without(perhaps, Fact::logging) == 0 ? Comes::logging : Comes::either;
  }

 private:
  void note(analysis::Node node) {
    const analysis::InstanceGraph& graph = followed_.graph;
    const std::string& name = graph.part(node).flow->name;
    for (const analysis::Link& link : graph.links(node)) {
      if (link.to != nullptr && link.to != &graph.part(node)) names_[link.to].insert(name);
      const bool is_chosen_later = link.to == nullptr && link.kind == analysis::LinkKind::transfer &&
                                   model::named(graph.action(node), model::ReferenceKind::flow).empty();
      if (is_chosen_later) choosing_.insert(name);
    }
  }

  const analysis::FollowedFlows& followed_;
  std::map<std::string, const Part*> part_of_;  // by the flow's id
  std::map<const Part*, Names> names_;
  Names choosing_;
};

// Every other type that is known, and a module, goes on with what the flow before it has set.
bool goes_on(const model::FlowSummary& flow) {
  static constexpr std::string_view types[] = {"CUSTOMER_QUEUE", "CUSTOMER_HOLD",  "CUSTOMER_WHISPER",
                                               "AGENT_HOLD",     "AGENT_WHISPER",  "OUTBOUND_WHISPER",
                                               "AGENT_TRANSFER", "QUEUE_TRANSFER", "MODULE"};
  return std::ranges::find(types, flow.type) != std::end(types);
}

std::string_view noun_of(const model::FlowSummary& flow) {
  return is_module(flow) ? "module" : "flow";
}

// No block of the flow's own switches logging on.
void judge_silent(Judgement& judgement, const model::FlowSummary& flow, const Callers& callers) {
  judgement.status = Status::info;
  if (!analysis::starts_contacts(flow) && !goes_on(flow)) {
    judgement.status = Status::not_assessed;
    judgement.reason = fmt::format(
        "The flow type {} is not one that this review knows: whether contacts start in it, "
        "or come from a flow that logs, is not known.",
        words::in_quotes(flow.type));
    return;
  }
  if (!analysis::starts_contacts(flow)) {
    judgement.observed += fmt::format(" The {} logs when the one before it has switched logging on.", noun_of(flow));
    return;
  }
  const Comes comes = callers.comes(flow);
  const std::vector<std::string> names = callers.of(flow);
  if (comes == Comes::silent) {
    judgement.status = Status::fail;
    judgement.headline = headline("", judgement.resource, " does not log");
  } else if (callers.gap) {  // something may lead here past the flows that log
    leave_open(judgement, *callers.gap);
  } else if (names.empty()) {
    judgement.observed += fmt::format(
        " Nothing leads to the flow but, perhaps, a block that chooses the next flow while the contact runs, in: {}. "
        "Then it logs as that flow does.",
        words::list(callers.choosing()));
  } else if (comes == Comes::logging) {
    judgement.observed +=
        fmt::format(" The flow goes on logging, as those do that lead to it: {}.", words::list(names));
  } else {
    judgement.observed +=
        fmt::format(" The flow logs when logging is on where contacts come from: {}.", words::list(names));
  }
}

void judge_graph(Judgement& judgement, const model::FlowSummary& flow, const model::FlowGraph& graph,
                 const Callers& callers) {
  const auto [logging, why, gap] = analysis::own_logging(graph, callers.modules);
  if (gap) {
    judgement.observed = words::sentence(why);
    leave_open(judgement, *gap);
    return;
  }
  switch (logging) {
    case FlowLogging::on:
      judgement.status = Status::pass;
      judgement.observed = fmt::format("Every path through the {} logs.", noun_of(flow));
      return;
    case FlowLogging::partly:
      judgement.status = Status::warn;
      judgement.severity = Severity::low;
      judgement.headline = headline("", judgement.resource, " logs only in part");
      judgement.observed = words::sentence(fmt::format("The {} logs only in part: {}", noun_of(flow), why));
      judgement.remedy =
          "Switch logging on in the first block, on every path. Switching it off around sensitive input is fine, "
          "as long as it is switched on again right after.";
      judgement.action = "Switch logging on along every path";
      return;
    case FlowLogging::off:
      judgement.observed = words::sentence(why);
      judge_silent(judgement, flow, callers);
      return;
  }
}

Judgement judge_one(const Scene& scene, const model::FlowSummary& flow, const model::FlowContent* content,
                    const std::optional<Gap>& otherwise, const Callers& callers) {
  const Resource resource = flow_resource(flow);
  Judgement judgement;
  judgement.resource = resource;
  const auto newer =
      model::newer_word(flow.state, content == nullptr || content->status.empty() ? flow.status : content->status);
  if (newer) {
    judgement = not_assessed(resource, *newer);
  } else if (content != nullptr && content->graph) {
    judge_graph(judgement, flow, *content->graph, callers);
  } else {
    const auto& gap = content != nullptr && content->gap ? content->gap : otherwise;
    judgement = gap ? not_assessed(resource, *gap) : not_assessed(resource, "its content was not read");
  }
  judgement.limit = "Every path logs";
  show_flow(judgement, scene, flow);
  return judgement;
}

// The list of modules does not say whether a module is published; its content does.
bool is_draft(const model::FlowContent* content) {
  return content != nullptr && content->status == "SAVED";
}

void judge_list(const Scene& scene, const model::FlowSummaries& flows,
                const model::Dataset<model::FlowContents>& contents, const std::set<std::string>& entries,
                const Callers& callers, Judgements& judgements) {
  for (const auto& flow : flows) {
    if (model::classify(flow, entries) != model::FlowClass::live) continue;
    const model::FlowContent* content = nullptr;
    if (contents.known()) {
      const auto found = contents.value->find(flow.id);
      if (found != contents.value->end()) content = &found->second;
    }
    if (is_draft(content)) continue;
    judgements.push_back(judge_one(scene, flow, content, contents.gap, callers));
  }
}

// Modules are judged beside the flows: without their list, the flows still have their findings.
void judge_modules(const Scene& scene, const Dataset<model::FlowSummaries>& modules, const Callers& callers,
                   Judgements& judgements) {
  if (modules.known()) judge_list(scene, *modules.value, callers.modules, {}, callers, judgements);
  if (auto unlisted = unlisted_modules(modules)) judgements.push_back(*std::move(unlisted));
}

Judgements judge(const Scene& scene, const LiveFlows& live, const model::FlowSummaries& flows,
                 Known<model::FlowContents> flow_contents, const Dataset<model::FlowSummaries>& modules,
                 const Dataset<model::FlowContents>& module_contents,
                 const Dataset<model::FlowAssociations>& associations, const Dataset<model::MessageFlows>& messages) {
  Judgements judgements;
  const auto entries = model::entry_flows(associations, messages);
  const auto unknown = model::unknown_entries(associations, messages);
  const Callers callers(live, module_contents);
  judge_list(scene, flows, flow_contents.dataset, entries, callers, judgements);
  if (auto unclear = unclear_names_of_aws(flows, unknown, entries)) judgements.push_back(*std::move(unclear));
  judge_modules(scene, modules, callers, judgements);
  if (judgements.empty()) {
    judgements.push_back(
        not_applicable(the_instance(scene), "The instance has no published flows or modules of its own."));
  }
  return judgements;
}

std::optional<Judgement> moot(const Scene& scene, const Dataset<model::InstanceAttributes>& attributes) {
  if (instance_attribute(attributes, "CONTACTFLOW_LOGS").value_or(true)) return std::nullopt;
  return not_applicable(the_instance(scene),
                        "Flow logs are switched off for the instance: no flow logs, whatever its blocks say.");
}

}  // namespace

const Check flow_logging =
    on_made<judge, MakesLiveFlows, &Inventory::flows, &Inventory::flow_contents, &Inventory::modules,
            &Inventory::module_contents, &Inventory::flow_associations, &Inventory::message_flows>(
        {
            .id = "flow_logging",
            .component = "flow",
            .title = "Flow logging",
            .pillar = Pillar::observability,
            .severity = Severity::medium,
            .why =
                "A flow that does not log leaves no trace: when callers complain, nobody can see which block failed.",
            .remedy = "Put a block Set logging behavior with logging enabled at the start of the flow, and publish it.",
            .action = "Switch logging on in the first block",
            .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/about-contact-flow-logs.html"},
        },
        moot_when<moot, &Inventory::attributes>());

}  // namespace checks
