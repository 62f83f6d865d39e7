// Rows of tables for spreadsheets and for Markdown, whatever stands in them: names are anybody's text. Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace formats {

// RFC 4180, with its line end; no cell is a formula.
std::string csv_line(const std::vector<std::string>& cells);

// GitHub's dialect. On one line, and nothing of it markup: what GitHub would take as such is escaped.
std::string markdown_plain(std::string_view raw);
// Of cells that are Markdown already.
std::string markdown_row(const std::vector<std::string>& cells);
// `rule` is the line below the names: it says how columns are aligned.
std::string markdown_head(const std::vector<std::string>& names, std::string_view rule);

}  // namespace formats
