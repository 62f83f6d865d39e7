// The parts of an absolute http or https URL. Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace http {

struct Url {
  std::string scheme;  // http or https
  std::string host;    // lower case; an IPv6 address in its brackets
  int port = 0;        // 0: the scheme's own, also when the URL spells it out
  std::string path;    // encoded, starts with /; "/" when the URL has none
  std::string query;   // encoded, without ?

  bool operator==(const Url&) const = default;
};

// Throws base::Error(config) that says what is wrong: no scheme, another scheme, no host, a bad port, user information,
// a fragment, a character that must be encoded (spaces, control characters, what is not ASCII), or more than 64 KiB. It
// never repeats the URL, which may carry a signature.
Url parse_url(std::string_view text);

std::string to_string(const Url& url);

// host or host:port, as the Host header has it.
std::string authority(const Url& url);

// "a=1&b&c=" as pairs, still encoded; a name without = has an empty value, nothing between two & is no pair.
std::vector<std::pair<std::string, std::string>> split_query(std::string_view query);

}  // namespace http
