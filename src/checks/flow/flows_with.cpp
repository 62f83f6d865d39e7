#include "checks/flow/flows_with.hpp"

#include <algorithm>

#include "model/entry.hpp"

namespace checks {
namespace {

void note(FlowsWith& found, const std::optional<Gap>& gap) {
  if (gap && !found.gap) found.gap = gap;
}

void look_through(const Dataset<model::FlowSummaries>& list, const Dataset<model::FlowContents>& contents,
                  const std::function<bool(const model::FlowAction&)>& has, FlowsWith& found) {
  note(found, list.gap);
  if (!list.known() || !contents.known()) return note(found, contents.gap);
  for (const model::FlowSummary& flow : *list.value) {
    const model::FlowContent* content = model::entry_of(contents, flow.id);
    if (!model::is_published(flow) || (content != nullptr && (content->is_set_apart || content->status == "SAVED")))
      continue;
    note(found, content == nullptr ? contents.gap : content->gap);
    if (content == nullptr || !content->graph) continue;
    const auto steps = model::steps_of(*content->graph, false);
    if (std::ranges::any_of(steps, [&](const auto& step) { return has(*step.first); }))
      found.names.push_back(flow.name);
  }
}

}  // namespace

FlowsWith flows_with(const FlowLists& lists, const std::function<bool(const model::FlowAction&)>& has) {
  FlowsWith found;
  look_through(lists.flows, lists.contents, has, found);
  look_through(lists.modules, lists.module_contents, has, found);
  return found;
}

}  // namespace checks
