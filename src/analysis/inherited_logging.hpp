// Which flows log without a block of their own: AWS keeps the logging behaviour for the rest of the contact segment,
// and new segments begin with it, so that a flow goes on as the one before it. Pure function.
// https://docs.aws.amazon.com/connect/latest/APIReference/flow-control-actions-updateflowloggingbehavior.html
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "model/flow.hpp"
#include "model/inventory.hpp"

namespace analysis {

// Of a flow that no block of its own makes log.
enum class Inherited {
  logging,       // contacts come to it only while logging is on
  chosen_later,  // a block may lead here that chooses its flow while the contact runs
  as_before,     // whether logging is on where contacts come from is not known
};

struct Inheritance {
  Inherited inherited = Inherited::as_before;
  std::vector<std::string> from;  // names of the flows that lead here, or may
};

// Contacts start in such flows; in all others they go on from the one before.
bool starts_contacts(const model::FlowSummary& flow);

// By id; without those that contacts come to without logging, and those that nothing that can be seen leads to.
// `entries` are the flows that numbers lead to.
std::map<std::string, Inheritance> inherited_logging(const model::FlowSummaries& flows,
                                                     const model::FlowContents& contents,
                                                     const model::Dataset<model::FlowContents>& modules,
                                                     const std::set<std::string>& entries);

}  // namespace analysis
