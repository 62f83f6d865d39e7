#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <set>

#include "base/arn.hpp"
#include "checks/flow/flows_with.hpp"
#include "checks/reasons.hpp"
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
constexpr EndedService ended_services[] = {
    {"VOICE_ID", "Voice ID", "callers are neither enrolled nor recognised by their voice",
     sys_days(year(2026) / 5 / 20), model::is_of_voice_id},
    {"PINPOINT_APP", "Amazon Pinpoint", "its segments, campaigns and journeys are gone",
     sys_days(year(2026) / 10 / 30)}};

const EndedService* ended(std::string_view type) {
  const auto* found = std::ranges::find(ended_services, type, &EndedService::type);
  return found == std::end(ended_services) ? nullptr : found;
}

bool has_ended(const Scene& scene, const EndedService& service) {
  return scene.window.end >= service.last_day + std::chrono::days(1);
}

Judgement of_integration(const Scene& scene, std::string_view type, std::string key, std::string name) {
  Judgement judgement;
  judgement.resource = {"integration", std::move(key), std::move(name)};
  judgement.command = aws_command(scene, "connect list-integration-associations",
                                  {{"instance-id", scene.instance.instance_id}, {"integration-type", type}});
  return judgement;
}

Judgement judgement_of(const Scene& scene, const EndedService& service, const FlowLists& lists) {
  Judgement judgement = of_integration(scene, service.type, std::string(service.type), std::string(service.name));
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

// What an integration leads to, of kinds that the review reads.
struct TargetKind {
  std::string_view type, noun, with_article;
};
constexpr TargetKind target_kinds[] = {{model::assistant_integration, "assistant", "an assistant"},
                                       {"WISDOM_KNOWLEDGE_BASE", "knowledge base", "a knowledge base"},
                                       {"WISDOM_QUICK_RESPONSES", "knowledge base", "a knowledge base"},
                                       {"Q_MESSAGE_TEMPLATES", "knowledge base", "a knowledge base"}};

const TargetKind* target_kind(std::string_view type) {
  const auto* found = std::ranges::find(target_kinds, type, &TargetKind::type);
  return found == std::end(target_kinds) ? nullptr : found;
}

struct Target {
  std::string id;
  bool exists = true;
  std::optional<Gap> gap{};  // why it is not known
};

// Of "arn:aws:wisdom:eu-central-1:111122223333:assistant/ID"
std::string id_of_target(const Integration& integration) {
  const std::string_view resource = base::arn_field(integration.arn, base::arn_resource);
  const auto slash = resource.find('/');
  return slash == std::string_view::npos ? "" : std::string(resource.substr(slash + 1));
}

template <typename List>
Target target_in(const Dataset<List>& list, model::DatasetId dataset, std::string id) {
  if (!list.known()) return {std::move(id), true, why_unknown(dataset, list.gap)};
  const auto found = std::ranges::find(*list.value, id, &List::value_type::id);
  if (found != list.value->end()) return {std::move(id), found->exists, found->gap};
  return {std::move(id), true, list.gap.value_or(Gap{model::GapKind::unavailable, "it was not read", ""})};
}

struct Lists {
  const Dataset<model::Assistants>& assistants;
  const Dataset<model::KnowledgeBases>& knowledge_bases;
};

Target target_of(const Lists& lists, const Integration& integration) {
  std::string id = id_of_target(integration);
  if (id.empty()) {
    return {"", true, Gap{model::GapKind::malformed, "AWS named what the instance is integrated with by no ARN", ""}};
  }
  if (integration.type == model::assistant_integration)
    return target_in(lists.assistants, model::DatasetId::assistants, std::move(id));
  return target_in(lists.knowledge_bases, model::DatasetId::knowledge_bases, std::move(id));
}

Judgement gone(const Scene& scene, const TargetKind& kind, const Target& target) {
  Judgement judgement = of_integration(scene, kind.type, target.id, target.id);
  judgement.status = Status::warn;
  judgement.headline =
      headline("Integration ", judgement.resource, fmt::format(" leads to {} that is gone", kind.with_article));
  judgement.observed = fmt::format("AWS knows no such {} any more.", kind.noun);
  return judgement;
}

// Each target once, however many types of integrations lead there.
Judgements judge_targets(const Scene& scene, const Integrations& integrations, const Lists& lists) {
  Judgements judgements;
  std::set<std::string> seen;
  std::optional<Gap> gap;
  std::vector<std::string> unknown;
  for (const Integration& integration : integrations) {
    const TargetKind* kind = target_kind(integration.type);
    if (kind == nullptr || !seen.insert(integration.arn).second) continue;
    const Target target = target_of(lists, integration);
    if (target.gap) {
      if (!gap) gap = target.gap;
      unknown.push_back(target.id.empty() ? std::string(kind->noun)
                                          : fmt::format("{} {}", kind->noun, words::in_quotes(target.id)));
    } else if (!target.exists) {
      judgements.push_back(gone(scene, *kind, target));
    }
  }
  if (!gap) return judgements;
  judgements.push_back(not_assessed({"integrations", "targets", "What the instance is integrated with"}, *gap));
  judgements.back().observed = fmt::format("Not known: {}.", words::list(unknown));
  return judgements;
}

Judgement fine(const Scene& scene, const Integrations& integrations) {
  const auto looked_up =
      std::ranges::count_if(integrations, [](const Integration& one) { return target_kind(one.type) != nullptr; });
  const auto all = std::int64_t(integrations.size());
  Judgement judgement;
  judgement.status = Status::pass;
  judgement.resource = the_instance(scene);
  judgement.observed = fmt::format("{}, none with a service that AWS has ended.", words::counted(all, "integration"));
  if (looked_up > 0) {
    judgement.observed += fmt::format(" {} to an assistant or a knowledge base that is there.",
                                      words::counted(double(looked_up), "of them leads", "of them lead"));
  }
  if (looked_up < all) judgement.observed += " Where the rest leads is not looked up.";
  return judgement;
}

Judgements judge(const Scene& scene, const Integrations& integrations, const Dataset<model::Assistants>& assistants,
                 const Dataset<model::KnowledgeBases>& knowledge_bases, const Dataset<model::FlowSummaries>& flows,
                 const Dataset<model::FlowSummaries>& modules, const Dataset<model::FlowContents>& contents,
                 const Dataset<model::FlowContents>& module_contents) {
  if (integrations.empty()) {
    return {not_applicable(the_instance(scene), "The instance is integrated with no other service.")};
  }
  Judgements judgements = judge_targets(scene, integrations, {assistants, knowledge_bases});
  std::set<const EndedService*> told;
  for (const Integration& integration : integrations) {
    const EndedService* service = ended(integration.type);
    if (service == nullptr || !told.insert(service).second) continue;
    judgements.push_back(judgement_of(scene, *service, {flows, modules, contents, module_contents}));
  }
  if (judgements.empty()) judgements.push_back(fine(scene, integrations));
  for (Judgement& judgement : judgements) {
    judgement.limit = "What the instance is integrated with is there";
    judgement.evidence = "connect:ListIntegrationAssociations";
  }
  return judgements;
}

}  // namespace

const Check integration_targets =
    on<judge, &Inventory::integrations, &Inventory::assistants, &Inventory::knowledge_bases, &Inventory::flows,
       &Inventory::modules, &Inventory::flow_contents, &Inventory::module_contents>({
        .id = "integration_targets",
        .component = "ai",
        .title = "What the instance is integrated with",
        .pillar = Pillar::operational_excellence,
        .severity = Severity::medium,
        .why =
            "An integration with what is gone, or with a service that AWS has ended, does nothing any more: flows and "
            "agents' pages that go by it fail or stay empty.",
        .remedy = "Delete the integration (aws connect delete-integration-association), and take blocks of a service "
                  "that has ended out of the flows.",
        .action = "Delete the integration",
        .links = {"https://docs.aws.amazon.com/connect/latest/APIReference/API_DeleteIntegrationAssociation.html",
                  "https://docs.aws.amazon.com/connect/latest/adminguide/amazonconnect-voiceid-end-of-support.html",
                  "https://docs.aws.amazon.com/pinpoint/latest/userguide/welcome.html"},
    });

}  // namespace checks
