#include "aws/credentials/assume_role.hpp"

#include <gmock/gmock.h>

#include "aws/credentials/sources.hpp"
#include "aws/credentials/world_test.hpp"

namespace aws {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* arn = "arn:aws:iam::111122223333:role/reader";
constexpr const char* mfa = "arn:aws:iam::111122223333:mfa/ada";

http::Response refusal(int status, const std::string& code, const std::string& message) {
  return {status,
          {},
          "<ErrorResponse><Error><Type>Sender</Type><Code>" + code + "</Code><Message>" + message +
              "</Message></Error><RequestId>r-1</RequestId></ErrorResponse>"};
}

class AssumeRoleTest : public World {
 protected:
  Credentials assume(const Role& role, const CredentialsContext& context) {
    return assume_role(context, role, with_, "a test");
  }
  Credentials assume(const Role& role = {.arn = arn}) { return assume(role, context()); }
  base::Error error(const Role& role = {.arn = arn}) {
    return error_of([&] { assume(role); });
  }

  Credentials with_{"AKIDBASE", base::Secret("secret-MARK"), base::Secret("token-MARK"), {}, "profile base"};
};

TEST_F(AssumeRoleTest, SignsWithTheKeysAtHand) {
  http_.answer("POST", "https://sts.us-east-1.amazonaws.com", role_answer("AssumeRole", "ASIAROLE"));
  const Credentials found = assume();
  EXPECT_EQ(found.access_key_id, "ASIAROLE");
  EXPECT_EQ(found.secret_access_key.reveal(), "secret-of-ASIAROLE");
  EXPECT_EQ(found.session_token.reveal(), "token-of-ASIAROLE");
  EXPECT_EQ(found.expires, clock_.now() + std::chrono::hours(1));
  EXPECT_EQ(found.source, "a test");
  EXPECT_THAT(header(0, "Authorization"), HasSubstr("Credential=AKIDBASE/20260213/us-east-1/sts/aws4_request"));
  EXPECT_EQ(header(0, "X-Amz-Security-Token"), "token-MARK");
  const std::string body = http_.asked().at(0).body;
  EXPECT_THAT(body, HasSubstr("Action=AssumeRole"));
  EXPECT_THAT(body, HasSubstr("RoleSessionName=connect-ops-review"));
  for (const char* optional : {"ExternalId", "SerialNumber", "TokenCode", "DurationSeconds"}) {
    EXPECT_THAT(body, Not(HasSubstr(optional)));
  }
}

TEST_F(AssumeRoleTest, SendsWhatTheRoleWants) {
  http_.answer("POST", "sts", role_answer("AssumeRole", "ASIAROLE"));
  assume({.arn = arn, .session_name = "audit", .external_id = "e-1", .duration_seconds = 1800});
  EXPECT_THAT(http_.asked().at(0).body, AllOf(HasSubstr("RoleSessionName=audit"), HasSubstr("ExternalId=e-1"),
                                              HasSubstr("DurationSeconds=1800")));
}

TEST_F(AssumeRoleTest, AsksInTheRegionThatIsGivenElseInTheProfiles) {
  http_.always_answer("POST", "sts", role_answer("AssumeRole", "ASIAROLE"));
  config("[default]\nregion = eu-west-2\n");
  assume();
  EXPECT_THAT(http_.asked().at(0).url, HasSubstr("https://sts.eu-west-2.amazonaws.com"));
  CredentialsContext in_china = context();
  in_china.region = "cn-north-1";
  assume({.arn = "arn:aws-cn:iam::111122223333:role/reader"}, in_china);
  EXPECT_THAT(http_.asked().at(1).url, HasSubstr("https://sts.cn-north-1.amazonaws.com.cn"));
  EXPECT_THAT(header(1, "Authorization"), HasSubstr("/cn-north-1/sts/"));
}

TEST_F(AssumeRoleTest, SignsAgainWhenTheClockIsWrong) {
  http::Response late =
      refusal(403, "SignatureDoesNotMatch", "Signature expired: 20260213T090000Z is now earlier than");
  late.headers = {{"Date", "Fri, 13 Feb 2026 09:30:00 GMT"}};
  http_.answer("POST", "sts", late);
  http_.answer("POST", "sts", role_answer("AssumeRole", "ASIAROLE"));
  EXPECT_EQ(assume().access_key_id, "ASIAROLE");
  EXPECT_EQ(header(0, "X-Amz-Date"), "20260213T090000Z");
  EXPECT_EQ(header(1, "X-Amz-Date"), "20260213T093000Z");
  http_.answer("POST", "sts", late);
  EXPECT_THAT(error().what(), HasSubstr("Signature expired"));
  EXPECT_EQ(http_.asked().size(), 3U);  // AWS's time is known, and not the cause
}

TEST_F(AssumeRoleTest, AsksTheEndpointThatTheEnvironmentNames) {
  set("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:4566");
  http_.answer("POST", "http://127.0.0.1:4566", role_answer("AssumeRole", "ASIAROLE"));
  EXPECT_EQ(assume().access_key_id, "ASIAROLE");
}

TEST_F(AssumeRoleTest, SaysWhoMayNotAssumeIt) {
  http_.answer("POST", "sts", refusal(403, "AccessDenied", "User: arn:aws:iam::1:user/u is not authorized"));
  const base::Error refused = error();
  EXPECT_EQ(refused.kind(), base::ErrorKind::credentials);
  EXPECT_THAT(refused.what(), AllOf(HasSubstr("the role arn:aws:iam::111122223333:role/reader cannot be assumed with "
                                              "profile base"),
                                    HasSubstr("AccessDenied"), HasSubstr("is not authorized"),
                                    HasSubstr("the role's trust policy must name the caller and its external ID")));
}

TEST_F(AssumeRoleTest, SaysWhenTheKeysAtHandHaveExpired) {
  http_.answer("POST", "sts", refusal(403, "ExpiredToken", "The security token included in the request is expired"));
  EXPECT_THAT(error().what(), AllOf(HasSubstr("profile base"), HasSubstr("ExpiredToken"), HasSubstr("sign in again")));
}

TEST_F(AssumeRoleTest, MasksWhatAServerSaysBack) {
  http_.answer("POST", "sts", refusal(400, "ValidationError", "you sent token-MARK signed with secret-MARK"));
  EXPECT_THAT(error().what(), AllOf(HasSubstr("you sent *** signed with ***"), Not(HasSubstr("MARK"))));
}

TEST_F(AssumeRoleTest, TriesOnceMoreAndKeepsTheKindOfWhatMayPass) {
  http_.answer("POST", "sts", refusal(503, "ServiceUnavailable", "busy"));
  http_.answer("POST", "sts", role_answer("AssumeRole", "ASIAROLE"));
  EXPECT_EQ(assume().access_key_id, "ASIAROLE");
  http_.always_answer("POST", "sts", refusal(400, "Throttling", "Rate exceeded"));
  EXPECT_EQ(error().kind(), base::ErrorKind::throttled);
}

TEST_F(AssumeRoleTest, RefusesAnAnswerThatHoldsNoCredentials) {
  http_.answer("POST", "sts",
               ok("<AssumeRoleResponse><AssumeRoleResult><PackedPolicySize>1</PackedPolicySize></AssumeRoleResult>"
                  "</AssumeRoleResponse>"));
  EXPECT_STREQ(error().what(), "what a test answered holds no AccessKeyId");
}

TEST_F(AssumeRoleTest, RefusesCredentialsThatHaveExpiredAlready) {
  clock_.advance(std::chrono::hours(2));
  http_.answer("POST", "sts", role_answer("AssumeRole", "ASIAROLE"));
  EXPECT_STREQ(error().what(), "the credentials of a test expired at 2026-02-13T10:00:00Z; check this machine's clock");
}

TEST_F(AssumeRoleTest, AsksForTheCodeOfTheDevice) {
  http_.answer("POST", "sts", role_answer("AssumeRole", "ASIAROLE"));
  CredentialsContext watched = context();
  std::string asked_for;
  watched.ask_mfa = [&](const std::string& serial) {
    asked_for = serial;
    return "123456";
  };
  assume({.arn = arn, .mfa_serial = mfa}, watched);
  EXPECT_EQ(asked_for, mfa);
  EXPECT_THAT(http_.asked().at(0).body, AllOf(HasSubstr("SerialNumber=arn%3Aaws%3Aiam%3A%3A111122223333%3Amfa%2Fada"),
                                              HasSubstr("TokenCode=123456")));
}

TEST_F(AssumeRoleTest, SendsACodeOnce) {
  http_.answer("POST", "sts", refusal(503, "ServiceUnavailable", "busy"));
  CredentialsContext watched = context();
  watched.ask_mfa = [](const std::string&) { return "123456"; };
  EXPECT_EQ(error_of([&] { assume({.arn = arn, .mfa_serial = mfa}, watched); }).kind(), base::ErrorKind::unavailable);
  EXPECT_EQ(http_.asked().size(), 1U);
}

TEST_F(AssumeRoleTest, SaysThatNobodyIsThereToGiveACode) {
  EXPECT_STREQ(error({.arn = arn, .mfa_serial = mfa}).what(),
               "the role arn:aws:iam::111122223333:role/reader wants a code of the MFA device "
               "arn:aws:iam::111122223333:mfa/ada, and nobody is there to give it: run this at a terminal, or use "
               "credentials that need no code");
}

TEST_F(AssumeRoleTest, RefusesACodeThatIsNone) {
  CredentialsContext watched = context();
  for (const char* code : {"", "12345", "1234567", "12345x"}) {
    watched.ask_mfa = [&](const std::string&) { return code; };
    EXPECT_STREQ(error_of([&] { assume({.arn = arn, .mfa_serial = mfa}, watched); }).what(),
                 "the code of the MFA device arn:aws:iam::111122223333:mfa/ada must be six digits");
  }
  EXPECT_TRUE(http_.asked().empty());
}

TEST_F(AssumeRoleTest, RefusesWhatIsNoRole) {
  EXPECT_STREQ(error({.arn = "reader"}).what(), "'reader' is no role: expected arn:aws:iam::<account>:role/<name>");
}

}  // namespace
}  // namespace aws
