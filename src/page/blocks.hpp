// The blocks that sections are made of: tables, lists of facts, big figures, notes. Each becomes a View for
// block.mustache. Pure functions.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/finding.hpp"
#include "page/view.hpp"

namespace page {

// What stands in one cell of a table.
using Cell = View;

Cell plain(std::string_view text);
Cell name_cell(std::string_view name);  // that a person gave: any script and direction
Cell code_cell(std::string_view code);
Cell key_cell(std::string_view key);    // an id of ours, kept in one line
Cell word_cell(std::string_view word);  // a word of ours, kept in one line
Cell badge_cell(std::string_view level, std::string_view label);
Cell link_cell(std::string_view url, std::string_view label);  // the label alone when the URL is not safe
// A link of few letters in a row; `name` begins with them and says which one it is to those who hear it.
Cell short_link_cell(std::string_view url, std::string_view label, std::string_view name);
Cell bar_cell(View bar);
Cell stacked_cell(View bar);
// Adds a second, smaller line.
Cell with_note(Cell cell, std::string_view note);

// By what a row can be linked to and found by a filter; both may be empty.
struct RowMark {
  std::string anchor;
  std::string classes;
};

class Table {
 public:
  explicit Table(std::string caption) : caption_(std::move(caption)) {}

  Table& column(std::string_view title);
  Table& number_column(std::string_view title);            // aligned to the right
  Table& row(std::vector<Cell> cells, RowMark mark = {});  // the first cell is the row's heading

  bool empty() const { return rows_.empty(); }
  View view() const;        // all rows
  View short_view() const;  // the first rows; what is more than a screen takes is folded

 private:
  struct Row {
    std::vector<Cell> cells;
    RowMark mark;
  };

  View part(std::size_t begin, std::size_t end, std::string_view caption) const;
  std::string classes() const;
  View row_view(const Row& row) const;

  std::string caption_;
  std::vector<std::pair<std::string, bool>> columns_;  // title, number
  std::vector<Row> rows_;
};

// A word of ours (pass, critical, on …) as a badge: its colour's class, its shape and its text.
View badge(std::string_view level, std::string_view label);
View badge(model::Status status);

// A label and what it says, in a list of facts.
struct Fact {
  std::string label;
  Cell value;
};

// A big number with its label and an explanation.
struct Figure {
  std::string value;
  std::string label;
  std::string note;
};

// Counts by name, the largest first; equal ones by name.
std::vector<std::pair<std::string, std::int64_t>> most_first(const std::map<std::string, std::int64_t>& counts);

// Blocks; an empty heading leaves it out.
View heading_block(std::string_view heading);
View note_block(std::string_view note);
View link_block(std::string_view url, std::string_view label);  // nothing is shown for a URL that is not safe
View facts_block(const std::vector<Fact>& facts);
View figures_block(const std::vector<Figure>& figures);
View table_block(const Table& table);         // a long one's later rows are folded
View folded_table_block(const Table& table);  // behind a summary that is its caption
View charts_block(Views charts);              // the first ones; what is more than a screen holds is folded

}  // namespace page
