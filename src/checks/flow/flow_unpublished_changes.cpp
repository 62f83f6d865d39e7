#include <chrono>
#include <fmt/format.h>

#include "checks/check.hpp"
#include "checks/flow/flow_resource.hpp"
#include "checks/flow/flow_versions.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using model::FlowSummary;

constexpr Threshold longest_wait{.check = "flow_unpublished_changes",
                                 .id = "warn",
                                 .value = 30,
                                 .unit = "days",
                                 .what = "Changes that wait longer are a warning."};

constexpr std::string_view differs = "What was saved last is not what is published.";

struct Compared {
  std::int64_t live = 0;
  Judgements changes;
  UnreadFlows unread;
};

std::int64_t days_since(base::Time time, const Scene& scene) {
  return std::chrono::floor<std::chrono::days>(scene.window.end - time).count();
}

// Without a measure: the same changes would be worse in each review.
void judge_old_change(Judgement& judgement, const Scene& scene, base::Time saved) {
  const std::string days = words::counted(days_since(saved, scene), "day");
  judgement.status = Status::warn;
  judgement.headline = headline("Changes to ", judgement.resource, fmt::format(" not published in {}", days));
  judgement.observed = fmt::format("{} It was saved on {}, {} before the review.", differs, words::date(saved), days);
}

// Of two versions that differ. Nothing while the changes are so young that nobody can have forgotten them.
std::optional<Judgement> judged_change(const Scene& scene, const FlowSummary& flow,
                                       const std::optional<base::Time>& saved) {
  if (saved && double(days_since(*saved, scene)) <= longest_wait.in(scene)) return std::nullopt;
  Judgement judgement;
  judgement.resource = flow_resource(flow);
  if (saved) {
    judge_old_change(judgement, scene, *saved);
  } else if (is_module(flow)) {  // as of every module: its description has no time
    judgement.status = Status::info;
    judgement.observed = fmt::format("{} AWS does not say when a module was saved.", differs);
  } else {
    judgement = not_assessed(judgement.resource, "AWS did not say when the flow was saved");
    judgement.observed = differs;
  }
  show_flow(judgement, scene, flow, "$SAVED");
  return judgement;
}

void compare(const Scene& scene, const Versions& versions, const FlowSummary& flow, Compared& compared) {
  const model::FlowContent* published = entry_of(flow, versions.published);
  const model::SavedVersion* saved = entry_of(flow, versions.saved);
  if (published != nullptr && published->status == "SAVED") return;  // the list of modules does not say it
  ++compared.live;
  auto gap = model::newer_word(flow.state, published == nullptr ? flow.status : published->status);
  if (!gap && (published == nullptr || published->sha256.empty())) gap = missing_entry(published, versions.published);
  if (!gap && (saved == nullptr || saved->gap)) gap = missing_entry(saved, versions.saved);
  if (gap) {
    compared.unread.add(flow.name, *std::move(gap));
  } else if (!saved->sha256.empty() && saved->sha256 != published->sha256) {
    if (auto change = judged_change(scene, flow, saved->modified)) compared.changes.push_back(*std::move(change));
  }
}

void compare_live(const Scene& scene, const Versions& versions, const std::set<std::string>& entries,
                  Compared& compared) {
  for (const FlowSummary& flow : versions.list) {
    if (model::classify(flow, entries) == model::FlowClass::live) compare(scene, versions, flow, compared);
  }
}

Judgement nothing_forgotten(const Scene& scene, const Compared& compared, std::string_view limit) {
  if (compared.live == 0) {
    return not_applicable(the_instance(scene), "The instance has no published flows or modules of its own.");
  }
  Judgement judgement;
  judgement.status = Status::pass;
  judgement.resource = the_instance(scene);
  judgement.observed = fmt::format(
      "{} ({}).", limit, words::counted(double(compared.live), "live flow or module", "live flows and modules"));
  return judgement;
}

Judgements judge(const Scene& scene, const model::FlowSummaries& flows, const Dataset<model::FlowContents>& contents,
                 const Dataset<model::SavedVersions>& saved_flows, const Dataset<model::FlowSummaries>& modules,
                 const Dataset<model::FlowContents>& module_contents,
                 const Dataset<model::SavedVersions>& saved_modules,
                 const Dataset<model::FlowAssociations>& associations, const Dataset<model::MessageFlows>& messages) {
  const std::string limit =
      fmt::format("Changes are published within {}", words::counted(longest_wait.in(scene), "day", "days"));
  const auto entries = model::entry_flows(associations, messages);
  Compared compared;
  compare_live(scene, {flows, contents, saved_flows}, entries, compared);
  if (modules.known()) compare_live(scene, {*modules.value, module_contents, saved_modules}, {}, compared);
  Judgements judgements =
      with_what_is_unknown(std::move(compared.changes), compared.unread, flows, modules, associations, messages);
  if (judgements.empty()) judgements.push_back(nothing_forgotten(scene, compared, limit));
  return held_against(limit, std::move(judgements));
}

}  // namespace

const Check flow_unpublished_changes = on<judge, &Inventory::flows, &Inventory::flow_contents, &Inventory::saved_flows,
                                          &Inventory::modules, &Inventory::module_contents, &Inventory::saved_modules,
                                          &Inventory::flow_associations, &Inventory::message_flows>({
    .id = "flow_unpublished_changes",
    .component = "flow",
    .title = "Changes that were never published",
    .pillar = Pillar::operational_excellence,
    .severity = Severity::low,
    .why = "Contacts run through what is published. Somebody believes that the saved changes are live, or they go "
           "live unnoticed with the next publication.",
    .remedy = "Compare both versions in the flow designer. Publish what was saved if it is right; otherwise open "
              "the published version there and save that.",
    .action = "Publish the changes, or discard them",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/flow-version-control.html"},
    .thresholds = {longest_wait},
});

}  // namespace checks
