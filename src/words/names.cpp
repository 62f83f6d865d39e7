#include "words/names.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utf8proc.h>

#include "base/encode.hpp"
#include "base/text.hpp"
#include "words/numbers.hpp"

namespace words {
namespace {

constexpr std::size_t names_shown = 5;
constexpr std::size_t longest_name = 80, longest_aside = 200;

// Joins letters and emoji, and says nothing by itself.
bool is_joiner(utf8proc_int32_t code) {
  return code == 0x200C || code == 0x200D;
}

// Controls, separators of lines, and formats: what changes how the rest is shown; and what is no character, which no
// XML may hold.
bool is_hidden(utf8proc_int32_t code) {
  if ((code & 0xFFFE) == 0xFFFE) return true;
  switch (utf8proc_category(code)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP: return true;
    case UTF8PROC_CATEGORY_CF: return !is_joiner(code);
    default: return false;
  }
}

}  // namespace

std::string spelled_out(std::string_view code) {
  std::string text;
  for (const char c : code) text += c == '_' ? ' ' : base::lower(c);
  return text;
}

std::string title_of(std::string_view code) {
  return capitalized(base::printable(spelled_out(code), longest_name));
}

std::string capitalized(std::string text) {
  if (!text.empty() && base::is_lower(text[0])) text[0] = char(text[0] - 'a' + 'A');
  return text;
}

std::string full_stop(std::string text) {
  if (!text.empty() && !text.ends_with('.') && !text.ends_with('!') && !text.ends_with('?')) text += '.';
  return text;
}

std::string sentence(std::string text) {
  // "connect:ListUsers" is a name, and keeps its small letter.
  const auto end = std::ranges::find_if_not(text, base::is_letter);
  if (end != text.end() && *end == ' ') text = capitalized(std::move(text));
  return full_stop(std::move(text));
}

std::string in_quotes(std::string_view name) {
  return fmt::format("'{}'", base::printable(name, longest_name));
}

std::string in_brackets(std::string_view text) {
  if (text.ends_with('.')) text.remove_suffix(1);
  return text.empty() ? "" : fmt::format(" ({})", base::printable(text, longest_aside));
}

std::string list(const std::vector<std::string>& names) {
  std::string out;
  for (std::size_t i = 0; i < std::min(names.size(), names_shown); ++i) {
    if (i > 0) out += ", ";
    out += base::printable(names[i], longest_name);
  }
  if (names.size() > names_shown) out += fmt::format(" and {} more", count(std::int64_t(names.size() - names_shown)));
  return out;
}

std::string flow(const std::string& name, std::string_view arn) {
  return name.empty() ? fmt::format("the flow {}", arn.substr(arn.find_last_of('/') + 1)) : name;
}

std::string one_line(std::string_view text, std::size_t most) {
  const std::string clean = base::printable(text, most);
  const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(clean.data());
  std::string out;
  for (std::size_t i = 0; i < clean.size();) {
    utf8proc_int32_t code = 0;
    const auto length =
        std::size_t(std::max<utf8proc_ssize_t>(1, utf8proc_iterate(at + i, utf8proc_ssize_t(clean.size() - i), &code)));
    if (code == '\n' || code == '\t') {
      out += ' ';
    } else if (!is_hidden(code)) {
      out.append(clean, i, length);
    }
    i += length;
  }
  return out;
}

}  // namespace words
