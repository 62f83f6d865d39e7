// A role of IAM Identity Center, with the token that `aws sso login` left in ~/.aws/sso/cache. One thread at a time.
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-sso-credentials.html
#pragma once

#include <string>
#include <string_view>

#include "aws/credentials/credentials.hpp"

namespace aws {

struct SsoRole {
  std::string profile;  // for the line that says how to sign in
  std::string session;  // of [sso-session x]; empty: the older way, by start URL
  std::string start_url;
  std::string region;
  std::string account_id;
  std::string role_name;
};

// Throws base::Error(credentials) that says to sign in when the token is missing or no longer good.
Credentials sso_credentials(const CredentialsContext& context, const SsoRole& role, std::string source);

// Where the AWS command line keeps the token: the SHA-1 of the session's name, else of the start URL.
std::string sso_cache_file(const base::Environment& environment, const SsoRole& role);

}  // namespace aws
