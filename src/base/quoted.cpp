#include "base/quoted.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utf8proc.h>

#include "base/text.hpp"

namespace base {
namespace {

// What would end the line, is not seen or turns the direction of what follows, or is in no reader's character set.
bool is_told_by_number(utf8proc_int32_t code) {
  switch (utf8proc_category(code)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP: return true;
    default: return false;
  }
}

// Both languages have these two forms.
std::string by_number(utf8proc_int32_t code) {
  return code > 0xFFFF ? fmt::format("\\U{:08X}", code) : fmt::format("\\u{:04X}", code);
}

std::string in_double_quotes(std::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    utf8proc_int32_t code = 0;
    const auto length =
        utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), utf8proc_ssize_t(text.size()), &code);
    const bool is_valid = length > 0;
    const std::string_view character = text.substr(0, is_valid ? std::size_t(length) : 1);
    text.remove_prefix(character.size());
    if (!is_valid) {
      out += "\xEF\xBF\xBD";
    } else if (code == '"' || code == '\\') {
      out += '\\';
      out += character;
    } else if (is_told_by_number(code)) {
      out += by_number(code);
    } else {
      out += character;
    }
  }
  return out + '"';
}

// As shell_quote leaves it without quotes.
bool is_plain(char c) {
  static constexpr std::string_view marks = "-._/:=,@+";
  return is_alphanumeric(c) || marks.find(c) != std::string_view::npos;
}

// One word at the beginning of `line`, which is taken away; nothing where it is more than a word.
std::optional<std::string> next_word(std::string_view& line) {
  std::string word;
  while (!line.empty() && line.front() != ' ') {
    if (line.front() == '\'') {
      const auto end = line.find('\'', 1);
      if (end == std::string_view::npos) return std::nullopt;
      word += line.substr(1, end - 1);
      line.remove_prefix(end + 1);
    } else if (line.starts_with("\\'")) {
      word += '\'';
      line.remove_prefix(2);
    } else if (is_plain(line.front())) {
      word += line.front();
      line.remove_prefix(1);
    } else {
      return std::nullopt;
    }
  }
  return word;
}

}  // namespace

std::string yaml_quoted(std::string_view text) {
  return in_double_quotes(text);
}

std::string hcl_quoted(std::string_view text) {
  const std::string quoted = in_double_quotes(text);
  std::string out;
  for (std::size_t i = 0; i < quoted.size(); ++i) {
    const char c = quoted[i], next = i + 1 < quoted.size() ? quoted[i + 1] : '\0';
    if ((c == '$' || c == '%') && next == c) {
      out += by_number(c);  // of "$${" each reader makes something else
    } else {
      out += c;
      if ((c == '$' || c == '%') && next == '{') out += c;
    }
  }
  return out;
}

std::optional<std::vector<std::string>> shell_words(std::string_view line) {
  std::vector<std::string> words;
  while (true) {
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    if (line.empty()) return words;
    auto word = next_word(line);
    if (!word) return std::nullopt;
    words.push_back(*std::move(word));
  }
}

}  // namespace base
