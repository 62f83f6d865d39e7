#include "app/flows/flow_names.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "words/names.hpp"

namespace app {
namespace {

using model::ReferenceKind;

template <typename Items>
std::map<std::string, std::string> names_in(const model::Dataset<Items>& items) {
  std::map<std::string, std::string> names;
  if (!items.known()) return names;
  for (const auto& item : *items.value) names[item.id] = item.name;
  return names;
}

std::string name_or_id(const std::map<std::string, std::string>& names, const std::string& id) {
  const auto found = names.find(id);
  return found == names.end() || found->second.empty() ? id : found->second;
}

}  // namespace

const model::FlowReference* reference_of(const model::FlowAction& action, ReferenceKind kind) {
  const auto found = std::ranges::find(action.references, kind, &model::FlowReference::kind);
  return found == action.references.end() ? nullptr : &*found;
}

std::vector<std::string> not_read(const model::Inventory& inventory, std::span<const model::DatasetId> datasets) {
  std::vector<std::string> gaps;
  for (const model::DatasetId id : datasets) {
    const model::DatasetRow& row = row_of(id);
    const auto& gap = row.gap(inventory);
    if (gap) gaps.push_back(fmt::format("{}: {}", row.words, gap->reason));
  }
  return gaps;
}

NotFollowed why_not_followed(const model::Inventory& inventory, const std::string& id) {
  if (!inventory.flows.known()) return {inventory.flows.gap->reason, false};
  const auto flow = std::ranges::find(*inventory.flows.value, id, &model::FlowSummary::id);
  if (flow == inventory.flows.value->end()) {
    return inventory.flows.complete() ? NotFollowed{"the flow does not exist", true}
                                      : NotFollowed{inventory.flows.gap->reason, false};
  }
  if (!model::is_published(*flow)) {
    return {flow->state == "ARCHIVED" ? "the flow is archived" : "the flow was never published", true};
  }
  if (!inventory.flow_contents.known()) return {inventory.flow_contents.gap->reason, false};
  const auto content = inventory.flow_contents.value->find(id);
  if (content == inventory.flow_contents.value->end()) return {"the content of the flow was not read", false};
  if (content->second.is_set_apart) return {"AWS made the flow, and no number leads to it", false};
  if (content->second.gap) return {content->second.gap->reason, false};
  return {"the flow was never published", true};
}

FlowNames::FlowNames(const model::Inventory& inventory)
    : flows_(names_in(inventory.flows)),
      modules_(names_in(inventory.modules)),
      listed_{{ReferenceKind::queue, names_in(inventory.queues)},
              {ReferenceKind::prompt, names_in(inventory.prompts)},
              {ReferenceKind::hours, names_in(inventory.hours)}} {
  if (inventory.queues.complete()) whole_.insert(ReferenceKind::queue);
  if (inventory.prompts.complete()) whole_.insert(ReferenceKind::prompt);
  if (inventory.hours.complete()) whole_.insert(ReferenceKind::hours);
  if (!inventory.hours_details.known()) return;
  for (const model::HoursDetail& hours : *inventory.hours_details.value) {
    if (!hours.gap) weeks_[hours.id] = week_of(hours);
  }
}

std::string FlowNames::flow(const std::string& id) const {
  return name_or_id(flows_, id);
}

std::string FlowNames::module(const std::string& id) const {
  return name_or_id(modules_, id);
}

std::string FlowNames::named(const model::FlowReference& reference, std::string_view noun) const {
  const std::string id = model::flow_id(reference.named);
  const auto names = listed_.find(reference.kind);
  const bool is_listed = names != listed_.end();
  if (is_listed && names->second.contains(id)) return fmt::format("{} {}", noun, names->second.at(id));
  if (id.empty()) {
    const bool is_plural = noun == "hours";
    return fmt::format("{}{} that {} chosen while the contact runs", is_plural ? "" : "a ", noun,
                       is_plural ? "are" : "is");
  }
  const bool is_gone = is_listed && whole_.contains(reference.kind);
  return fmt::format("{} {}{}", noun, reference.shown.empty() ? id : reference.shown,
                     is_gone ? " (not there any more)" : "");
}

std::string FlowNames::of(const model::FlowReference& reference) const {
  switch (reference.kind) {
    case ReferenceKind::flow:
    case ReferenceKind::guide:
    case ReferenceKind::hook: return fmt::format("flow {}", flow(model::flow_id(reference.named)));
    case ReferenceKind::flow_module: return fmt::format("module {}", module(model::flow_id(reference.named)));
    case ReferenceKind::lambda: return fmt::format("function {}", reference.named);
    default: return named(reference, words::spelled_out(name(reference.kind)));
  }
}

std::string FlowNames::queue_of(const model::FlowAction& action) const {
  const auto* queue = reference_of(action, ReferenceKind::queue);
  if (queue != nullptr) return named(*queue, "queue");
  return reference_of(action, ReferenceKind::agent) != nullptr ? "an agent's queue" : "the queue that was set";
}

std::string FlowNames::hours_of(const model::FlowAction& action) const {
  const auto* hours = reference_of(action, ReferenceKind::hours);
  if (hours == nullptr) return "hours of the queue that was set";
  const auto week = weeks_.find(model::flow_id(hours->named));
  return week == weeks_.end() ? named(*hours, "hours") : fmt::format("{}: {}", named(*hours, "hours"), week->second);
}

std::string FlowNames::prompt_of(const model::FlowAction& action) const {
  const auto* prompt = reference_of(action, ReferenceKind::prompt);
  return prompt == nullptr ? "" : named(*prompt, "prompt");
}

std::string FlowNames::value(std::string_view text) const {
  return model::is_chosen_later(text) ? "one that is chosen while the contact runs" : std::string(text);
}

}  // namespace app
