#include "aws/protocol/request.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "aws/protocol/template.hpp"
#include "base/encode.hpp"

namespace aws::protocol {
namespace {

using nlohmann::json;

// Nothing when it is not there.
json take(json& input, std::string_view member) {
  const auto found = input.find(member);
  if (found == input.end()) return nullptr;
  json value = std::move(*found);
  input.erase(found);
  return value;
}

// A label that keeps its slashes is written {Member+}.
std::string label(const Operation& operation, std::string_view member, json& input) {
  const bool greedy = member.ends_with('+');
  if (greedy) member.remove_suffix(1);
  const json value = take(input, member);
  const std::string text = value.is_null() ? "" : plain(operation, member, value);
  if (text.empty()) throw misfit(operation, fmt::format("its path needs {}", member));
  if (!greedy) return base::percent_encode(text);
  std::string encoded;
  for (std::size_t at = 0; at <= text.size();) {
    const auto end = std::min(text.find('/', at), text.size());
    encoded += base::percent_encode(std::string_view(text).substr(at, end - at));
    if (end < text.size()) encoded += '/';
    at = end + 1;
  }
  return encoded;
}

std::string path_of(const Operation& operation, std::string_view path, json& input) {
  std::string out;
  while (!path.empty()) {
    const auto open = path.find('{');
    out += path.substr(0, open);
    if (open == std::string_view::npos) break;
    const auto close = path.find('}', open);
    out += label(operation, path.substr(open + 1, close - open - 1), input);
    path.remove_prefix(close + 1);
  }
  return out;
}

// A list is sent as its name once for each entry.
std::string query_of(const Operation& operation, std::string_view parts, json& input) {
  std::string out;
  const auto add = [&](std::string_view name, std::string_view member, const json& value) {
    out += fmt::format("{}{}={}", out.empty() ? '?' : '&', name, base::percent_encode(plain(operation, member, value)));
  };
  for_each_part(parts, [&](std::string_view name, std::string_view member) {
    if (member.empty()) {
      out += (out.empty() ? '?' : '&') + std::string(name);
      return;
    }
    const json value = take(input, member);
    if (value.is_array()) {
      for (const json& entry : value) add(name, member, entry);
    } else if (!value.is_null()) {
      add(name, member, value);
    }
  });
  return out;
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

http::Headers headers_of(const Operation& operation, json& input) {
  http::Headers headers;
  for_each_part(operation.headers, [&](std::string_view name, std::string_view member) {
    const json value = take(input, member);
    if (value.is_null()) return;
    std::string plain_value = plain(operation, member, value);
    if (std::ranges::any_of(plain_value, is_control)) {
      throw misfit(operation, fmt::format("{} has control characters, which no header may have", member));
    }
    headers.emplace_back(name, std::move(plain_value));
  });
  return headers;
}

}  // namespace

base::Error misfit(const Operation& operation, std::string_view what) {
  return {base::ErrorKind::internal, fmt::format("{} cannot be asked: {}", action(operation), what)};
}

std::string plain(const Operation& operation, std::string_view member, const json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number() || value.is_boolean()) return value.dump();
  throw misfit(operation, fmt::format("{} has to be a text, a number or a boolean", member));
}

json take_payload(const Operation& operation, json& input) {
  json payload = take(input, operation.input_payload);
  if (!input.empty()) throw misfit(operation, fmt::format("it has no place for {}", input.begin().key()));
  return payload;
}

http::Request start(const Operation& operation, std::string_view endpoint, json& input) {
  const std::string_view path = operation.path;
  const auto question = std::min(path.find('?'), path.size());
  const std::string_view parts = path.substr(std::min(question + 1, path.size()));
  http::Request request;
  request.method = operation.method;
  request.url = endpoint;
  request.url += path_of(operation, path.substr(0, question), input);
  request.url += query_of(operation, parts, input);
  request.headers = headers_of(operation, input);
  return request;
}

}  // namespace aws::protocol
