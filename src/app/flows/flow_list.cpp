#include "app/flows/flow_list.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "analysis/flow_languages.hpp"
#include "analysis/flow_reach.hpp"
#include "analysis/flow_states.hpp"
#include "app/flows/flow_names.hpp"
#include "app/flows/spoken.hpp"
#include "checks/flow/flow_look.hpp"
#include "checks/registry.hpp"

namespace app {
namespace {

using analysis::Arrivals;
using analysis::InstanceGraph;
using analysis::Node;
using analysis::Part;
using model::FlowAction;
using model::Inventory;
using nlohmann::json;

void add_new(std::vector<std::string>& texts, std::string text) {
  if (std::ranges::find(texts, text) == texts.end()) texts.push_back(std::move(text));
}

// Findings of the checks of flows, by the id of the flow or module, or the ARN of the function.
class Problems {
 public:
  explicit Problems(const Inventory& inventory) {
    for (const checks::Check* check : {&checks::flow_dangling, &checks::flow_unserved_queues,
                                       &checks::flow_disabled_queues, &checks::flow_logging, &checks::flow_functions}) {
      note(inventory, *check);
    }
    for (const checks::FlowLook* look : checks::flow_looks()) note(inventory, *look->check);
  }

  // Adds to the row those of the flows, and of the functions that their blocks call.
  void tell(FlowRow& row, const InstanceGraph& graph, const analysis::Reach& reach) const {
    std::set<std::string> met;
    for (const Part* part : reach.parts) met.insert(part->flow->id);
    for (const analysis::Node node : reach.blocks) {
      for (const auto& reference : graph.action(node).references) met.insert(reference.named);
    }
    int problems = 0;
    for (const std::string& key : met) {
      if (const auto found = by_resource_.find(key); found != by_resource_.end()) problems += found->second;
    }
    const bool is_met_unknown = std::ranges::any_of(met, [&](const auto& key) { return unknown_of_.contains(key); });
    // A flow that was not read has some, perhaps, for those who come to it.
    row.may_be_more_problems = is_unknown_ || is_met_unknown || (are_flows_unread_ && reach.leads_out_of_sight);
    if (problems > 0 || !row.may_be_more_problems) row.problems = problems;
  }

 private:
  void note(const Inventory& inventory, const checks::Check& check) {
    for (const model::Finding& finding : checks::run(check, inventory, workings_)) {
      if (model::is_problem(finding)) ++by_resource_[finding.resource.key];
      if (finding.status == model::Status::not_assessed) note_unknown(finding.resource);
    }
  }

  void note_unknown(const model::Resource& of) {
    if (of.type == "flow" || of.type == "flow_module" || of.type == "lambda_function") {
      unknown_of_.insert(of.key);
    } else {
      (of.type == "flows" ? are_flows_unread_ : is_unknown_) = true;
    }
  }

  checks::Workings workings_;
  std::map<std::string, int> by_resource_;
  std::set<std::string> unknown_of_;
  bool is_unknown_ = false, are_flows_unread_ = false;
};

class NumberWays {
 public:
  explicit NumberWays(const Inventory& inventory)
      : inventory_(inventory),
        names_(inventory),
        graph_(inventory),
        languages_(graph_),
        queue_flows_(contact_states(graph_).queue_flows),
        problems_(inventory) {
    for (const Part& part : graph_.parts()) parts_.try_emplace(part.flow->id, &part);
  }

  FlowRow row_of(const std::string& flow_arn) const {
    FlowRow row;
    row.flow_id = model::flow_id(flow_arn);
    row.flow = names_.flow(row.flow_id);
    const auto part = parts_.find(row.flow_id);
    if (part == parts_.end()) {
      NotFollowed not_followed = why_not_followed(inventory_, row.flow_id);
      if (not_followed.is_wrong) row.problems = 1;
      (not_followed.is_wrong ? row.wrong : row.unknown) = std::move(not_followed.why);
      return row;
    }
    const analysis::Reach reach = analysis::reach_of(graph_, *part->second);
    for (std::size_t i = 1; i < reach.parts.size(); ++i) row.flows.push_back(reach.parts[i]->flow->name);
    for (const analysis::Node node : reach.blocks) {
      add(row, graph_.action(node));
      if (analysis::hangs_up(graph_, node)) add_new(row.ends, "hang-up");
    }
    add_queues(row, reach);
    add_spoken(row, reach);
    if (reach.leads_out_of_sight)
      add_new(row.ends, "a flow that is not known before the contact runs, or was not read");
    problems_.tell(row, graph_, reach);
    return row;
  }

  // Inbound flows that no number and no other flow leads to.
  std::vector<const Part*> other_entries() const {
    const auto led_to = analysis::led_to_by_others(graph_);
    std::vector<const Part*> entries;
    for (const Part& part : graph_.parts()) {
      if (part.flow->type == "CONTACT_FLOW" && !part.is_entry && !led_to.contains(&part)) entries.push_back(&part);
    }
    return entries;
  }

 private:
  void add(FlowRow& row, const FlowAction& action) const {
    if (action.type == "CheckHoursOfOperation") add_new(row.hours, names_.hours_of(action));
    if (action.type == "DequeueContactAndTransferToQueue") add_new(row.ends, names_.queue_of(action));
    if (action.type == "TransferContactToAgent" || action.type == "RouteContactToAgent") add_new(row.ends, "an agent");
    if (action.type == "TransferParticipantToThirdParty") add_new(row.ends, "a phone number");
    if (action.type == "CreateCallbackContact") add_new(row.ends, "callback");
  }

  // A transfer takes the queue that was set, wherever on the way.
  void add_queues(FlowRow& row, const analysis::Reach& reach) const {
    const auto is_of = [&](std::string_view type) {
      return [&, type](analysis::Node node) { return graph_.action(node).type == type; };
    };
    if (std::ranges::none_of(reach.blocks, is_of("TransferContactToQueue"))) return;
    std::vector<std::string> queues;
    for (const analysis::Node node : reach.blocks) {
      const FlowAction& action = graph_.action(node);
      if (action.type == "UpdateContactTargetQueue") add_new(queues, names_.queue_of(action));
    }
    if (queues.empty()) queues.emplace_back("a queue that no block on the way sets");
    row.ends.insert(row.ends.begin(), queues.begin(), queues.end());
  }

  // Contacts go no further, as far as it is known, or wait for an agent.
  bool is_end(Node node) const {
    const auto leads_on = [](const analysis::Way& way) {
      return way.to != analysis::nowhere && !model::is_failure(*way.branch);
    };
    const auto goes_on = [](const analysis::Link& link) { return takes_contact(link) && link.to != nullptr; };
    return graph_.action(node).type != "EndFlowModuleExecution" && std::ranges::none_of(graph_.ways(node), leads_on) &&
           std::ranges::none_of(graph_.links(node), goes_on);
  }

  void add_spoken(FlowRow& row, const analysis::Reach& reach) const {
    const auto arrivals = languages_.arrivals({.from = reach.parts.front(), .through_failures = false});
    Arrivals at_ends;
    for (const Node node : reach.blocks) {
      if (!is_end(node)) continue;
      at_ends.add(arrivals[node]);
      add_set(row.languages, arrivals[node].surely);
    }
    std::vector<std::string> all = row.languages;
    add_set(all, at_ends.perhaps);
    row.may_be_more_languages = reach.leads_out_of_sight || all.size() > row.languages.size();
    row.callback = offers_callback(arrivals, reach.leads_out_of_sight);
    if (row.callback == true) add_new(row.ends, "callback");
  }

  void add_set(std::vector<std::string>& texts, analysis::StateSet states) const {
    for (std::string& name : set_in(languages_, states)) add_new(texts, std::move(name));
  }

  // On the way itself, or in the queue flow that a hook on it has set.
  std::optional<bool> offers_callback(const std::vector<Arrivals>& arrivals, bool leads_out_of_sight) const {
    bool may_be = leads_out_of_sight;
    const auto is_unseen = [](const analysis::Link& link) {
      return link.to == nullptr && link.kind != analysis::LinkKind::new_contact;
    };
    for (Node node = 0; node < graph_.size(); ++node) {
      if (arrivals[node].none()) continue;
      const FlowAction& action = graph_.action(node);
      const bool offers = action.type == "CreateCallbackContact";
      if (offers && arrivals[node].surely != 0) return true;
      // AWS's own queue flow can be edited.
      const bool runs_unseen = model::queues_contact(action) && !queue_flows_[node].are_all_known();
      may_be = may_be || offers || runs_unseen || std::ranges::any_of(graph_.links(node), is_unseen);
    }
    return may_be ? std::nullopt : std::optional(false);
  }

  const Inventory& inventory_;
  const FlowNames names_;
  const InstanceGraph graph_;
  const analysis::FlowLanguages languages_;
  const std::vector<analysis::QueueFlows> queue_flows_;  // by block
  const Problems problems_;
  std::map<std::string, const Part*> parts_;
};

FlowRow unknown_row(std::string why) {
  FlowRow row;
  row.unknown = std::move(why);
  return row;
}

// Where calls to a number lead; and messages, to one that was imported.
std::vector<FlowRow> rows_of_number(const Inventory& inventory, const NumberWays& listing,
                                    const model::PhoneNumber& number) {
  std::vector<FlowRow> rows;
  if (inventory.flow_associations.known()) {
    const auto flow = inventory.flow_associations.value->find(number.arn);
    if (flow != inventory.flow_associations.value->end()) {
      rows.push_back(listing.row_of(flow->second));
      rows.back().channel = "calls";
    }
  }
  const bool has_messages = inventory.message_flows.known() && inventory.message_flows.value->contains(number.id);
  if (has_messages) {
    const model::MessageFlow& message = inventory.message_flows.value->at(number.id);
    if (!message.flow_arn.empty()) rows.push_back(listing.row_of(message.flow_arn));
    if (message.gap) rows.push_back(unknown_row(message.gap->reason));
    if (!message.flow_arn.empty() || message.gap) rows.back().channel = "messages";
  }
  if (!rows.empty()) return rows;
  const auto gap = model::unknown_entries(inventory.flow_associations, inventory.message_flows);
  if (gap) return {unknown_row(gap->reason)};
  FlowRow row;
  row.wrong = "the number leads to no flow";
  row.problems = 1;
  return {row};
}

}  // namespace

FlowList list_flows(const Inventory& inventory, const std::function<std::string(const std::string&)>& masked) {
  const NumberWays listing(inventory);
  FlowList list;
  list.instance = model::scene_of(inventory).name;
  list.gaps = not_read(inventory, told_from);
  if (inventory.phone_numbers.known()) {
    for (const model::PhoneNumber& number : inventory.phone_numbers.value->numbers) {
      for (FlowRow& row : rows_of_number(inventory, listing, number)) {
        row.number = masked ? masked(number.e164) : number.e164;
        list.rows.push_back(std::move(row));
      }
    }
  }
  for (const Part* part : listing.other_entries()) list.rows.push_back(listing.row_of(part->flow->id));
  return list;
}

json to_json(const FlowList& list) {
  json rows = json::array();
  for (const FlowRow& row : list.rows) {
    json object = {{"number", row.number}, {"channel", row.channel},     {"flowId", row.flow_id},
                   {"flow", row.flow},     {"flows", row.flows},         {"ends", row.ends},
                   {"hours", row.hours},   {"languages", row.languages}, {"problems", nullptr},
                   {"unknown", nullptr}};
    if (row.problems) object["problems"] = *row.problems;
    object["mayBeMoreProblems"] = row.may_be_more_problems;
    object["mayBeMoreLanguages"] = row.may_be_more_languages;
    object["callback"] = row.callback ? json(*row.callback) : json();
    if (!row.unknown.empty()) object["unknown"] = row.unknown;
    object["wrong"] = row.wrong.empty() ? json() : json(row.wrong);
    if (row.number.empty()) object["number"] = nullptr;
    if (row.channel.empty()) object["channel"] = nullptr;
    rows.push_back(std::move(object));
  }
  return {{"instance", list.instance}, {"rows", std::move(rows)}, {"notRead", list.gaps}};
}

}  // namespace app
