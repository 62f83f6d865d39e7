// The way of a contact through flows, as text: what it hears, chooses and comes to, block by block. Each block is told
// once. Pure functions on what was read.
#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "analysis/flow_languages.hpp"
#include "app/flows/seen_flows.hpp"

namespace app {

// One line: a block, or where a branch leads that was told before.
struct JourneyStep {
  std::size_t depth = 0;                 // branches in branches
  std::vector<std::string> by;           // what is chosen or happens that leads here; empty: it follows the line before
  std::size_t number = 0;                // of the block, from 1; 0: none is told here
  std::string block;                     // identifier
  std::string what;                      // "hears the prompt Welcome", "is hung up on"
  std::vector<std::string> languages{};  // where contacts are put through: those in which they come there
  std::size_t see = 0;                   // the number of the block that it goes on with, told above
  bool goes_round = false;               // and from where this was come to
};

// A flow or module. Numbers go on from one to the next.
struct JourneyPart {
  std::string id, name;
  std::string type;  // CONTACT_FLOW, …, MODULE
  std::vector<JourneyStep> steps;
  // Where blocks lead when they fail, if it is elsewhere: by their numbers.
  std::vector<JourneyStep> failures;
};

struct JourneyProblem {
  model::Status status = model::Status::fail;
  std::string headline;
};

struct Journey {
  std::string of;                        // what was asked for: a number or the name of a flow
  std::vector<JourneyPart> parts;        // by how near they are
  std::size_t blocks_left_out = 0;       // behind the bounds of depth and length
  std::vector<JourneyProblem> problems;  // of the parts, the worst first
  std::string maybe_more_problems;       // why there may be others; empty: all are known
  std::vector<std::string> not_read;
};

struct JourneyBounds {
  std::size_t depth = 12, steps = 1'000;
};

// Of a phone number, or of a flow or module by its id, ARN or name. `masked`: what is shown of a number. Throws
// base::Error(usage) with the nearest names for what is neither, with all of them for the name of several, and for what
// could not be read with why.
Journey journey_of(const model::Inventory& inventory, const std::string& wanted, const NumberMask& masked = {},
                   const JourneyBounds& bounds = {});

// The same where the flows were seen. `languages`: nothing, where it is not told in which contacts come.
Journey journey_in(const SeenFlows& seen, const std::string& wanted, const JourneyBounds& bounds = {},
                   const analysis::FlowLanguages* languages = nullptr);

nlohmann::json to_json(const Journey& journey);

}  // namespace app
