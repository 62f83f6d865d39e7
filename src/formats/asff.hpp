// Findings in the AWS Security Finding Format, as Security Hub's BatchImportFindings takes them, within its limits.
// Pure functions.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "model/review.hpp"

namespace formats {

inline constexpr const char* provider_name = "connect-ops-review";  // ProductFields/ProviderName of them all

// Every finding of the review: what is in order is an archived one, so that what was imported before and is fixed goes
// away. Throws base::Error(usage) where nothing says which account the review is of.
std::vector<nlohmann::json> asff_findings(const model::Review& review);

}  // namespace formats
