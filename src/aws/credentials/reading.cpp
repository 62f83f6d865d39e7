#include "aws/credentials/reading.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>

#include "base/encode.hpp"
#include "base/json/read.hpp"
#include "base/timestamp.hpp"

namespace aws {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::size_t max_token_bytes = std::size_t{64} << 10U;
constexpr std::chrono::milliseconds pause{500};

bool is_key(std::string_view text, std::size_t max_size) {
  return text.size() <= max_size && fits_header(text) && text.find(' ') == std::string_view::npos;
}

bool may_pass(int status) {
  return status == 429 || status >= 500;
}

std::optional<base::Time> read_time(const json& answer, const CredentialsMembers& members) {
  if (const auto text = base::read::optional_text(answer, members.expires)) return parse_time(*text);
  const auto number = base::read::number(answer, members.expires);
  return number ? base::from_epoch_seconds(members.has_milliseconds ? *number / 1000 : *number) : std::nullopt;
}

}  // namespace

base::Error unusable(const std::string& message) {
  return {base::ErrorKind::credentials, message};
}

std::string shown(std::string_view text) {
  std::string line = base::printable(text, 300);
  std::ranges::replace(line, '\n', ' ');
  return line;
}

std::string masked(std::string text, std::initializer_list<base::Secret> secrets) {
  for (const base::Secret& secret : secrets) {
    const std::string& hidden = secret.reveal();
    if (hidden.empty()) continue;
    // A message that was cut may hold no more than its beginning.
    const std::string start = hidden.substr(0, 16);
    for (std::size_t at = 0; (at = text.find(start, at)) != std::string::npos; at += 3) {
      const auto same = std::mismatch(text.begin() + std::ptrdiff_t(at), text.end(), hidden.begin(), hidden.end());
      text.replace(at, std::size_t(same.second - hidden.begin()), "***");
    }
  }
  return text;
}

std::optional<std::string> read_bounded(const std::string& path, std::size_t max_bytes, std::string_view what) {
  std::error_code failure;
  if (!fs::is_regular_file(path, failure)) {
    if (failure == std::errc::permission_denied) {
      throw unusable(fmt::format("{} {} cannot be read: permission is denied", what, shown(path)));
    }
    return std::nullopt;
  }
  std::ifstream file(path, std::ios::binary);
  std::string bytes;
  std::array<char, 8192> chunk{};
  while (file && bytes.size() <= max_bytes) {
    file.read(chunk.data(), chunk.size());
    bytes.append(chunk.data(), std::size_t(file.gcount()));
  }
  if (!file && !file.eof())
    throw unusable(fmt::format("{} {} cannot be read: check its permissions", what, shown(path)));
  if (bytes.size() > max_bytes) {
    throw unusable(fmt::format("{} {} is larger than {} KiB", what, shown(path), max_bytes >> 10U));
  }
  return bytes;
}

base::Secret read_token(const std::string& path, std::string_view what) {
  auto token = read_bounded(path, max_token_bytes, what);
  if (!token) throw unusable(fmt::format("{} {} is not there", what, shown(path)));
  while (token->ends_with('\n') || token->ends_with('\r')) token->pop_back();
  if (token->empty()) throw unusable(fmt::format("{} {} is empty", what, shown(path)));
  if (!fits_header(*token)) throw unusable(fmt::format("{} {} holds more than a token", what, shown(path)));
  return base::Secret(std::move(*token));
}

std::optional<base::Time> parse_time(std::string_view text) {
  if (text.ends_with("UTC")) return base::from_iso8601(fmt::format("{}Z", text.substr(0, text.size() - 3)));
  if (text.size() < 6 || text[text.size() - 3] != ':') return base::from_iso8601(text);
  const std::string_view offset = text.substr(text.size() - 6);  // +hh:mm
  const auto local = base::from_iso8601(fmt::format("{}Z", text.substr(0, text.size() - 6)));
  const auto distance = base::from_iso8601(fmt::format("1970-01-01T{}:00Z", offset.substr(1)));
  if (!local || !distance || (offset[0] != '+' && offset[0] != '-')) return std::nullopt;
  return offset[0] == '+' ? *local - distance->time_since_epoch() : *local + distance->time_since_epoch();
}

Credentials read_credentials(const json& answer, const CredentialsMembers& members, std::string source) {
  Credentials credentials;
  credentials.access_key_id = base::read::text(answer, members.access_key_id);
  credentials.secret_access_key = base::Secret(base::read::text(answer, members.secret_access_key));
  credentials.session_token = base::Secret(base::read::text(answer, members.session_token));
  credentials.source = std::move(source);
  for (const auto& [member, is_missing] :
       {std::pair(members.access_key_id, credentials.access_key_id.empty()),
        std::pair(members.secret_access_key, credentials.secret_access_key.empty())}) {
    if (is_missing) throw unusable(fmt::format("what {} answered holds no {}", credentials.source, member));
  }
  credentials.expires = read_time(answer, members);
  const bool has_time = answer.contains(members.expires) && !answer.at(members.expires).is_null();
  if (has_time && !credentials.expires) {
    throw unusable(fmt::format("what {} answered has an {} that is no time", credentials.source, members.expires));
  }
  return credentials;
}

void check_usable(const Credentials& credentials, base::Time now, std::string_view remedy) {
  if (!is_key(credentials.access_key_id, 128) || !is_key(credentials.secret_access_key.reveal(), 1024) ||
      !is_key(credentials.session_token.reveal(), max_token_bytes)) {
    throw unusable(fmt::format("the credentials of {} are no AWS keys: they hold spaces, odd characters or too many",
                               credentials.source));
  }
  if (credentials.expires && *credentials.expires <= now) {
    throw unusable(fmt::format("the credentials of {} expired at {}; {}", credentials.source,
                               base::to_iso8601(*credentials.expires), remedy));
  }
}

bool fits_header(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7F; });
}

http::Response send_twice(const CredentialsContext& context, const http::Request& request) {
  try {
    http::Response response = context.http.send(request);
    if (!may_pass(response.status)) return response;
  } catch (const base::Error& error) {
    if (!error.retryable()) throw;
  }
  context.clock.sleep_for(pause);
  return context.http.send(request);
}

base::Error refusal(int http_status, const std::string& message) {
  return {may_pass(http_status) ? base::ErrorKind::unavailable : base::ErrorKind::credentials, message};
}

}  // namespace aws
