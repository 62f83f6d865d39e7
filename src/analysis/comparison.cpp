#include "analysis/comparison.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <tuple>

namespace analysis {
namespace {

using model::Document;
using model::Finding;
using model::Measured;
using model::Review;
using model::Status;

struct Word {
  std::string_view name;
  std::string_view title;
};

// In the order of the enumerators.
constexpr Word words[] = {
    {"new", "New"},  {"worse", "Worse"}, {"better", "Better"}, {"fixed", "Fixed"}, {"cannot_tell", "Cannot tell"},
    {"same", "Same"}};

constexpr std::string_view percent = "percent";
constexpr std::string_view times[] = {"seconds", "minutes", "hours", "days"};

// ---- worse or better ----

// Of this size a difference is what such numbers do by themselves: a tenth; of a percentage at most five points, which
// near its end are most of the room that is left, and at least one. What is counted (calls, failures) also varies by
// its square root.
double noise(double larger, std::string_view unit) {
  const double tenth = larger / 10;
  if (unit == percent) return std::clamp(tenth, 1.0, 5.0);
  const bool is_counted = std::ranges::find(times, unit) == std::end(times);
  return is_counted ? std::max(tenth, std::sqrt(larger)) : tenth;
}

// How full its limit is, when two numbers are held against different ones.
Measured share_of_limit(const Measured& measured) {
  return {100 * measured.value / *measured.limit, std::string(percent), 100, measured.lower_is_worse};
}

bool have_different_limits(const Measured& a, const Measured& b) {
  return a.limit && b.limit && *a.limit > 0 && *b.limit > 0 && *a.limit != *b.limit;
}

// How far the number went towards worse, below zero towards better; 0 when that is no more than noise, and when there
// are no two numbers to hold against each other.
double went(const std::optional<Measured>& before, const std::optional<Measured>& now) {
  if (!before || !now || before->unit != now->unit) return 0;
  if (have_different_limits(*before, *now)) return went(share_of_limit(*before), share_of_limit(*now));
  const double larger = std::max(std::abs(before->value), std::abs(now->value));
  const double difference = now->value - before->value;
  if (!std::isfinite(difference) || std::abs(difference) <= noise(larger, now->unit)) return 0;
  const double by = difference / (now->unit == percent ? 100 : larger);
  return now->lower_is_worse ? -by : by;
}

// As model::comes_before has them: what moves up in the list is worse.
auto urgency(const Finding& finding) {
  return std::make_tuple(finding.severity, finding.status == Status::fail ? 0 : 1);
}

// The number stayed where it was, and the threshold did not: that somebody changed it is no news of the instance.
bool is_judged_otherwise(const Finding& before, const Finding& now) {
  return before.measured && now.measured && before.measured->limit == now.measured->limit &&
         went(before.measured, now.measured) == 0 && before.limit != now.limit;
}

Change still_open(const Finding& before, const Finding& now) {
  const double by = went(before.measured, now.measured);
  const bool is_worse = urgency(now) != urgency(before) ? urgency(now) < urgency(before) : by > 0;
  const bool is_same = urgency(now) == urgency(before) && by == 0;
  const ChangeKind kind = is_same ? ChangeKind::same : is_worse ? ChangeKind::worse : ChangeKind::better;
  return {kind, before, now, "", std::abs(by)};
}

// ---- what a review can tell ----

bool is_whole(const Finding& finding) {
  return finding.resource.type == "instance" || finding.resource.type == "account";
}

// The findings of one review by what identifies them in another one.
class Findings {
 public:
  Findings(const Side& side, bool by_name) : review_(side.review), lists_(by_name ? FullLists{} : side.lists) {
    for (const Document& document : review_.documents) {
      for (Finding finding : document.findings) {
        finding.component = document.component;
        const std::string key = by_name ? name_key(finding) : finding.id;
        // Two queues may have one name: the second is then another finding, not the same.
        by_key_.emplace(fmt::format("{}\n{}", key, seen_[key]++), std::move(finding));
      }
    }
  }

  const std::map<std::string, Finding>& all() const { return by_key_; }

  const Finding* find(const std::string& key) const {
    const auto found = by_key_.find(key);
    return found == by_key_.end() ? nullptr : &found->second;
  }

  // Why this review, which does not have `finding`, cannot tell about it. Nothing: there is no such resource, or the
  // check looked at everything and did not name it.
  std::optional<std::string> silence(const Finding& finding) const {
    if (is_gone(finding.resource)) return std::nullopt;
    const auto document = std::ranges::find(review_.documents, finding.component, &Document::component);
    if (document == review_.documents.end()) return why_no_document(finding.component);
    if (document->schema_version == 0) return "the review was made by another application, which stored no findings";
    return silence_of_check(finding, *document);
  }

  bool is_gone(const model::Resource& resource) const {
    const auto list = lists_.find(resource.type);
    if (list == lists_.end()) return false;
    const std::string_view key = resource.key;  // an id, or an ARN that ends in one
    return !list->second.contains(key) && !list->second.contains(key.substr(key.rfind('/') + 1));
  }

 private:
  // An instance has another name and id in another instance.
  static std::string name_key(const Finding& finding) {
    const auto& [type, key, name] = finding.resource;
    return fmt::format("{}\n{}\n{}", finding.check_id, type, is_whole(finding) ? "" : name.empty() ? key : name);
  }

  // What the check could not read of another resource says nothing of this one, as long as it is known which there are.
  std::optional<std::string> silence_of_check(const Finding& finding, const Document& document) const {
    bool made = false, applies = false, sibling_is_open = false;
    for (const Finding& other : document.findings) {
      if (other.check_id != finding.check_id) continue;
      const bool is_open = other.status == Status::not_assessed;
      if (is_open && other.resource.type != finding.resource.type) return other.reason;
      made = true;
      applies = applies || other.status != Status::not_applicable;
      sibling_is_open = sibling_is_open || is_open;
    }
    if (!made) return "the review did not make this check";
    if (!applies) return "the check does not apply any more";
    if (sibling_is_open && !lists_.contains(finding.resource.type)) {
      return "the check could not read everything, and does not name it any more: it may be gone or not";
    }
    return std::nullopt;
  }

  std::string why_no_document(const std::string& component) const {
    const auto unreadable = std::ranges::find(review_.unreadable, component, &model::Unreadable::component);
    if (unreadable != review_.unreadable.end()) {
      return fmt::format("the document {} cannot be read: {}", component, unreadable->why);
    }
    const auto& chosen = review_.status.components;
    if (!chosen.empty() && std::ranges::find(chosen, component) == chosen.end()) {
      return fmt::format("the component {} was not chosen", component);
    }
    return fmt::format("the review has no document {}", component);
  }

  const Review& review_;
  FullLists lists_;
  std::map<std::string, Finding> by_key_;
  std::map<std::string, int> seen_;
};

// ---- what became of each ----

// What became of a finding that was open.
Change followed(const Finding& before, const std::string& key, const Findings& newer) {
  const Finding* now = newer.find(key);
  if (now == nullptr) {
    if (auto silence = newer.silence(before)) return {ChangeKind::cannot_tell, before, {}, std::move(*silence)};
    return {ChangeKind::fixed,
            before,
            {},
            newer.is_gone(before.resource) ? "it is gone" : "the check does not name it any more"};
  }
  if (model::needs_action(*now)) return still_open(before, *now);
  if (newer.is_gone(before.resource)) return {ChangeKind::fixed, before, *now, "it is gone"};
  if (now->status == Status::not_assessed) return {ChangeKind::cannot_tell, before, *now, now->reason};
  if (now->status == Status::not_applicable) {
    return {ChangeKind::cannot_tell, before, *now, fmt::format("it does not apply any more: {}", now->observed)};
  }
  return {ChangeKind::fixed, before, *now, now->observed};
}

// A finding that is open now, and was not before.
Change appeared(const Finding& now, const std::string& key, const Findings& older) {
  Change change{ChangeKind::appeared, {}, now, ""};
  if (const Finding* before = older.find(key)) {
    change.before = *before;
    if (before->muted) {
      change.reason = before->muted->expires.empty() ? "it was muted before"
                                                     : fmt::format("it was muted until {}", before->muted->expires);
    } else if (before->status == Status::not_assessed) {
      change.was_unknown = true;
      change.reason = fmt::format("it could not be assessed before: {}", before->reason);
    }
  } else if (const auto silence = older.silence(now)) {
    change.was_unknown = true;
    change.reason = fmt::format("it was not known before: {}", *silence);
  }
  return change;
}

bool state_changed(const Change& change) {
  return change.before && change.now && urgency(*change.before) != urgency(*change.now);
}

// The most severe first; of these what changed its state, then what went furthest.
bool comes_before(const Change& a, const Change& b) {
  const auto key = [](const Change& change) {
    return std::make_tuple(change.kind, urgency(change.open()), !state_changed(change), -change.by);
  };
  const auto of_a = key(a), of_b = key(b);
  return of_a != of_b ? of_a < of_b : model::comes_before(a.open(), b.open());
}

std::vector<std::string> notes_on(const Review& older, const Review& newer) {
  std::vector<std::string> notes;
  if (older.status.review_id > newer.status.review_id) {
    notes.emplace_back("the first review is younger than the second: what is new here was there before");
  }
  const auto &a = older.status.window, &b = newer.status.window;
  if (a && b && std::abs(a->days() - b->days()) > 0.5) {
    notes.push_back(fmt::format("the reviews look back over {:.0f} and {:.0f} days: what they counted differs by that",
                                a->days(), b->days()));
  }
  for (const Review* review : {&older, &newer}) {
    if (review->status.status == model::ReviewStatus::in_progress && !review->status.components.empty()) {
      notes.push_back(fmt::format("the review {} is still running", review->status.review_id));
    }
    if (review->status.status == model::ReviewStatus::interrupted) {
      notes.push_back(
          fmt::format("the review {} was interrupted: {}", review->status.review_id, review->status.message));
    }
  }
  return notes;
}

}  // namespace

std::string_view name(ChangeKind kind) {
  return words[std::size_t(kind)].name;
}
std::string_view title(ChangeKind kind) {
  return words[std::size_t(kind)].title;
}

const Finding& Change::open() const {
  return now && (!before || model::needs_action(*now)) ? *now : *before;
}

std::ptrdiff_t Comparison::count(ChangeKind kind) const {
  return std::ranges::count(changes, kind, &Change::kind);
}

std::ptrdiff_t Comparison::unknown_before() const {
  return std::ranges::count(changes, true, &Change::was_unknown);
}

Comparison compare(const Side& older, const Side& newer) {
  const std::string &older_arn = older.review.status.instance_arn, &newer_arn = newer.review.status.instance_arn;
  const bool by_name = !older_arn.empty() && !newer_arn.empty() && older_arn != newer_arn;
  const Findings before(older, by_name), now(newer, by_name);
  Comparison comparison{{}, notes_on(older.review, newer.review)};
  int muted = 0, judged_otherwise = 0;
  for (const auto& [key, finding] : before.all()) {
    if (!model::needs_action(finding)) continue;
    // What somebody accepted since is neither fixed nor open.
    if (const Finding* later = now.find(key); later != nullptr && later->muted) {
      ++muted;
    } else if (later != nullptr && !model::needs_action(*later) && is_judged_otherwise(finding, *later)) {
      ++judged_otherwise;
    } else {
      comparison.changes.push_back(followed(finding, key, now));
    }
  }
  for (const auto& [key, finding] : now.all()) {
    if (!model::needs_action(finding)) continue;
    const Finding* earlier = before.find(key);
    if (earlier != nullptr && model::needs_action(*earlier)) continue;
    if (earlier != nullptr && !earlier->muted && is_judged_otherwise(*earlier, finding)) {
      ++judged_otherwise;
    } else {
      comparison.changes.push_back(appeared(finding, key, before));
    }
  }
  if (muted > 0) {
    comparison.notes.push_back(muted == 1 ? std::string("1 finding that was open is muted now")
                                          : fmt::format("{} findings that were open are muted now", muted));
  }
  if (judged_otherwise > 0) {
    comparison.notes.push_back(
        fmt::format("{} judged by another threshold than before, with about the same number: neither new nor fixed",
                    judged_otherwise == 1 ? "1 finding is" : fmt::format("{} findings are", judged_otherwise)));
  }
  std::ranges::stable_sort(comparison.changes, comes_before);
  return comparison;
}

}  // namespace analysis
