#include "checks/flow/named.hpp"

#include <algorithm>
#include <fmt/format.h>

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

// A list, and what is said of it when it was not read whole.
struct List {
  ReferenceKind kind;
  std::string_view key, what, permission;
  std::optional<Gap> gap;
};

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
    default: return name(kind);
  }
}

std::string wrong_with(const NameLists& lists, const FlowReference& reference) {
  const auto named = taken_apart(reference.named);
  if (!named) return "";
  switch (reference.kind) {
    case ReferenceKind::flow:
    case ReferenceKind::hook: return wrong_with_flow(lists, *named);
    case ReferenceKind::flow_module: return wrong_with_module(lists, *named);
    case ReferenceKind::queue: return wrong_with_queue(lists, *named);
    case ReferenceKind::prompt: return wrong_with_listed(lists, *named, lists.prompts);
    case ReferenceKind::hours: return wrong_with_listed(lists, *named, lists.hours);
    default: return "";
  }
}

Judgements not_looked_up(const NameLists& lists, const std::set<ReferenceKind>& kinds, std::string_view by) {
  Judgements unknown;
  for (const List& list : lists_of(lists)) {
    if (!list.gap || !kinds.contains(list.kind)) continue;
    unknown.push_back(
        not_assessed({std::string(list.key), "list", fmt::format("{} that {} name", list.what, by)}, *list.gap));
    unknown.back().evidence = list.permission;
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
