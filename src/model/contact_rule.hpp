// The datasets of rules, which do something after a contact or when a case changes, and of evaluation forms, which some
// of them fill in. Plain data. https://docs.aws.amazon.com/connect/latest/APIReference/API_Rule.html
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/dataset.hpp"

namespace model {

// One that is published.
struct ContactRule {
  std::string id;
  std::string name;
  std::vector<std::string> flow_ids;  // in which the tasks start that it makes
  std::vector<std::string> form_ids;  // of the evaluations that it submits
  std::optional<Gap> gap;             // why these are not known
};

using ContactRules = std::vector<ContactRule>;

// https://docs.aws.amazon.com/connect/latest/APIReference/API_EvaluationFormSummary.html
struct EvaluationForm {
  std::string id;
  std::string title;
  std::optional<std::int64_t> active_version;  // nothing: none is active, and nobody can evaluate with it
  bool was_active = false;                     // at some time
};

using EvaluationForms = std::vector<EvaluationForm>;

}  // namespace model
