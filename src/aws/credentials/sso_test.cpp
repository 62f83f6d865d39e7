#include "aws/credentials/sso.hpp"

#include <gmock/gmock.h>

#include "aws/credentials/world_test.hpp"
#include "base/timestamp.hpp"

namespace aws {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* token = R"({"startUrl": "https://corp.awsapps.com/start", "region": "eu-west-1",
  "accessToken": "token-MARK", "expiresAt": "2026-02-13T17:00:00Z"})";
constexpr const char* answer = R"({"roleCredentials": {"accessKeyId": "ASIASSO", "secretAccessKey": "s",
  "sessionToken": "t", "expiration": 1770976800000}})";
constexpr const char* portal = "https://portal.sso.eu-west-1.amazonaws.com";

class SsoTest : public World {
 protected:
  void sign_in(const std::string& text) { write(".aws/sso/cache/" + file_ + ".json", text); }
  Credentials get() { return sso_credentials(context(), role_, "a test"); }
  base::Error error() {
    return error_of([&] { get(); });
  }

  SsoRole role_{"ops", "corp", "https://corp.awsapps.com/start", "eu-west-1", "111122223333", "Read Only"};
  std::string file_ = "ee0bfd2552fbd840c02cc48b6e823320543c450f";  // of corp, by sha1sum
};

TEST_F(SsoTest, AsksThePortalWithTheToken) {
  sign_in(token);
  http_.answer("GET", portal, ok(answer));
  const Credentials found = get();
  EXPECT_EQ(found.access_key_id, "ASIASSO");
  EXPECT_EQ(found.secret_access_key.reveal(), "s");
  EXPECT_EQ(found.session_token.reveal(), "t");
  EXPECT_EQ(found.expires, clock_.now() + std::chrono::hours(1));
  EXPECT_EQ(http_.asked().at(0).url, std::string(portal) +
                                         "/federation/credentials?role_name=Read%20Only&account_id="
                                         "111122223333");
  EXPECT_EQ(header(0, "x-amz-sso_bearer_token"), "token-MARK");
  EXPECT_EQ(header(0, "Authorization"), "");
}

TEST_F(SsoTest, FindsTheTokenOfTheOlderWayByItsUrl) {
  role_.session = "";
  file_ = "a51746d4aa793ae07b25e90c3a5db96fc7832bd7";  // of the start URL, by sha1sum
  sign_in(R"({"accessToken": "older", "expiresAt": "2026-02-13T17:00:00UTC"})");
  http_.answer("GET", portal, ok(answer));
  get();
  EXPECT_EQ(header(0, "x-amz-sso_bearer_token"), "older");
}

TEST_F(SsoTest, SaysHowToSignIn) {
  EXPECT_STREQ(error().what(), "nobody has signed in to IAM Identity Center here: run aws sso login --profile ops");
  role_.profile = "two words";
  EXPECT_THAT(error().what(), HasSubstr("run aws sso login --profile 'two words'"));
  EXPECT_TRUE(http_.asked().empty());
}

TEST_F(SsoTest, SaysThatTheSignInHasExpired) {
  sign_in(token);
  clock_.advance(std::chrono::hours(8));
  EXPECT_STREQ(error().what(), "the sign-in to IAM Identity Center has expired: run aws sso login --profile ops");
  EXPECT_TRUE(http_.asked().empty());
}

TEST_F(SsoTest, SaysThatTheTokenIsDamaged) {
  for (const char* text : {"", "MARK", "[]", R"({"accessToken": "MARK"})", R"({"expiresAt": "2026-02-13T17:00:00Z"})",
                           R"({"accessToken": "MARK", "expiresAt": "MARK"})",
                           R"({"accessToken": "MARK\r\nX: 1", "expiresAt": "2026-02-13T17:00:00Z"})"}) {
    sign_in(text);
    EXPECT_STREQ(error().what(),
                 "the sign-in token of IAM Identity Center is damaged: run aws sso login --profile ops");
  }
}

TEST_F(SsoTest, SaysThatTheTokenIsNoLongerGood) {
  sign_in(token);
  http_.answer("GET", portal, {401, {}, R"({"__type": "UnauthorizedException", "message": "Session token-MARK"})"});
  EXPECT_STREQ(error().what(),
               "IAM Identity Center no longer takes the sign-in token: run aws sso login --profile ops");
}

TEST_F(SsoTest, SaysThatTheRoleIsNotGranted) {
  sign_in(token);
  http_.answer("GET", portal,
               {403, {{"x-amzn-ErrorType", "ForbiddenException"}}, R"({"message": "No access with token-MARK"})"});
  EXPECT_THAT(error().what(),
              AllOf(HasSubstr("gives no credentials for the role Read Only in the account 111122223333"),
                    HasSubstr("No access with ***"), Not(HasSubstr("MARK"))));
}

TEST_F(SsoTest, TriesOnceMoreAndKeepsTheKindOfWhatMayPass) {
  sign_in(token);
  http_.answer("GET", portal, {500, {}, "{}"});
  http_.answer("GET", portal, ok(answer));
  EXPECT_EQ(get().access_key_id, "ASIASSO");
  http_.always_answer("GET", portal, {429, {}, R"({"__type": "TooManyRequestsException"})"});
  EXPECT_EQ(error().kind(), base::ErrorKind::throttled);
}

TEST_F(SsoTest, RefusesAnAnswerWithoutCredentials) {
  sign_in(token);
  http_.answer("GET", portal, ok("{}"));
  EXPECT_STREQ(error().what(), "what a test answered holds no accessKeyId");
}

TEST_F(SsoTest, RefusesARegionThatIsAnotherHost) {
  sign_in(token);
  role_.region = "evil.example/";
  EXPECT_THAT(error().what(), HasSubstr("sso_region of profile ops"));
  EXPECT_TRUE(http_.asked().empty());
}

TEST_F(SsoTest, RefusesATokenFileWithoutBound) {
  sign_in(std::string(300'000, ' '));
  EXPECT_THAT(error().what(), HasSubstr("is larger than 256 KiB"));
}

}  // namespace
}  // namespace aws
