#include "report/width.hpp"

#include <cstdint>
#include <vector>

#include "base/encode.hpp"

namespace report {
namespace {

struct Range {
  std::uint32_t first, last;
};

// Unicode 15: wide and full-width East Asian characters and emoji that are shown as pictures.
constexpr Range wide[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x23E9, 0x23EC},   {0x25FD, 0x25FE},   {0x2614, 0x2615},
    {0x2648, 0x2653},   {0x26A1, 0x26A1},   {0x2705, 0x2705},   {0x2728, 0x2728},   {0x274C, 0x274C},
    {0x2753, 0x2757},   {0x2795, 0x2797},   {0x2B1B, 0x2B1C},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},
    {0xA960, 0xA97F},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},
    {0xFFE0, 0xFFE6},   {0x1F004, 0x1F004}, {0x1F18E, 0x1F19A}, {0x1F200, 0x1F320}, {0x1F32D, 0x1F64F},
    {0x1F680, 0x1F6FF}, {0x1F7E0, 0x1F7EB}, {0x1F90C, 0x1FAFF}, {0x20000, 0x3FFFD}};
// Combining marks, joiners, variation selectors.
constexpr Range empty[] = {{0x0300, 0x036F},   {0x0483, 0x0489},  {0x0591, 0x05BD}, {0x05BF, 0x05C7}, {0x0610, 0x061A},
                           {0x064B, 0x065F},   {0x0900, 0x0902},  {0x093C, 0x093C}, {0x0941, 0x094D}, {0x0E31, 0x0E31},
                           {0x0E34, 0x0E3A},   {0x0E47, 0x0E4E},  {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200F},
                           {0x2060, 0x2064},   {0x20D0, 0x20FF},  {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF},
                           {0x1F3FB, 0x1F3FF}, {0xE0001, 0xE01EF}};
// What changes the direction of the text that follows, and the second block of control characters.
constexpr Range hidden[] = {{0x0080, 0x009F}, {0x061C, 0x061C}, {0x200E, 0x200F}, {0x2028, 0x202E}, {0x2066, 0x2069}};

template <std::size_t N>
bool is_in(const Range (&ranges)[N], std::uint32_t code) {
  for (const auto& range : ranges) {
    if (code >= range.first && code <= range.last) return true;
  }
  return false;
}

struct Character {
  std::string_view bytes;
  std::uint32_t code = 0;

  std::size_t width() const { return is_in(empty, code) ? 0 : is_in(wide, code) ? 2 : 1; }
};

// Takes the first character off `text`.
Character take(std::string_view& text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  Character character{text.substr(0, length), lead};
  if (length > 1) character.code = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < character.bytes.size(); ++i) {
    character.code = (character.code << 6U) | (static_cast<unsigned char>(character.bytes[i]) & 0x3FU);
  }
  text.remove_prefix(character.bytes.size());
  return character;
}

// The longest start of `text` that fits into `width` columns.
std::string_view start_of(std::string_view text, std::size_t width) {
  std::string_view rest = text;
  std::size_t used = 0, bytes = 0;
  while (!rest.empty()) {
    const Character character = take(rest);
    used += character.width();
    if (used > width) break;
    bytes += character.bytes.size();
  }
  return text.substr(0, bytes);
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

}  // namespace

std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) width += take(text).width();
  return width;
}

std::string fitted(std::string_view text, std::size_t width) {
  const std::size_t needed = width_of(text);
  if (needed <= width) return std::string(text) + std::string(width - needed, ' ');
  std::string cut(start_of(text, width > 0 ? width - 1 : 0));
  if (width > 0) cut += "…";
  return cut + std::string(width - std::min(width, width_of(cut)), ' ');
}

std::string wrapped(std::string_view text, std::size_t width, std::string_view indent) {
  const std::size_t room = width > indent.size() + 10 ? width - indent.size() : 10;
  std::string out, line;
  const auto flush = [&] {
    if (!line.empty()) out += std::string(indent) + line + "\n";
    line.clear();
  };
  for (std::string_view word : words_of(text)) {
    if (!line.empty() && width_of(line) + 1 + width_of(word) > room) flush();
    while (width_of(word) > room) {
      const std::string_view part = start_of(word, room);
      if (part.empty()) break;
      line = part;
      word.remove_prefix(part.size());
      flush();
    }
    line += (line.empty() ? "" : " ") + std::string(word);
  }
  flush();
  return out;
}

std::string one_line(std::string_view text) {
  constexpr std::size_t longest = 4000;
  const std::string clean = base::printable(text, longest);
  std::string_view rest = clean;
  std::string out;
  while (!rest.empty()) {
    const Character character = take(rest);
    if (character.code == '\n' || character.code == '\t') {
      out += ' ';
    } else if (!is_in(hidden, character.code)) {
      out += character.bytes;
    }
  }
  return out;
}

}  // namespace report
