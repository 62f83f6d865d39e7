// The protocols behind protocol.hpp, each in a file of its own. Requests are built of inputs without nulls; answers are
// parsed when their status says that they are results. Pure functions.
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

#include "aws/error.hpp"
#include "aws/operation.hpp"
#include "http/http.hpp"

namespace aws::protocol {

http::Request build_rest_json(const Operation& operation, std::string_view endpoint, nlohmann::json input);
nlohmann::json parse_rest_json(const Operation& operation, const http::Response& response);

http::Request build_json(const Operation& operation, std::string_view endpoint, const nlohmann::json& input);
nlohmann::json parse_json(const Operation& operation, const http::Response& response);
AwsError json_error(const Operation& operation, const http::Response& response);  // of rest-json too

http::Request build_query(const Operation& operation, std::string_view endpoint, const nlohmann::json& input);
nlohmann::json parse_query(const Operation& operation, const http::Response& response);

http::Request build_rest_xml(const Operation& operation, std::string_view endpoint, nlohmann::json input);
nlohmann::json parse_rest_xml(const Operation& operation, const http::Response& response);
AwsError xml_error(const Operation& operation, const http::Response& response);  // of query and rest-xml

}  // namespace aws::protocol
