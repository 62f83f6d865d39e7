// The list of all checks and the one place where judgements become findings: here a missing dataset becomes
// not_assessed, and a pass that rests on part of the data is taken back. Pure functions.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "checks/check.hpp"
#include "model/finding.hpp"
#include "model/inventory.hpp"

namespace checks {

// In the order of checks.def.
const std::vector<const Check*>& all();

// nullptr when there is none.
const Check* find(std::string_view id);

// The controls of AWS's own frameworks that ask for what the check looks at, in the order of controls.def.
std::vector<std::string> controls_of(const Check& check);

// A judgement as the check's finding: with its words, and an id of its own. Throws base::Error(internal) for a problem
// without a headline.
model::Finding finding_of(const Check& check, const Scene& scene, Judgement judgement);

// At least one finding, whatever the inventory holds; ordered by model::comes_before.
std::vector<model::Finding> run(const Check& check, const model::Inventory& inventory);
// One of several on the same inventory, which share what they make of it.
std::vector<model::Finding> run(const Check& check, const model::Inventory& inventory, Workings& workings);
// Of the component's checks that the settings do not leave out.
std::vector<model::Finding> run_component(std::string_view component, const model::Inventory& inventory);

// The words of the same checks, as a document keeps them.
model::Rules rules_of(std::string_view component, const model::Settings& settings);

// What the checks of a component may read, beside the instance that all findings name.
std::set<model::DatasetId> reads_of(std::string_view component);

}  // namespace checks
