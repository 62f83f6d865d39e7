#include "page/blocks.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <functional>

#include "page/link.hpp"
#include "words/numbers.hpp"

namespace page {
namespace {

// A shape beside the colour, for those who do not see colours and for black and white paper.
std::string_view shape(std::string_view level) {
  if (level == "fail" || level == "critical" || level == "off") return "✕";
  if (level == "warn" || level == "warning" || level == "partly") return "▲";
  if (level == "pass" || level == "normal" || level == "on") return "✓";
  if (level == "info") return "i";
  if (level == "not_applicable" || level == "set_apart" || level == "idle") return "–";
  return "?";
}

// The colour classes of style.css.
std::string_view tone(std::string_view level) {
  const std::string_view mark = shape(level);
  if (mark == "✕") return "fail";
  if (mark == "▲") return "warn";
  if (mark == "✓") return "pass";
  if (mark == "i") return "info";
  return mark == "–" ? "none" : "unknown";
}

}  // namespace

Cell plain(std::string_view text) {
  return View().text("c_text", text);
}
Cell name_cell(std::string_view name) {
  return View().text("c_name", name);
}
Cell code_cell(std::string_view code) {
  return View().text("c_code", code);
}
Cell key_cell(std::string_view key) {
  return code_cell(key).flag("c_key", true);
}
Cell word_cell(std::string_view word) {
  return plain(word).flag("c_word", true);
}
Cell badge_cell(std::string_view level, std::string_view label) {
  return View().one("c_badge", badge(level, label));
}
Cell bar_cell(View bar) {
  return View().one("c_bar", std::move(bar));
}
Cell stacked_cell(View bar) {
  return View().one("c_stacked", std::move(bar));
}

Cell link_cell(std::string_view url, std::string_view label) {
  if (!is_safe_link(url)) return plain(label);
  return View().text("c_url", url).text("c_label", label);
}

Cell short_link_cell(std::string_view url, std::string_view label, std::string_view name) {
  return is_safe_link(url) ? link_cell(url, label).text("c_heard", name) : plain("–");
}

Cell with_note(Cell cell, std::string_view note) {
  cell.text("c_note", note);
  return cell;
}

Table& Table::column(std::string_view title) {
  columns_.emplace_back(title, false);
  return *this;
}

Table& Table::number_column(std::string_view title) {
  columns_.emplace_back(title, true);
  return *this;
}

Table& Table::row(std::vector<Cell> cells, RowMark mark) {
  rows_.push_back({std::move(cells), std::move(mark)});
  return *this;
}

View Table::row_view(const Row& row) const {
  Views cells;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    Cell cell = row.cells[i];
    cell.flag("c_header", i == 0);
    cells.push_back(std::move(cell));
  }
  return View()
      .text("row_anchor", row.mark.anchor)
      .text("row_classes", row.mark.classes)
      .list("cells", std::move(cells));
}

// "few n2 n4": which columns are of numbers is said once, and not by each of perhaps 20,000 cells.
std::string Table::classes() const {
  constexpr std::size_t few = 4;  // columns: such a table does not fill the page's width
  std::vector<std::string> classes;
  if (columns_.size() <= few) classes.emplace_back("few");
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].second) classes.push_back(fmt::format("n{}", i + 1));
  }
  return fmt::format("{}", fmt::join(classes, " "));
}

View Table::part(std::size_t begin, std::size_t end, std::string_view caption) const {
  Views columns, rows;
  for (const auto& [title, number] : columns_) columns.push_back(View().text("title", title).flag("number", number));
  for (std::size_t i = begin; i < end; ++i) rows.push_back(row_view(rows_[i]));
  View view;
  view.text("caption", caption)
      .text("table_classes", classes())
      .flag("more", false)
      .list("columns", std::move(columns))
      .list("rows", std::move(rows));
  return view;
}

View Table::view() const {
  return part(0, rows_.size(), caption_);
}

View Table::short_view() const {
  constexpr std::size_t open_rows = 5, most_rows = 7;  // to fold two or three rows would gain nothing
  if (rows_.size() <= most_rows) return view();
  const std::string more = fmt::format("{}: {} more", caption_, words::count(std::int64_t(rows_.size() - open_rows)));
  return part(0, open_rows, caption_).one("more", part(open_rows, rows_.size(), more));
}

View badge(std::string_view level, std::string_view label) {
  return View().text("tone", tone(level)).text("shape", shape(level)).text("label", label);
}

View badge(model::Status status) {
  return badge(model::name(status), model::title(status));
}

std::vector<std::pair<std::string, std::int64_t>> most_first(const std::map<std::string, std::int64_t>& counts) {
  std::vector<std::pair<std::string, std::int64_t>> sorted(counts.begin(), counts.end());
  std::ranges::stable_sort(sorted, std::ranges::greater(), &std::pair<std::string, std::int64_t>::second);
  return sorted;
}

View heading_block(std::string_view heading) {
  return View().text("b_heading", heading);
}
View note_block(std::string_view note) {
  return View().text("b_note", note);
}
View link_block(std::string_view url, std::string_view label) {
  if (!is_safe_link(url)) return {};
  return View().one("b_link", View().text("url", url).text("label", label));
}

View table_block(const Table& table) {
  return View().one("b_table", table.short_view());
}
View folded_table_block(const Table& table) {
  return View().one("b_folded", table.view());
}
View charts_block(Views charts) {
  constexpr std::size_t open_charts = 2;
  Views more;
  if (charts.size() > open_charts) {
    const auto rest = charts.begin() + open_charts;
    more.assign(std::make_move_iterator(rest), std::make_move_iterator(charts.end()));
    charts.erase(rest, charts.end());
  }
  View block;
  block.text("more_charts_title", words::counted(std::int64_t(more.size()), "more picture"));
  block.flag("has_more_charts", !more.empty()).list("more_charts", std::move(more)).list("charts", std::move(charts));
  return View().one("b_charts", std::move(block));
}

View facts_block(const std::vector<Fact>& facts) {
  Views list;
  for (const auto& fact : facts) {
    Cell cell = fact.value;
    list.push_back(cell.text("term", fact.label));
  }
  return View().one("b_facts", View().list("facts", std::move(list)));
}

View figures_block(const std::vector<Figure>& figures) {
  Views list;
  for (const auto& figure : figures) {
    list.push_back(
        View().text("value", figure.value).text("figure_label", figure.label).text("figure_note", figure.note));
  }
  return View().one("b_figures", View().list("figures", std::move(list)));
}

}  // namespace page
