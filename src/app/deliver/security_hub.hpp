// Findings in Security Hub: what is open is active there, what is fixed or gone is archived, what is muted is
// suppressed. Pure, apart from asking Security Hub; any thread.
// https://docs.aws.amazon.com/securityhub/latest/userguide/finding-update-batchimportfindings.html
#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "aws/client.hpp"
#include "base/clock.hpp"
#include "model/review.hpp"

namespace app {

// At most 100 findings and 6 MB at a time; a finding of more than 240 KB is refused by Security Hub.
inline constexpr std::size_t max_batch = 100;
inline constexpr std::size_t max_batch_bytes = 5'500'000;
std::vector<nlohmann::json> batches_of(const std::vector<nlohmann::json>& findings);

// What is to be imported, given what this program imported of the instance before and is still active: the open
// findings of the review, and as archived those that were active and are fine or gone now. What could not be read now
// stays as it is.
std::vector<nlohmann::json> hub_findings(const model::Review& review, const std::vector<nlohmann::json>& active,
                                         base::Time now);

// Throws base::Error when Security Hub cannot be asked, and at the end when it refused some findings.
void import_findings(aws::Client& hub, const model::Review& review, base::Time now);

}  // namespace app
