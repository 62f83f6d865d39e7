// The token that `aws sso login` leaves in ~/.aws/sso/cache: read, and renewed there as the AWS command line does it,
// so that either finds what the other renewed. One thread at a time; processes wait for each other.
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-sso-credentials.html
#pragma once

#include <string>
#include <string_view>

#include "aws/credentials/credentials.hpp"
#include "aws/credentials/sso.hpp"

namespace aws {

// The token of the role's session, from a quarter of an hour before it expires a renewed one. Throws
// base::Error(credentials) that says to sign in when there is none that is good and none can be had, and the kind of a
// fault that may pass.
base::Secret sso_token(const CredentialsContext& context, const SsoRole& role);

// Where the AWS command line keeps the token: the SHA-1 of the session's name, else of the start URL.
std::string sso_cache_file(const base::Environment& environment, const SsoRole& role);

// An error of the kind credentials that says how to sign in.
base::Error signed_out(const SsoRole& role, std::string_view why);

}  // namespace aws
