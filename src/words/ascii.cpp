#include "words/ascii.hpp"

#include <algorithm>
#include <utf8proc.h>

namespace words {
namespace {

struct Typed {
  utf8proc_int32_t code;
  std::string_view as;
};

constexpr Typed punctuation[] = {
    {U'\u00A0', " "},  {U'\u00AB', "\""},  {U'\u00B7', "|"}, {U'\u00BB', "\""}, {U'\u00D7', "x"},  {U'\u00DF', "ss"},
    {U'\u00E6', "ae"}, {U'\u00F8', "o"},   {U'\u2009', " "}, {U'\u2010', "-"},  {U'\u2011', "-"},  {U'\u2012', "-"},
    {U'\u2013', "-"},  {U'\u2014', "-"},   {U'\u2018', "'"}, {U'\u2019', "'"},  {U'\u201C', "\""}, {U'\u201D', "\""},
    {U'\u2022', "*"},  {U'\u2026', "..."}, {U'\u202F', " "}, {U'\u2190', "<-"}, {U'\u2192', "->"}, {U'\u2191', "^"},
    {U'\u2193', "v"},  {U'\u2212', "-"},   {U'\u2248', "~"}, {U'\u2264', "<="}, {U'\u2265', ">="}, {U'\u2713', "ok"},
};

bool is_combining(utf8proc_int32_t code) {
  return utf8proc_category(code) == UTF8PROC_CATEGORY_MN;
}

// The letters that a character is made of, without its accents.
std::string letters(utf8proc_int32_t code) {
  utf8proc_int32_t parts[8];
  int boundary = 0;
  const auto count =
      utf8proc_decompose_char(code, parts, 8, utf8proc_option_t(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT), &boundary);
  std::string out;
  for (utf8proc_ssize_t i = 0; i < std::min<utf8proc_ssize_t>(count, 8); ++i) {
    if (is_combining(parts[i])) continue;
    out += parts[i] < 0x80 ? char(parts[i]) : '?';
  }
  return out.empty() ? "?" : out;
}

std::string typed(utf8proc_int32_t code) {
  const auto* found = std::ranges::find(punctuation, code, &Typed::code);
  return found == std::ranges::end(punctuation) ? letters(code) : std::string(found->as);
}

}  // namespace

std::string ascii(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    utf8proc_int32_t code = 0;
    const auto length =
        utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), utf8proc_ssize_t(text.size()), &code);
    if (length <= 0) {
      out += '?';
      text.remove_prefix(1);
      continue;
    }
    if (code < 0x80) {
      out += char(code);
    } else if (!is_combining(code)) {
      out += typed(code);
    }
    text.remove_prefix(std::size_t(length));
  }
  return out;
}

}  // namespace words
