#include "aws/protocol/answer.hpp"
#include "aws/protocol/codecs.hpp"
#include "aws/protocol/request.hpp"
#include "base/json/canonical.hpp"

namespace aws::protocol {
namespace {

using nlohmann::json;

void set_body(http::Request& request, std::string body, const char* content_type) {
  request.body = std::move(body);
  request.headers.emplace_back("Content-Type", content_type);
}

}  // namespace

http::Request build_rest_json(const Operation& operation, std::string_view endpoint, json input) {
  http::Request request = start(operation, endpoint, input);
  if (operation.input_payload.empty() && operation.method != "GET") {
    // All of it may have gone into the path: of such an operation AWS's models know no body.
    if (!input.empty()) set_body(request, base::canonical(input), "application/json");
    return request;
  }
  const json payload = take_payload(operation, input);
  if (payload.is_string()) {
    set_body(request, payload.get<std::string>(), "application/octet-stream");
  } else if (!payload.is_null()) {
    set_body(request, base::canonical(payload), "application/json");
  }
  return request;
}

json parse_rest_json(const Operation& operation, const http::Response& response) {
  json output = json::object();
  const std::string payload(operation.output_payload);
  if (operation.output_is_bytes) {
    output[payload] = response.body;
  } else {
    json body = parse_json(operation, response);
    if (payload.empty()) {
      output = std::move(body);
    } else {
      output[payload] = std::move(body);
    }
  }
  add_headers(operation, response, output);
  return output;
}

}  // namespace aws::protocol
