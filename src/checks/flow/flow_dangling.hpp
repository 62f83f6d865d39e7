// What blocks name and cannot use: queues, prompts, hours, flows and modules that are gone, archived, unpublished or of
// another instance. Pure functions.
#pragma once

#include "checks/flow/flow_look.hpp"

namespace checks {

// The lists in which is looked up; one that is not known in full says of nothing that it does not exist.
struct NameLists {
  const model::InstanceRef& instance;
  const Dataset<model::FlowSummaries>& flows;
  const Dataset<model::FlowSummaries>& modules;
  const Dataset<model::FlowContents>& module_contents;
  const Dataset<model::Queues>& queues;
  const Dataset<model::Prompts>& prompts;
  const Dataset<model::HoursOfOperations>& hours;
};

FlowProblems dangling_names(const analysis::FollowedFlows& flows, const NameLists& lists);

}  // namespace checks
