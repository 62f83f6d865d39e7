#include "checks/registry.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "checks/wording.hpp"

namespace checks {
namespace {

using model::Finding;

struct Words {
  std::string_view dataset;
  std::string_view words;
};

// A dataset as a person calls it, after "could not read".
constexpr Words dataset_words[] = {
    {"instance", "the instance's details"},
    {"attributes", "the instance's settings"},
    {"storage", "the instance's data storage settings"},
    {"quotas", "the quotas"},
    {"counts", "the counts of what is in use"},
    {"queues", "the list of queues"},
    {"flows", "the list of flows"},
    {"modules", "the list of flow modules"},
    {"flow_contents", "the content of the flows"},
    {"module_contents", "the content of the flow modules"},
    {"phone_numbers", "the list of phone numbers"},
    {"phone_states", "the state of the phone numbers"},
    {"flow_associations", "the list of phone numbers that lead to a flow"},
    {"carriers", "the carriers of the phone numbers"},
    {"metrics", "the CloudWatch metrics"},
    {"api_throttles", "CloudTrail's record of API calls"},
    {"log_group", "the flow log group's settings"},
    {"flow_log", "the flow log"},
};

std::string words(std::string_view dataset) {
  const auto found = std::find_if(std::begin(dataset_words), std::end(dataset_words),
                                  [&](const Words& one) { return one.dataset == dataset; });
  return std::string(found == std::end(dataset_words) ? dataset : found->words);
}

bool is_whole(const Resource& resource) {
  return resource.type == "instance" || resource.type == "account";
}

// What `gap` says, with the data that it is about in words before it.
Gap explained(const std::string& before, const Gap& gap) {
  return {gap.kind, before + ": " + gap.reason, gap.permission};
}

void take_back(Judgement& judgement, const Judgement& why) {
  judgement.status = Status::not_assessed;
  judgement.reason = why.reason;
  judgement.permission = why.permission;
  judgement.remedy = why.remedy;
  judgement.severity.reset();
}

// `need` was cut short: what holds for the whole is not known any more, and there is one judgement that says so.
void take_back_passes(const Inventory& inventory, const Need& need, Judgements& judgements) {
  const Judgement why = not_assessed(the_instance(inventory),
                                     explained("only a part was read of " + words(need.dataset), *need.gap(inventory)));
  for (auto& judgement : judgements) {
    if (judgement.status == Status::pass && is_whole(judgement.resource)) take_back(judgement, why);
  }
  const auto is_unknown = [](const Judgement& one) { return one.status == Status::not_assessed; };
  if (std::any_of(judgements.begin(), judgements.end(), is_unknown)) return;

  Judgement rest = why;
  const bool taken = std::any_of(judgements.begin(), judgements.end(),
                                 [&](const Judgement& one) { return one.resource.type == "instance"; });
  // Two findings of one check never share a resource, and with it their id.
  if (taken) rest.resource = {"dataset", std::string(need.dataset), words(need.dataset)};
  judgements.push_back(std::move(rest));
}

Judgements judge(const Check& check, const Inventory& inventory) {
  if (check.moot != nullptr) {
    if (auto moot = check.moot(inventory)) return {std::move(*moot)};
  }
  for (const Need& need : check.needs) {
    if (need.known(inventory)) continue;
    const Gap unknown{model::GapKind::unavailable, "the reason is not known", ""};
    return {not_assessed(the_instance(inventory),
                         explained("could not read " + words(need.dataset), need.gap(inventory).value_or(unknown)))};
  }
  Judgements judgements = check.judge(inventory);
  if (judgements.empty()) {
    throw base::Error(base::ErrorKind::internal, "the check '" + std::string(check.id) + "' says nothing at all");
  }
  for (const Need& need : check.needs) {
    if (need.gap(inventory)) take_back_passes(inventory, need, judgements);
  }
  return judgements;
}

Severity severity_of(const Check& check, const Judgement& judgement) {
  if (judgement.severity) return *judgement.severity;
  const bool matters = judgement.status == Status::fail || judgement.status == Status::warn ||
                       judgement.status == Status::not_assessed;  // something critical that is unknown stays in sight
  return matters ? check.severity : Severity::informational;
}

Finding to_finding(const Check& check, const Inventory& inventory, Judgement judgement) {
  Finding finding;
  finding.id = model::finding_id(inventory.instance_ref.arn, check.id, judgement.resource);
  finding.check_id = check.id;
  finding.component = check.component;
  finding.title = check.title;
  finding.status = judgement.status;
  finding.severity = severity_of(check, judgement);
  finding.pillar = check.pillar;
  finding.resource = std::move(judgement.resource);
  finding.observed = std::move(judgement.observed);
  finding.limit = std::move(judgement.limit);
  finding.evidence = std::move(judgement.evidence);
  finding.remedy = std::move(judgement.remedy);
  if (finding.remedy.empty() && model::needs_action(finding)) finding.remedy = check.remedy;
  finding.command = std::move(judgement.command);
  finding.console_url = std::move(judgement.console_url);
  finding.links.assign(check.links.begin(), check.links.end());
  finding.reason = std::move(judgement.reason);
  finding.permission = std::move(judgement.permission);
  return finding;
}

}  // namespace

const std::vector<const Check*>& all() {
  static const std::vector<const Check*> list = {
#define CHECK(id) &(id),
#include "checks/checks.def"
#undef CHECK
  };
  return list;
}

const Check* find(std::string_view id) {
  const auto found = std::find_if(all().begin(), all().end(), [&](const Check* check) { return check->id == id; });
  return found == all().end() ? nullptr : *found;
}

std::vector<Finding> run(const Check& check, const Inventory& inventory) {
  std::vector<Finding> findings;
  for (auto& judgement : judge(check, inventory))
    findings.push_back(to_finding(check, inventory, std::move(judgement)));
  std::stable_sort(findings.begin(), findings.end(), model::comes_before);
  return findings;
}

std::vector<Finding> run_component(std::string_view component, const Inventory& inventory) {
  std::vector<Finding> findings;
  for (const Check* check : all()) {
    if (check->component != component) continue;
    auto more = run(*check, inventory);
    std::move(more.begin(), more.end(), std::back_inserter(findings));
  }
  std::stable_sort(findings.begin(), findings.end(), model::comes_before);
  return findings;
}

}  // namespace checks
