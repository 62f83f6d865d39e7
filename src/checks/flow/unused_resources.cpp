#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

#include "base/arn.hpp"
#include "checks/flow/live_flows.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using model::ReferenceKind;
using Ids = std::set<std::string>;

// What live flows, drafts and AWS's own name, and of which kinds some block chooses one while the contact runs.
struct Named {
  std::map<ReferenceKind, Ids> ids;
  std::set<ReferenceKind> chosen_later;
};

// A version or an alias of a function is that function.
std::string function_of(std::string_view arn) {
  return std::string(base::arn_before(arn, base::arn_qualifier));
}

bool is_of_a_flow(ReferenceKind kind) {
  return kind == ReferenceKind::hook || kind == ReferenceKind::guide;
}

void add(Named& named, const model::FlowAction& action) {
  for (const auto& reference : action.references) {
    const ReferenceKind kind = is_of_a_flow(reference.kind) ? ReferenceKind::flow : reference.kind;
    if (model::is_chosen_later(reference.named)) {
      named.chosen_later.insert(kind);
    } else {
      named.ids[kind].insert(kind == ReferenceKind::lambda ? function_of(reference.named)
                                                           : model::flow_id(reference.named));
    }
  }
}

// Where flows stand that no contact comes to, and name things all the same: AWS's own, and those that somebody works
// on.
struct Aside {
  const Dataset<model::FlowContents>&contents, &module_contents;
  const Dataset<model::SavedVersions>&saved_flows, &saved_modules;

  const std::optional<Gap>& gap() const {
    if (contents.gap) return contents.gap;
    if (module_contents.gap) return module_contents.gap;
    return saved_flows.gap ? saved_flows.gap : saved_modules.gap;
  }
};

// Of the entries for which `is_aside` holds.
template <typename Entries, typename IsAside>
void add_all(Named& named, const Dataset<Entries>& dataset, IsAside&& is_aside) {
  if (!dataset.known()) return;
  for (const auto& [id, one] : *dataset.value) {
    if (!one.graph || !is_aside(one)) continue;
    for (const auto& action : one.graph->actions) add(named, action);
  }
}

Named named_in(const analysis::FollowedFlows& flows, const Aside& aside) {
  Named named;
  for (analysis::Node node = 0; node < flows.graph.size(); ++node) {
    if (flows.reached[node]) add(named, flows.graph.action(node));
  }
  const auto is_aside = [](const model::FlowContent& one) { return one.is_set_apart || one.status == "SAVED"; };
  const auto any = [](const model::SavedVersion&) { return true; };
  add_all(named, aside.contents, is_aside);
  add_all(named, aside.module_contents, is_aside);
  add_all(named, aside.saved_flows, any);
  add_all(named, aside.saved_modules, any);
  return named;
}

// All there are of one kind, and what else than blocks of flows may use them.
struct Kind {
  std::optional<ReferenceKind> kind{};  // as blocks of flows name it; nothing: none does
  std::string_view key, noun, nouns;
  std::string_view users;      // "flow or queue"
  std::string_view otherwise;  // a sentence: who else may use one, which the review does not see
  std::string_view evidence = "connect:DescribeContactFlow";
  std::vector<std::pair<std::string, std::string>> all{};  // ids and names
  Ids used{};                                              // by others than flows
  std::optional<Gap> gap{};
};

// Calls `visit` for each item of the list, which belongs to what has to be known of the kind.
template <typename T, typename Visit>
void read(Kind& kind, const Dataset<T>& list, Visit&& visit) {
  if (list.gap && !kind.gap) kind.gap = list.gap;
  if (list.known()) std::ranges::for_each(*list.value, visit);
}

template <typename T>
Kind with_all(Kind kind, const Dataset<T>& list) {
  read(kind, list, [&](const auto& one) { kind.all.emplace_back(one.id, one.name); });
  return kind;
}

struct Lists {
  const Dataset<model::Queues>& queues;
  const Dataset<model::QueueDetails>& queue_details;
  const Dataset<model::RoutingProfiles>& routing_profiles;
  const Dataset<model::QuickConnects>& quick_connects;
  const Dataset<model::QuickConnectsOfQueues>& queue_quick_connects;
  const Dataset<model::Prompts>& prompts;
  const Dataset<model::HoursOfOperations>& hours;
  const Dataset<model::LambdaAssociations>& functions;
  const Dataset<model::TaskTemplates>& task_templates;
  const Dataset<model::SecurityKeys>& security_keys;
};

Kind queues_of(const Lists& lists) {
  Kind kind = with_all({.kind = ReferenceKind::queue,
                        .key = "queues",
                        .noun = "queue",
                        .nouns = "queues",
                        .users = "flow, routing profile or quick connect",
                        .otherwise = ""},
                       lists.queues);
  read(kind, lists.routing_profiles, [&](const model::RoutingProfile& profile) {
    kind.used.insert(profile.queues.ids.begin(), profile.queues.ids.end());
    kind.used.insert(profile.manual_queues.ids.begin(), profile.manual_queues.ids.end());
    kind.used.insert(profile.outbound_queue_id);
  });
  read(kind, lists.quick_connects, [&](const model::QuickConnect& one) { kind.used.insert(one.queue_id); });
  return kind;
}

Kind hours_of(const Lists& lists) {
  Kind kind = with_all({.kind = ReferenceKind::hours,
                        .key = "hours",
                        .noun = "set of hours of operation",
                        .nouns = "sets of hours of operation",
                        .users = "flow or queue",
                        .otherwise = ""},
                       lists.hours);
  read(kind, lists.queue_details, [&](const model::QueueDetail& queue) { kind.used.insert(queue.hours_id); });
  return kind;
}

Kind prompts_of(const Lists& lists) {
  return with_all({.kind = ReferenceKind::prompt,
                   .key = "prompts",
                   .noun = "prompt",
                   .nouns = "prompts",
                   .users = "flow",
                   .otherwise = ""},
                  lists.prompts);
}

// An instance has two at most, so that one can take the other's place. What one has encrypted is read without it.
// https://docs.aws.amazon.com/connect/latest/adminguide/encrypt-data.html
Kind security_keys_of(const Lists& lists) {
  Kind kind{.kind = ReferenceKind::security_key,
            .key = "security_keys",
            .noun = "security key",
            .nouns = "security keys",
            .users = "flow",
            .otherwise = "One may be about to take the place of another."};
  read(kind, lists.security_keys, [&](const model::SecurityKey& key) { kind.all.emplace_back(key.id, key.id); });
  return kind;
}

Kind functions_of(const Lists& lists) {
  Kind kind{.kind = ReferenceKind::lambda,
            .key = "functions",
            .noun = "Lambda function of the instance",
            .nouns = "Lambda functions of the instance",
            .users = "flow",
            .otherwise = ""};
  std::map<std::string, std::string> names;
  read(kind, lists.functions, [&](const std::string& arn) {
    const std::string function = function_of(arn);
    names[function] = function.substr(function.rfind(':') + 1);
  });
  kind.all.assign(names.begin(), names.end());
  return kind;
}

// Of live modules: an archived one is out of use as it is meant to be.
Kind modules_of(const analysis::InstanceGraph& graph) {
  Kind kind{.kind = ReferenceKind::flow_module,
            .key = "modules",
            .noun = "module",
            .nouns = "modules",
            .users = "flow",
            .otherwise = "An AI agent can have one as a tool."};
  for (const analysis::Part& part : graph.parts()) {
    if (part.is_module) kind.all.emplace_back(part.flow->id, part.flow->name);
  }
  return kind;
}

Kind flows_of(const analysis::InstanceGraph& graph, const Lists& lists) {
  Kind kind{.kind = ReferenceKind::flow,
            .key = "flows",
            .noun = "flow",
            .nouns = "flows",
            .users = "number, e-mail address, flow, queue, quick connect or task template",
            .otherwise =
                "Chat widgets, campaigns and calls of the API start flows too, and Connect runs its default flows "
                "whatever they are called now."};
  for (const analysis::Part& part : graph.parts()) {
    if (part.is_module || part.is_default) continue;
    kind.all.emplace_back(part.flow->id, part.flow->name);
    if (part.is_entry) kind.used.insert(part.flow->id);
  }
  read(kind, lists.queue_details, [&](const model::QueueDetail& queue) { kind.used.insert(queue.outbound_flow_id); });
  read(kind, lists.quick_connects, [&](const model::QuickConnect& one) { kind.used.insert(one.flow_id); });
  if (lists.task_templates.gap && !kind.gap) kind.gap = lists.task_templates.gap;
  kind.used.merge(analysis::task_entry_flows(lists.task_templates));
  return kind;
}

// Agents see those of the queues in their routing profile.
// https://docs.aws.amazon.com/connect/latest/adminguide/quick-connects.html
// https://docs.aws.amazon.com/connect/latest/APIReference/API_StartTaskContact.html
Kind quick_connects_of(const Lists& lists) {
  Kind kind = with_all({.key = "quick_connects",
                        .noun = "quick connect",
                        .nouns = "quick connects",
                        .users = "queue",
                        .otherwise = "Programs that start tasks can name one too.",
                        .evidence = "connect:SearchQuickConnects, connect:ListQueueQuickConnects"},
                       lists.quick_connects);
  if (kind.all.empty()) return kind;  // so nobody had to look at the queues
  if (lists.queues.gap && !kind.gap) kind.gap = lists.queues.gap;
  read(kind, lists.queue_quick_connects,
       [&](const auto& queue) { kind.used.insert(queue.second.ids.begin(), queue.second.ids.end()); });
  return kind;
}

std::vector<std::string> unused(const Kind& kind, const Named& named) {
  const auto by_flows = kind.kind ? named.ids.find(*kind.kind) : named.ids.end();
  std::vector<std::string> names;
  for (const auto& [id, name] : kind.all) {
    const bool is_named = by_flows != named.ids.end() && by_flows->second.contains(id);
    if (!is_named && !kind.used.contains(id)) names.push_back(name);
  }
  return names;
}

// Sentences on what may use them all the same.
std::string limits_of(const Kind& kind, const Named& named) {
  std::string limits;
  if (kind.kind && named.chosen_later.contains(*kind.kind)) limits += " Some blocks choose one while the contact runs.";
  if (!kind.otherwise.empty()) limits += fmt::format(" {}", kind.otherwise);
  return limits;
}

// "2 of 3 prompts are used by no flow"
std::string counted(const Kind& kind, std::size_t unused) {
  return fmt::format("{} of {} {} {} used by no {}", words::count(std::int64_t(unused)),
                     words::count(std::int64_t(kind.all.size())), kind.nouns, unused == 1 ? "is" : "are", kind.users);
}

// `unread`: why some flows are not known that may use what no other does.
Judgement judged_kind(const Kind& kind, const Named& named, const std::optional<Gap>& unread) {
  Judgement judgement;
  judgement.resource = {"unused", std::string(kind.key), std::string(kind.nouns)};
  judgement.evidence = kind.evidence;
  if (kind.gap) {
    leave_open(judgement, *kind.gap);
    return judgement;
  }
  const std::vector<std::string> names = unused(kind, named);
  judgement.measured = {.value = double(names.size()), .unit = "unused"};
  judgement.limit = fmt::format("Every {} is used by a {}", kind.noun, kind.users);
  if (names.empty()) {
    judgement.status = Status::pass;
    judgement.observed = fmt::format("{}.", judgement.limit);
    return judgement;
  }
  const std::string limits = limits_of(kind, named);
  judgement.observed = fmt::format("{}: {}.{}", counted(kind, names.size()), words::list(names), limits);
  if (unread && kind.kind) {
    leave_open(judgement, *unread);
  } else if (limits.empty()) {
    judgement.status = Status::warn;
    judgement.headline = counted(kind, names.size());
  } else {
    judgement.status = Status::info;
  }
  return judgement;
}

Judgements judge(const Scene& scene, const LiveFlows& live, const Dataset<model::FlowContents>& contents,
                 const Dataset<model::FlowContents>& module_contents, const Dataset<model::SavedVersions>& saved_flows,
                 const Dataset<model::SavedVersions>& saved_modules, const Dataset<model::Queues>& queues,
                 const Dataset<model::QueueDetails>& queue_details,
                 const Dataset<model::RoutingProfiles>& routing_profiles,
                 const Dataset<model::QuickConnects>& quick_connects,
                 const Dataset<model::QuickConnectsOfQueues>& queue_quick_connects,
                 const Dataset<model::Prompts>& prompts, const Dataset<model::HoursOfOperations>& hours,
                 const Dataset<model::LambdaAssociations>& functions,
                 const Dataset<model::TaskTemplates>& task_templates, const Dataset<model::SecurityKeys>& keys) {
  const Lists lists{queues,  queue_details, routing_profiles, quick_connects, queue_quick_connects,
                    prompts, hours,         functions,        task_templates, keys};
  const Aside aside{contents, module_contents, saved_flows, saved_modules};
  const Named named = named_in(live.followed(), aside);
  const std::optional<Gap>& unread = live.unread_gap() ? live.unread_gap() : aside.gap();
  const auto& graph = live.followed().graph;
  Judgements judgements = live.unread();
  for (const Kind& kind :
       {queues_of(lists), hours_of(lists), prompts_of(lists), functions_of(lists), security_keys_of(lists),
        quick_connects_of(lists), modules_of(graph), flows_of(graph, lists)}) {
    if (!kind.all.empty() || kind.gap) judgements.push_back(judged_kind(kind, named, unread));
  }
  if (judgements.empty()) {
    judgements.push_back(not_applicable(the_instance(scene), "The instance has nothing that could be unused."));
  }
  for (Judgement& judgement : judgements) {
    if (judgement.evidence.empty()) judgement.evidence = "connect:DescribeContactFlow";
  }
  return judgements;
}

}  // namespace

const Check unused_resources =
    on_made<judge, MakesLiveFlows, &Inventory::flow_contents, &Inventory::module_contents, &Inventory::saved_flows,
            &Inventory::saved_modules, &Inventory::queues, &Inventory::queue_details, &Inventory::routing_profiles,
            &Inventory::quick_connects, &Inventory::queue_quick_connects, &Inventory::prompts, &Inventory::hours,
            &Inventory::lambda_associations, &Inventory::task_templates, &Inventory::security_keys>({
        .id = "unused_resources",
        .component = "flow",
        .title = "What nothing uses",
        .pillar = Pillar::operational_excellence,
        .severity = Severity::low,
        .why = "What nobody uses still counts against quotas, and whoever changes something cannot tell it from what "
               "callers meet.",
        .remedy = "Delete what is not needed any more, or archive it.",
        .action = "Delete or archive what is not needed",
        .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html"},
    });

}  // namespace checks
