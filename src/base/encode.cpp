#include "base/encode.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <utf8proc.h>

#include "base/text.hpp"

namespace base {
namespace {

bool is_unreserved(char c) {
  return is_alphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

// C0, DEL, and C1 (U+0080 to U+009F), which terminals obey as they do escape sequences.
bool is_control(utf8proc_int32_t code) {
  return utf8proc_category(code) == UTF8PROC_CATEGORY_CC && code != '\n' && code != '\t';
}

}  // namespace

std::string to_hex(std::string_view bytes) {
  static constexpr char digit[] = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += digit[byte >> 4U];
    out += digit[byte & 15U];
  }
  return out;
}

std::string percent_decode(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    unsigned byte = 0;
    const bool is_byte = text[at] == '%' && at + 2 < text.size() && is_hex(text[at + 1]) && is_hex(text[at + 2]);
    if (is_byte) std::from_chars(text.data() + at + 1, text.data() + at + 3, byte, 16);
    out += is_byte ? char(byte) : text[at];
    if (is_byte) at += 2;
  }
  return out;
}

std::string to_base64(std::string_view bytes) {
  std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0');  // EVP_EncodeBlock writes a closing NUL
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                   reinterpret_cast<const unsigned char*>(bytes.data()), int(bytes.size()));
  out.resize(std::size_t(size));
  return out;
}

std::string percent_encode(std::string_view bytes) {
  static constexpr char digit[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : bytes) {
    if (is_unreserved(c)) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += digit[byte >> 4U];
    out += digit[byte & 15U];
  }
  return out;
}

std::string printable(std::string_view text, std::size_t max_characters) {
  std::string out;
  std::size_t characters = 0;
  while (!text.empty()) {
    utf8proc_int32_t code = 0;
    const auto length =
        utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), utf8proc_ssize_t(text.size()), &code);
    const bool valid = length > 0;
    const std::string_view character = text.substr(0, valid ? std::size_t(length) : 1);
    text.remove_prefix(character.size());
    if (valid && is_control(code)) continue;
    if (characters == max_characters) return fmt::format("{}…", out);
    ++characters;
    out += valid ? character : std::string_view("\xEF\xBF\xBD");
  }
  return out;
}

std::string shell_quote(std::string_view text) {
  // "~" is left to the quotes: a shell would put a home directory in its place.
  const bool plain = !text.empty() && std::ranges::all_of(text, [](char c) {
    return (is_unreserved(c) && c != '~') || c == '/' || c == ':' || c == '=' || c == ',' || c == '@' || c == '+';
  });
  if (plain) return std::string(text);
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return fmt::format("{}'", out);
}

}  // namespace base
