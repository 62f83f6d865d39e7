#include "model/audit_trail.hpp"

namespace model {

bool keeps_changes(const AuditTrail& trail) {
  return !trail.gap && trail.is_logging.value_or(false) && trail.delivery_error.empty() &&
         trail.records_changes.value_or(false);
}

}  // namespace model
