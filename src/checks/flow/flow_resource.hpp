// A flow or module as what a finding is about, and what is said where their lists leave something open. Pure functions.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "checks/check.hpp"

namespace checks {

bool is_module(const model::FlowSummary& flow);

Resource flow_resource(const model::FlowSummary& flow);

// How it is known, the command that shows it, and its page. `alias`: "$SAVED"; empty: what is published.
void show_flow(Judgement& judgement, const Scene& scene, const model::FlowSummary& flow, std::string_view alias = "");

// Modules that are not in the list, or may not be; nothing when all are known.
std::optional<Judgement> unlisted_modules(const Dataset<model::FlowSummaries>& modules);

// A main line can be called like one of AWS's flows: only its number tells the two apart. Nothing when `unknown` is
// none, or no flow has such a name. `entries`: ids of the flows that numbers lead to.
std::optional<Judgement> unclear_names_of_aws(const model::FlowSummaries& flows, const std::optional<Gap>& unknown,
                                              const std::set<std::string>& entries);

}  // namespace checks
