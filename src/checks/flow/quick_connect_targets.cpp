#include "checks/flow/named.hpp"

namespace checks {
namespace {

using model::ReferenceKind;

constexpr NamingWords quick_connect_words = {
    .noun = "quick connect",
    .nouns = "quick connects",
    .verb = "leads to",
    .limit = "The queue and the flow of every quick connect are there and take contacts",
    .consequence = "An agent who chooses this quick connect transfers nobody.",
    .evidence = "connect:SearchQuickConnects",
};

Judgements judge(const Scene& scene, const model::QuickConnects& quick_connects,
                 const Dataset<model::FlowSummaries>& flows, const Dataset<model::Queues>& queues,
                 const Dataset<model::QueueDetails>& queue_details) {
  std::vector<Naming> namings;
  for (const auto& quick_connect : quick_connects) {
    Naming& naming = namings.emplace_back();
    naming.resource = {"quick_connect", quick_connect.id, quick_connect.name};
    if (!quick_connect.queue_id.empty()) {
      naming.names.push_back({ReferenceKind::queue, quick_connect.queue_id, "a queue"});
    }
    if (!quick_connect.flow_id.empty()) {
      naming.names.push_back({ReferenceKind::flow, quick_connect.flow_id, "a flow"});
    }
    naming.command = aws_command(scene, "connect describe-quick-connect",
                                 {{"instance-id", scene.instance.instance_id}, {"quick-connect-id", quick_connect.id}});
  }
  return judged(scene,
                {.instance = scene.instance, .flows = &flows, .queues = &queues, .queue_details = &queue_details},
                namings, quick_connect_words);
}

}  // namespace

const Check quick_connect_targets =
    on<judge, &Inventory::quick_connects, &Inventory::flows, &Inventory::queues, &Inventory::queue_details>({
        .id = "quick_connect_targets",
        .component = "flow",
        .title = "Queues and flows that quick connects lead to",
        .pillar = Pillar::resilience,
        .severity = Severity::medium,
        .why =
            "Agents transfer callers with quick connects. One whose queue or flow is gone, disabled, archived or was "
            "never published fails while the caller waits.",
        .remedy = "Choose a queue that is enabled and a flow that is published for the quick connect, or delete it.",
        .action = "Choose another target, or delete it",
        .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/quick-connects.html"},
    });

}  // namespace checks
