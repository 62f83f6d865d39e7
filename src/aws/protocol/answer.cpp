#include "aws/protocol/answer.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "aws/protocol/template.hpp"
#include "base/encode.hpp"
#include "base/text.hpp"

namespace aws::protocol {
namespace {

using nlohmann::json;

constexpr std::size_t max_token = 100;  // characters of a code or a request id

bool is_token_character(char c) {
  return base::is_alphanumeric(c) || std::string_view("._-+/=").find(c) != std::string_view::npos;
}

// What the text starts with, as far as it is made of what codes and ids are made of.
std::string token(std::string_view text) {
  const auto end = std::ranges::find_if_not(text, is_token_character) - text.begin();
  return std::string(text.substr(0, std::min(std::size_t(end), max_token)));
}

// "namespace#Code:http://address" is Code.
std::string code_of(std::string_view text) {
  text = text.substr(0, text.find(':'));
  return token(text.substr(text.rfind('#') + 1));
}

// As AWS's services call what has such a status.
std::string_view code_of_status(int status) {
  switch (status) {
    case 301: return "PermanentRedirect";
    case 304: return "NotModified";
    case 403: return "AccessDenied";
    case 404: return "NotFound";
    case 409: return "Conflict";
    case 412: return "PreconditionFailed";
    case 429: return "TooManyRequestsException";
    case 503: return "ServiceUnavailable";
    default: return status >= 500 ? "InternalError" : "UnknownError";
  }
}

std::chrono::seconds retry_after(const http::Headers& headers) {
  const std::string text = http::header(headers, "Retry-After").value_or("");
  unsigned seconds = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (failure == std::errc::result_out_of_range) return max_retry_after;
  if (failure != std::errc() || end != text.data() + text.size()) return std::chrono::seconds(0);  // a date, or nothing
  return std::min(max_retry_after, std::chrono::seconds(seconds));
}

std::string request_id(const http::Headers& headers, std::string_view in_body) {
  for (const auto name : {"x-amzn-RequestId", "x-amz-request-id"}) {
    if (const auto id = http::header(headers, name)) return token(*id);
  }
  return token(in_body);
}

std::string bucket_region(const http::Headers& headers, std::string_view in_body) {
  return token(http::header(headers, "x-amz-bucket-region").value_or(std::string(in_body)));
}

}  // namespace

AwsError error_of(const Operation& operation, const http::Response& response, const FoundError& found) {
  std::string code = code_of(found.code);
  if (code.empty()) code = code_of_status(response.status);
  return {operation,
          std::move(code),
          response.status,
          found.message,
          {request_id(response.headers, found.request_id), retry_after(response.headers),
           bucket_region(response.headers, found.region)}};
}

base::Error unreadable(const Operation& operation, std::string_view what) {
  return {base::ErrorKind::corrupt, fmt::format("{} answered {}", action(operation), what)};
}

void add_headers(const Operation& operation, const http::Response& response, json& output) {
  for_each_part(operation.output_headers, [&](std::string_view name, std::string_view member) {
    const auto value = http::header(response.headers, name);
    if (value) output[std::string(member)] = base::printable(*value, value->size());
  });
}

}  // namespace aws::protocol
