// Between JSON with the member names of a service's model and HTTP as that service speaks it. Pure functions; one file
// a protocol. https://smithy.io/2.0/aws/protocols/
//
// Times are epoch seconds wherever AWS sends them as numbers or where a reader asked for it (xml.hpp); bytes are a
// string that holds them as they are; members that come from headers of the answer are text. S3's buckets are named in
// the path, which works for every bucket, with names that no certificate covers and with stores that are not AWS's.
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

#include "aws/operation.hpp"
#include "http/http.hpp"

namespace aws::protocol {

// The unsigned request. `endpoint` has no slash at its end. Members of `input` that are null are left out. Throws
// base::Error(internal) for an input that does not fit the row: a path member that is missing or empty, a member that
// has no place in the request, a header with control characters.
http::Request build(const Operation& operation, std::string_view endpoint, const nlohmann::json& input);

// The output's members. Throws AwsError when the response is an error, base::Error(corrupt) when it cannot be read.
nlohmann::json parse(const Operation& operation, const http::Response& response);

}  // namespace aws::protocol
