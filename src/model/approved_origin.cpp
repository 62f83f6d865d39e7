#include "model/approved_origin.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <optional>
#include <string>

#include "base/text.hpp"

namespace model {
namespace {

struct Parts {
  std::string scheme;
  std::string host;  // an address of IPv6 without its brackets
};

// https://HOST:PORT/…, in small letters.
std::optional<Parts> parts_of(std::string_view origin) {
  static constexpr std::string_view separator = "://";
  const std::string text = base::lower(origin);
  const std::size_t end = text.find(separator);
  if (end == std::string::npos) return std::nullopt;
  const std::string rest = text.substr(end + separator.size()), host = rest.substr(0, rest.find('/'));
  if (!host.starts_with('[')) return Parts{text.substr(0, end), host.substr(0, host.find(':'))};
  const std::size_t closing = host.find(']');
  if (closing == std::string::npos) return std::nullopt;
  return Parts{text.substr(0, end), host.substr(1, closing - 1)};
}

bool is_name(std::string_view host) {
  static constexpr std::string_view others = ".-_*";
  return !host.empty() && std::ranges::all_of(host, [](char c) {
    return base::is_alphanumeric(c) || others.find(c) != std::string_view::npos;
  });
}

enum class Reach { everywhere, a_network, a_machine };

// https://www.iana.org/assignments/iana-ipv4-special-registry
std::optional<Reach> reach_of_ipv4(const std::string& host) {
  std::array<unsigned char, sizeof(in_addr)> address{};
  if (::inet_pton(AF_INET, host.c_str(), address.data()) != 1) return std::nullopt;
  const auto [a, b, c, d] = address;
  if (a == 127) return Reach::a_machine;
  const bool is_private =
      a == 10 || (a == 172 && b >= 16 && b < 32) || (a == 192 && b == 168) || (a == 169 && b == 254);
  return is_private ? Reach::a_network : Reach::everywhere;
}

// https://www.iana.org/assignments/iana-ipv6-special-registry
std::optional<Reach> reach_of_ipv6(const std::string& host) {
  std::array<unsigned char, sizeof(in6_addr)> address{};
  if (::inet_pton(AF_INET6, host.c_str(), address.data()) != 1) return std::nullopt;
  if (IN6_IS_ADDR_LOOPBACK(reinterpret_cast<const in6_addr*>(address.data()))) return Reach::a_machine;
  const bool is_unique_local = (address[0] & 0xFEU) == 0xFC;
  const bool is_link_local = address[0] == 0xFE && (address[1] & 0xC0U) == 0x80;
  return is_unique_local || is_link_local ? Reach::a_network : Reach::everywhere;
}

// https://www.iana.org/assignments/special-use-domain-names; .internal is reserved by ICANN.
std::optional<Reach> reach_of_name(std::string_view host) {
  static constexpr std::string_view of_networks[] = {".local", ".internal", ".home.arpa"};
  if (!is_name(host)) return std::nullopt;
  if (host == "localhost" || host.ends_with(".localhost")) return Reach::a_machine;
  const bool is_reserved = std::ranges::any_of(of_networks, [&](auto domain) { return host.ends_with(domain); });
  return is_reserved || host.find('.') == std::string_view::npos ? Reach::a_network : Reach::everywhere;
}

std::optional<Reach> reach_of(const std::string& host) {
  if (const auto reach = reach_of_ipv4(host)) return reach;
  if (const auto reach = reach_of_ipv6(host)) return reach;
  return reach_of_name(host);
}

}  // namespace

OriginKind kind_of_origin(std::string_view origin) {
  if (origin == "*") return OriginKind::any_site;
  const auto parts = parts_of(origin);
  if (!parts || (parts->scheme != "https" && parts->scheme != "http")) return OriginKind::unreadable;
  if (parts->host == "*") return OriginKind::any_site;
  const auto reach = reach_of(parts->host);
  if (!reach) return OriginKind::unreadable;
  if (reach == Reach::a_machine) return OriginKind::this_machine;
  if (parts->scheme == "http") return OriginKind::unencrypted;
  if (parts->host.find('*') != std::string::npos) return OriginKind::any_subdomain;
  return reach == Reach::a_network ? OriginKind::private_network : OriginKind::site;
}

}  // namespace model
