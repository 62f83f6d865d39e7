#include "aws/credentials/shell_words.hpp"

namespace aws {
namespace {

constexpr std::string_view blanks = " \t\r\n";

// Takes what stands between quotes, with the closing one, off the front of `rest`. Between double quotes a backslash
// takes the meaning of a quote or a backslash away, and stays before anything else.
bool take_quoted(std::string_view& rest, char quote, std::string& word) {
  while (!rest.empty()) {
    char c = rest.front();
    rest.remove_prefix(1);
    if (c == quote) return true;
    if (quote == '"' && c == '\\' && !rest.empty() && (rest.front() == '"' || rest.front() == '\\')) {
      c = rest.front();
      rest.remove_prefix(1);
    }
    word += c;
  }
  return false;
}

bool take_word(std::string_view& rest, std::string& word) {
  while (!rest.empty() && blanks.find(rest.front()) == std::string_view::npos) {
    const char c = rest.front();
    rest.remove_prefix(1);
    if (c == '\'' || c == '"') {
      if (!take_quoted(rest, c, word)) return false;
    } else if (c == '\\') {
      if (rest.empty()) return false;
      word += rest.front();
      rest.remove_prefix(1);
    } else {
      word += c;
    }
  }
  return true;
}

}  // namespace

std::optional<std::vector<std::string>> shell_words(std::string_view text) {
  std::vector<std::string> words;
  while (true) {
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    if (text.empty()) return words;
    if (!take_word(text, words.emplace_back())) return std::nullopt;
  }
}

}  // namespace aws
