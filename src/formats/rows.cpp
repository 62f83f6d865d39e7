#include "formats/rows.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/encode.hpp"
#include "words/names.hpp"

namespace formats {
namespace {

constexpr std::size_t longest_cell = 32'000;  // a cell of Excel takes 32,767 characters
constexpr std::size_t most_markdown = 500;    // characters of a cell

// A spreadsheet computes what begins so, whoever wrote it: a name of a flow must not become a formula. An apostrophe
// before it keeps it a text (https://owasp.org/www-community/attacks/CSV_Injection).
bool is_formula(std::string_view text) {
  constexpr std::string_view ascii = "=+-@\t\n";
  constexpr std::string_view full_width[] = {"＝", "＋", "－", "＠"};
  return !text.empty() && (ascii.find(text[0]) != std::string_view::npos ||
                           std::ranges::any_of(full_width, [&](auto sign) { return text.starts_with(sign); }));
}

std::string csv_cell(std::string_view raw) {
  std::string text = base::printable(raw, longest_cell);  // without the carriage return and other control characters
  if (is_formula(text)) text = fmt::format("'{}", text);
  if (text.find_first_of(",\"\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return fmt::format("{}\"", quoted);
}

}  // namespace

std::string csv_line(const std::vector<std::string>& cells) {
  std::string line;
  for (const std::string& cell : cells) line += fmt::format("{}{}", &cell == cells.data() ? "" : ",", csv_cell(cell));
  return fmt::format("{}\r\n", line);
}

// A word joiner behind "@" keeps names of flows from mentioning people.
std::string markdown_plain(std::string_view raw) {
  constexpr std::string_view marks = "\\`*_{}[]<>()#+!|~&$\"'";
  const std::string text = words::one_line(raw, most_markdown);
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = std::string_view(text).substr(i);
    const bool becomes_link = rest.starts_with("://") || (i >= 3 && text.compare(i - 3, 4, "www.") == 0);
    if (becomes_link || marks.find(text[i]) != std::string_view::npos) out += '\\';
    out += text[i];
    if (text[i] == '@') out += "\u2060";
  }
  return out;
}

std::string markdown_row(const std::vector<std::string>& cells) {
  return fmt::format("| {} |\n", fmt::join(cells, " | "));
}

std::string markdown_head(const std::vector<std::string>& names, std::string_view rule) {
  std::string out = markdown_row(names);
  for (std::size_t i = 0; i < names.size(); ++i) out += fmt::format("|{}", rule);
  return out + "|\n";
}

}  // namespace formats
