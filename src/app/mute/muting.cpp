#include "app/mute/muting.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "base/glob.hpp"
#include "checks/registry.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace app {
namespace {

using model::Document;
using model::Finding;
using model::Mute;
using model::MuteScene;

std::string place_of(const Mute& mute) {
  return words::one_line(fmt::format("{}, line {}", mute.source, mute.line));
}

std::string expired_note(const Mute& mute, int open, bool is_whole) {
  std::string text =
      fmt::format("The mute of {} expired on {}", words::one_line(target_of(mute)), words::date(mute.expires.value()));
  if (open > 0) {
    text += fmt::format(": {} again", words::counted(double(open), "finding counts", "findings count"));
    if (!mute.owner.empty()) text += fmt::format(", for {} to settle", words::one_line(mute.owner));
  } else {
    text += is_whole ? ", and there is nothing left to mute: remove it"
                     : ", and nothing of what could be read is left to mute";
  }
  return fmt::format("{} ({}).", text, place_of(mute));
}

std::string idle_note(const Mute& mute, bool is_whole) {
  const bool names_no_check = mute.id.empty() && std::ranges::none_of(checks::all(), [&](const checks::Check* check) {
                                return base::fits(mute.check, check->about.id);
                              });
  std::string text = fmt::format("The mute of {} matches nothing", words::one_line(target_of(mute)));
  if (names_no_check) {
    text += ": there is no such check";
  } else if (!is_whole) {
    text += " of what could be read";
  }
  return fmt::format("{} ({}).", text, place_of(mute));
}

}  // namespace

Muting::Muting(std::vector<Mute> mutes, model::Day today) {
  for (Mute& mute : mutes) {
    const bool has_expired = model::has_expired(mute, today);
    counted_.push_back({std::move(mute), has_expired});
  }
}

bool Muting::needs_tags() const {
  return std::ranges::any_of(counted_, [](const Counted& one) { return !one.mute.tag.empty(); });
}

void Muting::mark(Finding& finding, const MuteScene& scene) const {
  if (!can_be_muted(finding)) return;
  const auto found = std::ranges::find_if(
      counted_, [&](const Counted& one) { return !one.has_expired && covers(one.mute, finding, scene); });
  if (found != counted_.end()) finding.muted = muted_by(found->mute);
}

void Muting::mark(std::vector<Finding>& findings, const MuteScene& scene) const {
  if (empty()) return;
  for (Finding& finding : findings) mark(finding, scene);
  std::ranges::stable_sort(findings, model::comes_before);
}

void Muting::count(const Finding& finding, const MuteScene& scene) {
  for (Counted& one : counted_) {
    if (!covers(one.mute, finding, scene)) continue;
    ++one.findings;
    if (can_be_muted(finding) && !finding.muted) ++one.open;
  }
}

void Muting::count(const Document& document, const MuteScene& scene) {
  is_whole_ = is_whole_ && document.status == model::DocumentStatus::complete;
  for (const auto& [id, rule] : document.checks) made_.insert(id);
  for (const Finding& finding : document.findings) count(finding, scene);
}

// An id may be of any check.
bool Muting::was_looked_for(const Mute& mute) const {
  return std::ranges::all_of(checks::all(), [&](const checks::Check* check) {
    const bool is_named = !mute.id.empty() || base::fits(mute.check, check->about.id);
    return !is_named || made_.contains(check->about.id);
  });
}

std::vector<std::string> Muting::notes(const MuteScene& scene) const {
  std::vector<std::string> notes;
  for (const Counted& one : counted_) {
    if (!is_about(one.mute, scene)) continue;
    if (one.has_expired) {
      if (one.open > 0 || was_looked_for(one.mute)) notes.push_back(expired_note(one.mute, one.open, is_whole_));
    } else if (one.findings == 0 && was_looked_for(one.mute)) {
      notes.push_back(idle_note(one.mute, is_whole_));
    }
  }
  return notes;
}

}  // namespace app
