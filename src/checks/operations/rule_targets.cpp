#include <algorithm>
#include <fmt/format.h>

#include "base/encode.hpp"
#include "checks/flow/named.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using model::ContactRule;
using model::EvaluationForm;

// A list that is not known in full says of nothing that it does not exist.
std::string wrong_with_form(const std::string& id, const Dataset<model::EvaluationForms>& forms) {
  if (!forms.known()) return "";
  const auto found = std::ranges::find(*forms.value, id, &EvaluationForm::id);
  if (found == forms.value->end()) return forms.complete() ? "an evaluation form that does not exist" : "";
  return found->active_version
             ? ""
             : fmt::format("the evaluation form {}, which is not active", words::in_quotes(found->title));
}

// What of it cannot be used: "a flow that is archived".
std::vector<std::string> wrong_with_rule(const NameLists& lists, const ContactRule& rule,
                                         const Dataset<model::EvaluationForms>& forms) {
  std::vector<std::string> wrong;
  for (const auto& id : rule.flow_ids) {
    const auto what = wrong_with(lists, {model::ReferenceKind::flow, id, "a flow"});
    if (!what.empty()) wrong.push_back(fmt::format("a flow that {}", what));
  }
  for (const auto& id : rule.form_ids) {
    if (auto what = wrong_with_form(id, forms); !what.empty()) wrong.push_back(std::move(what));
  }
  return wrong;
}

// The first list that says nothing of what some rule names.
const std::optional<Gap>* unread(const model::ContactRules& rules, const Dataset<model::FlowSummaries>& flows,
                                 const Dataset<model::EvaluationForms>& forms) {
  if (flows.gap && std::ranges::any_of(rules, [](const auto& one) { return !one.flow_ids.empty(); })) return &flows.gap;
  if (forms.gap && std::ranges::any_of(rules, [](const auto& one) { return !one.form_ids.empty(); })) return &forms.gap;
  return nullptr;
}

Judgements judge(const Scene& scene, const model::ContactRules& rules, const Dataset<model::FlowSummaries>& flows,
                 const Dataset<model::EvaluationForms>& forms) {
  if (rules.empty()) return {not_applicable(the_instance(scene), "The instance has no published rules.")};
  const NameLists lists{.instance = scene.instance, .flows = &flows};
  std::vector<std::string> texts;
  const ContactRule* first = nullptr;
  for (const auto& rule : rules) {
    const auto wrong = wrong_with_rule(lists, rule, forms);
    if (wrong.empty()) continue;
    if (first == nullptr) first = &rule;
    texts.push_back(fmt::format("{} names {}", base::printable(rule.name, 60), fmt::join(wrong, " and ")));
  }
  Judgement judgement;
  judgement.resource = the_instance(scene);
  judgement.limit = "The flows and evaluation forms of every rule are there and published";
  judgement.evidence = "connect:ListRules, connect:DescribeRule, connect:ListEvaluationForms";
  judgement.measured = {.value = double(texts.size()), .unit = "rules"};
  if (first != nullptr) {
    const auto number = std::int64_t(texts.size());
    judgement.status = Status::fail;
    judgement.headline = fmt::format("{} {} what cannot be used", words::counted(number, "rule"),
                                     number == 1 ? "has an action that names" : "have actions that name");
    judgement.observed = fmt::format("{} of {}: {}.", words::count(number),
                                     words::counted(std::int64_t(rules.size()), "published rule"), words::list(texts));
    judgement.command = aws_command(scene, "connect describe-rule",
                                    {{"instance-id", scene.instance.instance_id}, {"rule-id", first->id}});
  } else if (const auto* gap = unread(rules, flows, forms)) {
    leave_open(judgement, **gap);
  } else {
    judgement.status = Status::pass;
    judgement.observed = fmt::format("{}.", judgement.limit);
  }
  return {judgement};
}

}  // namespace

const Check rule_targets = on<judge, &Inventory::contact_rules, &Inventory::flows, &Inventory::evaluation_forms>({
    .id = "rule_targets",
    .component = "operations",
    .title = "Rules that name what is gone",
    .pillar = Pillar::operational_excellence,
    .severity = Severity::medium,
    .why =
        "A rule whose flow or evaluation form cannot be used makes no task and submits no evaluation, and says so to "
        "nobody.",
    .remedy = "Let the rule name a flow or form that is there and published, or delete the rule.",
    .action = "Choose others for the rule",
    .links = {"https://docs.aws.amazon.com/connect/latest/APIReference/API_CreateRule.html"},
});

}  // namespace checks
