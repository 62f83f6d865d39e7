#include "aws/sigv4.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>

#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/timestamp.hpp"
#include "fakes/source_directory.hpp"
#include "http/url.hpp"

namespace {

namespace fs = std::filesystem;
using aws::Credentials;
using aws::sigv4::CredentialScope;
using aws::sigv4::Rules;
using aws::sigv4::Signed;
using nlohmann::json;
using std::chrono::seconds;
using testing::HasSubstr;
using testing::Not;

using Lines = std::multiset<std::string>;  // of headers, whose order means nothing

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file) << path;
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string lower(std::string text) {
  for (char& c : text) c = char(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

Credentials keys(const std::string& id, const std::string& secret, const std::string& token) {
  return {id, base::Secret(secret), base::Secret(token), {}, "a test"};
}

Credentials example_keys(const std::string& token = "") {
  return keys("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", token);
}

CredentialScope example_scope(bool is_s3 = false) {
  return {"eu-central-1", is_s3 ? "s3" : "connect", *base::from_iso8601("2026-02-13T09:00:00Z"), is_s3};
}

// AWS's own cases: a request as text, with raw spaces and UTF-8 in its target, which a request of this program has
// percent-encoded. Encoding them here stands for the second encoding.
struct Message {
  std::string method;
  std::string target;
  http::Headers headers;
  std::string body;

  std::string url() const {
    std::string encoded;
    for (const char c : target) encoded += c > ' ' && c < 0x7F ? std::string(1, c) : base::percent_encode({&c, 1});
    return "https://" + http::header(headers, "Host").value_or("") + encoded;
  }
};

Message parse_message(const std::string& text) {
  Message message;
  std::istringstream lines(text);
  std::string line;
  std::getline(lines, line);
  message.method = line.substr(0, line.find(' '));
  message.target = line.substr(line.find(' ') + 1, line.rfind(' ') - line.find(' ') - 1);
  while (std::getline(lines, line) && !line.empty()) {
    if (line.front() == ' ') {
      message.headers.back().second += "\n" + line;
    } else {
      message.headers.emplace_back(line.substr(0, line.find(':')), line.substr(line.find(':') + 1));
    }
  }
  message.body.assign(std::istreambuf_iterator<char>(lines), {});
  return message;
}

Lines header_lines(const http::Headers& headers) {
  Lines lines;
  for (const auto& [name, value] : headers) {
    if (lower(name) != "host") lines.insert(lower(name) + ":" + value);
  }
  return lines;
}

auto parameters(const std::string& url) {
  auto pairs = http::split_query(http::parse_url(url).query);
  std::ranges::sort(pairs);
  return pairs;
}

// One folder of AWS's suite.
class Case {
 public:
  explicit Case(const fs::path& folder)
      : folder_(folder),
        context_(json::parse(read(folder / "context.json"))),
        message_(parse_message(read(folder / "request.txt"))) {}

  void check_headers() const {
    const Signed made = sign_by(rules(context_.at("sign_body") ? Rules::Body::digest_and_header : Rules::Body::digest),
                                request(), credentials(), scope());
    check_steps("header", made);
    EXPECT_EQ(header_lines(made.request.headers), header_lines(expected("header").headers));
    EXPECT_EQ(made.request.body, expected("header").body);
  }

  void check_query() const {
    const Signed made = presign_by(rules(Rules::Body::digest), request(), credentials(), scope(),
                                   seconds(context_.at("expiration_in_seconds").get<int>()));
    check_steps("query", made);
    EXPECT_EQ(parameters(made.request.url), parameters(expected("query").url()));
    EXPECT_EQ(http::parse_url(made.request.url).path, http::parse_url(expected("query").url()).path);
    EXPECT_EQ(header_lines(made.request.headers), header_lines(expected("query").headers));
  }

 private:
  std::string file(const std::string& variant, const std::string& what) const {
    return read(folder_ / (variant + "-" + what + ".txt"));
  }

  Message expected(const std::string& variant) const { return parse_message(file(variant, "signed-request")); }

  void check_steps(const std::string& variant, const Signed& made) const {
    EXPECT_EQ(made.canonical_request, file(variant, "canonical-request"));
    EXPECT_EQ(made.string_to_sign, file(variant, "string-to-sign"));
    EXPECT_EQ(made.signature, file(variant, "signature"));
  }

  Rules rules(Rules::Body body) const {
    return {context_.at("normalize"), false, !context_.value("omit_session_token", false), body};
  }

  http::Request request() const { return {message_.method, message_.url(), message_.headers, message_.body}; }

  Credentials credentials() const {
    const json& given = context_.at("credentials");
    return keys(given.at("access_key_id"), given.at("secret_access_key"), given.value("token", ""));
  }

  CredentialScope scope() const {
    return {context_.at("region"), context_.at("service"),
            *base::from_iso8601(context_.at("timestamp").get<std::string>())};
  }

  fs::path folder_;
  json context_;
  Message message_;
};

// The folder is no part of this repository: test cases of awslabs/aws-c-auth, tests/aws-signing-test-suite/v4.
TEST(Sigv4, ReproducesAwsOwnSuite) {
  const char* given = std::getenv("SIGV4_SUITE");  // NOLINT(concurrency-mt-unsafe): nothing here calls setenv
  const fs::path suite =
      given != nullptr ? fs::path(given) : fs::path(fakes::source_directory).parent_path() / "shared/sigv4-suite";
  if (given == nullptr && !fs::is_directory(suite)) {
    std::cerr << "AWS's signing suite is not here: set SIGV4_SUITE to its folder to run it\n";
    return;
  }
  ASSERT_TRUE(fs::is_directory(suite)) << suite;
  int cases = 0;
  for (const auto& entry : fs::directory_iterator(suite)) {
    if (!entry.is_directory()) continue;
    SCOPED_TRACE(entry.path().filename());
    const Case one(entry.path());
    one.check_headers();
    one.check_query();
    ++cases;
  }
  EXPECT_GE(cases, 38);
}

http::Request request_of(const json& vector) {
  const json& given = vector.at("request");
  http::Request request{given.at("method"), given.at("url")};
  for (const json& header : given.at("headers")) request.headers.emplace_back(header.at(0), header.at(1));
  request.body = given.at("body");
  return request;
}

// What sign() and presign() must decide by themselves.
Rules rules_of(bool is_link, bool is_s3) {
  if (!is_s3) return {};
  return {false, false, true, is_link ? Rules::Body::unsigned_payload : Rules::Body::digest_and_header};
}

// A signature that differs says nothing; the canonical request says where.
void check_steps(const Signed& made, const json& vector) {
  EXPECT_EQ(made.canonical_request, vector.at("canonical_request").get<std::string>());
  EXPECT_EQ(made.string_to_sign, vector.at("string_to_sign").get<std::string>());
  EXPECT_EQ(made.signature, vector.at("signature").get<std::string>());
}

// Made by tools/make_sigv4_vectors.py with botocore's signers.
TEST(Sigv4, SignsAsTheAwsToolsDo) {
  const json file = json::parse(read(std::string(fakes::source_directory) + "/tests/data/sigv4/vectors.json"));
  ASSERT_GE(file.at("cases").size(), 80);
  for (const json& vector : file.at("cases")) {
    SCOPED_TRACE(vector.at("name").get<std::string>());
    const Credentials credentials = keys(file.at("accessKeyId"), file.at("secretAccessKey"), vector.at("token"));
    const bool is_s3 = vector.at("service") == "s3";
    const CredentialScope scope{vector.at("region"), vector.at("service"),
                                *base::from_iso8601(vector.at("time").get<std::string>()), is_s3};
    const http::Request request = request_of(vector);
    if (vector.at("verb") == "presign") {
      const seconds lifetime(vector.at("expires").get<int>());
      check_steps(presign_by(rules_of(true, is_s3), request, credentials, scope, lifetime), vector);
      EXPECT_EQ(presign(request, credentials, scope, lifetime), vector.at("url").get<std::string>());
    } else {
      check_steps(sign_by(rules_of(false, is_s3), request, credentials, scope), vector);
      const http::Request made = sign(request, credentials, scope);
      EXPECT_EQ(http::header(made.headers, "Authorization"), vector.at("authorization").get<std::string>());
      EXPECT_EQ(made.body, request.body);
      EXPECT_EQ(made.url, request.url);
    }
  }
}

TEST(Sigv4, AddsItsHeadersOnce) {
  const Credentials credentials = example_keys("token");
  const http::Request once = sign({"GET", "https://reviews.example/a"}, credentials, example_scope(true));
  const http::Request twice = sign(once, credentials, example_scope(true));
  EXPECT_EQ(twice.headers, once.headers);
  EXPECT_EQ(http::header(once.headers, "X-Amz-Date"), "20260213T090000Z");
  EXPECT_EQ(http::header(once.headers, "X-Amz-Security-Token"), "token");
  EXPECT_EQ(http::header(once.headers, "X-Amz-Content-Sha256"),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(once.headers.size(), 4);
}

TEST(Sigv4, LeavesNothingOfOtherCredentials) {
  const http::Request first = sign({"GET", "https://connect.example/a"}, example_keys("old"), example_scope());
  const http::Request second = sign(first, example_keys(), example_scope());
  EXPECT_EQ(http::header(second.headers, "X-Amz-Security-Token"), std::nullopt);
  EXPECT_EQ(second.headers, sign({"GET", "https://connect.example/a"}, example_keys(), example_scope()).headers);
}

TEST(Sigv4, TakesTheHostFromTheUrlAlone) {
  http::Request request{"GET", "https://connect.example/a", {{"host", "evil.example"}}};
  const Signed made = sign_by({}, request, example_keys(), example_scope());
  EXPECT_THAT(made.canonical_request, HasSubstr("\nhost:connect.example\n"));
  EXPECT_EQ(http::header(made.request.headers, "Host"), std::nullopt);
}

TEST(Sigv4, DependsOnEverythingThatIsSigned) {
  const http::Request request{"POST", "https://connect.example/a?b=1", {{"X-Amz-Target", "t"}}, "body"};
  std::set<std::string> signatures;
  const auto add = [&](const http::Request& changed, const Credentials& credentials, const CredentialScope& scope) {
    signatures.insert(sign_by({}, changed, credentials, scope).signature);
  };
  add(request, example_keys(), example_scope());
  add({"GET", request.url, request.headers, request.body}, example_keys(), example_scope());
  add({"POST", "https://connect.example/b?b=1", request.headers, request.body}, example_keys(), example_scope());
  add({"POST", "https://connect.example/a?b=2", request.headers, request.body}, example_keys(), example_scope());
  add({"POST", "https://other.example/a?b=1", request.headers, request.body}, example_keys(), example_scope());
  add({"POST", request.url, {{"X-Amz-Target", "u"}}, request.body}, example_keys(), example_scope());
  add({"POST", request.url, request.headers, "Body"}, example_keys(), example_scope());
  add(request, keys("AKIDEXAMPLE", "another", ""), example_scope());
  add(request, example_keys("token"), example_scope());
  add(request, example_keys(), {"us-east-1", "connect", example_scope().time});
  add(request, example_keys(), {"eu-central-1", "logs", example_scope().time});
  add(request, example_keys(), {"eu-central-1", "connect", example_scope().time + seconds(1)});
  EXPECT_EQ(signatures.size(), 12);
}

TEST(Sigv4, NeverWritesTheSecretKey) {
  const Signed made = sign_by({}, {"GET", "https://connect.example/"}, example_keys("token"), example_scope());
  std::string all = made.request.url + made.canonical_request + made.string_to_sign + made.signature;
  for (const auto& [name, value] : made.request.headers) all += name + value;
  EXPECT_THAT(all, Not(HasSubstr(example_keys().secret_access_key.reveal())));
  EXPECT_THAT(presign({"GET", "https://x.example/"}, example_keys(), example_scope(true), seconds(60)),
              Not(HasSubstr(base::percent_encode(example_keys().secret_access_key.reveal()))));
}

TEST(Sigv4, RefusesLinksThatS3WouldRefuse) {
  for (const seconds lifetime : {seconds(-1), seconds(0), seconds(7 * 24 * 3600 + 1)}) {
    try {
      presign({"GET", "https://x.example/"}, example_keys(), example_scope(true), lifetime);
      ADD_FAILURE() << lifetime.count();
    } catch (const base::Error& error) {
      EXPECT_EQ(error.kind(), base::ErrorKind::usage);
    }
  }
}

TEST(Sigv4, RefusesWhatIsNoUrl) {
  EXPECT_THROW(sign({"GET", "connect.example/a"}, example_keys(), example_scope()), base::Error);
  EXPECT_THROW(presign({"GET", "https://x.example/#part"}, example_keys(), example_scope(), seconds(1)), base::Error);
}

}  // namespace
