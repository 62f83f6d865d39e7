#include "checks/ai/bots.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/arn.hpp"
#include "checks/reasons.hpp"

namespace checks {

using model::DatasetId;

Bots bots_of(const Dataset<model::FlowTargets>& targets) {
  Bots bots;
  for (const model::FlowTarget& target : *targets.value) {
    if (target.kind != model::ReferenceKind::lex_bot || !target.exists) continue;
    if (target.bot) {
      bots.read.push_back(&target);
    } else if (!bots.gap) {
      bots.gap = target.gap.value_or(Gap{model::GapKind::malformed, "AWS did not describe the alias", ""});
    }
  }
  // The gap of a view, a task template or a data table says nothing of bots; one that is of no target may hide some.
  const bool is_of_a_target =
      std::ranges::any_of(*targets.value, [](const model::FlowTarget& target) { return target.gap.has_value(); });
  if (targets.gap && !is_of_a_target && !bots.gap) bots.gap = why_in_part(DatasetId::flow_targets, *targets.gap);
  return bots;
}

std::string_view ids_of_bot(const model::FlowTarget& target) {
  const std::string_view resource = base::arn_field(target.named, base::arn_resource);
  return resource.substr(std::min(resource.find('/') + 1, resource.size()));
}

std::string shown_bot(const model::FlowTarget& target) {
  const std::string_view ids = ids_of_bot(target);
  return target.bot->name.empty() ? std::string(ids) : fmt::format("{} ({})", target.bot->name, ids);
}

std::optional<Judgement> without_bots(const Scene& scene, const Dataset<model::FlowTargets>& targets) {
  if (!targets.known()) return not_assessed(the_instance(scene), why_unknown(DatasetId::flow_targets, targets.gap));
  const Bots bots = bots_of(targets);
  if (!bots.read.empty()) return std::nullopt;
  if (bots.gap) return not_assessed(the_instance(scene), *bots.gap);
  return not_applicable(the_instance(scene), "Live flows name no bot of Amazon Lex V2 that exists.");
}

}  // namespace checks
