#include "checks/flow/live_flows.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "checks/flow/flow_resource.hpp"
#include "model/entry.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

Judgement judgement_in(const Scene& scene, const FlowProblem& problem, std::string_view limit) {
  const model::FlowSummary& flow = *problem.part->flow;
  Judgement judgement = judgement_of(problem, flow_resource(flow));
  judgement.limit = limit;
  show_flow(judgement, scene, flow);
  return judgement;
}

}  // namespace

LiveFlows::LiveFlows(Known<model::FlowSummaries> flows, Known<model::FlowContents> contents,
                     const Dataset<model::FlowSummaries>& modules, const Dataset<model::FlowContents>& module_contents,
                     const Entrances& entrances)
    : graph_(flows.dataset, contents.dataset, modules, module_contents, entrances.of_numbers, entrances.others,
             entrances.task_templates, entrances.of_emails),
      modules_gap_(modules.gap),
      numbers_gap_(entrances.numbers_gap),
      other_entrances_gap_(entrances.others_gap) {
  note_unread(*flows, contents.dataset, entrances.of_numbers);
  if (modules.known()) note_unread(*modules.value, module_contents, {});
}

LiveFlows live_flows(const Scene&, Known<model::FlowSummaries> flows, Known<model::FlowContents> contents,
                     const Dataset<model::FlowSummaries>& modules, const Dataset<model::FlowContents>& module_contents,
                     const Dataset<model::FlowAssociations>& associations, const Dataset<model::MessageFlows>& messages,
                     const Dataset<model::QuickConnects>& quick_connects, const Dataset<model::QueueDetails>& queues,
                     const Dataset<model::TaskTemplates>& task_templates) {
  const std::optional<Gap>& of_others = quick_connects.gap ? quick_connects.gap : queues.gap;
  const Entrances entrances{.of_numbers = model::entry_flows(associations, messages),
                            .others = analysis::other_entry_flows(quick_connects, queues),
                            .of_emails = model::email_flows(associations, messages),
                            .numbers_gap = model::unknown_entries(associations, messages),
                            .others_gap = of_others ? of_others : task_templates.gap,
                            .task_templates = task_templates};
  return {flows, contents, modules, module_contents, entrances};
}

void LiveFlows::note_unread(const model::FlowSummaries& list, const Dataset<model::FlowContents>& contents,
                            const std::set<std::string>& entries) {
  for (const auto& flow : list) {
    const model::FlowClass flow_class = model::classify(flow, entries);
    const model::FlowContent* content = model::entry_of(contents, flow.id);
    const bool is_set_apart = flow_class == model::FlowClass::aws_sample && model::is_published(flow);
    if (flow_class != model::FlowClass::live && !is_set_apart) continue;
    if (content != nullptr && (content->graph || content->status == "SAVED")) continue;
    const std::optional<Gap>& gap = content != nullptr && content->gap ? content->gap : contents.gap;
    Gap why = gap.value_or(Gap{model::GapKind::unavailable, "the content was not read", ""});
    if (!is_set_apart) {
      unread_.add(flow.name, std::move(why));
    } else if (!set_apart_gap_) {
      set_apart_gap_ = std::move(why);
    }
  }
}

std::string LiveFlows::count() const {
  const auto modules = std::ranges::count(graph_.parts(), true, &analysis::Part::is_module);
  const auto defaults = std::ranges::count(graph_.parts(), true, &analysis::Part::is_default);
  const auto flows = std::int64_t(graph_.parts().size()) - modules - defaults;
  if (flows + modules == 0) return "";
  return modules == 0 ? words::counted(flows, "live flow")
                      : fmt::format("{} and {}", words::counted(flows, "live flow"), words::counted(modules, "module"));
}

Judgements LiveFlows::unread() const {
  Judgements judgements;
  if (auto told = unread_.told("Flows that could not be read")) judgements.push_back(*std::move(told));
  if (modules_gap_) {
    judgements.push_back(not_assessed({"flow_modules", "list", "Flow modules"}, *modules_gap_));
    judgements.back().evidence = "connect:ListContactFlowModules";
  }
  return judgements;
}

Judgements LiveFlows::with_unread(Judgement judgement) const {
  Judgements judgements = unread();
  if (judgement.status != Status::not_assessed || judgements.empty()) judgements.push_back(std::move(judgement));
  return judgements;
}

std::optional<Judgement> LiveFlows::unknown_blocks() const {
  Spots unknown;
  for (analysis::Node node = 0; node < graph_.size(); ++node) {
    const bool is_met = followed_.arrivals[node].surely != 0 && !graph_.part(node).is_default;
    if (is_met && !model::is_known_type(graph_.action(node).type)) unknown.add(graph_.action(node));
  }
  if (unknown.empty()) return std::nullopt;
  Judgement judgement = not_assessed({"flows", "blocks", "Blocks of types that are not known"},
                                     "what contacts have behind them after a block of a newer type is not known");
  judgement.observed = fmt::format("Not known: {}.", unknown.list());
  judgement.evidence = "connect:DescribeContactFlow";
  return judgement;
}

Judgement LiveFlows::fine(const Scene& scene, std::string_view limit) const {
  const std::string parts = count();
  if (parts.empty()) {
    return not_applicable(the_instance(scene), "The instance has no published flows or modules of its own.");
  }
  Judgement judgement;
  judgement.status = Status::pass;
  judgement.resource = the_instance(scene);
  judgement.observed = fmt::format("{} ({}).", limit, parts);
  judgement.limit = limit;
  judgement.evidence = "connect:DescribeContactFlow";
  return judgement;
}

Judgements LiveFlows::judged(const Scene& scene, const FlowLook& look) const {
  Judgements unknown;
  if (look.follows_contacts && numbers_gap_) {
    unknown.push_back(not_assessed({"phone_numbers", "flows", "Flows that numbers lead to"}, *numbers_gap_));
    unknown.back().evidence = "connect:ListFlowAssociations, connect:GetFlowAssociation";
  }
  std::optional<Judgement> newer = look.follows_contacts ? unknown_blocks() : std::nullopt;
  if (newer) unknown.push_back(*std::move(newer));
  return judged(scene, look.limit, found_by(look, followed_), std::move(unknown));
}

Judgements LiveFlows::judged(const Scene& scene, std::string_view limit, const FlowProblems& problems,
                             Judgements unknown) const {
  Judgements judgements;
  for (const FlowProblem& problem : problems) judgements.push_back(judgement_in(scene, problem, limit));
  std::ranges::move(unread(), std::back_inserter(unknown));
  if (judgements.empty() && unknown.empty()) judgements.push_back(fine(scene, limit));
  std::ranges::move(unknown, std::back_inserter(judgements));
  return judgements;
}

}  // namespace checks
