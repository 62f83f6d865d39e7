// Which flow runs when contacts come into a queue: the one that the last hook on their way has set, else that of AWS.
// Pure functions. https://docs.aws.amazon.com/connect/latest/APIReference/contact-actions-updatecontacteventhooks.html
#pragma once

#include <vector>

#include "analysis/flow_graph.hpp"

namespace analysis {

struct QueueFlows {
  std::vector<const Part*> flows;  // each set on some way
  bool may_be_default = false;     // on some way none is set
  bool may_be_any = false;         // on some way it is not known which is set

  // Contacts wait in one of the flows, whichever way they have come.
  bool are_all_known() const { return !flows.empty() && !may_be_default && !may_be_any; }
};

// By block, for contacts that surely come there.
std::vector<QueueFlows> queue_flows(const InstanceGraph& graph);

}  // namespace analysis
