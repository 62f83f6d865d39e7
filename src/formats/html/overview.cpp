#include "formats/html/overview.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "formats/html/findings.hpp"
#include "formats/html/news.hpp"
#include "page/blocks.hpp"
#include "page/chart.hpp"
#include "words/headline.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace formats {
namespace {

using page::badge;
using page::badge_cell;
using page::Cell;
using page::code_cell;
using page::facts_block;
using page::plain;
using page::stacked_bar;
using page::stacked_cell;
using page::Table;
using page::View;
using page::Views;
using page::with_note;

using model::Finding;
using model::ReviewStatus;
using model::Status;

std::string status_text(const model::StatusDocument& status) {
  if (!status.updated_at) return "unknown: nothing says how far it is";
  switch (status.status) {
    case ReviewStatus::in_progress: return "still running";
    case ReviewStatus::completed: return "complete";
    case ReviewStatus::partial: return "in part: not everything could be read";
    case ReviewStatus::failed: return "failed";
    case ReviewStatus::interrupted: return "interrupted: it did not come to its end";
  }
  return "";
}

std::string_view status_level(const model::StatusDocument& status) {
  if (!status.updated_at) return "not_assessed";
  switch (status.status) {
    case ReviewStatus::in_progress: return "info";
    case ReviewStatus::completed: return "pass";
    case ReviewStatus::partial: return "not_assessed";
    case ReviewStatus::failed: return "fail";
    case ReviewStatus::interrupted: return "not_assessed";
  }
  return "not_assessed";
}

// When the review was made: by its documents, or by its id, or by when its status was last written.
std::string made_text(const model::Review& review) {
  std::optional<base::Time> made;
  for (const auto& document : review.documents) {
    if (document.collected_at && (!made || *document.collected_at > *made)) made = document.collected_at;
  }
  if (!made) made = review.status.updated_at;
  return made ? words::moment(*made) : std::string(words::not_known);
}

std::string source_text(const model::Review& review) {
  for (const auto& document : review.documents) {
    if (document.recorded_at)
      return fmt::format("a recording of AWS’s answers of {}", words::moment(*document.recorded_at));
  }
  if (review.documents.empty()) return std::string(words::not_known);
  return is_from_reference(review) ? "AWS, read by the application that this one replaces" : "AWS, live";
}

std::string tool_text(const model::Review& review) {
  for (const auto& document : review.documents) {
    if (!document.tool.version.empty()) return fmt::format("{} {}", document.tool.name, document.tool.version);
  }
  return is_from_reference(review) ? "the application that this one replaces" : "connect-ops-review";
}

std::string or_not_known(const std::string& text) {
  return text.empty() ? std::string(words::not_known) : text;
}

View pillar_table(const model::Overview& overview) {
  Table table("Findings by pillar and status");
  table.column("Pillar");
  for (const Status status : model::all_statuses) table.number_column(model::title(status));
  table.column("Shares");
  const auto add = [&](std::string_view title, const model::Tally& counts) {
    std::vector<page::Part> parts;
    for (const Status status : model::all_statuses) {
      const char* const level[] = {"pass", "warn", "fail", "info", "none", "unknown"};
      parts.push_back({level[std::size_t(status)], counts.of(status)});
    }
    std::vector<Cell> cells = {plain(title)};
    for (const Status status : model::all_statuses) cells.push_back(plain(words::count(counts.of(status))));
    cells.push_back(stacked_cell(stacked_bar(parts)));
    table.row(std::move(cells));
  };
  for (const auto pillar : model::all_pillars) {
    const auto found = overview.by_pillar.find(pillar);
    add(model::title(pillar), found == overview.by_pillar.end() ? model::Tally() : found->second);
  }
  add("All", overview.counts);
  return table.view();
}

// One box of a filter: a word of ours, which names its input and the classes that it shows.
View option(std::string_view name, std::string_view title, std::int64_t count) {
  return View().text("option", name).text("option_label", title).text("option_count", words::count(count));
}

View filter(const char* name, const char* legend, Views options) {
  return View().text("filter_class", name).text("filter_legend", legend).list("options", std::move(options));
}

// A box for each status, severity and pillar that there is; severities count what needs action.
Views filters(const model::Overview& overview) {
  Views statuses, severities, pillars;
  for (const Status status : model::all_statuses) {
    const int count = overview.counts.of(status);
    if (count > 0) statuses.push_back(option(model::name(status), model::title(status), count));
  }
  for (const auto severity : model::values_of(model::Severity())) {
    const int count = overview.counts.of(Status::fail, severity) + overview.counts.of(Status::warn, severity);
    if (count > 0) severities.push_back(option(model::name(severity), model::title(severity), count));
  }
  for (const auto& [pillar, counts] : overview.by_pillar) {
    pillars.push_back(option(model::name(pillar), model::title(pillar), counts.total()));
  }
  return {filter("status", "Status", std::move(statuses)), filter("severity", "Severity", std::move(severities)),
          filter("pillar", "Pillar", std::move(pillars))};
}

View entry(const Link& link, const Finding& finding, const Past* past) {
  View view;
  view.text("anchor", link.anchor).text("label", link.label).one("entry_badge", badge(finding.status));
  view.text("entry_severity", model::title(finding.severity));
  view.text("entry_severity_class", model::name(finding.severity));
  view.text("entry_action", action_text(finding)).text("entry_deadline", deadline_text(past, finding));
  return view;
}

// The findings of a small group each, a large group in one line.
void add_entries(Views& entries, const model::Group& group, const Link& link, const Places& places, const Past* past,
                 std::size_t most) {
  constexpr std::size_t few = 3;
  if (group.findings.size() > few) {
    entries.push_back(entry(link, *group.findings[0], past));
    return;
  }
  for (const Finding* finding : group.findings) {
    if (entries.size() == most) return;
    entries.push_back(entry({places.of(*finding), words::headline(*finding)}, *finding, past));
  }
}

}  // namespace

bool is_from_reference(const model::Review& review) {
  return !review.documents.empty() &&
         std::ranges::all_of(review.documents, [](const auto& document) { return document.schema_version == 0; });
}

std::string verdict(const model::Review& review, const model::Overview& overview) {
  if (!review.narrowed.empty()) return review.narrowed;
  if (overview.counts.empty()) {
    if (is_from_reference(review)) {
      return "This review was made by the application that this one replaces: it stored facts and judged nothing.";
    }
    return review.status.status == ReviewStatus::in_progress ? "Nothing is judged yet."
                                                             : "Nothing could be judged in this review.";
  }
  const std::int64_t now = model::count(overview.act_now), later = model::count(overview.plan);
  const std::int64_t open = model::count(overview.not_assessed);
  if (open == overview.counts.total()) {
    return "Nothing could be assessed: nobody knows whether something needs action.";
  }
  if (now + later == 0) {
    if (open == 0)
      return overview.muted.empty() ? "Nothing needs action." : "Nothing needs action apart from what is muted.";
    return fmt::format("Of what could be read, nothing needs action; {} could not be assessed.",
                       words::counted(open, "finding"));
  }
  std::vector<std::string> parts;
  if (now > 0) {
    parts.push_back(
        fmt::format("{} callers now or soon will", words::counted(double(now), "finding hurts", "findings hurt")));
  }
  if (later > 0)
    parts.push_back(fmt::format(
        "{} can be planned", now > 0 ? fmt::format("{} more", words::count(later)) : words::counted(later, "finding")));
  if (open > 0) parts.push_back(fmt::format("{} could not be assessed", words::count(open)));
  std::string text = parts[0];
  for (std::size_t i = 1; i < parts.size(); ++i) text += (i + 1 < parts.size() ? ", " : " and ") + parts[i];
  return fmt::format("{}.", text);
}

void add_header(View& page, const model::Review& review) {
  const model::InstanceRef instance = instance_of(review);
  const auto window = review.window();
  page.text("page_title", components::display_name(review)).text("page_id", review.status.review_id);
  page.text("page_region", instance.region).text("page_account", instance.account_id);
  page.text("page_window", window ? words::window(*window) : "");
  const bool whole = review.status.updated_at && review.status.status == ReviewStatus::completed;
  View state = badge(status_level(review.status), words::capitalized(status_text(review.status)));
  page.list("page_state", whole ? Views{} : Views{std::move(state)});
}

View facts_of(const model::Review& review) {
  const model::InstanceRef instance = instance_of(review);
  const auto window = review.window();
  const Cell status = badge_cell(status_level(review.status), status_text(review.status));
  return facts_block({{"Status", with_note(status, review.status.message)},
                      {"Instance", code_cell(or_not_known(instance.instance_id))},
                      {"Account", plain(or_not_known(instance.account_id))},
                      {"Region", plain(or_not_known(instance.region))},
                      {"Looked at", plain(window ? words::window(*window) : words::not_known)},
                      {"Made", plain(made_text(review))},
                      {"Read from", plain(source_text(review))},
                      {"Made by", plain(tool_text(review))},
                      {"Review", code_cell(or_not_known(review.status.review_id))}});
}

void add_overview(View& page, const model::Review& review, const model::Overview& overview) {
  page.text("verdict", verdict(review, overview));
  const bool judged = !overview.counts.empty();
  Views tiles;
  for (const Status status : model::all_statuses) {
    const int count = overview.counts.of(status);
    if (count > 0) tiles.push_back(View().text("tile_value", words::count(count)).one("tile_badge", badge(status)));
  }
  page.text("page_message", words::sentence(review.status.message));
  page.flag("judged", judged).list("tiles", std::move(tiles)).list("filters", filters(overview));
  page.list("pillars", judged ? Views{pillar_table(overview)} : Views{});
}

void add_worst(View& page, const model::Overview& overview, const std::vector<Link>& act_now,
               const std::vector<Link>& plan, const Places& places, const Past* past) {
  constexpr std::size_t most = 5;
  Views lists;
  std::size_t shown = 0;
  const auto add = [&](const char* title, const std::vector<model::Group>& groups, const std::vector<Link>& links) {
    Views entries;
    for (std::size_t i = 0; i < groups.size() && shown + entries.size() < most; ++i) {
      add_entries(entries, groups[i], links[i], places, past, most - shown);
    }
    shown += entries.size();
    if (!entries.empty()) lists.push_back(View().text("worst_title", title).list("entries", std::move(entries)));
  };
  add("Act now", overview.act_now, act_now);
  add("Plan", overview.plan, plan);
  page.list("worst", std::move(lists));
  const std::int64_t all = model::count(overview.act_now) + model::count(overview.plan);
  page.text("rest_of_worst",
            all > std::int64_t(most) ? fmt::format("All {} that need action", words::counted(all, "finding")) : "");
}

}  // namespace formats
