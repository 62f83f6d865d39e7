#include <algorithm>
#include <fmt/format.h>

#include "analysis/flow_reach.hpp"
#include "checks/flow/live_flows.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using analysis::InstanceGraph;
using analysis::Part;

// The caller chooses, answers or is told something that is looked up for them, or may leave a number.
bool serves_caller(const model::FlowAction& action) {
  static constexpr std::string_view types[] = {"AuthenticateParticipant",
                                               "ConnectParticipantWithLexBot",
                                               "CreateCallbackContact",
                                               "EvaluateDataTableValues",
                                               "GetCase",
                                               "GetCustomerProfile",
                                               "InvokeLambdaFunction",
                                               "ShowView"};
  if (action.type != "GetParticipantInput") return std::ranges::find(types, action.type) != std::end(types);
  return action.input == model::InputKind::menu || action.input == model::InputKind::stored;
}

struct Entries {
  std::int64_t queued = 0;  // of which callers can come into a queue
  std::vector<std::string> without, unseen;
};

void add_entry(Entries& entries, const InstanceGraph& graph, const Part& entry) {
  const analysis::Reach reach = analysis::reach_of(graph, entry);
  const auto any = [&](bool (*is_one)(const model::FlowAction&)) {
    return std::ranges::any_of(reach.blocks, [&](analysis::Node node) { return is_one(graph.action(node)); });
  };
  if (!any(model::queues_contact)) return;
  ++entries.queued;
  const bool may_serve =
      any(serves_caller) || any([](const model::FlowAction& action) { return !model::is_known_type(action.type); });
  if (!may_serve) (reach.leads_out_of_sight ? entries.unseen : entries.without).push_back(entry.flow->name);
}

Entries entries_of(const InstanceGraph& graph) {
  Entries entries;
  const std::vector<bool> emails = analysis::parts_of_emails(graph);
  for (const Part& part : graph.parts()) {
    if (part.is_entry && !part.is_module && !emails[graph.index_of(part)]) add_entry(entries, graph, part);
  }
  return entries;
}

std::string observed(const Entries& entries) {
  const auto without = std::int64_t(entries.without.size());
  std::string text = fmt::format(
      "{} of {} that numbers lead to and that put callers into a queue {} nothing for them to do before: {}.",
      words::count(without), words::counted(entries.queued, "flow"), without == 1 ? "has" : "have",
      words::list(entries.without));
  if (!entries.unseen.empty())
    text += fmt::format(" {} to flows that are chosen while the contact runs, which may have something.",
                        words::counted(double(entries.unseen.size()), "other leads", "others lead"));
  return text;
}

Judgement judged_entries(const Scene& scene, const LiveFlows& live) {
  const Entries entries = entries_of(live.followed().graph);
  Judgement judgement;
  judgement.resource = the_instance(scene);
  judgement.limit = "Before a queue there is a menu, a bot, something that is looked up, or a callback on some way";
  judgement.evidence = "connect:DescribeContactFlow, connect:ListFlowAssociations";
  if (!entries.without.empty()) {
    judgement.status = Status::info;
    judgement.observed = observed(entries);
    judgement.measured = {.value = double(entries.without.size()), .unit = "flows"};
  } else if (live.unread_gap()) {
    leave_open(judgement, *live.unread_gap());
  } else if (entries.queued == 0) {
    judgement.status = Status::not_applicable;
    judgement.observed = "No flow that numbers lead to puts callers into a queue.";
  } else {
    judgement.status = Status::pass;
    judgement.observed = "Wherever callers may come into a queue, they can do something before, or may be able to.";
  }
  return judgement;
}

Judgements judge(const Scene& scene, const LiveFlows& live) {
  Judgements judgements = live.unread();
  Judgement judgement =
      live.numbers_gap() ? not_assessed(the_instance(scene), *live.numbers_gap()) : judged_entries(scene, live);
  // Those that could not be read say the same already.
  if (judgement.status != Status::not_assessed || judgements.empty()) judgements.push_back(std::move(judgement));
  return judgements;
}

}  // namespace

const Check self_service = on_made<judge, MakesLiveFlows>({
    .id = "self_service",
    .component = "cost",
    .title = "What callers can do without an agent",
    .pillar = Pillar::cost,
    .severity = Severity::informational,
    .why = "The time of agents is most of what a call costs. Who can choose, ask a bot or hear what is looked up needs "
           "less of it, or none.",
    .remedy = "Where callers often want the same, let the flow answer it before the queue: by a menu, a bot or a "
              "function that looks it up.",
    .action = "Let flows answer what is often asked",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/get-customer-input.html"},
});

}  // namespace checks
