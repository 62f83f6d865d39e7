#include "checks/flow/named.hpp"

namespace checks {
namespace {

using model::ReferenceKind;

constexpr NamingWords queue_words = {
    .noun = "queue",
    .nouns = "queues",
    .verb = "has",
    .limit = "The hours of operation and the outbound whisper flow of every queue are there and published",
    .consequence = "What a flow asks of the queue's hours, or plays before an outbound call, is not there.",
    .evidence = "connect:SearchQueues",
};

Judgements judge(const Scene& scene, const model::QueueDetails& queues, const Dataset<model::HoursOfOperations>& hours,
                 const Dataset<model::FlowSummaries>& flows) {
  std::vector<Naming> namings;
  for (const auto& queue : queues) {
    Naming& naming = namings.emplace_back();
    naming.resource = {"queue", queue.id, queue.name};
    if (!queue.hours_id.empty()) {
      naming.names.push_back({ReferenceKind::hours, queue.hours_id, "a set of hours of operation"});
    }
    if (!queue.outbound_flow_id.empty()) {
      naming.names.push_back({ReferenceKind::flow, queue.outbound_flow_id, "an outbound whisper flow"});
    }
    naming.command = aws_command(scene, "connect describe-queue",
                                 {{"instance-id", scene.instance.instance_id}, {"queue-id", queue.id}});
  }
  return judged(scene, {.instance = scene.instance, .flows = &flows, .hours = &hours}, namings, queue_words);
}

}  // namespace

const Check queue_targets = on<judge, &Inventory::queue_details, &Inventory::hours, &Inventory::flows>({
    .id = "queue_targets",
    .component = "flow",
    .title = "Hours and outbound whisper flows of queues",
    .pillar = Pillar::resilience,
    .severity = Severity::medium,
    .why =
        "A block Check hours of operation asks for the hours of the queue when it names none itself, and fails where "
        "these are gone. An outbound whisper flow that is archived or was never published is not played: nobody is "
        "told that the call is recorded.",
    .remedy = "Choose hours of operation and an outbound whisper flow for the queue that are there and published.",
    .action = "Choose others for the queue",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/create-queue.html"},
});

}  // namespace checks
