// Exported flows with logging switched on in the first block. Only where it is certain that this closes what the review
// found and brings nothing new: the corrected flow is read and checked as any other, together with those around it.
// Pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/fix/fix_pack.hpp"

namespace app {

// The content of an exported flow, as AWS's CLI takes it, behind a new first block that switches logging on. Nothing
// for text that holds no flow of the flow language.
std::optional<std::string> with_logging_first(std::string_view exported);

// Of the request's flows those that a finding says do not log, corrected. Adds to `notes` which are not, and why.
std::vector<FixFile> corrected_flows(const FixRequest& request, const std::vector<model::Finding>& findings,
                                     std::vector<std::string>& notes);

}  // namespace app
