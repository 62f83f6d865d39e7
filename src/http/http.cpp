#include "http/http.hpp"

#include <algorithm>

namespace http {
namespace {

// Names are ASCII; std::tolower would ask the locale.
char lower(char c) {
  return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
}

}  // namespace

std::optional<std::string> header(const Headers& headers, std::string_view name) {
  const auto same = [](char a, char b) { return lower(a) == lower(b); };
  for (const auto& [candidate, value] : headers) {
    if (std::ranges::equal(candidate, name, same)) return value;
  }
  return std::nullopt;
}

}  // namespace http
