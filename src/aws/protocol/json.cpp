#include <fmt/format.h>

#include "aws/protocol/answer.hpp"
#include "aws/protocol/codecs.hpp"
#include "base/json/canonical.hpp"
#include "base/json/read.hpp"

namespace aws::protocol {
namespace {

using nlohmann::json;
namespace read = base::read;

std::string first_text(const json& object, std::initializer_list<const char*> keys) {
  for (const char* key : keys) {
    if (auto found = read::text(object, key); !found.empty()) return found;
  }
  return "";
}

}  // namespace

http::Request build_json(const Operation& operation, std::string_view endpoint, const json& input) {
  const Service& service = operation.service;
  http::Request request;
  request.method = operation.method;
  request.url = std::string(endpoint) + std::string(operation.path);
  request.headers = {{"Content-Type", service.protocol == Protocol::json_1_0 ? "application/x-amz-json-1.0"
                                                                             : "application/x-amz-json-1.1"},
                     {"X-Amz-Target", fmt::format("{}.{}", service.target_prefix, operation.name)}};
  request.body = base::canonical(input);
  return request;
}

json parse_json(const Operation& operation, const http::Response& response) {
  auto output = read::parse(response.body);
  if (!output || !output->is_object()) throw unreadable(operation, "something that is not a JSON object");
  return *std::move(output);
}

AwsError json_error(const Operation& operation, const http::Response& response) {
  const json body = read::parse(response.body).value_or(json::object());
  FoundError found;
  // Services that used to speak the query protocol name the error of old, "Code;Sender".
  found.code = http::header(response.headers, "x-amzn-query-error").value_or("");
  found.code.resize(std::min(found.code.find(';'), found.code.size()));
  if (found.code.empty()) found.code = http::header(response.headers, "x-amzn-errortype").value_or("");
  if (found.code.empty()) found.code = first_text(body, {"__type", "code", "Code"});
  found.message = first_text(body, {"message", "Message", "errorMessage"});
  return error_of(operation, response, found);
}

}  // namespace aws::protocol
