#include "http/url.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace http {
namespace {

constexpr std::size_t max_length = std::size_t{64} << 10U;  // a presigned link with a session token has about 3 KiB
constexpr std::size_t max_host_length = 253;                // of a name in the DNS, RFC 1035

[[noreturn]] void refuse(const std::string& why) {
  throw base::Error(base::ErrorKind::config, fmt::format("the URL {}", why));
}

// Underscores are in no host name that RFC 1123 allows, but in those of containers and old buckets.
bool may_be_in_name(char c) {
  return base::is_lower(c) || base::is_digit(c) || c == '-' || c == '.' || c == '_';
}

bool is_ipv6(const std::string& host) {
  if (!host.starts_with('[') || !host.ends_with(']')) return false;
  in6_addr address{};
  return ::inet_pton(AF_INET6, host.substr(1, host.size() - 2).c_str(), &address) == 1;
}

std::string parse_scheme(std::string_view text) {
  const std::string scheme = base::lower(text);
  if (scheme != "https" && scheme != "http") refuse("must start with https:// or http://");
  return scheme;
}

std::string parse_host(std::string_view text) {
  std::string host = base::lower(text);
  if (host.empty()) refuse("has no host");
  if (is_ipv6(host)) return host;
  if (host.size() > max_host_length || !std::ranges::all_of(host, may_be_in_name)) {
    refuse("has a host that is neither a name in letters, digits, hyphens and dots nor an address");
  }
  return host;
}

int parse_port(std::string_view digits, std::string_view scheme) {
  const bool number = digits.size() <= 5 && std::ranges::all_of(digits, base::is_digit);
  const int port = number ? base::number_in<int>(digits).value_or(0) : 0;
  if (port < 1 || port > 65535) refuse("has a port that is no number from 1 to 65535");
  return port == (scheme == "https" ? 443 : 80) ? 0 : port;
}

void check_characters(std::string_view text) {
  if (text.size() > max_length) refuse(fmt::format("is longer than {} characters", max_length));
  if (!std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7F; })) {
    refuse("holds a space, a control character or one that is not ASCII: percent-encode it");
  }
  if (text.find('#') != std::string_view::npos) refuse("has a fragment (#): leave it out, or write %23");
}

}  // namespace

Url parse_url(std::string_view text) {
  check_characters(text);
  const std::size_t separator = text.find("://");
  if (separator == std::string_view::npos) refuse("must start with https:// or http://");
  Url url;
  url.scheme = parse_scheme(text.substr(0, separator));
  text.remove_prefix(separator + 3);

  const std::string_view where = text.substr(0, text.find_first_of("/?"));
  text.remove_prefix(where.size());
  if (where.find('@') != std::string_view::npos) refuse("must not hold a user name or a password");
  const std::size_t colon = where.find(':', where.starts_with('[') ? where.find(']') : 0);
  url.host = parse_host(where.substr(0, colon));
  if (colon != std::string_view::npos) url.port = parse_port(where.substr(colon + 1), url.scheme);

  const std::size_t question = text.find('?');
  url.path = text.substr(0, question);
  if (url.path.empty()) url.path = "/";
  if (question != std::string_view::npos) url.query = text.substr(question + 1);
  return url;
}

std::string to_string(const Url& url) {
  const std::string base = fmt::format("{}://{}{}", url.scheme, authority(url), url.path);
  return url.query.empty() ? base : fmt::format("{}?{}", base, url.query);
}

std::string authority(const Url& url) {
  return url.port == 0 ? url.host : fmt::format("{}:{}", url.host, url.port);
}

std::vector<std::pair<std::string, std::string>> split_query(std::string_view query) {
  std::vector<std::pair<std::string, std::string>> pairs;
  while (!query.empty()) {
    const std::string_view part = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), part.size() + 1));
    if (part.empty()) continue;
    const std::string_view name = part.substr(0, part.find('='));
    pairs.emplace_back(name, part.substr(std::min(part.size(), name.size() + 1)));
  }
  return pairs;
}

}  // namespace http
