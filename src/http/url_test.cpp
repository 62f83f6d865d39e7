#include "http/url.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "fakes/mutator.hpp"

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

// The error's text; empty when there was none.
std::string refusal(std::string_view text) {
  try {
    http::parse_url(text);
  } catch (const base::Error& error) {
    EXPECT_EQ(error.kind(), base::ErrorKind::config);
    return error.what();
  }
  return "";
}

TEST(Url, HasItsParts) {
  const http::Url url = http::parse_url("https://Bucket.S3.eu-central-1.amazonaws.com:8443/a%20b/../c?x=1&y=%2F?");
  EXPECT_EQ(url.scheme, "https");
  EXPECT_EQ(url.host, "bucket.s3.eu-central-1.amazonaws.com");
  EXPECT_EQ(url.port, 8443);
  EXPECT_EQ(url.path, "/a%20b/../c");
  EXPECT_EQ(url.query, "x=1&y=%2F?");
  EXPECT_EQ(http::authority(url), "bucket.s3.eu-central-1.amazonaws.com:8443");
}

TEST(Url, HasTheRootWhenItHasNoPath) {
  EXPECT_EQ(http::to_string(http::parse_url("HTTP://localhost")), "http://localhost/");
  EXPECT_EQ(http::to_string(http::parse_url("http://localhost?a=/b")), "http://localhost/?a=/b");
  EXPECT_EQ(http::to_string(http::parse_url("http://localhost/?")), "http://localhost/");
}

// The Host header leaves it out as well, and the signature covers that header.
TEST(Url, LeavesOutThePortOfItsScheme) {
  EXPECT_EQ(http::authority(http::parse_url("https://a:443/")), "a");
  EXPECT_EQ(http::authority(http::parse_url("http://a:80/")), "a");
  EXPECT_EQ(http::authority(http::parse_url("http://a:443/")), "a:443");
}

TEST(Url, TakesAddresses) {
  const http::Url url = http::parse_url("http://[FD00:EC2::254]:8080/latest");
  EXPECT_EQ(url.host, "[fd00:ec2::254]");
  EXPECT_EQ(http::authority(url), "[fd00:ec2::254]:8080");
  EXPECT_EQ(http::parse_url("http://169.254.169.254").host, "169.254.169.254");
  EXPECT_EQ(http::parse_url("http://my_container:8000").host, "my_container");
}

TEST(Url, SaysWhatIsWrong) {
  EXPECT_THAT(refusal(""), HasSubstr("https:// or http://"));
  EXPECT_THAT(refusal("s3.amazonaws.com"), HasSubstr("https:// or http://"));
  EXPECT_THAT(refusal("file:///etc/passwd"), HasSubstr("https:// or http://"));
  EXPECT_THAT(refusal("://a"), HasSubstr("https:// or http://"));
  EXPECT_THAT(refusal("https://"), HasSubstr("no host"));
  EXPECT_THAT(refusal("https:///path"), HasSubstr("no host"));
  EXPECT_THAT(refusal("https://:80"), HasSubstr("no host"));
  for (const char* host : {"a\\b", "%41", "[::1", "[::1]x", "[::g]", "[]", "a,b", "[1.2.3.4]", "[fe80::1%25eth0]"}) {
    EXPECT_THAT(refusal(std::string("https://") + host + "/"), HasSubstr("host")) << host;
  }
  EXPECT_THAT(refusal("https://" + std::string(254, 'a')), HasSubstr("host"));
  for (const char* port : {"", "0", "65536", "999999999999999999999", "-1", "+1", "8a", "80:80", "0x50"}) {
    EXPECT_THAT(refusal(std::string("https://a:") + port + "/"), HasSubstr("port")) << port;
  }
  EXPECT_THAT(refusal("https://a/#top"), HasSubstr("fragment"));
  for (const std::string piece : {" ", "\r\n", "\t", "\x7F", "\xC3\xA9"}) {
    EXPECT_THAT(refusal("https://a/" + piece), HasSubstr("percent-encode")) << piece;
  }
  EXPECT_THAT(refusal(std::string("https://a/\0b", 12)), HasSubstr("percent-encode"));
  EXPECT_THAT(refusal("https://a/" + std::string(70'000, 'x')), HasSubstr("longer than 65536"));
}

TEST(Url, NeverRepeatsASecret) {
  EXPECT_THAT(refusal("https://user:s3cret@host/"), HasSubstr("user name"));
  for (const char* url : {"https://user:s3cret@host/", "https://host:s3cret/", "https://host/?X-Amz-Signature=s3cret x",
                          "s3cret", "s3cret://host", "https://s3cret,/", "https://host/#s3cret"}) {
    EXPECT_NE(refusal(url), "");
    EXPECT_THAT(refusal(url), testing::Not(HasSubstr("s3cret"))) << url;
  }
}

TEST(Url, IsRefusedOrGoesThereAndBack) {
  fakes::Mutator mutator(20260213);
  const std::string seeds[] = {
      "https://connect.eu-central-1.amazonaws.com/users-summary/1?maxResults=100&nextToken=a%2B",
      "http://[fd00:ec2::254]:80/latest/api/token", "http://127.0.0.1:4566?a", "https://a:1/b?c"};
  std::size_t taken = 0;
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = mutator.damage(seeds[mutator.below(std::size(seeds))]);
    if (!refusal(text).empty()) continue;
    ++taken;
    const http::Url url = http::parse_url(text);
    const std::string again = http::to_string(url);
    ASSERT_EQ(http::parse_url(again), url) << text;
    ASSERT_TRUE(url.path.starts_with('/')) << text;
    ASSERT_EQ((url.host + url.path + url.query).find_first_of(" \r\n\t#"), std::string::npos) << text;
    ASSERT_EQ(url.host.find_first_of("/?@\\%"), std::string::npos) << text;
    ASSERT_TRUE(url.port >= 0 && url.port <= 65535) << text;
  }
  EXPECT_GT(taken, 1000U);
}

TEST(SplitQuery, GivesPairsStillEncodedInTheirOrder) {
  EXPECT_THAT(http::split_query("b=1&a&c=&a=%20=x"),
              ElementsAre(Pair("b", "1"), Pair("a", ""), Pair("c", ""), Pair("a", "%20=x")));
}

TEST(SplitQuery, TakesOddOnes) {
  EXPECT_THAT(http::split_query(""), testing::IsEmpty());
  EXPECT_THAT(http::split_query("&&a&"), ElementsAre(Pair("a", "")));
  EXPECT_THAT(http::split_query("=&=b"), ElementsAre(Pair("", ""), Pair("", "b")));
}

}  // namespace
