#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <set>

#include "checks/flow/flows_with.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using model::Integration;
using model::Integrations;
using std::chrono::sys_days;
using std::chrono::year;

// A service that AWS takes out of service, and the last day on which it answers.
// https://docs.aws.amazon.com/connect/latest/adminguide/amazonconnect-voiceid-end-of-support.html
// https://docs.aws.amazon.com/console/pinpoint/migration-guide
struct EndedService {
  std::string_view type, name, gone;
  sys_days last_day;
  bool (*is_block)(const model::FlowAction&) = nullptr;  // nothing: no block of a flow needs it
};
constexpr EndedService services[] = {
    {"VOICE_ID", "Voice ID", "callers are neither enrolled nor recognised by their voice",
     sys_days(year(2026) / 5 / 20), model::is_of_voice_id},
    {"PINPOINT_APP", "Amazon Pinpoint", "its segments, campaigns and journeys are gone",
     sys_days(year(2026) / 10 / 30)}};

const EndedService* ended(std::string_view type) {
  const auto* found = std::ranges::find(services, type, &EndedService::type);
  return found == std::end(services) ? nullptr : found;
}

bool has_ended(const Scene& scene, const EndedService& service) {
  return scene.window.end >= service.last_day + std::chrono::days(1);
}

Judgement judgement_of(const Scene& scene, const EndedService& service, const FlowLists& lists) {
  Judgement judgement;
  judgement.resource = {"integration", std::string(service.type), std::string(service.name)};
  judgement.command = aws_command(scene, "connect list-integration-associations",
                                  {{"instance-id", scene.instance.instance_id}, {"integration-type", service.type}});
  const FlowsWith flows = service.is_block == nullptr ? FlowsWith{} : flows_with(lists, service.is_block);
  const std::string day = words::date(service.last_day), who = words::list(flows.names);
  if (has_ended(scene, service)) {
    judgement.status = Status::warn;
    judgement.severity = flows.names.empty() ? Severity::low : Severity::medium;
    judgement.headline = headline("Integration with ", judgement.resource, fmt::format(", which AWS ended on {}", day));
    judgement.observed = fmt::format("{}.", words::capitalized(std::string(service.gone)));
    if (!flows.names.empty()) judgement.observed += fmt::format(" Its blocks take their error branch in {}.", who);
  } else {
    judgement.status = Status::info;
    judgement.observed = fmt::format("AWS ends {} on {}: then {}.", service.name, day, service.gone);
    if (!flows.names.empty()) judgement.observed += fmt::format(" Its blocks are in {}.", who);
  }
  if (flows.gap)
    judgement.observed +=
        words::full_stop(fmt::format(" Whether more flows have such blocks is not known: {}", flows.gap->reason));
  return judgement;
}

Judgement fine(const Scene& scene, const Integrations& integrations) {
  Judgement judgement;
  judgement.status = Status::pass;
  judgement.resource = the_instance(scene);
  judgement.observed = fmt::format("{}, none with a service that AWS has ended.",
                                   words::counted(std::int64_t(integrations.size()), "integration"));
  return judgement;
}

Judgements judge(const Scene& scene, const Integrations& integrations, const Dataset<model::FlowSummaries>& flows,
                 const Dataset<model::FlowSummaries>& modules, const Dataset<model::FlowContents>& contents,
                 const Dataset<model::FlowContents>& module_contents) {
  Judgements judgements;
  std::set<const EndedService*> told;
  for (const Integration& integration : integrations) {
    const EndedService* service = ended(integration.type);
    if (service == nullptr || !told.insert(service).second) continue;
    judgements.push_back(judgement_of(scene, *service, {flows, modules, contents, module_contents}));
  }
  if (integrations.empty()) {
    judgements.push_back(not_applicable(the_instance(scene), "The instance is integrated with no other service."));
  } else if (judgements.empty()) {
    judgements.push_back(fine(scene, integrations));
  }
  for (Judgement& judgement : judgements) {
    judgement.limit = "No integration with a service that AWS has ended";
    judgement.evidence = "connect:ListIntegrationAssociations";
  }
  return judgements;
}

}  // namespace

const Check ended_services = on<judge, &Inventory::integrations, &Inventory::flows, &Inventory::modules,
                                &Inventory::flow_contents, &Inventory::module_contents>({
    .id = "ended_services",
    .component = "ai",
    .title = "Integrations with services that AWS has ended",
    .pillar = Pillar::operational_excellence,
    .severity = Severity::medium,
    .why = "An integration with a service that AWS has ended does nothing any more, and blocks of flows that need "
           "the service fail.",
    .remedy = "Delete the integration (aws connect delete-integration-association), and take blocks of the service "
              "out of the flows.",
    .action = "Delete the integration",
    .links = {"https://docs.aws.amazon.com/connect/latest/APIReference/API_DeleteIntegrationAssociation.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/amazonconnect-voiceid-end-of-support.html",
              "https://docs.aws.amazon.com/pinpoint/latest/userguide/welcome.html"},
});

}  // namespace checks
