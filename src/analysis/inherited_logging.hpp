// Which flows log without a block of their own: AWS keeps the logging behaviour for the rest of the contact segment, so
// that a flow goes on as the one before it. Pure function.
// https://docs.aws.amazon.com/connect/latest/APIReference/flow-control-actions-updateflowloggingbehavior.html
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/flow.hpp"
#include "model/inventory.hpp"

namespace analysis {

// Of a flow that no block of its own makes log.
enum class Inherited {
  logging,      // it is reached only from flows whose paths log
  cannot_tell,  // a block may lead here that chooses its flow while the contact runs
};

struct Inheritance {
  Inherited inherited = Inherited::cannot_tell;
  std::vector<std::string> from;  // names of the flows that lead here, or may
};

// By id; without those that a phone number leads to, or a flow that does not log, or nothing that can be seen. What
// leads to a flow is not known while the phone numbers' flows are not: then it is empty.
std::map<std::string, Inheritance> inherited_logging(const model::FlowSummaries& flows,
                                                     const model::FlowContents& contents,
                                                     const model::Dataset<model::FlowAssociations>& associations);

}  // namespace analysis
