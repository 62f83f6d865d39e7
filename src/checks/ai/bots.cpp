#include "checks/ai/bots.hpp"

#include <fmt/format.h>

#include "base/arn.hpp"

namespace checks {

Bots bots_of(const model::FlowTargets& targets) {
  Bots bots;
  for (const model::FlowTarget& target : targets) {
    if (target.kind != model::ReferenceKind::lex_bot || !target.exists) continue;
    if (target.bot) {
      bots.read.push_back(&target);
    } else if (!bots.gap) {
      bots.gap = target.gap.value_or(Gap{model::GapKind::malformed, "AWS did not describe the alias", ""});
    }
  }
  return bots;
}

std::string shown_bot(const model::FlowTarget& target) {
  const std::string_view resource = base::arn_field(target.named, base::arn_resource);
  const std::string_view ids = resource.substr(std::min(resource.find('/') + 1, resource.size()));
  return target.bot->name.empty() ? std::string(ids) : fmt::format("{} ({})", target.bot->name, ids);
}

std::optional<Judgement> without_bots(const Scene& scene, const Dataset<model::FlowTargets>& targets) {
  const Gap unknown{model::GapKind::unavailable, "flows were not read", ""};
  if (!targets.known()) return not_assessed(the_instance(scene), targets.gap.value_or(unknown));
  const Bots bots = bots_of(*targets.value);
  if (!bots.read.empty()) return std::nullopt;
  if (bots.gap) return not_assessed(the_instance(scene), *bots.gap);
  return not_applicable(the_instance(scene), "Live flows name no bot of Amazon Lex V2 that exists.");
}

}  // namespace checks
