// Signature Version 4 over OpenSSL: signed headers for requests, presigned URLs for links. Pure functions.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
#pragma once

#include <chrono>
#include <string>

#include "aws/credentials/credentials.hpp"
#include "base/clock.hpp"
#include "http/http.hpp"

namespace aws::sigv4 {

struct CredentialScope {
  std::string region;
  std::string service;  // the signing name
  base::Time time;
  // S3 takes its path as it is sent: not encoded again, no dots resolved, and wants the body's digest as a header.
  bool is_s3 = false;
};

// The request with X-Amz-Date, X-Amz-Security-Token where there is one, and Authorization, in place of what an earlier
// signature left. Every header that is there is signed, but for those that proxies change (User-Agent, Expect,
// Connection, X-Amzn-Trace-Id, …). The Host header is taken from the URL, whose path and query are signed as they are
// written: they must be encoded as base::percent_encode does.
http::Request sign(http::Request request, const Credentials& credentials, const CredentialScope& scope);

// The URL of a request without a body that anyone may send until it is `lifetime` old. Throws base::Error(usage) when
// that is less than a second or more than a week.
std::string presign(const http::Request& request, const Credentials& credentials, const CredentialScope& scope,
                    std::chrono::seconds lifetime);

// What sign() and presign() decide for themselves; AWS's own cases vary it.
struct Rules {
  enum class Body { digest, digest_and_header, unsigned_payload };

  bool normalize_path = true;  // dots are resolved, slashes in a row are one
  bool encode_path = true;     // once more than it is in the URL
  bool sign_token = true;      // else the session token is added when all is signed
  Body body = Body::digest;    // what stands for it in the canonical request
};

// The result and the steps to it, for tests that hold them against AWS's own cases.
struct Signed {
  http::Request request;
  std::string canonical_request;
  std::string string_to_sign;
  std::string signature;
};

Signed sign_by(const Rules& rules, http::Request request, const Credentials& credentials, const CredentialScope& scope);
Signed presign_by(const Rules& rules, http::Request request, const Credentials& credentials,
                  const CredentialScope& scope, std::chrono::seconds lifetime);

}  // namespace aws::sigv4
