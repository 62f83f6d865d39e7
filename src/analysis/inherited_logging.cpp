#include "analysis/inherited_logging.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace analysis {
namespace {

using model::FlowAction;
using model::FlowGraph;
using Ids = std::set<std::string>;

std::vector<const FlowAction*> reachable(const FlowGraph& graph) {
  std::unordered_map<std::string, const FlowAction*> actions;
  for (const auto& action : graph.actions) actions.try_emplace(action.identifier, &action);
  std::vector<const FlowAction*> found;
  std::vector<std::string> waiting = {graph.start};
  while (!waiting.empty()) {
    const auto action = actions.extract(waiting.back());
    waiting.pop_back();
    if (action.empty()) continue;
    found.push_back(action.mapped());
    waiting.insert(waiting.end(), action.mapped()->next.begin(), action.mapped()->next.end());
  }
  return found;
}

struct Transfers {
  std::map<std::string, Ids> callers;  // by the id of the flow that they lead to
  Ids choosing;                        // flows that choose the next one while the contact runs
};

Transfers transfers_of(const std::vector<std::string>& live, const model::FlowContents& contents) {
  Transfers transfers;
  for (const std::string& id : live) {
    const auto content = contents.find(id);
    if (content == contents.end() || !content->second.graph) continue;
    for (const FlowAction* action : reachable(*content->second.graph)) {
      if (action->type != "TransferToFlow") continue;
      if (action->transfers_to.empty()) {
        transfers.choosing.insert(id);
      } else if (action->transfers_to != id) {
        transfers.callers[action->transfers_to].insert(id);
      }
    }
  }
  return transfers;
}

// Those that log by themselves, and then, again and again, those that only such flows lead to.
Ids logging_flows(const std::vector<std::string>& live, const model::FlowContents& contents, const Transfers& transfers,
                  const Ids& entries) {
  Ids logging, silent;
  for (const std::string& id : live) {
    const auto content = contents.find(id);
    if (content == contents.end() || !content->second.graph) continue;
    const auto own = model::flow_logging(*content->second.graph).logging;
    if (own == model::FlowLogging::on) logging.insert(id);
    if (own == model::FlowLogging::off && !entries.contains(id) && transfers.callers.contains(id)) silent.insert(id);
  }
  const auto inherits = [&](const std::string& id) {
    return std::ranges::all_of(transfers.callers.at(id), [&](const auto& caller) { return logging.contains(caller); });
  };
  for (bool is_new = true; is_new;) {
    is_new = false;
    for (const std::string& id : silent) is_new = (inherits(id) && logging.insert(id).second) || is_new;
  }
  return logging;
}

}  // namespace

std::map<std::string, Inheritance> inherited_logging(const model::FlowSummaries& flows,
                                                     const model::FlowContents& contents,
                                                     const model::Dataset<model::FlowAssociations>& associations) {
  std::map<std::string, Inheritance> found;
  if (!associations.complete()) return found;
  const Ids entries = model::entry_flows(associations);
  std::vector<std::string> live;
  std::map<std::string, std::string> names;
  for (const auto& flow : flows) {
    names[flow.id] = flow.name;
    if (model::classify(flow, entries) == model::FlowClass::live) live.push_back(flow.id);
  }
  const Transfers transfers = transfers_of(live, contents);
  const Ids logging = logging_flows(live, contents, transfers, entries);
  for (const std::string& id : live) {
    if (entries.contains(id)) continue;
    const auto callers = transfers.callers.find(id);
    const bool is_called = callers != transfers.callers.end();
    if (is_called ? !logging.contains(id) : transfers.choosing.empty()) continue;
    Inheritance& one = found[id];
    one.inherited = is_called ? Inherited::logging : Inherited::cannot_tell;
    for (const auto& from : is_called ? callers->second : transfers.choosing) one.from.push_back(names[from]);
  }
  return found;
}

}  // namespace analysis
