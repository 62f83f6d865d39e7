// What a request takes from its operation's row: method, path, query, headers. Pure functions.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "aws/operation.hpp"
#include "base/error.hpp"
#include "http/http.hpp"

namespace aws::protocol {

// The request without its body. The members that it places are taken out of `input`.
http::Request start(const Operation& operation, std::string_view endpoint, nlohmann::json& input);

// The member that is the whole body, null when there is none. Throws when the input has members that nothing sends.
nlohmann::json take_payload(const Operation& operation, nlohmann::json& input);

// A text, number or boolean as paths, queries, headers and forms have it.
std::string plain(const Operation& operation, std::string_view member, const nlohmann::json& value);

// base::Error(internal): the input does not fit the row.
base::Error misfit(const Operation& operation, std::string_view what);

}  // namespace aws::protocol
