#include "checks/registry.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <utility>

#include "base/error.hpp"
#include "checks/reasons.hpp"

namespace checks {
namespace {

using model::Finding;

// A control, and the check that looks at the same.
struct Control {
  const Check* check;
  std::string_view name;
};

constexpr Control all_controls[] = {
#define CONTROL(id, name) {&(id), name},
#include "checks/controls.def"
#undef CONTROL
};

bool is_whole(const Resource& resource) {
  return resource.type == "instance" || resource.type == "account";
}

void take_back(Judgement& judgement, const Judgement& why) {
  if (judgement.status == Status::not_applicable) judgement.observed.clear();  // "there are none", of a part
  judgement.status = Status::not_assessed;
  judgement.reason = why.reason;
  judgement.permission = why.permission;
  judgement.remedy = why.remedy;
  judgement.action = why.action;
  judgement.measured.reset();
  judgement.severity.reset();
}

// The dataset of `row` was cut short: what holds for the whole is not known any more, and there is one judgement that
// says so.
void take_back_what_holds_for_all(const Scene& scene, const model::DatasetRow& row, const Gap& gap,
                                  Judgements& judgements) {
  const Judgement why = not_assessed(the_instance(scene), why_in_part(row.id, gap));
  for (auto& judgement : judgements) {
    const bool is_of_all = judgement.status == Status::pass || judgement.status == Status::not_applicable;
    if (is_of_all && is_whole(judgement.resource)) take_back(judgement, why);
  }
  if (std::ranges::find(judgements, Status::not_assessed, &Judgement::status) != judgements.end()) return;

  Judgement rest = why;
  const bool taken =
      std::ranges::any_of(judgements, [](const Judgement& one) { return one.resource.type == "instance"; });
  // Two findings of one check never share a resource, and with it their id.
  if (taken) rest.resource = {"dataset", std::string(row.name), std::string(row.words)};
  judgements.push_back(std::move(rest));
}

Judgements judge(const Check& check, const Scene& scene, const Inventory& inventory, Workings& workings) {
  if (check.moot != nullptr) {
    if (auto moot = check.moot(scene, inventory)) return {std::move(*moot)};
  }
  for (const Read& read : check.reads) {
    const model::DatasetRow& row = row_of(read.dataset);
    if (!read.is_needed || row.known(inventory)) continue;
    return {not_assessed(the_instance(scene), why_unknown(row.id, row.gap(inventory)))};
  }
  Judgements judgements = check.judge(scene, inventory, workings);
  if (judgements.empty()) {
    throw base::Error(base::ErrorKind::internal, fmt::format("the check '{}' says nothing at all", check.about.id));
  }
  for (const Read& read : check.reads) {
    const model::DatasetRow& row = row_of(read.dataset);
    const auto& gap = row.gap(inventory);
    if (read.is_needed && !read.is_by_part && gap) take_back_what_holds_for_all(scene, row, *gap, judgements);
  }
  return judgements;
}

Severity severity_of(const Check& check, const Judgement& judgement) {
  if (judgement.severity) return *judgement.severity;
  const bool matters = judgement.status == Status::fail || judgement.status == Status::warn ||
                       judgement.status == Status::not_assessed;  // something critical that is unknown stays in sight
  return matters ? check.about.severity : Severity::informational;
}

std::vector<const Check*> made(std::string_view component, const model::Settings& settings) {
  std::vector<const Check*> checks;
  std::ranges::copy_if(all(), std::back_inserter(checks), [&](const Check* check) {
    return check->about.component == component && !settings.left_out.contains(check->about.id);
  });
  return checks;
}

}  // namespace

std::vector<std::string> controls_of(const Check& check) {
  std::vector<std::string> names;
  for (const Control& control : all_controls) {
    if (control.check == &check) names.emplace_back(control.name);
  }
  return names;
}

Finding finding_of(const Check& check, const Scene& scene, Judgement judgement) {
  Finding finding;
  finding.id = model::finding_id(scene.instance.arn, check.about.id, judgement.resource);
  finding.check_id = check.about.id;
  finding.component = check.about.component;
  finding.title = check.about.title;
  finding.why = check.about.why;
  finding.status = judgement.status;
  finding.severity = severity_of(check, judgement);
  finding.pillar = check.about.pillar;
  finding.resource = std::move(judgement.resource);
  finding.headline = std::move(judgement.headline);
  finding.observed = std::move(judgement.observed);
  finding.measured = std::move(judgement.measured);
  finding.limit = std::move(judgement.limit);
  finding.evidence = std::move(judgement.evidence);
  finding.remedy = std::move(judgement.remedy);
  finding.action = std::move(judgement.action);
  if (model::is_problem(finding)) {
    if (finding.headline.empty()) {
      throw base::Error(base::ErrorKind::internal,
                        fmt::format("the check '{}' has no headline for a {}", finding.check_id, name(finding.status)));
    }
    if (finding.remedy.empty()) finding.remedy = check.about.remedy;
    if (finding.action.empty()) finding.action = check.about.action;
  }
  finding.command = std::move(judgement.command);
  finding.alarms = std::move(judgement.alarms);
  finding.console_url = std::move(judgement.console_url);
  finding.links.assign(check.about.links.begin(), check.about.links.end());
  finding.controls = controls_of(check);
  finding.reason = std::move(judgement.reason);
  finding.permission = std::move(judgement.permission);
  return finding;
}

const std::vector<const Check*>& all() {
  static const std::vector<const Check*> list = {
#define CHECK(id) &(id),
#include "checks/checks.def"
#undef CHECK
  };
  return list;
}

const Check* find(std::string_view id) {
  const auto found = std::ranges::find_if(all(), [&](const Check* check) { return check->about.id == id; });
  return found == all().end() ? nullptr : *found;
}

std::vector<Finding> run(const Check& check, const Inventory& inventory, Workings& workings) {
  const Scene scene = scene_of(inventory);
  std::vector<Finding> findings;
  for (auto& judgement : judge(check, scene, inventory, workings))
    findings.push_back(finding_of(check, scene, std::move(judgement)));
  std::ranges::stable_sort(findings, model::comes_before);
  return findings;
}

std::vector<Finding> run(const Check& check, const Inventory& inventory) {
  Workings workings;
  return run(check, inventory, workings);
}

std::vector<Finding> run_component(std::string_view component, const Inventory& inventory) {
  std::vector<Finding> findings;
  Workings workings;
  for (const Check* check : made(component, inventory.settings)) {
    std::ranges::move(run(*check, inventory, workings), std::back_inserter(findings));
  }
  std::ranges::stable_sort(findings, model::comes_before);
  return findings;
}

model::Rules rules_of(std::string_view component, const model::Settings& settings) {
  model::Rules rules;
  for (const Check* check : made(component, settings)) {
    const About& about = check->about;
    rules[std::string(about.id)] = {.title = std::string(about.title),
                                    .why = std::string(about.why),
                                    .remedy = std::string(about.remedy),
                                    .action = std::string(about.action),
                                    .pillar = about.pillar,
                                    .links = {about.links.begin(), about.links.end()},
                                    .controls = controls_of(*check)};
  }
  return rules;
}

std::set<model::DatasetId> reads_of(std::string_view component) {
  std::set<model::DatasetId> datasets;
  for (const Check* check : all()) {
    if (check->about.component != component) continue;
    for (const Read& read : check->reads) datasets.insert(read.dataset);
  }
  return datasets;
}

}  // namespace checks
