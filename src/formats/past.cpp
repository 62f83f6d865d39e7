#include "formats/past.hpp"

#include <fmt/format.h>

#include "words/measured.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace formats {

using analysis::Change;
using analysis::ChangeKind;

std::string since_title(const Since& since) {
  return fmt::format("Since the review of {}", words::day(since.at));
}

std::string count_text(const analysis::Comparison& comparison, ChangeKind kind) {
  const std::string_view word = kind == ChangeKind::cannot_tell ? "not known now" : name(kind);
  const auto unknown = kind == ChangeKind::appeared ? comparison.unknown_before() : 0;
  return fmt::format("{} {}{}", words::count(comparison.count(kind)), word,
                     unknown > 0 ? fmt::format(" ({} not assessed before)", words::count(unknown)) : "");
}

std::string more_text(const Change& change) {
  const bool has_both = change.before && change.now && change.before->measured && change.now->measured;
  if (change.by > 0 && has_both) return words::went(*change.before->measured, *change.now->measured);
  if (change.kind == ChangeKind::worse || change.kind == ChangeKind::better) {
    return fmt::format("was {}, {}", words::spelled_out(model::title(change.before->status)),
                       words::spelled_out(model::title(change.before->severity)));
  }
  return change.reason;
}

std::string since_text(const Past& past) {
  if (!past.since) {
    if (past.not_known.empty())
      return "This is the first stored review of this instance: nothing to compare it with yet.";
    return words::full_stop(fmt::format("What changed since the review before is not known: {}", past.not_known));
  }
  std::string counts;
  for (const ChangeKind kind : analysis::all_change_kinds) {
    const auto count = past.since->comparison.count(kind);
    if (count == 0 || kind == ChangeKind::same) continue;
    counts += fmt::format("{}{}", counts.empty() ? "" : ", ", count_text(past.since->comparison, kind));
  }
  return fmt::format("{}: {}.", since_title(*past.since), counts.empty() ? "nothing changed" : counts);
}

std::string left_text(const analysis::Runway& runway) {
  if (runway.is_reached) return "full";
  if (!runway.weeks_left) return "";
  if (*runway.weeks_left < 1) return "less than 1 week left";
  return fmt::format("{} left", words::counted(std::int64_t(*runway.weeks_left), "week"));
}

}  // namespace formats
