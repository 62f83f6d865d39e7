#include <gmock/gmock.h>

#include "aws/credentials/sources.hpp"
#include "aws/credentials/world_test.hpp"

namespace aws {
namespace {

using testing::HasSubstr;

constexpr const char* sts = "https://sts.us-east-1.amazonaws.com";

class WebIdentityTest : public World {
 protected:
  WebIdentityTest() {
    set("AWS_WEB_IDENTITY_TOKEN_FILE", write("token", "e30.e30.sig\n"));
    set("AWS_ROLE_ARN", "arn:aws:iam::111122223333:role/pod");
  }
};

TEST_F(WebIdentityTest, HasNothingWithoutATokenFile) {
  set("AWS_WEB_IDENTITY_TOKEN_FILE", "");
  EXPECT_FALSE(web_identity_source(context())->get());
}

TEST_F(WebIdentityTest, AssumesTheRoleWithTheToken) {
  http_.answer("POST", sts, role_answer("AssumeRoleWithWebIdentity", "ASIAPOD"));
  const auto found = web_identity_source(context())->get();
  ASSERT_TRUE(found);
  EXPECT_EQ(found->access_key_id, "ASIAPOD");
  EXPECT_EQ(found->secret_access_key.reveal(), "secret-of-ASIAPOD");
  EXPECT_EQ(found->session_token.reveal(), "token-of-ASIAPOD");
  EXPECT_EQ(found->expires, clock_.now() + std::chrono::hours(1));
  EXPECT_EQ(found->source, "the variable AWS_WEB_IDENTITY_TOKEN_FILE");
  const std::string body = http_.asked().at(0).body;
  EXPECT_THAT(body, HasSubstr("Action=AssumeRoleWithWebIdentity"));
  EXPECT_THAT(body, HasSubstr("Version=2011-06-15"));
  EXPECT_THAT(body, HasSubstr("RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fpod"));
  EXPECT_THAT(body, HasSubstr("RoleSessionName=connect-ops-review"));
  EXPECT_THAT(body, HasSubstr("WebIdentityToken=e30.e30.sig"));
  EXPECT_EQ(header(0, "Authorization"), "");
}

TEST_F(WebIdentityTest, ReadsTheTokenAnewEachTime) {
  http_.always_answer("POST", sts, role_answer("AssumeRoleWithWebIdentity", "ASIAPOD"));
  const auto source = web_identity_source(context());
  source->get();
  write("token", "newer");
  source->get();
  EXPECT_THAT(http_.asked().at(1).body, HasSubstr("WebIdentityToken=newer"));
}

TEST_F(WebIdentityTest, NamesTheSessionAsItIsTold) {
  set("AWS_ROLE_SESSION_NAME", "nightly");
  http_.answer("POST", sts, role_answer("AssumeRoleWithWebIdentity", "ASIAPOD"));
  web_identity_source(context())->get();
  EXPECT_THAT(http_.asked().at(0).body, HasSubstr("RoleSessionName=nightly"));
}

TEST_F(WebIdentityTest, RefusesATokenWithoutARole) {
  set("AWS_ROLE_ARN", "");
  EXPECT_STREQ(error_of(*web_identity_source(context())).what(),
               "the variable AWS_WEB_IDENTITY_TOKEN_FILE is set, but AWS_ROLE_ARN is not: set both");
}

TEST_F(WebIdentityTest, RefusesWhatIsNoRole) {
  set("AWS_ROLE_ARN", "arn:aws:iam::111122223333:user/u");
  EXPECT_STREQ(error_of(*web_identity_source(context())).what(),
               "'arn:aws:iam::111122223333:user/u' is no role: expected arn:aws:iam::<account>:role/<name>");
}

TEST_F(WebIdentityTest, NamesATokenFileThatIsNotThere) {
  set("AWS_WEB_IDENTITY_TOKEN_FILE", home_ / "gone");
  EXPECT_EQ(std::string(error_of(*web_identity_source(context())).what()),
            "the web identity token file " + home_.path().string() + "/gone is not there");
}

}  // namespace
}  // namespace aws
