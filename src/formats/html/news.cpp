#include "formats/html/news.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "base/json/number.hpp"
#include "page/blocks.hpp"
#include "page/sparkline.hpp"
#include "words/headline.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace formats {
namespace {

using analysis::Change;
using analysis::ChangeKind;
using page::View;
using page::Views;

constexpr std::size_t most_listed = 10;
constexpr double whole_quota = 100, warn_from = 80;  // percent; a runway says the rest

std::string group_anchor(ChangeKind kind) {
  return fmt::format("news-{}", name(kind));
}

View change_view(const Change& change, const AnchorOf& anchor_of) {
  const model::Finding& finding = change.open();
  View view;
  view.one("change_badge", page::badge(change.now ? change.now->status : model::Status::not_applicable));
  view.text("change_anchor", change.now ? anchor_of(*change.now) : "");
  view.text("change_headline", words::headline(finding)).text("change_more", words::capitalized(more_text(change)));
  return view;
}

Views group_views(const Since& since, const AnchorOf& anchor) {
  Views groups;
  for (const ChangeKind kind : analysis::all_change_kinds) {
    const auto count = std::size_t(since.comparison.count(kind));
    if (count == 0 || kind == ChangeKind::same) continue;
    Views changes;
    for (const Change& change : since.comparison.changes) {
      if (change.kind == kind && changes.size() < most_listed) changes.push_back(change_view(change, anchor));
    }
    const std::size_t rest = count - changes.size();
    View group;
    group.text("news_anchor", group_anchor(kind)).text("news_word", title(kind));
    group.text("news_count", words::count(std::int64_t(count))).list("news_changes", std::move(changes));
    group.text("news_rest", rest == 0 ? ""
                                      : fmt::format("And {} more; `connect-ops-review diff` lists them.",
                                                    words::count(std::int64_t(rest))));
    groups.push_back(std::move(group));
  }
  return groups;
}

// ---- quotas ----

bool is_short(const analysis::Runway& runway) {
  return runway.is_reached || (runway.weeks_left && *runway.weeks_left <= lead_weeks);
}

std::string note_on(const analysis::Runway& runway) {
  if (runway.is_reached) return "AWS takes up to 3 weeks to raise it";
  if (runway.weeks_left && is_short(runway)) return "AWS takes up to 3 weeks to raise it: ask now";
  if (runway.weeks_left) return runway.by_last ? "at the pace of the last week" : "at the pace of these reviews";
  return runway.per_week ? words::capitalized(runway.reason) : "Not known yet";
}

View quota_view(const QuotaCourse& quota) {
  std::vector<page::Moment> moments;
  for (const auto& point : quota.points) moments.push_back({point.at, point.reading.value});
  const double now = *quota.points.back().reading.value;
  const auto& runway = quota.runway;
  const std::string said =
      fmt::format("From {} on {} to {} on {}", words::percentage(quota.points.front().reading.value),
                  words::day(quota.points.front().at), words::percentage(now), words::day(quota.points.back().at));
  const std::string_view level = is_short(runway) ? "critical" : now >= warn_from ? "warning" : "normal";
  View view;
  view.text("quota_name", quota.row->name).text("quota_now", words::percentage(now));
  view.one("quota_spark", page::sparkline(moments, whole_quota, level, said));
  view.text("quota_pace", runway.per_week ? fmt::format("{}{} points", *runway.per_week > 0 ? "+" : "",
                                                        words::number(base::cut(*runway.per_week, 2)))
                                          : "–");
  view.text("quota_left", words::capitalized(left_text(runway))).text("quota_note", note_on(runway));
  return view;
}

// One value is no history, and a quota of which nothing is used needs none.
bool has_history(const QuotaCourse& quota) {
  const auto is_known = [](const analysis::Point& point) { return point.reading.value.has_value(); };
  const auto is_used = [](const analysis::Point& point) { return point.reading.value.value_or(0) > 0; };
  return std::ranges::count_if(quota.points, is_known) > 1 && std::ranges::any_of(quota.points, is_used);
}

Views count_views(const Since& since) {
  Views counts;
  for (const ChangeKind kind : analysis::all_change_kinds) {
    const auto count = since.comparison.count(kind);
    if (count == 0 || kind == ChangeKind::same) continue;
    counts.push_back(View()
                         .text("count_anchor", group_anchor(kind))
                         .text("count_text", count_text(since.comparison, kind))
                         .text("count_separator", counts.empty() ? "" : ", "));
  }
  return counts;
}

View line_view(const Past& past) {
  Views counts = past.since ? count_views(*past.since) : Views{};
  View line;
  line.text("line_text", counts.empty() ? since_text(past) : fmt::format("{}: ", since_title(*past.since)));
  line.text("line_end", counts.empty() ? "" : ".").list("line_counts", std::move(counts));
  return line;
}

Views note_views(const Past& past) {
  Views notes;
  if (!past.since) return notes;
  for (const auto& note : past.since->comparison.notes) notes.push_back(View().text("note", words::sentence(note)));
  return notes;
}

// As long as no pace is known, a course says no more than the quota's own finding.
bool asks_for_attention(const QuotaCourse& quota) {
  const auto& runway = quota.runway;
  if (!has_history(quota) || !runway.per_week) return false;
  return is_short(runway) || runway.weeks_left || *quota.points.back().reading.value >= warn_from;
}

// Those that ask for attention stand open, the others fold.
void add_quotas(View& section, const std::vector<QuotaCourse>& quotas) {
  Views open, folded;
  for (const QuotaCourse& quota : quotas) {
    if (has_history(quota)) (asks_for_attention(quota) ? open : folded).push_back(quota_view(quota));
  }
  section.flag("news_has_quotas", !open.empty() || !folded.empty());
  section.text("news_caption",
               fmt::format("Each line begins at 0 %; the dashed line is the quota. AWS takes from hours to three weeks "
                           "to raise one. The time left takes {} reviews over {} weeks to tell.",
                           analysis::least_points, analysis::least_weeks));
  const std::string more = fmt::format("{}: {}", open.empty() ? "Quotas over time" : "Other quotas",
                                       words::counted(std::int64_t(folded.size()), "quota"));
  Views open_table, folded_table;
  if (!open.empty()) {
    open_table.push_back(View().text("quotas_title", "Quotas over time").list("quotas_rows", std::move(open)));
  }
  if (!folded.empty()) folded_table.push_back(View().text("quotas_title", more).list("quotas_rows", std::move(folded)));
  section.list("news_quotas", std::move(open_table)).list("news_more_quotas", std::move(folded_table));
}

// Nothing when there is neither news nor a history to draw.
std::optional<View> section_view(const Past& past, const AnchorOf& anchor) {
  Views groups = past.since ? group_views(*past.since, anchor) : Views{};
  Views notes = note_views(past);
  const bool has_news = !groups.empty() || !notes.empty();
  if (!has_news && std::ranges::none_of(past.quotas, has_history)) return std::nullopt;
  View section;
  section.flag("news_is_news", has_news);
  const bool only_folds = std::ranges::none_of(past.quotas, asks_for_attention);
  section.text("news_title", has_news ? since_title(*past.since) : only_folds ? "" : "Quotas over time");
  section.list("news_notes", std::move(notes)).list("news_groups", std::move(groups));
  add_quotas(section, past.quotas);
  return section;
}

}  // namespace

void add_news(View& page, const Past* past, const AnchorOf& anchor) {
  Views line, section;
  if (past != nullptr) {
    line.push_back(line_view(*past));
    if (auto view = section_view(*past, anchor)) section.push_back(std::move(*view));
  }
  page.list("news_line", std::move(line)).list("news", std::move(section));
}

std::string deadline_text(const Past* past, const model::Finding& finding) {
  if (past == nullptr || finding.resource.type != "quota" || !model::needs_action(finding)) return "";
  const auto quota =
      std::ranges::find_if(past->quotas, [&](const QuotaCourse& one) { return one.row->key == finding.resource.key; });
  if (quota == past->quotas.end() || !quota->runway.weeks_left) return "";
  const std::string left = left_text(quota->runway);
  return is_short(quota->runway) ? fmt::format("{}; AWS takes up to 3 to raise it", left) : left;
}

}  // namespace formats
