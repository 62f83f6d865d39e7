#include "formats/html/rows.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "formats/html/findings.hpp"
#include "page/blocks.hpp"
#include "words/headline.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace formats {
namespace {

using page::badge_cell;
using page::Cell;
using page::key_cell;
using page::name_cell;
using page::plain;
using page::Table;
using page::Views;
using page::with_note;

using model::Finding;
using Findings = std::vector<const Finding*>;

constexpr std::size_t few = 3;  // findings of a check that get a row each; more share one

// The names in one line, each kept from turning the direction of the others.
std::string names_of(const Findings& findings) {
  constexpr std::size_t most = 40;
  std::string names;
  for (std::size_t i = 0; i < std::min(most, findings.size()); ++i) {
    constexpr const char *isolate = "\xE2\x81\xA8", *end_isolate = "\xE2\x81\xA9";  // U+2068, U+2069
    names += (i == 0 ? "" : ", ") + (isolate + resource_name(findings[i]->resource)) + end_isolate;
  }
  if (findings.size() > most) names += fmt::format(" and {} more", words::count(std::int64_t(findings.size() - most)));
  return names;
}

const std::string& observed_text(const Finding& finding) {
  return finding.observed.empty() ? finding.reason : finding.observed;
}

// What was seen of many: once where it is the same, else of the first ones.
std::string observed_of(const Findings& findings) {
  const bool alike = std::ranges::all_of(
      findings, [&](const Finding* finding) { return observed_text(*finding) == observed_text(*findings[0]); });
  if (alike) return observed_text(*findings[0]);
  std::string text;
  for (std::size_t i = 0; i < few; ++i) {
    text += fmt::format("{}: {} ", resource_name(findings[i]->resource), words::full_stop(observed_text(*findings[i])));
  }
  return text + fmt::format("And {} more.", words::count(std::int64_t(findings.size() - few)));
}

// "40 flows"
std::string count_of(const Findings& findings) {
  const std::string type = words::spelled_out(findings[0]->resource.type);
  const bool names_one = !type.empty() && !type.ends_with('s');
  return words::counted(std::int64_t(findings.size()), names_one ? type : "resource");
}

Cell resource_cell(const Findings& findings) {
  return findings.size() == 1 ? name_cell(resource_name(findings[0]->resource))
                              : with_note(plain(count_of(findings)), names_of(findings));
}

// A few of a check get a row each, many share one.
std::vector<Findings> rows_of(const Findings& alike) {
  if (alike.size() > few) return {alike};
  std::vector<Findings> rows;
  for (const Finding* finding : alike) rows.push_back({finding});
  return rows;
}

// "Flow logging", "16 checks: Flow logging, Dead ends in flows, …"
std::string titles_of(const model::Unassessed& row) {
  if (row.checks.size() == 1) return title_of(*row.checks[0]);
  std::vector<std::string> titles;
  for (const model::Group* check : row.checks) titles.push_back(title_of(*check));
  return fmt::format("{}: {}", words::counted(std::int64_t(titles.size()), "check"), words::list(titles));
}

void add_not_assessed(Table& table, const model::Unassessed& row, Places& places) {
  const Finding& first = *row.findings[0];
  const bool alone = row.findings.size() == 1;
  const Findings resources(row.findings.begin(), row.findings.begin() + std::ptrdiff_t(row.resources));
  const Cell what = row.resources == 1 ? with_note(name_cell(resource_name(first.resource)), titles_of(row))
                                       : with_note(plain(count_of(resources)),
                                                   fmt::format("{}: {}", titles_of(row), names_of(resources)));
  const Cell why = row.resources == 1 ? with_note(plain(first.reason), first.observed) : plain(first.reason);
  table.row({what, why, plain(first.remedy.empty() ? "–" : first.remedy), key_cell(alone ? first.id : "–")},
            {places.share(row.findings), filter_classes(first)});
}

// A few of one check get a row each.
std::vector<model::Unassessed> rows_of(const model::Unassessed& row) {
  if (row.checks.size() > 1 || row.findings.size() > few) return {row};
  std::vector<model::Unassessed> rows;
  for (const Finding* finding : row.findings) rows.push_back({row.checks, {finding}, 1});
  return rows;
}

// Whether somebody can do something about it, in the order in which it is shown.
int rank(const Findings& findings) {
  if (!findings[0]->permission.empty()) return 0;
  return findings[0]->action.empty() ? 2 : 1;
}

}  // namespace

Views not_assessed_table(const std::vector<model::Group>& groups, Places& places) {
  std::vector<model::Unassessed> rows;
  for (const auto& alike : model::by_reason(groups)) std::ranges::move(rows_of(alike), std::back_inserter(rows));
  if (rows.empty()) return {};
  std::ranges::stable_sort(rows, {}, [](const model::Unassessed& row) { return rank(row.findings); });
  Table table(words::counted(model::count(groups), "finding"));
  table.column("What").column("Why not assessed").column("What to do").column("Finding");
  for (const auto& row : rows) add_not_assessed(table, row, places);
  return {table.short_view()};
}

Views muted_table(const Findings& findings, Places& places) {
  if (findings.empty()) return {};
  Table table(words::counted(std::int64_t(findings.size()), "finding"));
  table.column("What").column("Status").column("Why it is muted").column("Finding");
  for (const Finding* finding : findings) {
    table.row({with_note(name_cell(resource_name(finding->resource)), words::headline(*finding)),
               badge_cell(model::name(finding->status), model::title(finding->status)),
               plain(words::muted(*finding->muted)), key_cell(finding->id)},
              {places.share({finding}), filter_classes(*finding)});
  }
  return {table.view()};
}

Views quiet_table(const std::vector<const Finding*>& findings, Places& places) {
  if (findings.empty()) return {};
  Table table(words::counted(std::int64_t(findings.size()), "finding"));
  table.column("Check").column("Status").column("Resource").column("Observed");
  for (auto first = findings.begin(); first != findings.end();) {
    const auto end = std::find_if(first, findings.end(), [&](const Finding* other) {
      return other->check_id != (*first)->check_id || other->status != (*first)->status;
    });
    for (const auto& row : rows_of({first, end})) {
      const Finding& one = *row[0];
      table.row({plain(title_of(one)), badge_cell(model::name(one.status), model::title(one.status)),
                 resource_cell(row), plain(observed_of(row))},
                {places.share(row), filter_classes(one)});
    }
    first = end;
  }
  return {table.view()};
}

}  // namespace formats
