#include "base/glob.hpp"

namespace base {
namespace {

std::string_view after_character(std::string_view text) {
  text.remove_prefix(1);
  while (!text.empty() && (static_cast<unsigned char>(text.front()) & 0xC0U) == 0x80U) text.remove_prefix(1);
  return text;
}

// What is left of both once the first of the pattern took the first of the text; false: it does not take it.
bool step(std::string_view& pattern, std::string_view& text) {
  if (pattern.empty() || text.empty()) return false;
  if (pattern.front() == '?') {
    pattern.remove_prefix(1);
    text = after_character(text);
    return true;
  }
  const bool is_escaped = pattern.front() == '\\' && pattern.size() > 1;
  if (pattern[is_escaped ? 1 : 0] != text.front()) return false;
  pattern.remove_prefix(is_escaped ? 2 : 1);
  text.remove_prefix(1);
  return true;
}

}  // namespace

// Where a star took too little, it takes one character more; those before it have found their place for good.
bool fits(std::string_view pattern, std::string_view text) {
  bool has_star = false;
  std::string_view after_star, left_for_star;
  while (true) {
    if (pattern.starts_with('*')) {
      pattern.remove_prefix(1);
      has_star = true;
      after_star = pattern;
      left_for_star = text;
      continue;
    }
    if (step(pattern, text)) continue;
    if (pattern.empty() && text.empty()) return true;
    if (!has_star || left_for_star.empty()) return false;
    left_for_star = after_character(left_for_star);
    pattern = after_star;
    text = left_for_star;
  }
}

}  // namespace base
