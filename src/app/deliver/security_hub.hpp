// Findings in Security Hub: what is open is active there, what is fixed or gone is archived, what is muted is
// suppressed. Pure, apart from asking Security Hub; any thread.
// https://docs.aws.amazon.com/securityhub/latest/userguide/finding-update-batchimportfindings.html
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "aws/client.hpp"
#include "base/clock.hpp"
#include "model/review.hpp"

namespace app {

// At most 100 findings and 6 MB at a time, imported or updated; a finding of more than 240 KB is refused.
inline constexpr std::size_t max_batch = 100;
inline constexpr std::size_t max_batch_bytes = 5'500'000;
std::vector<nlohmann::json> batches_of(const std::vector<nlohmann::json>& findings);

// What is to be imported, given what this program imported of the instance before and is still active: the open
// findings of the review, and as archived those that were active and are fine or gone now. What could not be read now
// stays as it is.
std::vector<nlohmann::json> hub_findings(const model::Review& review, const std::vector<nlohmann::json>& active,
                                         base::Time now);

// What is said of findings that were imported before, which an import cannot change.
struct WorkflowChange {
  std::string status;  // of the workflow: SUPPRESSED, NEW, RESOLVED
  std::string note;
  std::vector<nlohmann::json> findings;  // Id and ProductArn of each
};

// What is muted is suppressed. What this program suppressed is new again when it is open and not muted any more, and
// resolved when it is fixed or gone: Security Hub itself makes what is resolved new when it returns. What a person
// suppressed stays so.
std::vector<WorkflowChange> workflow_changes(const std::vector<nlohmann::json>& imported,
                                             const std::vector<nlohmann::json>& active);

// Throws base::Error when Security Hub cannot be asked, and at the end when it refused some findings. What it could not
// be told of muted ones it is told after the next review.
void import_findings(aws::Client& hub, const model::Review& review, base::Time now);

}  // namespace app
