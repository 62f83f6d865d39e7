// Where commands that look at the flows of one instance take them from: --recording, or --instance. Main thread.
#pragma once

#include <string>
#include <vector>

#include "app/flows/seen_flows.hpp"
#include "cli/command.hpp"
#include "model/inventory.hpp"

namespace cli {

// The options of such a command, `more` behind those that say where flows are read from.
std::vector<app::OptionId> with_flow_source(std::vector<app::OptionId> more);

// Throws base::Error(usage) for none, for several instances, and for an instance beside the recording of another.
void require_flow_source(const Session& session);
model::Inventory flows_of_source(const Session& session);

// A number as --redact has it, by its place in the instance's list and its country: "number 7 (DE)".
app::NumberMask number_mask(const Session& session, const model::Inventory& inventory);

}  // namespace cli
