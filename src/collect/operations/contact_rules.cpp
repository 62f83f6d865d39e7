#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "aws/operations/connect.hpp"
#include "base/json/read.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

namespace connect = aws::connect;
namespace read = base::read;
using model::ContactRule;
using model::ContactRules;
using nlohmann::json;

// Whether an action names something that may be gone. Of what AWS does not say, it may.
bool names_something(const json& item) {
  static constexpr std::string_view naming[] = {"CREATE_TASK", "SUBMIT_AUTO_EVALUATION"};
  const json& actions = read::member(item, "ActionSummaries");
  if (!actions.is_array()) return true;
  return std::ranges::any_of(actions, [](const json& action) {
    return std::ranges::find(naming, read::text(action, "ActionType")) != std::end(naming);
  });
}

void add(std::vector<std::string>& ids, const json& action, const char* kind, const char* member) {
  if (auto id = read::text(read::object(action, kind), member); !id.empty()) ids.push_back(std::move(id));
}

// The list does not say what a rule names.
void read_actions(Source& source, ContactRule& rule) {
  const json answer = source.client.call(connect::describe_rule,
                                         {{"InstanceId", source.given.instance_ref.instance_id}, {"RuleId", rule.id}});
  const json& found = read::object(answer, "Rule");
  if (!read::member(found, "Actions").is_array()) {
    rule.gap = model::Gap{model::GapKind::malformed, "AWS did not say what the rule does", ""};
    return;
  }
  for (const json& action : read::array(found, "Actions")) {
    add(rule.flow_ids, action, "TaskAction", "ContactFlowId");
    add(rule.form_ids, action, "SubmitAutoEvaluationAction", "EvaluationFormId");
  }
}

Dataset<ContactRules> fetch_contact_rules(Source& source) {
  ContactRules rules;
  std::set<std::string> naming;
  aws::for_each_item(source.client, connect::list_rules,
                     {{"InstanceId", source.given.instance_ref.instance_id}, {"PublishStatus", "PUBLISHED"}},
                     [&](const json& item) {
                       ContactRule& rule = rules.emplace_back();
                       rule.id = needed(item, "RuleId", connect::list_rules);
                       rule.name = label(item, "Name");
                       if (names_something(item)) naming.insert(rule.id);
                     });
  source.steps.expect("rules", naming.size(), &connect::describe_rule);
  ItemGaps gaps;
  for (ContactRule& rule : rules) {
    if (!naming.contains(rule.id)) continue;
    if (auto gap = gaps.of([&] { read_actions(source, rule); })) rule.gap = std::move(gap);
    source.steps.done();
  }
  auto gap = gap_of_items(rules, "rules");
  return {std::move(rules), std::move(gap)};
}

}  // namespace

const Collector collectors::contact_rules = collector<&Inventory::contact_rules, fetch_contact_rules>(
    "operations", {&connect::list_rules, &connect::describe_rule}, Asks::each_item);

}  // namespace collect
