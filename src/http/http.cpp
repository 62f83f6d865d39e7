#include "http/http.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/text.hpp"
#include "base/timestamp.hpp"

namespace http {
std::optional<std::string> header(const Headers& headers, std::string_view name) {
  const auto same = [](char a, char b) { return base::lower(a) == base::lower(b); };
  for (const auto& [candidate, value] : headers) {
    if (std::ranges::equal(candidate, name, same)) return value;
  }
  return std::nullopt;
}

std::optional<base::Time> date(const Headers& headers) {
  static constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
  const std::string text = header(headers, "Date").value_or("");
  if (text.size() != std::string_view("Fri, 13 Feb 2026 09:00:00 GMT").size() || !text.ends_with(" GMT")) return {};
  const auto month = months.find(text.substr(8, 3));
  if (month == std::string_view::npos || month % 3 != 0) return {};
  return base::from_iso8601(
      fmt::format("{}-{:02}-{}T{}Z", text.substr(12, 4), month / 3 + 1, text.substr(5, 2), text.substr(17, 8)));
}

}  // namespace http
