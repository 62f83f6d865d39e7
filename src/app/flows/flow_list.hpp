// Where every number of an instance leads: through which flows, to which queues and ends, past which hours, in which
// language, and how much is wrong on the way. Pure functions on what was read.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "model/inventory.hpp"

namespace app {

// What contacts who take every way there is come to, when every block works; each list in the order of how near it is.
struct FlowRow {
  std::string number;   // +49…; empty: none leads there
  std::string channel;  // of the number: calls, messages
  std::string flow_id, flow;
  std::vector<std::string> flows;      // behind the first
  std::vector<std::string> ends;       // "queue Sales", "hang-up", "a phone number"
  std::vector<std::string> hours;      // by name where one was noted in the flow, else by id
  std::vector<std::string> languages;  // in which they come to a queue or end: en-GB, or "voice Amy" of one set alone
  bool may_be_more_languages = false;  // set by what was not read, or chosen while the contact runs
  std::optional<bool> callback;        // whether any of them is offered one; nothing: not known
  std::optional<int> problems;         // findings of the checks of flows in these flows; nothing: not known
  bool may_be_more_problems = false;   // what was not read may have some
  std::string wrong;                   // "the number leads to no flow": contacts come no further
  std::string unknown;                 // why the row says less than it should
};

struct FlowList {
  std::string instance;  // alias or id
  std::vector<FlowRow> rows;
  std::vector<std::string> gaps;  // what could not be read at all
};

// `masked`: what is shown of a number; none: the number.
FlowList list_flows(const model::Inventory& inventory,
                    const std::function<std::string(const std::string& number)>& masked = {});

nlohmann::json to_json(const FlowList& list);

}  // namespace app
