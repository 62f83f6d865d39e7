#include "aws/protocol/protocol.hpp"

#include <fmt/format.h>

#include "aws/protocol/codecs.hpp"
#include "base/error.hpp"

namespace aws::protocol {
namespace {

using nlohmann::json;

json without_nulls(const json& input) {
  json members = json::object();
  for (const auto& [name, value] : input.items()) {
    if (!value.is_null()) members[name] = value;
  }
  return members;
}

base::Error no_protocol(const Operation& operation) {
  return {base::ErrorKind::internal, fmt::format("{} has no protocol", action(operation))};
}

// Of an answer that is no error.
json parse_output(const Operation& operation, const http::Response& response) {
  switch (operation.service.protocol) {
    case Protocol::rest_json: return parse_rest_json(operation, response);
    case Protocol::json_1_0:
    case Protocol::json_1_1: return parse_json(operation, response);
    case Protocol::query: return parse_query(operation, response);
    case Protocol::rest_xml: return parse_rest_xml(operation, response);
  }
  throw no_protocol(operation);
}

}  // namespace

http::Request build(const Operation& operation, std::string_view endpoint, const json& input) {
  switch (operation.service.protocol) {
    case Protocol::rest_json: return build_rest_json(operation, endpoint, without_nulls(input));
    case Protocol::json_1_0:
    case Protocol::json_1_1: return build_json(operation, endpoint, without_nulls(input));
    case Protocol::query: return build_query(operation, endpoint, without_nulls(input));
    case Protocol::rest_xml: return build_rest_xml(operation, endpoint, without_nulls(input));
  }
  throw no_protocol(operation);
}

json parse(const Operation& operation, const http::Response& response) {
  const Protocol protocol = operation.service.protocol;
  if (response.status < 200 || response.status > 299) {
    const bool is_xml = protocol == Protocol::query || protocol == Protocol::rest_xml;
    throw is_xml ? xml_error(operation, response) : json_error(operation, response);
  }
  json output = parse_output(operation, response);
  if (!operation.secret_output.empty()) output.erase(std::string(operation.secret_output));
  return output;
}

}  // namespace aws::protocol
