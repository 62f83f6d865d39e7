// What is known of flows, or of modules: what is published of each and what was saved last. Pure functions.
#pragma once

#include <string_view>

#include "checks/check.hpp"
#include "checks/flow/unread_flows.hpp"
#include "model/entry.hpp"
#include "model/inventory.hpp"

namespace checks {

struct Versions {
  const model::FlowSummaries& list;
  const model::Dataset<model::FlowContents>& published;
  const model::Dataset<model::SavedVersions>& saved;
};

template <typename Entries>
const typename Entries::mapped_type* entry_of(const model::FlowSummary& flow, const model::Dataset<Entries>& dataset) {
  return model::entry_of(dataset, flow.id);
}

// Why an entry is not known that may be missing with its whole dataset.
template <typename Entry, typename Entries>
model::Gap missing_entry(const Entry* entry, const model::Dataset<Entries>& dataset) {
  if (entry != nullptr && entry->gap) return *entry->gap;
  return dataset.gap.value_or(model::Gap{model::GapKind::unavailable, "its content was not read", ""});
}

// The judgements, and what could not be judged: versions that were not read, modules that were not listed, names of
// flows that may be AWS's.
Judgements with_what_is_unknown(Judgements judgements, const UnreadFlows& unread, const model::FlowSummaries& flows,
                                const Dataset<model::FlowSummaries>& modules,
                                const Dataset<model::FlowAssociations>& associations,
                                const Dataset<model::MessageFlows>& messages);

// Gives each judgement the limit, and the operations that read the versions where it names none.
Judgements held_against(std::string_view limit, Judgements judgements);

}  // namespace checks
