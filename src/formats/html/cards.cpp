#include "formats/html/cards.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <ranges>

#include "formats/html/aws_pages.hpp"
#include "formats/html/findings.hpp"
#include "model/command.hpp"
#include "model/console.hpp"
#include "page/blocks.hpp"
#include "page/link.hpp"
#include "words/headline.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace formats {
namespace {

using page::badge;
using page::badge_cell;
using page::Cell;
using page::is_safe_link;
using page::key_cell;
using page::name_cell;
using page::plain;
using page::short_link_cell;
using page::Table;
using page::View;
using page::Views;
using page::word_cell;

using model::Finding;
using Findings = std::vector<const Finding*>;

constexpr std::size_t few = 3;          // findings that a card lists; more are a table
constexpr std::size_t most_texts = 12;  // of one kind in a card

bool same_in_all(const Findings& findings, std::string Finding::* text) {
  return std::ranges::all_of(findings, [&](const Finding* finding) { return finding->*text == findings[0]->*text; });
}

bool same_status(const Findings& findings) {
  return std::ranges::all_of(findings, [&](const Finding* finding) { return finding->status == findings[0]->status; });
}

// Each text once, in the order of the findings, at most most_texts; empty ones are left out.
std::vector<std::string> distinct(const Findings& findings, std::string Finding::* text) {
  std::vector<std::string> texts;
  for (const Finding* finding : findings) {
    if (texts.size() == most_texts) break;
    const std::string& one = finding->*text;
    if (!one.empty() && std::ranges::find(texts, one) == texts.end()) texts.push_back(one);
  }
  return texts;
}

// A card goes when all that it holds goes: it names each combination of status and severity that it holds.
std::string classes_of(const model::Group& group) {
  std::vector<std::string> classes = {fmt::format("is-{}", model::name(group.pillar))};
  for (const Finding* finding : group.findings) {
    std::string held = fmt::format("has-{}-{}", model::name(finding->status), model::name(finding->severity));
    if (std::ranges::find(classes, held) == classes.end()) classes.push_back(std::move(held));
  }
  return fmt::format("{}", fmt::join(classes, " "));
}

std::string open_text(const Finding& finding) {
  return fmt::format("Open {} in {}", resource_name(finding.resource), model::console::place(finding.console_url));
}

// Headlines of documents that hold none are made of what was observed, which is then not said twice.
const std::string& observed_beside_headline(const Finding& finding) {
  static const std::string nothing;
  return finding.headline.empty() ? nothing : finding.observed;
}

// The card tells the headline of its first finding; the link names the resource, where there is one.
View item_view(const model::Group& group, const Finding& finding, const Places& places) {
  const bool first = &finding == group.findings.front(), safe = is_safe_link(finding.console_url);
  View view;
  view.text("item_anchor", group.findings.size() == 1 ? "" : places.of(finding));
  view.text("item_classes", filter_classes(finding));
  view.text("item_headline", first ? "" : words::headline(finding));
  view.list("item_badge", same_status(group.findings) ? Views{} : Views{badge(finding.status)});
  view.text("item_observed", observed_beside_headline(finding));
  view.text("item_name", resource_name(finding.resource));
  view.text("item_type", words::spelled_out(finding.resource.type));
  view.text("item_severity",
            finding.severity == group.severity ? "" : words::spelled_out(model::title(finding.severity)));
  view.text("item_url", safe ? finding.console_url : "").text("item_place", model::console::place(finding.console_url));
  view.text("item_plain_url", safe ? "" : finding.console_url).text("item_id", finding.id);
  return view;
}

// "14 findings: 7 fail, 7 warnings"
std::string tally(const model::Group& group) {
  model::Tally counts;
  for (const Finding* finding : group.findings) counts.add(*finding);
  std::string text = words::counted(std::int64_t(group.findings.size()), "finding");
  if (counts.by_name().size() < 2) return text;
  return fmt::format("{}: {} fail, {}", text, words::count(counts.of(model::Status::fail)),
                     words::counted(counts.of(model::Status::warn), "warning"));
}

View group_table(const model::Group& group, const Places& places) {
  const bool mixed = !same_status(group.findings);
  const bool of_one_severity = std::ranges::all_of(
      group.findings, [&](const Finding* finding) { return finding->severity == group.severity; });  // the head says it
  const bool has_links =
      std::ranges::any_of(group.findings, [](const Finding* finding) { return is_safe_link(finding->console_url); });
  Table table(tally(group));
  table.column("Resource").column("Observed");
  if (mixed) table.column("Status");
  if (!of_one_severity) table.column("Severity");
  if (has_links) table.column("Link");
  table.column("Finding");
  for (const Finding* finding : group.findings) {
    std::vector<Cell> cells = {name_cell(resource_name(finding->resource)), plain(finding->observed)};
    if (mixed) cells.push_back(badge_cell(model::name(finding->status), model::title(finding->status)));
    if (!of_one_severity) cells.push_back(word_cell(model::title(finding->severity)));
    if (has_links) cells.push_back(short_link_cell(finding->console_url, "Open", open_text(*finding)));
    cells.push_back(key_cell(finding->id));
    table.row(std::move(cells), {places.of(*finding), filter_classes(*finding)});
  }
  return table.short_view();
}

View said(std::string_view term, std::string_view text) {
  return View().text("term", term).text("said_text", text).text("said_code", "");
}

View fold(std::string_view title, Views said) {
  return View().text("fold_title", title).list("fold_said", std::move(said));
}

// "To fix" for command lines that change something, "To look closer" for those that only read.
void add_commands(Views& folds, const Findings& findings, std::string_view title, bool reading) {
  const bool one_for_all = same_in_all(findings, &Finding::command);
  Views lines;
  std::vector<std::string> written;
  std::int64_t left_out = 0;
  for (const Finding* finding : findings) {
    const std::string& command = finding->command;
    if (command.empty() || model::only_reads(command) != reading) continue;
    if (std::ranges::find(written, command) != written.end()) continue;
    if (written.size() == most_texts) {
      ++left_out;
      continue;
    }
    written.push_back(command);
    const std::string term = one_for_all ? "Command" : resource_name(finding->resource);
    lines.push_back(View().text("term", term).text("said_text", "").text("said_code", command));
  }
  if (left_out > 0) {
    lines.push_back(said("And more", fmt::format("{} like these are in the JSON report.", words::count(left_out))));
  }
  if (!lines.empty()) folds.push_back(fold(title, std::move(lines)));
}

Views folds_of(const model::Group& group) {
  Views folds;
  add_commands(folds, group.findings, "To fix", false);
  add_commands(folds, group.findings, "To look closer", true);
  Views known;
  for (const auto& limit : distinct(group.findings, &Finding::limit)) known.push_back(said("Held against", limit));
  for (const auto& evidence : distinct(group.findings, &Finding::evidence))
    known.push_back(said("Read from", evidence));
  if (!known.empty()) folds.push_back(fold("How it is known", std::move(known)));
  return folds;
}

Views link_views(const model::Group& group) {
  std::vector<std::string> links;
  for (const Finding* finding : group.findings) {
    for (const auto& link : finding->links) {
      if (std::ranges::find(links, link) == links.end()) links.push_back(link);
    }
  }
  Views views;
  for (const auto& link : links) {
    const bool safe = is_safe_link(link);
    views.push_back(View().text("url", safe ? link : "").text("label", safe ? page_title(link) : link));
  }
  return views;
}

// Whose remedy it is, by their names.
std::string with_remedy(const Findings& findings, const std::string& remedy) {
  std::vector<std::string> names;
  for (const Finding* finding : findings) {
    if (finding->remedy == remedy) names.push_back(resource_name(finding->resource));
  }
  return words::list(names);
}

// The remedies of all, each once. More than a few stand in the JSON report.
Views todo_views(const model::Group& group) {
  const auto remedies = distinct(group.findings, &Finding::remedy);
  Views views;
  for (const auto& remedy : remedies | std::views::take(few)) {
    views.push_back(
        View().text("todo", remedy).text("todo_about", remedies.size() > 1 ? with_remedy(group.findings, remedy) : ""));
  }
  return views;
}

}  // namespace

Link link_to(const model::Group& group, Places& places) {
  const Finding& first = *group.findings.front();
  const std::size_t others = group.findings.size() - 1;
  if (others == 0) return {places.of(first), words::headline(first)};
  return {places.anchors().unique(fmt::format("check-{}", group.check_id)),
          fmt::format("{}, and {} more", words::headline(first), words::count(std::int64_t(others)))};
}

View card(const model::Group& group, const Link& link, const Places& places, bool open) {
  const Section* section = places.section(group.component);
  const bool is_table = group.findings.size() > few;
  View view;
  view.text("group_anchor", link.anchor).text("group_headline", link.label).text("group_classes", classes_of(group));
  view.list("group_badge", Views{badge(group.findings[0]->status)});  // of the one that the headline is of
  view.flag("group_open", open);
  view.text("group_action", same_in_all(group.findings, &Finding::action) ? group.findings[0]->action : "");
  view.text("group_severity", model::title(group.severity));
  view.text("group_severity_class", model::name(group.severity)).text("group_pillar", model::title(group.pillar));
  view.text("group_check", title_of(group)).text("group_why", group.why);
  view.text("group_controls", words::list(group.findings.front()->controls));
  view.text("group_section", section == nullptr ? "" : section->anchor);
  view.text("group_section_title", section == nullptr ? "" : section->title);
  Views items, todo = todo_views(group), links = link_views(group);
  for (const Finding* finding : group.findings) {
    if (!is_table) items.push_back(item_view(group, *finding, places));
  }
  view.flag("group_has_items", !items.empty()).list("group_items", std::move(items));
  view.flag("group_has_todo", !todo.empty()).list("group_todo", std::move(todo));
  view.list("group_table", is_table ? Views{group_table(group, places)} : Views{});
  view.list("group_folds", folds_of(group));
  view.flag("group_has_links", !links.empty()).list("group_links", std::move(links));
  return view;
}

}  // namespace formats
