#include "checks/flow/named.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using model::FlowReference;
using model::ReferenceKind;

// A name, taken apart. Only an id, or the ARN of a resource of an instance, can be looked up: an alias or
// a placeholder in the middle of an ARN cannot.
struct Named {
  std::string instance_id;  // empty: it is an id
  std::string id;
};

std::optional<Named> taken_apart(const std::string& named) {
  if (model::is_chosen_later(named) || named.find("${") != std::string::npos || named.find("{{") != std::string::npos) {
    return std::nullopt;
  }
  Named found{"", model::flow_id(named)};
  if (!named.starts_with("arn:")) return named.find('/') == std::string::npos ? std::optional(found) : std::nullopt;
  const auto at = named.find(":instance/");
  if (at == std::string::npos) return std::nullopt;
  const std::string resource = named.substr(at + std::string_view(":instance/").size());
  if (std::ranges::count(resource, '/') != 2) return std::nullopt;
  found.instance_id = resource.substr(0, resource.find('/'));
  return found;
}

// What is wrong with one that is not in the list; a list that was read in part says nothing.
template <typename T>
std::string not_listed(const NameLists& lists, const Named& named, const Dataset<T>& list) {
  if (!list.complete()) return "";
  const bool is_of_another = !named.instance_id.empty() && named.instance_id != lists.instance.instance_id;
  return is_of_another ? "is of another instance" : "does not exist";
}

template <typename T>
const auto* found_in(const Dataset<T>* list, const std::string& id) {
  using Item = typename T::value_type;
  if (list == nullptr || !list->known()) return static_cast<const Item*>(nullptr);
  const auto found = std::ranges::find(*list->value, id, &Item::id);
  return found == list->value->end() ? nullptr : &*found;
}

template <typename T>
std::string wrong_with_listed(const NameLists& lists, const Named& named, const Dataset<T>* list) {
  return list == nullptr || found_in(list, named.id) != nullptr ? "" : not_listed(lists, named, *list);
}

std::string wrong_with_flow(const NameLists& lists, const Named& named) {
  const model::FlowSummary* flow = found_in(lists.flows, named.id);
  if (flow == nullptr) return wrong_with_listed(lists, named, lists.flows);
  if (flow->state == "ARCHIVED") return "is archived";
  return flow->status == "SAVED" ? "was never published" : "";
}

struct FlowType {
  std::string_view type, noun;
  bool takes_transfers = false;
};
constexpr FlowType flow_types[] = {{"AGENT_HOLD", "an agent hold flow"},
                                   {"AGENT_TRANSFER", "a transfer to agent flow", true},
                                   {"AGENT_WHISPER", "an agent whisper flow"},
                                   {"CONTACT_FLOW", "an inbound flow", true},
                                   {"CUSTOMER_HOLD", "a customer hold flow"},
                                   {"CUSTOMER_QUEUE", "a customer queue flow"},
                                   {"CUSTOMER_WHISPER", "a customer whisper flow"},
                                   {"OUTBOUND_WHISPER", "an outbound whisper flow"},
                                   {"QUEUE_TRANSFER", "a transfer to queue flow", true}};

// Nothing for one of a newer API.
const FlowType* known_flow_type(std::string_view type) {
  const auto* found = std::ranges::find(flow_types, type, &FlowType::type);
  return found == std::end(flow_types) ? nullptr : found;
}

// https://docs.aws.amazon.com/connect/latest/adminguide/transfer-to-flow.html
std::string wrong_with_type(const model::FlowAction& action, const FlowReference& reference, std::string_view type) {
  const FlowType* is = known_flow_type(type);
  if (is == nullptr) return "";
  if (reference.kind == ReferenceKind::hook) {
    const FlowType* wanted = known_flow_type(model::hooked_type(reference.event));
    return wanted == nullptr || is == wanted ? "" : fmt::format("is {}, not {}", is->noun, wanted->noun);
  }
  const bool is_transfer = reference.kind == ReferenceKind::flow && action.type == "TransferToFlow";
  return is_transfer && !is->takes_transfers ? fmt::format("is {} and takes no transfers", is->noun) : "";
}

// The list of modules does not say whether one is published; its content does.
std::string wrong_with_module(const NameLists& lists, const Named& named) {
  const model::FlowSummary* module = found_in(lists.modules, named.id);
  if (module == nullptr) return wrong_with_listed(lists, named, lists.modules);
  if (module->state == "ARCHIVED") return "is archived";
  if (lists.module_contents == nullptr || !lists.module_contents->known()) return "";
  const auto content = lists.module_contents->value->find(named.id);
  return content != lists.module_contents->value->end() && content->second.status == "SAVED" ? "was never published"
                                                                                             : "";
}

std::string wrong_with_queue(const NameLists& lists, const Named& named) {
  const model::QueueDetail* detail = found_in(lists.queue_details, named.id);
  if (detail != nullptr && detail->status == model::disabled_queue) return "is disabled";
  return wrong_with_listed(lists, named, lists.queues);
}

// What AWS calls the state of a thing by, and what is wrong with it then.
struct TargetState {
  ReferenceKind kind;
  std::string_view state, wrong;  // nothing wrong: it can be used
};
constexpr TargetState target_states[] = {{ReferenceKind::lex_bot, "Available", ""},
                                         {ReferenceKind::lex_bot, "Creating", "is still being created"},
                                         {ReferenceKind::lex_bot, "Deleting", "is being deleted"},
                                         {ReferenceKind::lex_bot, "Failed", "is in the state Failed"},
                                         {ReferenceKind::view, "PUBLISHED", ""},
                                         {ReferenceKind::view, "SAVED", "was never published"},
                                         {ReferenceKind::task_template, "ACTIVE", ""},
                                         {ReferenceKind::task_template, "INACTIVE", "is inactive"},
                                         {ReferenceKind::data_table, "", ""}};

const TargetState* state_of(const model::FlowTarget& target) {
  const auto* found = std::ranges::find_if(
      target_states, [&](const TargetState& one) { return one.kind == target.kind && one.state == target.state; });
  return found == std::end(target_states) ? nullptr : found;
}

// Why it cannot be told whether it can be used.
std::optional<Gap> unknown_of(const model::FlowTarget& target) {
  if (target.gap || !target.exists || state_of(target) != nullptr) return target.gap;
  return Gap{model::GapKind::not_supported,
             fmt::format("AWS calls its state {}, which this review does not know", words::in_quotes(target.state)),
             ""};
}

const model::FlowTarget* target_of(const model::FlowTargets& targets, const FlowReference& reference) {
  const auto key = [](const model::FlowTarget& one) { return std::pair(one.kind, std::string_view(one.named)); };
  const std::pair wanted(reference.kind, std::string_view(reference.named));
  const auto found = std::ranges::lower_bound(targets, wanted, {}, key);
  return found == targets.end() || key(*found) != wanted ? nullptr : &*found;
}

// From what AWS was asked of it alone.
std::string wrong_with_target(const NameLists& lists, const FlowReference& reference) {
  if (lists.targets == nullptr || !lists.targets->known()) return "";
  const model::FlowTarget* target = target_of(*lists.targets->value, reference);
  if (target == nullptr || target->gap) return "";
  if (target->exists) {
    const TargetState* state = state_of(*target);
    return state == nullptr ? "" : std::string(state->wrong);
  }
  const auto named = taken_apart(reference.named);
  const bool is_of_another = named && !named->instance_id.empty() && named->instance_id != lists.instance.instance_id;
  return is_of_another ? "is of another instance" : "does not exist";
}

// AWS took Amazon Lex V1 out of service on 15 September 2025. https://docs.aws.amazon.com/lex/latest/dg/gl-limits.html
std::string wrong_with_bot(const NameLists& lists, const FlowReference& reference) {
  const bool is_of_v1 = !reference.named.starts_with("arn:") && taken_apart(reference.named);
  return is_of_v1 ? "is of Amazon Lex V1, which has ended" : wrong_with_target(lists, reference);
}

// A list, and what is said of it when it was not read whole.
struct List {
  ReferenceKind kind;
  std::string_view key, what, permission;
  std::optional<Gap> gap;
  std::string observed{};
};

// Those of a kind that AWS is asked for one by one.
List list_of_targets(const NameLists& lists, List list) {
  if (lists.targets == nullptr || !lists.targets->known()) {
    list.gap = lists.targets == nullptr ? std::nullopt : lists.targets->gap;
    return list;
  }
  std::vector<std::string> names;
  for (const model::FlowTarget& target : *lists.targets->value) {
    const auto gap = target.kind == list.kind ? unknown_of(target) : std::nullopt;
    if (!gap) continue;
    if (!list.gap) list.gap = gap;
    names.push_back(id_of({target.kind, target.named}));
  }
  if (list.gap) list.observed = fmt::format("Not known: {}.", words::list(names));
  return list;
}

template <typename T>
std::optional<Gap> gap_of(const Dataset<T>* list) {
  return list == nullptr ? std::nullopt : list->gap;
}

std::vector<List> lists_of(const NameLists& lists) {
  return {{ReferenceKind::queue, "queues", "Queues", "connect:ListQueues", gap_of(lists.queues)},
          {ReferenceKind::queue, "queue_settings", "Settings of queues", "connect:SearchQueues",
           gap_of(lists.queue_details)},
          {ReferenceKind::prompt, "prompts", "Prompts", "connect:ListPrompts", gap_of(lists.prompts)},
          {ReferenceKind::hours, "hours", "Hours of operation", "connect:ListHoursOfOperations", gap_of(lists.hours)},
          {ReferenceKind::agent, "users", "Agents", "connect:ListUsers", gap_of(lists.users)},
          {ReferenceKind::security_key, "security_keys", "Security keys", "connect:ListSecurityKeys",
           gap_of(lists.security_keys)},
          list_of_targets(lists, {ReferenceKind::lex_bot, "lex_bots", "Lex bots", "lex:DescribeBotAlias", {}}),
          list_of_targets(lists, {ReferenceKind::view, "views", "Views", "connect:DescribeView", {}}),
          list_of_targets(
              lists, {ReferenceKind::task_template, "task_templates", "Task templates", "connect:GetTaskTemplate", {}}),
          list_of_targets(lists,
                          {ReferenceKind::data_table, "data_tables", "Data tables", "connect:DescribeDataTable", {}}),
          {ReferenceKind::flow, "flows", "Flows", "connect:ListContactFlows", gap_of(lists.flows)}};
}

template <typename T>
std::string name_in(const Dataset<T>* list, const std::string& id) {
  const auto* found = found_in(list, id);
  return found == nullptr ? id : found->name;
}

// As people call it; its id, where it is in no list.
std::string name_of(const NameLists& lists, const FlowReference& reference) {
  std::string id = model::flow_id(reference.named);
  switch (reference.kind) {
    case ReferenceKind::flow: return name_in(lists.flows, id);
    case ReferenceKind::queue: return name_in(lists.queues, id);
    case ReferenceKind::hours: return name_in(lists.hours, id);
    default: return id;
  }
}

struct Wrong {
  const FlowReference* reference = nullptr;  // nothing: all of them can be used
  std::string what;                          // "is archived"
};

// The first is enough to have it looked at.
Wrong first_wrong(const NameLists& lists, const Naming& naming) {
  for (const FlowReference& reference : naming.names) {
    std::string what = wrong_with(lists, reference);
    if (!what.empty()) return {&reference, std::move(what)};
  }
  return {};
}

Judgement judgement_of(const NameLists& lists, const Naming& naming, const Wrong& wrong, const NamingWords& words) {
  Judgement judgement;
  judgement.status = Status::fail;
  judgement.resource = naming.resource;
  judgement.headline = headline(fmt::format("{} ", words::capitalized(std::string(words.noun))), naming.resource,
                                fmt::format(" {} {} that {}", words.verb, wrong.reference->shown, wrong.what));
  judgement.observed = fmt::format("The {} {} {}. {}", noun(wrong.reference->kind),
                                   words::in_quotes(name_of(lists, *wrong.reference)), wrong.what, words.consequence);
  judgement.command = naming.command;
  return judgement;
}

Judgement fine(const Scene& scene, std::size_t number, const NamingWords& words) {
  if (number == 0) return not_applicable(the_instance(scene), fmt::format("The instance has no {}.", words.nouns));
  Judgement judgement;
  judgement.status = Status::pass;
  judgement.resource = the_instance(scene);
  judgement.observed = fmt::format("{} ({}).", words.limit, words::counted(double(number), words.noun, words.nouns));
  return judgement;
}

}  // namespace

std::string_view noun(ReferenceKind kind) {
  switch (kind) {
    case ReferenceKind::flow:
    case ReferenceKind::hook: return "flow";
    case ReferenceKind::flow_module: return "module";
    case ReferenceKind::hours: return "set of hours of operation";
    case ReferenceKind::lambda: return "Lambda function";
    case ReferenceKind::lex_bot: return "Lex bot";
    case ReferenceKind::task_template: return "task template";
    case ReferenceKind::data_table: return "data table";
    case ReferenceKind::security_key: return "security key";
    default: return name(kind);
  }
}

// An alias of a bot has its bot's id before its own.
std::string id_of(const FlowReference& reference) {
  static constexpr std::string_view before = ":bot-alias/";
  const auto at = reference.named.find(before);
  return at == std::string::npos ? model::flow_id(reference.named) : reference.named.substr(at + before.size());
}

std::string wrong_with(const NameLists& lists, const FlowReference& reference) {
  if (reference.kind == ReferenceKind::lex_bot) return wrong_with_bot(lists, reference);
  const auto named = taken_apart(reference.named);
  if (!named) return "";
  switch (reference.kind) {
    case ReferenceKind::flow:
    case ReferenceKind::hook: return wrong_with_flow(lists, *named);
    case ReferenceKind::flow_module: return wrong_with_module(lists, *named);
    case ReferenceKind::queue: return wrong_with_queue(lists, *named);
    case ReferenceKind::prompt: return wrong_with_listed(lists, *named, lists.prompts);
    case ReferenceKind::hours: return wrong_with_listed(lists, *named, lists.hours);
    case ReferenceKind::agent: return wrong_with_listed(lists, *named, lists.users);
    case ReferenceKind::security_key: return wrong_with_listed(lists, *named, lists.security_keys);
    case ReferenceKind::view:
    case ReferenceKind::task_template:
    case ReferenceKind::data_table: return wrong_with_target(lists, reference);
    default: return "";
  }
}

std::string wrong_in_block(const NameLists& lists, const model::FlowAction& action, const FlowReference& reference) {
  std::string wrong = wrong_with(lists, reference);
  const auto named = taken_apart(reference.named);
  if (!wrong.empty() || !named) return wrong;
  const model::FlowSummary* flow = found_in(lists.flows, named->id);
  return flow == nullptr ? "" : wrong_with_type(action, reference, flow->type);
}

Judgements not_looked_up(const NameLists& lists, const std::set<ReferenceKind>& kinds, std::string_view by) {
  Judgements unknown;
  for (const List& list : lists_of(lists)) {
    if (!list.gap || !kinds.contains(list.kind)) continue;
    unknown.push_back(
        not_assessed({std::string(list.key), "list", fmt::format("{} that {} name", list.what, by)}, *list.gap));
    unknown.back().evidence = list.permission;
    unknown.back().observed = list.observed;
  }
  return unknown;
}

Judgements judged(const Scene& scene, const NameLists& lists, const std::vector<Naming>& namings,
                  const NamingWords& words, Judgements unknown) {
  Judgements judgements;
  std::set<ReferenceKind> kinds;
  for (const Naming& naming : namings) {
    for (const FlowReference& reference : naming.names) kinds.insert(reference.kind);
    const Wrong wrong = first_wrong(lists, naming);
    if (wrong.reference != nullptr) judgements.push_back(judgement_of(lists, naming, wrong, words));
  }
  std::ranges::move(not_looked_up(lists, kinds, words.nouns), std::back_inserter(unknown));
  if (judgements.empty() && unknown.empty()) judgements.push_back(fine(scene, namings.size(), words));
  std::ranges::move(unknown, std::back_inserter(judgements));
  for (Judgement& judgement : judgements) {
    judgement.limit = words.limit;
    if (judgement.evidence.empty()) judgement.evidence = words.evidence;
  }
  return judgements;
}

}  // namespace checks
