#include "aws/sigv4.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>
#include <vector>

#include "base/digest.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "base/timestamp.hpp"
#include "http/url.hpp"

namespace aws::sigv4 {
namespace {

using std::chrono::seconds;

constexpr std::string_view algorithm = "AWS4-HMAC-SHA256";
constexpr seconds longest_lifetime = std::chrono::days(7);

// What proxies and HTTP clients may change or leave out; the list of AWS's own tools.
constexpr std::array<std::string_view, 11> never_signed = {
    "connection", "expect",  "keep-alive",        "proxy-authenticate", "proxy-authorization", "te",
    "trailer",    "upgrade", "transfer-encoding", "user-agent",         "x-amzn-trace-id"};

// What an earlier signature left in the request, and what follows from the URL.
constexpr std::array<std::string_view, 5> replaced = {"host", "authorization", "x-amz-date", "x-amz-security-token",
                                                      "x-amz-content-sha256"};

bool is_one_of(const auto& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

// Without white space at its ends, one space for every run of it.
std::string trimmed(std::string_view value) {
  std::string out;
  bool gap = false;
  for (const char c : value) {
    if (c == ' ' || (c >= '\t' && c <= '\r')) {
      gap = !out.empty();
      continue;
    }
    if (gap) out += ' ';
    gap = false;
    out += c;
  }
  return out;
}

// 20150830T123600Z
std::string timestamp(base::Time time) {
  std::string text = base::to_iso8601(time);
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text;
}

std::string credential_scope(const CredentialScope& scope) {
  return fmt::format("{}/{}/{}/aws4_request", timestamp(scope.time).substr(0, 8), scope.region, scope.service);
}

std::vector<std::string_view> segments(std::string_view path) {
  std::vector<std::string_view> out;
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/')) {
    out.push_back(path.substr(0, slash));
    path.remove_prefix(slash + 1);
  }
  out.push_back(path);
  return out;
}

// RFC 3986, section 5.2.4; slashes in a row become one, as AWS has it.
std::string normalized(std::string_view path) {
  std::vector<std::string_view> kept;
  for (const std::string_view segment : segments(path)) {
    if (segment == "..") {
      if (!kept.empty()) kept.pop_back();
    } else if (!segment.empty() && segment != ".") {
      kept.push_back(segment);
    }
  }
  const bool closes = path.ends_with('/') && !kept.empty();
  return fmt::format("/{}{}", fmt::join(kept, "/"), closes ? "/" : "");
}

std::string encoded(std::string_view path) {
  std::vector<std::string> out;
  for (const std::string_view segment : segments(path)) out.push_back(base::percent_encode(segment));
  return fmt::format("{}", fmt::join(out, "/"));
}

std::string canonical_path(const Rules& rules, const std::string& path) {
  const std::string walked = rules.normalize_path ? normalized(path) : path;
  return rules.encode_path ? encoded(walked) : walked;
}

std::string canonical_query(const std::string& query) {
  auto pairs = http::split_query(query);
  std::ranges::sort(pairs);
  std::vector<std::string> out;
  for (const auto& [name, value] : pairs) out.push_back(fmt::format("{}={}", name, value));
  return fmt::format("{}", fmt::join(out, "&"));
}

struct SignedHeaders {
  std::string lines;  // name:value, each ends its line
  std::string names;  // joined with ;
};

SignedHeaders signed_headers(const http::Url& url, const http::Headers& headers) {
  std::map<std::string, std::string> values = {{"host", http::authority(url)}};
  for (const auto& [name, value] : headers) {
    const std::string key = base::lower(name);
    if (is_one_of(never_signed, key)) continue;
    const auto [at, first] = values.emplace(key, trimmed(value));
    if (!first) at->second += fmt::format(",{}", trimmed(value));
  }
  SignedHeaders out;
  for (const auto& [name, value] : values) {
    out.lines += fmt::format("{}:{}\n", name, value);
    out.names += (out.names.empty() ? "" : ";") + name;
  }
  return out;
}

std::string payload(const Rules& rules, const std::string& body) {
  return rules.body == Rules::Body::unsigned_payload ? "UNSIGNED-PAYLOAD" : base::sha256_hex(body);
}

std::string signature(const Credentials& credentials, const CredentialScope& scope, const std::string& string_to_sign) {
  std::string key = fmt::format("AWS4{}", credentials.secret_access_key.reveal());
  for (const std::string& part :
       {timestamp(scope.time).substr(0, 8), scope.region, scope.service, std::string("aws4_request")}) {
    key = base::hmac_sha256(key, part);
  }
  return base::to_hex(base::hmac_sha256(key, string_to_sign));
}

// The three steps, for a request that has all that is to be signed.
Signed steps(const Rules& rules, http::Request request, const http::Url& url, const SignedHeaders& headers,
             const Credentials& credentials, const CredentialScope& scope) {
  Signed out;
  out.canonical_request =
      fmt::format("{}\n{}\n{}\n{}\n{}\n{}", request.method, canonical_path(rules, url.path), canonical_query(url.query),
                  headers.lines, headers.names, payload(rules, request.body));
  out.string_to_sign = fmt::format("{}\n{}\n{}\n{}", algorithm, timestamp(scope.time), credential_scope(scope),
                                   base::sha256_hex(out.canonical_request));
  out.signature = signature(credentials, scope, out.string_to_sign);
  out.request = std::move(request);
  return out;
}

void remove_replaced(http::Headers& headers) {
  std::erase_if(headers, [](const auto& header) { return is_one_of(replaced, base::lower(header.first)); });
}

void add_parameter(http::Url& url, std::string_view name, std::string_view value) {
  url.query += fmt::format("{}{}={}", url.query.empty() ? "" : "&", name, base::percent_encode(value));
}

}  // namespace

Signed sign_by(const Rules& rules, http::Request request, const Credentials& credentials,
               const CredentialScope& scope) {
  const http::Url url = http::parse_url(request.url);
  remove_replaced(request.headers);
  request.headers.emplace_back("X-Amz-Date", timestamp(scope.time));
  if (rules.body == Rules::Body::digest_and_header) {
    request.headers.emplace_back("X-Amz-Content-Sha256", payload(rules, request.body));
  }
  const auto add_token = [&](http::Headers& headers) {
    if (!credentials.session_token.empty()) {
      headers.emplace_back("X-Amz-Security-Token", credentials.session_token.reveal());
    }
  };
  if (rules.sign_token) add_token(request.headers);
  const SignedHeaders headers = signed_headers(url, request.headers);
  Signed out = steps(rules, std::move(request), url, headers, credentials, scope);
  if (!rules.sign_token) add_token(out.request.headers);
  out.request.headers.emplace_back(
      "Authorization", fmt::format("{} Credential={}/{}, SignedHeaders={}, Signature={}", algorithm,
                                   credentials.access_key_id, credential_scope(scope), headers.names, out.signature));
  return out;
}

Signed presign_by(const Rules& rules, http::Request request, const Credentials& credentials,
                  const CredentialScope& scope, seconds lifetime) {
  if (lifetime < seconds(1) || lifetime > longest_lifetime) {
    throw base::Error(base::ErrorKind::usage, "a link can be valid for 1 second to 7 days");
  }
  http::Url url = http::parse_url(request.url);
  remove_replaced(request.headers);
  const SignedHeaders headers = signed_headers(url, request.headers);
  add_parameter(url, "X-Amz-Algorithm", algorithm);
  add_parameter(url, "X-Amz-Credential", fmt::format("{}/{}", credentials.access_key_id, credential_scope(scope)));
  add_parameter(url, "X-Amz-Date", timestamp(scope.time));
  add_parameter(url, "X-Amz-Expires", std::to_string(lifetime.count()));
  add_parameter(url, "X-Amz-SignedHeaders", headers.names);
  const auto add_token = [&] {
    if (!credentials.session_token.empty()) {
      add_parameter(url, "X-Amz-Security-Token", credentials.session_token.reveal());
    }
  };
  if (rules.sign_token) add_token();
  Signed out = steps(rules, std::move(request), url, headers, credentials, scope);
  if (!rules.sign_token) add_token();
  add_parameter(url, "X-Amz-Signature", out.signature);
  out.request.url = http::to_string(url);
  return out;
}

http::Request sign(http::Request request, const Credentials& credentials, const CredentialScope& scope) {
  const Rules rules = scope.is_s3 ? Rules{false, false, true, Rules::Body::digest_and_header} : Rules{};
  return sign_by(rules, std::move(request), credentials, scope).request;
}

std::string presign(const http::Request& request, const Credentials& credentials, const CredentialScope& scope,
                    seconds lifetime) {
  const Rules rules = scope.is_s3 ? Rules{false, false, true, Rules::Body::unsigned_payload} : Rules{};
  return presign_by(rules, request, credentials, scope, lifetime).request.url;
}

}  // namespace aws::sigv4
