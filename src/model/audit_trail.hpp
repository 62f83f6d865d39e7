// What keeps the API calls of an account in a Region: CloudTrail's trails, and its event data stores. Plain data, and
// the pure rule on it.
// https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Trail.html
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/dataset.hpp"

namespace model {

struct AuditTrail {
  std::string arn;
  std::string name;
  bool is_store = false;  // an event data store, of which no more is known than that it is there
  bool is_of_all_regions = false;
  bool is_validated = false;            // a changed or deleted log file shows
  std::optional<bool> is_logging;       // nothing: AWS did not say
  std::string delivery_error;           // why S3 did not take its last log files
  std::optional<bool> records_changes;  // of Amazon Connect; nothing: its selectors do not tell
  std::optional<Gap> gap;
};

// Stores are asked for only where no trail is known to keep changes.
using AuditTrails = std::vector<AuditTrail>;

bool keeps_changes(const AuditTrail& trail);

}  // namespace model
