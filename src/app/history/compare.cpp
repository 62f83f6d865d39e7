#include "app/history/compare.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "app/stored.hpp"
#include "base/error.hpp"
#include "base/timestamp.hpp"
#include "words/numbers.hpp"

namespace app {
namespace {

using base::ErrorKind;
using model::Document;
using model::Finding;
using model::Review;
using model::Status;
using nlohmann::json;

struct Word {
  std::string_view name;
  std::string_view title;
};

// In the order of the enumerators.
constexpr Word words[] = {{"new", "New"},
                          {"changed", "Changed"},
                          {"not_assessed", "Not assessed now"},
                          {"not_looked_at", "Not looked at now"},
                          {"fixed", "Fixed"},
                          {"still_open", "Still open"}};

// Why a review that lacks a finding does not say that it is fine.
struct Silence {
  ChangeKind kind = ChangeKind::not_assessed;
  std::string reason;
};

// The findings of one review by what identifies them in another one.
class Findings {
 public:
  Findings(const Review& review, bool by_name) : review_(review) {
    for (const Document& document : review.documents) {
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

  // Why this review, which does not have `finding`, cannot tell about it. Nothing: it looked, and there is no such
  // resource any more.
  std::optional<Silence> silence(const Finding& finding) const {
    const auto document = std::ranges::find(review_.documents, finding.component, &Document::component);
    if (document == review_.documents.end()) return silence_of_component(finding.component);
    if (document->schema_version == 0) {
      return Silence{ChangeKind::not_assessed, "the review was made by another application, which stored no findings"};
    }
    bool made = false, applies = false;
    for (const Finding& other : document->findings) {
      if (other.check_id != finding.check_id) continue;
      if (other.status == Status::not_assessed) return Silence{ChangeKind::not_assessed, other.reason};
      made = true;
      applies = applies || other.status != Status::not_applicable;
    }
    if (!made) return Silence{ChangeKind::not_looked_at, "the review did not make this check"};
    if (!applies) return Silence{ChangeKind::not_assessed, "the check does not apply any more"};
    return std::nullopt;
  }

 private:
  // An instance has another name and id in another instance.
  static std::string name_key(const Finding& finding) {
    const auto& [type, key, name] = finding.resource;
    const bool whole = type == "instance" || type == "account";
    return fmt::format("{}\n{}\n{}", finding.check_id, type, whole ? "" : name.empty() ? key : name);
  }

  Silence silence_of_component(const std::string& component) const {
    for (const auto& one : review_.unreadable) {
      if (one.component == component) {
        return {ChangeKind::not_assessed, fmt::format("the document {} cannot be read: {}", component, one.why)};
      }
    }
    const auto& chosen = review_.status.components;
    if (!chosen.empty() && std::ranges::find(chosen, component) == chosen.end()) {
      return {ChangeKind::not_looked_at, fmt::format("the component {} was not chosen", component)};
    }
    return {ChangeKind::not_assessed, fmt::format("the review has no document {}", component)};
  }

  const Review& review_;
  std::map<std::string, Finding> by_key_;
  std::map<std::string, int> seen_;
};

bool is_same(const Finding& a, const Finding& b) {
  return std::tie(a.status, a.severity, a.observed) == std::tie(b.status, b.severity, b.observed);
}

// What became of a finding that was open.
Change followed(const Finding& before, const std::string& key, const Findings& newer) {
  const Finding* now = newer.find(key);
  if (now == nullptr) {
    if (auto silence = newer.silence(before)) return {silence->kind, before, {}, std::move(silence->reason)};
    return {ChangeKind::fixed, before, {}, "it is gone: the check looked, and does not name it any more"};
  }
  if (model::needs_action(*now)) {
    return {is_same(before, *now) ? ChangeKind::still_open : ChangeKind::changed, before, *now, ""};
  }
  if (now->status == Status::not_assessed) return {ChangeKind::not_assessed, before, *now, now->reason};
  if (now->status == Status::not_applicable) {
    return {ChangeKind::not_assessed, before, *now, fmt::format("it does not apply any more: {}", now->observed)};
  }
  return {ChangeKind::fixed, before, *now, now->observed};
}

// A finding that is open now, and was not before.
Change appeared(const Finding& now, const std::string& key, const Findings& older) {
  Change change{ChangeKind::appeared, {}, now, ""};
  if (const Finding* before = older.find(key)) {
    change.before = *before;
    if (before->status == Status::not_assessed)
      change.reason = fmt::format("it could not be assessed before: {}", before->reason);
  } else if (const auto silence = older.silence(now)) {
    change.reason = fmt::format("it was not known before: {}", silence->reason);
  }
  return change;
}

void require_one_instance(const Review& older, const Review& newer) {
  const std::string &a = older.status.instance_arn, &b = newer.status.instance_arn;
  if (a.empty() || b.empty() || a == b) return;
  throw base::Error(ErrorKind::usage,
                    fmt::format("{} and {} are reviews of different instances ({} and {}); give --across-instances to "
                                "compare them by the names of their resources",
                                older.status.review_id, newer.status.review_id, a, b));
}

std::vector<std::string> notes_on(const Review& older, const Review& newer) {
  std::vector<std::string> notes;
  if (older.status.review_id > newer.status.review_id) {
    notes.emplace_back("the first review is younger than the second: what is new here was there before");
  }
  const auto &a = older.status.window, &b = newer.status.window;
  if (a && b && std::abs(a->days() - b->days()) > 0.5) {
    notes.push_back(fmt::format("the reviews look back over {} and {} days: what they counted differs by that",
                                words::number(a->days(), 0), words::number(b->days(), 0)));
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

// The newest review before that of the id `before` (empty: of all that are not from the future), of one instance when
// its ARN is given.
std::string newest(store::Store& store, const std::string& instance_arn, const std::string& before, base::Time now) {
  store::Filter filter;
  filter.instance_arn = instance_arn;
  if (before.empty()) filter.to = latest_possible(now);
  const std::string found = before.empty() ? newest_review(store, filter) : review_before(store, filter, before);
  if (!found.empty()) return found;
  if (!before.empty()) {
    throw base::Error(ErrorKind::not_found, fmt::format("there is no stored review {}before {}",
                                                        instance_arn.empty() ? "" : "of the instance ", before));
  }
  throw base::Error(ErrorKind::not_found, instance_arn.empty()
                                              ? "there is no stored review yet; `connect-ops-review run` makes one"
                                              : fmt::format("there is no stored review of {}", instance_arn));
}

Review load_before(store::Store& store, const Review& review, base::Time now) {
  return load_review(store, newest(store, review.status.instance_arn, review.status.review_id, now), now);
}

// A document that cannot be read was judged, as far as anybody knows.
bool is_judged(const Review& review) {
  return !review.unreadable.empty() || std::ranges::any_of(review.documents, [](const Document& document) {
    return !document.findings.empty() || !document.checks.empty();
  });
}

std::set<std::string> components_of(const Review& review) {
  std::set<std::string> all;
  for (const Document& document : review.documents) all.insert(document.component);
  for (const auto& one : review.unreadable) all.insert(one.component);
  return all;
}

bool share_a_component(const Review& a, const Review& b) {
  const auto of_a = components_of(a), of_b = components_of(b);
  return std::ranges::any_of(of_a, [&](const std::string& component) { return of_b.contains(component); });
}

json state(const std::optional<Finding>& finding) {
  if (!finding) return nullptr;
  return {{"status", model::name(finding->status)},
          {"severity", model::name(finding->severity)},
          {"observed", finding->observed}};
}

json to_json(const Change& change) {
  const Finding& finding = change.finding();
  return {
      {"kind", name(change.kind)},
      {"id", finding.id},
      {"checkId", finding.check_id},
      {"component", finding.component},
      {"title", finding.title},
      {"resource", {{"type", finding.resource.type}, {"key", finding.resource.key}, {"name", finding.resource.name}}},
      {"before", state(change.before)},
      {"now", state(change.now)},
      {"reason", change.reason}};
}

json to_json(const model::Review& review) {
  return {{"reviewId", review.status.review_id},
          {"instanceArn", review.status.instance_arn},
          {"instanceAlias", review.status.instance_alias}};
}

}  // namespace

std::string_view name(ChangeKind kind) {
  return words[std::size_t(kind)].name;
}
std::string_view title(ChangeKind kind) {
  return words[std::size_t(kind)].title;
}

std::ptrdiff_t Comparison::count(ChangeKind kind) const {
  return std::ranges::count(changes, kind, &Change::kind);
}

Comparison compare(const Review& older, const Review& newer, bool across_instances) {
  if (!across_instances) require_one_instance(older, newer);
  const bool by_name = across_instances && older.status.instance_arn != newer.status.instance_arn;
  const Findings before(older, by_name), now(newer, by_name);
  Comparison comparison{{}, notes_on(older, newer)};
  for (const auto& [key, finding] : before.all()) {
    if (model::needs_action(finding)) comparison.changes.push_back(followed(finding, key, now));
  }
  for (const auto& [key, finding] : now.all()) {
    if (!model::needs_action(finding)) continue;
    const Finding* earlier = before.find(key);
    if (earlier == nullptr || !model::needs_action(*earlier)) {
      comparison.changes.push_back(appeared(finding, key, before));
    }
  }
  std::ranges::stable_sort(comparison.changes, [](const Change& a, const Change& b) {
    return a.kind != b.kind ? a.kind < b.kind : model::comes_before(a.finding(), b.finding());
  });
  return comparison;
}

Pair load_pair(store::Store& store, const std::string& older, const std::string& newer, const std::string& instance_arn,
               base::Time now) {
  const auto load = [&](const std::string& word) {
    if (word == "latest") return load_review(store, newest(store, instance_arn, "", now), now);
    if (word == "previous") {
      return load_before(store, load_review(store, newest(store, instance_arn, "", now), now), now);
    }
    return load_review(store, resolve_review_id(store, word, now), now);
  };
  Review second = load(newer);
  Review first = older == "previous" ? load_before(store, second, now) : load(older);
  return {std::move(first), std::move(second)};
}

void require_comparable(const Pair& pair) {
  const std::string &older = pair.older.status.review_id, &newer = pair.newer.status.review_id;
  const auto refuse = [](const std::string& why) { throw base::Error(ErrorKind::usage, why); };
  if (older == newer) refuse(fmt::format("{} cannot be compared with itself: name two reviews", older));
  for (const Review* review : {&pair.older, &pair.newer}) {
    if (!is_judged(*review)) {
      refuse(fmt::format("{} has no findings to compare: it was not judged by this program, or has not come so far",
                         review->status.review_id));
    }
  }
  if (!share_a_component(pair.older, pair.newer)) {
    refuse(fmt::format("{} and {} have no component in common: there is nothing to compare", older, newer));
  }
}

json to_json(const Pair& pair, const Comparison& comparison) {
  json counts = json::object(), changes = json::array();
  for (const ChangeKind kind : all_change_kinds) counts[name(kind)] = comparison.count(kind);
  for (const Change& change : comparison.changes) changes.push_back(to_json(change));
  return {{"old", to_json(pair.older)},
          {"new", to_json(pair.newer)},
          {"counts", counts},
          {"notes", comparison.notes},
          {"changes", changes}};
}

}  // namespace app
