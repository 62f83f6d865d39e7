// What answers have in common, whatever the protocol: errors, and members that are sent as headers. Pure functions.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "aws/error.hpp"
#include "aws/operation.hpp"
#include "base/error.hpp"
#include "http/http.hpp"

namespace aws::protocol {

// An error as a protocol found it in headers and body; empty where it did not.
struct FoundError {
  std::string code{};  // may still have a namespace before it and an address behind it
  std::string message{};
  std::string request_id{};
  std::string region{};  // of the bucket that was asked for elsewhere
};

// Where the answer names no code, its status stands in.
AwsError error_of(const Operation& operation, const http::Response& response, const FoundError& found);

// base::Error(corrupt): a result that cannot be read.
base::Error unreadable(const Operation& operation, std::string_view what);

// Adds the members that the row takes from headers.
void add_headers(const Operation& operation, const http::Response& response, nlohmann::json& output);

}  // namespace aws::protocol
