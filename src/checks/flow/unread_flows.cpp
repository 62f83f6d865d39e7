#include "checks/flow/unread_flows.hpp"

#include <fmt/format.h>

#include "words/names.hpp"

namespace checks {

void UnreadFlows::add(const std::string& name, Gap gap) {
  Group& group = gap.kind == model::GapKind::malformed ? not_understood_ : unread_;
  group.names.push_back(name);
  if (!first_gap_) first_gap_ = gap;
  if (!group.gap) group.gap = std::move(gap);
}

std::optional<Judgement> UnreadFlows::told(std::string_view title) const {
  const std::optional<Gap>& gap = unread_.gap ? unread_.gap : not_understood_.gap;
  if (!gap) return std::nullopt;
  Judgement judgement = not_assessed({"flows", "unread", std::string(title)}, *gap);
  std::vector<std::string> sentences;
  if (unread_.gap) sentences.push_back(fmt::format("Not read: {}.", words::list(unread_.names)));
  if (not_understood_.gap) {
    sentences.push_back(fmt::format("Not understood: {}.", words::list(not_understood_.names)));
  }
  judgement.observed = fmt::format("{}", fmt::join(sentences, " "));
  return judgement;
}

}  // namespace checks
