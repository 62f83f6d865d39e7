#include <algorithm>
#include <fmt/format.h>

#include "analysis/flow_states.hpp"
#include "checks/flow/live_flows.hpp"

namespace checks {
namespace {

using analysis::Fact;

// Blocks that take the queue which was set before.
bool takes_the_queue(const model::FlowAction& action) {
  const auto names_one = [](const model::FlowReference& reference) {
    return reference.kind == model::ReferenceKind::queue || reference.kind == model::ReferenceKind::agent;
  };
  return action.type == "TransferContactToQueue" ||
         (action.type == "CreateCallbackContact" && std::ranges::none_of(action.references, names_one));
}

Judgements judge(const Scene& scene, Known<model::FlowSummaries> flows, Known<model::FlowContents> contents,
                 const Dataset<model::FlowSummaries>& modules, const Dataset<model::FlowContents>& module_contents,
                 const Dataset<model::FlowAssociations>& associations, const Dataset<model::MessageFlows>& messages) {
  const LiveFlows live(flows, contents, modules, module_contents, associations, messages);
  const auto& graph = live.graph();
  const auto arrivals = analysis::arrivals(graph);
  Judgements unknown;
  if (auto numbers = unknown_numbers(associations, messages)) unknown.push_back(*std::move(numbers));
  return live.judged(
      scene, "Who comes from a number has a queue set before a transfer to it",
      [&](const analysis::Part& part, Judgement& found) {
        Spots spots;
        bool never_set = false;
        for (analysis::Node node = part.first; node < part.end; ++node) {
          const auto surely = arrivals[node].surely;
          if (!takes_the_queue(graph.action(node)) || analysis::states_without(surely, Fact::queue_set) == 0) continue;
          spots.add(graph.action(node));
          const auto any = surely | arrivals[node].perhaps;
          never_set = never_set || analysis::states_with(any, Fact::queue_set) == 0;
        }
        if (spots.empty()) return false;
        spots.judge(found, never_set ? Status::fail : Status::warn, " transfers to a queue that is not set",
                    " transfer to a queue that is not set");
        found.observed =
            fmt::format("{} no block Set working queue has worked, so that the transfer fails: {}.",
                        never_set ? "On every way from a number" : "On some ways from a number", spots.list());
        return true;
      },
      std::move(unknown));
}

}  // namespace

const Check flow_queue_not_set =
    on<judge, &Inventory::flows, &Inventory::flow_contents, &Inventory::modules, &Inventory::module_contents,
       &Inventory::flow_associations, &Inventory::message_flows>({
        .id = "flow_queue_not_set",
        .component = "flow",
        .title = "Transfers to a queue that is not set",
        .pillar = Pillar::resilience,
        .severity = Severity::high,
        .why = "A block Transfer to queue takes the queue that was set before it. Without one it fails, and the caller "
               "never reaches an agent.",
        .remedy = "Put a block Set working queue on every way to these blocks, and lead its error branch elsewhere.",
        .action = "Set the queue on every way there",
        .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/set-working-queue.html",
                  "https://docs.aws.amazon.com/connect/latest/adminguide/transfer-to-queue.html"},
    });

}  // namespace checks
