#include "model/dataset.hpp"

namespace model {

std::string_view name(GapKind kind) {
  switch (kind) {
    case GapKind::denied: return "denied";
    case GapKind::throttled: return "throttled";
    case GapKind::out_of_time: return "out_of_time";
    case GapKind::unavailable: return "unavailable";
    case GapKind::not_found: return "not_found";
    case GapKind::not_supported: return "not_supported";
    case GapKind::not_recorded: return "not_recorded";
    case GapKind::switched_off: return "switched_off";
    case GapKind::needs_other: return "needs_other";
    case GapKind::malformed: return "malformed";
  }
  return "unavailable";
}

}  // namespace model
