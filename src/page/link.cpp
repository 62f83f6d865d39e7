#include "page/link.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace page {
namespace {

constexpr std::string_view scheme = "https://";
constexpr std::size_t longest = 2048;

bool is_host_character(char c) {
  return base::is_alphanumeric(c) || c == '.' || c == '-';
}

bool is_link_character(char c) {
  return c > ' ' && c <= '~' && std::string_view("\"'<>\\^`{|}").find(c) == std::string_view::npos;
}

}  // namespace

bool is_safe_link(std::string_view url) {
  if (!url.starts_with(scheme) || url.size() > longest) return false;
  const std::string_view rest = url.substr(scheme.size());
  const std::string_view host = rest.substr(0, rest.find_first_of("/?#"));
  const bool plain_host = host.find('.') != std::string_view::npos && host.front() != '.' && host.back() != '.' &&
                          std::ranges::all_of(host, is_host_character);
  return plain_host && std::ranges::all_of(rest, is_link_character);
}

}  // namespace page
