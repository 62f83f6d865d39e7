#include <algorithm>
#include <fmt/format.h>

#include "analysis/flow_reach.hpp"
#include "checks/flow/live_flows.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using analysis::InstanceGraph;
using analysis::LinkKind;
using analysis::Node;
using analysis::Part;

bool makes_callback(const InstanceGraph& graph, Node node) {
  return graph.action(node).type == "CreateCallbackContact";
}

// What may happen to contacts that come in here.
struct Prospect {
  bool is_queued = false, is_offered_callback = false, leads_out_of_sight = false;
};

// Through transfers and modules, and through the flows that run while they wait.
Prospect prospect_of(const InstanceGraph& graph, const Part& entry) {
  Prospect found;
  std::vector<const Part*> parts = {&entry};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const analysis::Reach reach = analysis::reach_of(graph, *parts[i]);
    found.leads_out_of_sight = found.leads_out_of_sight || reach.leads_out_of_sight;
    for (const Node node : reach.blocks) {
      found.is_queued = found.is_queued || model::queues_contact(graph.action(node));
      found.is_offered_callback = found.is_offered_callback || makes_callback(graph, node);
      for (const auto& link : graph.links(node)) {
        if (link.kind != LinkKind::event) continue;
        if (link.to == nullptr) found.leads_out_of_sight = true;
        if (link.to != nullptr && std::ranges::find(parts, link.to) == parts.end()) parts.push_back(link.to);
      }
    }
  }
  return found;
}

// Connect runs its default customer queue flow where no other is set. It may have been changed into one that offers a
// callback. Nothing where it is not among the flows that were read.
std::optional<bool> is_offered_by_default(const InstanceGraph& graph) {
  const auto& parts = graph.parts();
  const auto found = std::ranges::find_if(
      parts, [](const Part& part) { return part.is_default && part.flow->type == "CUSTOMER_QUEUE"; });
  if (found == parts.end()) return std::nullopt;
  for (Node node = found->first; node < found->end; ++node) {
    if (makes_callback(graph, node)) return true;
  }
  return false;
}

struct Entries {
  std::int64_t queued = 0;  // of which callers can come into a queue
  std::vector<std::string> without, unseen;
};

Entries entries_of(const InstanceGraph& graph) {
  Entries entries;
  const std::vector<bool> emails = analysis::parts_of_emails(graph);
  for (const Part& part : graph.parts()) {
    if (!part.is_entry || part.is_module || emails[graph.index_of(part)]) continue;
    const Prospect prospect = prospect_of(graph, part);
    if (!prospect.is_queued) continue;
    ++entries.queued;
    if (prospect.is_offered_callback) continue;
    (prospect.leads_out_of_sight ? entries.unseen : entries.without).push_back(part.flow->name);
  }
  return entries;
}

std::string observed(const Entries& entries) {
  const auto without = std::int64_t(entries.without.size());
  std::string text = fmt::format("{} of {} that numbers lead to and that put callers into a queue {} no callback: {}.",
                                 words::count(without), words::counted(entries.queued, "flow"),
                                 without == 1 ? "offers" : "offer", words::list(entries.without));
  if (!entries.unseen.empty())
    text += fmt::format(" {} to flows that are chosen while the contact runs, which may offer one.",
                        words::counted(double(entries.unseen.size()), "other leads", "others lead"));
  return text;
}

Judgement judged_entries(const Scene& scene, const LiveFlows& live) {
  const InstanceGraph& graph = live.followed().graph;
  const Entries entries = entries_of(graph);
  const auto by_default = is_offered_by_default(graph);
  Judgement judgement;
  judgement.resource = the_instance(scene);
  judgement.limit = "A callback is offered on some way of those who may wait in a queue";
  judgement.evidence = "connect:DescribeContactFlow";
  if (!entries.without.empty() && (by_default ? !*by_default : !live.unread_gap())) {
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
    judgement.observed = "Wherever callers may come into a queue, some block offers a callback, or may do so.";
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

const Check queue_callbacks = on_made<judge, MakesLiveFlows>({
    .id = "queue_callbacks",
    .component = "operations",
    .title = "Callbacks for those who wait",
    .pillar = Pillar::cost,
    .severity = Severity::informational,
    .why =
        "Who cannot leave a number has to wait: the call is paid for by the minute, and many hang up and call again.",
    .remedy = "Where callers wait long, let the flow before the queue, or the customer queue flow, offer a callback.",
    .action = "Offer a callback where callers wait long",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/setup-queued-cb.html"},
});

}  // namespace checks
