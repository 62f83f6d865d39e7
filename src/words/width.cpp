#include "words/width.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utf8proc.h>
#include <vector>

namespace words {
namespace {

struct Character {
  std::string_view bytes;
  std::size_t width = 1;
};

// Takes the first character off `text`.
Character take(std::string_view& text) {
  utf8proc_int32_t code = 0;
  const auto length =
      utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), utf8proc_ssize_t(text.size()), &code);
  const Character character{text.substr(0, length > 0 ? std::size_t(length) : 1),
                            length > 0 ? std::size_t(utf8proc_charwidth(code)) : 1};
  text.remove_prefix(character.bytes.size());
  return character;
}

// The longest start of `text` that fits into `width` columns.
std::string_view start_of(std::string_view text, std::size_t width) {
  std::string_view rest = text;
  std::size_t used = 0, bytes = 0;
  while (!rest.empty()) {
    const Character character = take(rest);
    used += character.width;
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

std::size_t columns(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) width += take(text).width;
  return width;
}

std::string shortened(std::string_view text, std::size_t width) {
  if (columns(text) <= width) return std::string(text);
  std::string cut(start_of(text, width > 0 ? width - 1 : 0));
  if (width > 0) cut += "…";
  return cut;
}

std::string fitted(std::string_view text, std::size_t width) {
  const std::string shown = shortened(text, width);
  return shown + std::string(width - std::min(width, columns(shown)), ' ');
}

std::string wrapped(std::string_view text, std::size_t width, std::string_view indent) {
  const std::size_t room = width > indent.size() + 10 ? width - indent.size() : 10;
  std::string out, line;
  const auto flush = [&] {
    if (!line.empty()) out += fmt::format("{}{}\n", indent, line);
    line.clear();
  };
  for (std::string_view word : words_of(text)) {
    if (!line.empty() && columns(line) + 1 + columns(word) > room) flush();
    while (columns(word) > room) {
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

}  // namespace words
