#include "checks/flow/named.hpp"

namespace checks {
namespace {

using model::ReferenceKind;

constexpr NamingWords task_template_words = {
    .noun = "task template",
    .nouns = "task templates",
    .verb = "leads to",
    .limit = "The flows of every task template are there and take tasks",
    .consequence = "A task that is made of this template is routed to nobody.",
    .evidence = "connect:ListTaskTemplates, connect:GetTaskTemplate",
};

Judgements judge(const Scene& scene, const model::TaskTemplates& templates,
                 const Dataset<model::FlowSummaries>& flows) {
  std::vector<Naming> namings;
  for (const auto& one : templates) {
    Naming& naming = namings.emplace_back();
    naming.resource = {"task_template", one.id, one.name};
    naming.command = aws_command(scene, "connect get-task-template",
                                 {{"instance-id", scene.instance.instance_id}, {"task-template-id", one.id}});
    if (!is_in_use(one)) continue;
    if (!one.flow_id.empty()) naming.names.push_back({ReferenceKind::flow, one.flow_id, "a flow"});
    if (!one.self_assign_flow_id.empty()) {
      naming.names.push_back({ReferenceKind::flow, one.self_assign_flow_id, "a flow for self-assigned tasks"});
    }
  }
  return judged(scene, {.instance = scene.instance, .flows = &flows}, namings, task_template_words);
}

}  // namespace

const Check task_template_targets = on<judge, &Inventory::task_templates, &Inventory::flows>({
    .id = "task_template_targets",
    .component = "flow",
    .title = "Flows that task templates lead to",
    .pillar = Pillar::resilience,
    .severity = Severity::medium,
    .why = "A task starts in the flow of its template. Where that is gone, archived or unpublished, it reaches nobody.",
    .remedy = "Choose a flow that is published for the task template, or make the template inactive.",
    .action = "Choose another flow, or deactivate it",
    .links = {"https://docs.aws.amazon.com/connect/latest/APIReference/API_CreateTaskTemplate.html"},
});

}  // namespace checks
