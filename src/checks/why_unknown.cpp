#include "checks/why_unknown.hpp"

#include <fmt/format.h>

namespace checks {

model::Gap why_unknown(model::DatasetId dataset, const std::optional<model::Gap>& gap) {
  const model::Gap why = gap.value_or(model::Gap{model::GapKind::unavailable, "the reason is not known", ""});
  return {why.kind, fmt::format("could not read {}: {}", model::row_of(dataset).words, why.reason), why.permission};
}

}  // namespace checks
