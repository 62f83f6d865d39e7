#include "checks/reasons.hpp"

#include <fmt/format.h>

namespace checks {
namespace {

using model::DatasetId;
using model::Gap;

Gap explained(std::string_view before, DatasetId dataset, const Gap& gap) {
  return {gap.kind, fmt::format("{} {}: {}", before, model::row_of(dataset).words, gap.reason), gap.permission};
}

}  // namespace

Gap why_unknown(DatasetId dataset, const std::optional<Gap>& gap) {
  return explained("could not read", dataset,
                   gap.value_or(Gap{model::GapKind::unavailable, "the reason is not known", ""}));
}

Gap why_in_part(DatasetId dataset, const Gap& gap) {
  return explained("only a part was read of", dataset, gap);
}

}  // namespace checks
