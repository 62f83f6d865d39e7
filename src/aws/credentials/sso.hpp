// A role of IAM Identity Center, with the token of whoever signed in. One thread at a time.
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-sso-credentials.html
#pragma once

#include <string>

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

}  // namespace aws
