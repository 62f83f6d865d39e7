#include "app/history/news.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "app/history/compare.hpp"
#include "base/error.hpp"
#include "formats/past.hpp"
#include "words/headline.hpp"
#include "words/names.hpp"

namespace app {
namespace {

using analysis::Change;
using analysis::ChangeKind;
using analysis::Comparison;
using model::Finding;
using nlohmann::json;

constexpr std::size_t max_headline = 200, max_action = 80;  // columns

std::vector<Finding> open_findings(const model::Review& review) {
  auto all = model::all_findings(review);
  std::erase_if(all, [](const Finding& finding) { return !model::needs_action(finding); });
  return all;
}

// A check that did not apply then says nothing about how it was. What was muted is news again.
bool knew_it_was_not_open(const Change& appeared) {
  if (appeared.before && appeared.before->muted) return true;
  const bool applied = !appeared.before || appeared.before->status != model::Status::not_applicable;
  return appeared.reason.empty() && applied;
}

void add(News& news, const Change& change) {
  switch (change.kind) {
    case ChangeKind::appeared: news.appeared.push_back(change); break;
    case ChangeKind::worse: news.worse.push_back(change); break;
    case ChangeKind::better: ++news.better; break;
    case ChangeKind::same: ++news.same; break;
    case ChangeKind::fixed:
    case ChangeKind::cannot_tell: break;  // not open
  }
}

// Takes out of `pending` what this earlier review can tell about.
void settle(std::vector<Finding>& pending, const Comparison& comparison, News& news) {
  std::map<std::string_view, const Change*> changes;
  for (const Change& change : comparison.changes) {
    if (change.now) changes[change.now->id] = &change;
  }
  std::erase_if(pending, [&](const Finding& finding) {
    const auto found = changes.find(finding.id);
    if (found == changes.end()) return true;
    if (found->second->kind == ChangeKind::appeared && !knew_it_was_not_open(*found->second)) return false;
    add(news, *found->second);
    return true;
  });
}

void sort(std::vector<Change>& changes) {
  std::ranges::stable_sort(changes,
                           [](const Change& a, const Change& b) { return model::comes_before(a.open(), b.open()); });
}

News told_by(Earlier& earlier) {
  auto states = earlier.states();
  std::erase_if(states, [](const model::StatusDocument& state) { return state.announced == false; });
  News news;
  news.since = predecessor(states, earlier.review());
  if (news.since.empty() && !states.empty()) news.since = states.front().review_id;
  if (!news.since.empty()) {
    const Comparison& comparison = earlier.comparison(news.since);
    news.fixed = comparison.count(ChangeKind::fixed);
    news.cannot_tell = comparison.count(ChangeKind::cannot_tell);
  }
  auto pending = open_findings(earlier.review());
  for (const auto& state : states) {
    if (pending.empty()) break;
    settle(pending, earlier.comparison(state.review_id), news);
  }
  for (Finding& finding : pending) {  // nobody could ever tell
    news.appeared.push_back({.kind = ChangeKind::appeared, .before = {}, .now = std::move(finding), .reason = {}});
  }
  sort(news.appeared);
  sort(news.worse);
  return news;
}

json state_json(const std::optional<Finding>& finding) {
  if (!finding) return nullptr;
  return {{"status", model::name(finding->status)},
          {"severity", model::name(finding->severity)},
          {"measured", measured_json(finding->measured)}};
}

json item(const Change& change) {
  const Finding& finding = change.open();
  json out = state_json(finding);
  out["id"] = finding.id;
  out["checkId"] = finding.check_id;
  out["headline"] = words::one_line(words::headline(finding), max_headline);
  out["action"] = words::one_line(finding.action, max_action);
  out["before"] = state_json(change.before);
  return out;
}

json items(std::span<const Change> changes) {
  json all = json::array();
  for (const Change& change : changes) all.push_back(item(change));
  return all;
}

}  // namespace

News news_of(Earlier& earlier) {
  try {
    return told_by(earlier);
  } catch (const base::Error& error) {
    News news;
    news.not_known = error.what();
    return news;
  }
}

Listed listed(const News& news) {
  const std::size_t room_for_worse = max_listed - std::min(news.appeared.size(), max_listed / 2);
  const std::size_t worse = std::min(news.worse.size(), room_for_worse);
  const std::size_t appeared = std::min(news.appeared.size(), max_listed - worse);
  return {std::span(news.appeared).first(appeared), std::span(news.worse).first(worse),
          news.appeared.size() + news.worse.size() - appeared - worse};
}

std::string worse_text(const Change& change) {
  if (change.kind != ChangeKind::worse) return "";
  return fmt::format(", worse ({})", words::one_line(formats::more_text(change), max_headline));
}

json to_json(const News& news) {
  if (!news.not_known.empty()) {
    return {{"since", nullptr},          {"newCount", nullptr}, {"worseCount", nullptr}, {"fixedCount", nullptr},
            {"stillOpenCount", nullptr}, {"new", nullptr},      {"worse", nullptr},      {"notKnown", news.not_known}};
  }
  const Listed told = listed(news);
  return {{"since", news.since.empty() ? json() : json(news.since)},
          {"newCount", news.appeared.size()},
          {"worseCount", news.worse.size()},
          {"fixedCount", news.fixed},
          {"stillOpenCount", news.still_open()},
          {"new", items(told.appeared)},
          {"worse", items(told.worse)}};
}

}  // namespace app
