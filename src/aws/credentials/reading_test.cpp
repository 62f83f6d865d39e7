#include "aws/credentials/reading.hpp"

#include <gmock/gmock.h>

#include "aws/credentials/world_test.hpp"
#include "base/timestamp.hpp"

namespace aws {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

base::Time at(std::string_view iso) {
  return *base::from_iso8601(iso);
}

class ReadingTest : public World {};

TEST(ParseTime, TakesEveryFormThatTheAwsToolsWrite) {
  EXPECT_EQ(parse_time("2026-02-13T09:00:00Z"), at("2026-02-13T09:00:00Z"));
  EXPECT_EQ(parse_time("2026-02-13T09:00:00.250Z"), at("2026-02-13T09:00:00.250Z"));
  EXPECT_EQ(parse_time("2026-02-13T09:00:00+00:00"), at("2026-02-13T09:00:00Z"));
  EXPECT_EQ(parse_time("2026-02-13T09:00:00+05:30"), at("2026-02-13T03:30:00Z"));
  EXPECT_EQ(parse_time("2026-02-13T09:00:00-08:00"), at("2026-02-13T17:00:00Z"));
  EXPECT_EQ(parse_time("2026-02-13T09:00:00UTC"), at("2026-02-13T09:00:00Z"));
}

TEST(ParseTime, RefusesAnythingElse) {
  for (const char* text : {"", "Z", "UTC", "+00:00", "tomorrow", "2026-02-13", "2026-02-13T09:00:00",
                           "2026-02-13T09:00:00+99:00", "2026-02-13T09:00:00*01:00", "2026-02-13T09:00:00+1:00"}) {
    EXPECT_EQ(parse_time(text), std::nullopt) << text;
  }
}

TEST(Masked, HidesSecretsAndWhatIsLeftOfThem) {
  const base::Secret token("0123456789abcdefghijklmnop");
  EXPECT_EQ(masked("a 0123456789abcdefghijklmnop b 0123456789abcdefghijklmnop", {token}), "a *** b ***");
  EXPECT_EQ(masked("cut 0123456789abcdefghi", {token}), "cut ***");
  EXPECT_EQ(masked("short", {base::Secret("short"), base::Secret()}), "***");
  EXPECT_EQ(masked("nothing", {token}), "nothing");
}

TEST_F(ReadingTest, ReadsFilesUpToTheBound) {
  const std::string path = write("file", "12345678");
  EXPECT_EQ(read_bounded(path, 8, "the file"), "12345678");
  EXPECT_THAT(error_of([&] { read_bounded(path, 7, "the file"); }).what(), HasSubstr("is larger than"));
  EXPECT_EQ(read_bounded(home_ / "missing", 8, "the file"), std::nullopt);
  EXPECT_EQ(read_bounded("/dev/null", 8, "the file"), std::nullopt);
  EXPECT_EQ(read_bounded(home_.path().string(), 8, "the file"), std::nullopt);
  // Linux calls it a regular file, and nobody can read its first byte.
  EXPECT_THAT(error_of([&] { read_bounded("/proc/self/mem", 8, "the file"); }).what(),
              HasSubstr("the file /proc/self/mem cannot be read"));
}

TEST_F(ReadingTest, ReadsTokens) {
  EXPECT_EQ(read_token(write("token", "e30.e30.sig\n"), "the token file").reveal(), "e30.e30.sig");
  EXPECT_EQ(read_token(write("token", "Bearer abc\r\n"), "the token file").reveal(), "Bearer abc");
  EXPECT_THAT(error_of([&] { read_token(home_ / "none", "the token file"); }).what(),
              AllOf(HasSubstr("the token file"), HasSubstr("/none is not there")));
  EXPECT_THAT(error_of([&] { read_token(write("token", "\n"), "the token file"); }).what(), HasSubstr("is empty"));
  EXPECT_THAT(error_of([&] { read_token(write("token", "MARK\r\nX-Evil: 1"), "the token file"); }).what(),
              AllOf(HasSubstr("holds more than a token"), Not(HasSubstr("MARK"))));
  EXPECT_THAT(error_of([&] { read_token(write("token", std::string(70'000, 't')), "the token file"); }).what(),
              HasSubstr("is larger than 64 KiB"));
}

TEST(ReadCredentials, TakesTheMembersByTheirNames) {
  const json answer = {
      {"AccessKeyId", "AKID"}, {"SecretAccessKey", "s"}, {"Token", "t"}, {"Expiration", "2026-02-13T10:00:00Z"}};
  const Credentials found = read_credentials(answer, {.session_token = "Token"}, "a test");
  EXPECT_EQ(found.access_key_id, "AKID");
  EXPECT_EQ(found.secret_access_key.reveal(), "s");
  EXPECT_EQ(found.session_token.reveal(), "t");
  EXPECT_EQ(found.expires, at("2026-02-13T10:00:00Z"));
  EXPECT_EQ(found.source, "a test");
}

TEST(ReadCredentials, TakesNumbersForTimes) {
  json answer = {{"AccessKeyId", "AKID"}, {"SecretAccessKey", "s"}, {"Expiration", 1770976800}};
  EXPECT_EQ(read_credentials(answer, {}, "").expires, at("2026-02-13T10:00:00Z"));
  answer["Expiration"] = 1770976800250;
  EXPECT_EQ(read_credentials(answer, {.has_milliseconds = true}, "").expires, at("2026-02-13T10:00:00.250Z"));
  EXPECT_THROW(read_credentials(answer, {}, ""), base::Error);
}

TEST_F(ReadingTest, NamesWhatAnAnswerLacks) {
  const auto line = [&](const json& answer) {
    return std::string(error_of([&] { read_credentials(answer, {}, "a test"); }).what());
  };
  EXPECT_EQ(line({{"SecretAccessKey", "MARK"}}), "what a test answered holds no AccessKeyId");
  EXPECT_EQ(line({{"AccessKeyId", "AKID"}}), "what a test answered holds no SecretAccessKey");
  EXPECT_EQ(line({{"AccessKeyId", "AKID"}, {"SecretAccessKey", 7}}), "what a test answered holds no SecretAccessKey");
  EXPECT_EQ(line({{"AccessKeyId", "AKID"}, {"SecretAccessKey", "MARK"}, {"Expiration", "MARK"}}),
            "what a test answered has an Expiration that is no time");
  EXPECT_EQ(line(json::array()), "what a test answered holds no AccessKeyId");
}

TEST(ReadCredentials, TakesNullForNoTime) {
  const json answer = {{"AccessKeyId", "AKID"}, {"SecretAccessKey", "s"}, {"Expiration", nullptr}};
  EXPECT_EQ(read_credentials(answer, {}, "").expires, std::nullopt);
}

TEST_F(ReadingTest, RefusesKeysThatNoHeaderCarries) {
  const auto line = [&](const Credentials& credentials) {
    return std::string(error_of([&] { check_usable(credentials, clock_.now(), "renew them"); }).what());
  };
  const std::string refusal = "the credentials of a test are no AWS keys: they hold spaces, odd characters or too many";
  EXPECT_EQ(line({"AK\nID", base::Secret("MARK"), {}, {}, "a test"}), refusal);
  EXPECT_EQ(line({"AKID", base::Secret("MA RK"), {}, {}, "a test"}), refusal);
  EXPECT_EQ(line({"AKID", base::Secret("MARK"), base::Secret("MARK\x7F"), {}, "a test"}), refusal);
  EXPECT_EQ(line({std::string(129, 'A'), base::Secret("MARK"), {}, {}, "a test"}), refusal);
  EXPECT_EQ(line({"AKID", base::Secret("MARK"), {}, clock_.now(), "a test"}),
            "the credentials of a test expired at 2026-02-13T09:00:00Z; renew them");
  EXPECT_NO_THROW(check_usable({"AKID", base::Secret("s+/="), {}, clock_.now() + std::chrono::milliseconds(1), ""},
                               clock_.now(), ""));
}

TEST_F(ReadingTest, SendsOnceMoreAfterAFault) {
  const base::Time start = clock_.now();
  http_.fail("GET", "x");
  http_.answer("GET", "x", ok("second"));
  EXPECT_EQ(send_twice(context(), {.url = "https://x/"}).body, "second");
  EXPECT_EQ(clock_.now() - start, std::chrono::milliseconds(500));
  http_.answer("GET", "x", {503, {}, ""});
  http_.answer("GET", "x", {429, {}, ""});
  EXPECT_EQ(send_twice(context(), {.url = "https://x/"}).status, 429);
  EXPECT_TRUE(http_.finished());
}

TEST_F(ReadingTest, SendsOnceOnlyWhatCannotPass) {
  http_.answer("GET", "x", {403, {}, ""});
  EXPECT_EQ(send_twice(context(), {.url = "https://x/"}).status, 403);
  http_.fail("GET", "x", base::ErrorKind::config);
  EXPECT_EQ(error_of([&] { send_twice(context(), {.url = "https://x/"}); }).kind(), base::ErrorKind::config);
  EXPECT_EQ(http_.asked().size(), 2U);
}

}  // namespace
}  // namespace aws
