#include "app/history/compare.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>

#include "app/stored.hpp"
#include "base/error.hpp"
#include "base/json/number.hpp"
#include "components/lists.hpp"
#include "words/headline.hpp"

namespace app {
namespace {

using analysis::Change;
using analysis::ChangeKind;
using analysis::Comparison;
using base::ErrorKind;
using model::Document;
using model::Finding;
using model::Review;
using nlohmann::json;

void require_one_instance(const Review& older, const Review& newer) {
  const std::string &a = older.status.instance_arn, &b = newer.status.instance_arn;
  if (a.empty() || b.empty() || a == b) return;
  throw base::Error(ErrorKind::usage,
                    fmt::format("{} and {} are reviews of different instances ({} and {}); give --across-instances to "
                                "compare them by the names of their resources",
                                older.status.review_id, newer.status.review_id, a, b));
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

// A document that cannot be read was judged, as far as anybody knows.
bool is_judged(const Review& review) {
  return !review.unreadable.empty() || std::ranges::any_of(review.documents, [](const Document& document) {
    return !document.findings.empty() || !document.checks.empty();
  });
}

// The last one before it that came to its end and can be compared: those that were cut short are passed over, as the
// reports do. Where there is none, the last one.
Review load_before(store::Store& store, const Review& review, base::Time now) {
  constexpr int most_passed_over = 10;
  const auto before = [&](const std::string& id) {
    return load_review(store, newest(store, review.status.instance_arn, id, now), now);
  };
  Review last = before(review.status.review_id);
  Review earlier = last;
  try {
    for (int i = 0; i < most_passed_over; ++i) {
      if (is_done(earlier.status.status) && is_judged(earlier)) return earlier;
      earlier = before(earlier.status.review_id);
    }
  } catch (const base::Error& error) {
    if (error.kind() != ErrorKind::not_found) throw;
  }
  return last;
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
          {"observed", finding->observed},
          {"measured", measured_json(finding->measured)}};
}

json to_json(const Change& change) {
  const Finding& finding = change.open();
  return {
      {"kind", name(change.kind)},
      {"id", finding.id},
      {"checkId", finding.check_id},
      {"component", finding.component},
      {"title", finding.title},
      {"headline", words::headline(finding)},
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

json measured_json(const std::optional<model::Measured>& measured) {
  if (!measured) return nullptr;
  return {{"value", base::number(measured->value)},
          {"unit", measured->unit},
          {"limit", measured->limit ? base::number(*measured->limit) : json()}};
}

Comparison compare(const Review& older, const Review& newer, bool across_instances) {
  if (!across_instances) require_one_instance(older, newer);
  return analysis::compare({older, components::full_lists(older)}, {newer, components::full_lists(newer)});
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
  for (const ChangeKind kind : analysis::all_change_kinds) counts[name(kind)] = comparison.count(kind);
  for (const Change& change : comparison.changes) changes.push_back(to_json(change));
  return {{"old", to_json(pair.older)},
          {"new", to_json(pair.newer)},
          {"counts", counts},
          {"notes", comparison.notes},
          {"changes", changes}};
}

}  // namespace app
