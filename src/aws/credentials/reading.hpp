// What the sources of credentials share: reading what others wrote (answers, files, times) within bounds, and errors
// that hold no secret. Keeps nothing; any thread.
#pragma once

#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "aws/credentials/credentials.hpp"
#include "base/error.hpp"

namespace aws {

// An error of the kind credentials.
base::Error unusable(const std::string& message);

// `text` from outside, fit to be named in an error: one line, cut.
std::string shown(std::string_view text);

// `text` with every one of `secrets`, or what is left of it where the text was cut, replaced by ***.
std::string masked(std::string text, std::initializer_list<base::Secret> secrets);

// Nothing when there is no such regular file (/dev/null stands for none). Throws when it is there and cannot be read
// or is larger than `max_bytes`; `what` is for people: "the configuration file".
std::optional<std::string> read_bounded(const std::string& path, std::size_t max_bytes, std::string_view what);

// A token from a file, without the line feed at its end. Throws when it is missing, empty or no header can carry it.
base::Secret read_token(const std::string& path, std::string_view what);

// 2026-02-13T09:00:00Z, with an optional fraction; also +01:00 and UTC in the place of Z, as the AWS tools write them.
std::optional<base::Time> parse_time(std::string_view text);

// What the members of an answer are called.
struct CredentialsMembers {
  const char* access_key_id = "AccessKeyId";
  const char* secret_access_key = "SecretAccessKey";
  const char* session_token = "SessionToken";
  const char* expires = "Expiration";  // a time as text, or a number since 1970
  bool has_milliseconds = false;       // else the number counts seconds
};

// Throws when the answer lacks a key, or holds what is no key or no time. `source` is Credentials::source.
Credentials read_credentials(const nlohmann::json& answer, const CredentialsMembers& members, std::string source);

// Throws when a request could not carry them or when they have expired: then it says `remedy`.
void check_usable(const Credentials& credentials, base::Time now, std::string_view remedy);

// Whether a header can carry it: printable ASCII.
bool fits_header(std::string_view text);

// Sends, and once more after a short pause when the connection or the server failed.
http::Response send_twice(const CredentialsContext& context, const http::Request& request);

// Of the kind unavailable when the HTTP status says that it may pass, else of the kind credentials.
base::Error refusal(int http_status, const std::string& message);

}  // namespace aws
