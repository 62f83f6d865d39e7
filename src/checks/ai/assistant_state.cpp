#include <fmt/format.h>

#include "checks/ai/assistants.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

Judgement failed(Resource resource, std::string_view how) {
  Judgement judgement;
  judgement.status = Status::fail;
  judgement.resource = std::move(resource);
  judgement.headline = headline("The assistant ", judgement.resource, fmt::format(" {}", how));
  judgement.observed =
      "The instance is integrated with it. Agents get no recommendations and searches find nothing, and flows that use "
      "AI agents take the error branch.";
  return judgement;
}

Judgement judgement_of(const model::Assistant& assistant) {
  Resource resource{"assistant", assistant.id.empty() ? assistant.arn : assistant.id, assistant.name};
  if (assistant.gap) return not_assessed(std::move(resource), *assistant.gap);
  if (!assistant.exists) return failed(std::move(resource), "does not exist");
  const Making making = making_of(assistant.status);
  if (making == Making::unknown) return unknown_status(std::move(resource), assistant.status);
  if (making == Making::failed) return failed(std::move(resource), failure_of(assistant.status));
  Judgement judgement;
  judgement.status = making == Making::done ? Status::pass : Status::info;
  judgement.observed = making == Making::done ? "The assistant is active." : "The assistant is being created.";
  judgement.resource = std::move(resource);
  return judgement;
}

Judgements judge(const Scene& scene, const model::Assistants& assistants) {
  if (assistants.empty()) return {not_applicable(the_instance(scene), std::string(no_assistant))};
  Judgements judgements;
  for (const model::Assistant& assistant : assistants) {
    Judgement& judgement = judgements.emplace_back(judgement_of(assistant));
    judgement.limit = "The assistant is active";
    judgement.evidence = "connect:ListIntegrationAssociations, wisdom:GetAssistant";
    if (!assistant.id.empty())
      judgement.command = aws_command(scene, "qconnect get-assistant", {{"assistant-id", assistant.id}});
  }
  return judgements;
}

}  // namespace

const Check assistant_state = on<judge, &Inventory::assistants>({
    .id = "assistant_state",
    .component = "ai",
    .title = "The assistant of the instance",
    .pillar = Pillar::resilience,
    .severity = Severity::high,
    .why = "Everything that AI agents do for customers and for agents goes by way of the assistant.",
    .remedy = "Create an assistant anew on the page of the instance in the AWS console, and take out this integration.",
    .action = "Create the assistant anew",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/enable-q.html"},
});

}  // namespace checks
