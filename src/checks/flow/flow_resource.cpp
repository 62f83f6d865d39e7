#include "checks/flow/flow_resource.hpp"

#include <fmt/format.h>
#include <vector>

#include "words/names.hpp"

namespace checks {
namespace {

// What differs between flows and modules.
struct FlowKind {
  std::string_view type;       // of the resource
  std::string_view operation;  // that reads one
  std::string_view command;
  std::string_view id_option;
};

constexpr FlowKind of_flow{"flow", "connect:DescribeContactFlow", "connect describe-contact-flow", "contact-flow-id"};
constexpr FlowKind of_module{"flow_module", "connect:DescribeContactFlowModule", "connect describe-contact-flow-module",
                             "contact-flow-module-id"};

const FlowKind& flow_kind_of(const model::FlowSummary& flow) {
  return is_module(flow) ? of_module : of_flow;
}

}  // namespace

bool is_module(const model::FlowSummary& flow) {
  return flow.type == "MODULE";
}

Resource flow_resource(const model::FlowSummary& flow) {
  return {std::string(flow_kind_of(flow).type), flow.id, flow.name};
}

void show_flow(Judgement& judgement, const Scene& scene, const model::FlowSummary& flow, std::string_view alias) {
  const FlowKind& kind = flow_kind_of(flow);
  const std::string id = alias.empty() ? flow.id : fmt::format("{}:{}", flow.id, alias);
  judgement.evidence = kind.operation;
  judgement.command =
      aws_command(scene, kind.command, {{"instance-id", scene.instance.instance_id}, {kind.id_option, id}});
  if (!is_module(flow)) judgement.console_url = flow_page(scene, flow.arn);
}

std::optional<Judgement> unlisted_modules(const Dataset<model::FlowSummaries>& modules) {
  if (!modules.gap) return std::nullopt;
  Judgement judgement = not_assessed({"flow_modules", "list", "Flow modules"}, *modules.gap);
  judgement.observed =
      modules.known() ? "Only a part of the flow modules could be listed." : "The flow modules could not be listed.";
  judgement.evidence = "connect:ListContactFlowModules";
  return judgement;
}

std::optional<Judgement> unclear_names_of_aws(const model::FlowSummaries& flows, const std::optional<Gap>& unknown,
                                              const std::set<std::string>& entries) {
  if (!unknown) return std::nullopt;
  std::vector<std::string> names;
  for (const auto& flow : flows) {
    const bool is_set_apart = model::classify(flow, entries) == model::FlowClass::aws_sample;
    if (is_set_apart && model::is_published(flow)) names.push_back(flow.name);
  }
  if (names.empty()) return std::nullopt;
  Judgement judgement = not_assessed({"flows", "aws_names", "Flows named like AWS's own"}, *unknown);
  judgement.observed = fmt::format("Whether a phone number leads to them is not known: {}.", words::list(names));
  judgement.evidence = "connect:ListFlowAssociations, connect:GetFlowAssociation";
  return judgement;
}

}  // namespace checks
