// The dataset of task templates: the forms that agents and flows make tasks of, and the flows in which these start.
// Plain data. https://docs.aws.amazon.com/connect/latest/APIReference/API_GetTaskTemplate.html
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/dataset.hpp"

namespace model {

struct TaskTemplate {
  std::string id;
  std::string name;
  std::string status;               // ACTIVE, INACTIVE
  std::string flow_id;              // that its tasks start in; empty: none
  std::string self_assign_flow_id;  // and those that agents make for themselves
  std::optional<Gap> gap;           // why the flows are not known
};

using TaskTemplates = std::vector<TaskTemplate>;

// No task can be made of an inactive one, and nobody asks for its flows.
inline bool is_in_use(const TaskTemplate& task_template) {
  return task_template.status != "INACTIVE";
}

}  // namespace model
