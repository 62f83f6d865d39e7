#include <gmock/gmock.h>

#include "aws/credentials/world_test.hpp"

namespace aws {
namespace {

using testing::HasSubstr;

constexpr const char* container = R"({"AccessKeyId": "AKIDCONTAINER", "SecretAccessKey": "s"})";

// Everything is set up; a test takes away what comes first.
class ChainTest : public World {
 protected:
  ChainTest() {
    set("AWS_ACCESS_KEY_ID", "AKIDENV");
    set("AWS_SECRET_ACCESS_KEY", "s");
    set("AWS_WEB_IDENTITY_TOKEN_FILE", write("token", "e30.e30.sig"));
    set("AWS_ROLE_ARN", "arn:aws:iam::111122223333:role/pod");
    set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/c");
    config(
        "[default]\naws_access_key_id = AKIDDEFAULT\naws_secret_access_key = s\n"
        "[profile ops]\naws_access_key_id = AKIDOPS\naws_secret_access_key = s\n[profile empty]\nregion = eu-west-2\n");
    http_.always_answer("GET", "http://169.254.170.2/c", ok(container));
    http_.always_answer("PUT", "/latest/api/token", ok("session"));
    http_.answer("GET", "/security-credentials/", ok("r"));
    http_.answer("GET", "/security-credentials/r", ok(R"({"AccessKeyId": "AKIDEC2", "SecretAccessKey": "s"})"));
  }

  // The key that the chain gives, empty when none.
  std::string found(const CredentialsContext& context) {
    const auto credentials = credentials_chain(context)->get();
    return credentials ? credentials->access_key_id : "";
  }
  std::string found() { return found(context()); }
  std::string found_with(const std::string& profile) {
    CredentialsContext with_profile = context();
    with_profile.profile = profile;
    return found(with_profile);
  }
};

TEST_F(ChainTest, AsksInTheOrderOfTheAwsTools) {
  http_.answer("POST", "sts", role_answer("AssumeRoleWithWebIdentity", "AKIDWEB"));
  EXPECT_EQ(found(), "AKIDENV");
  set("AWS_ACCESS_KEY_ID", "");
  EXPECT_EQ(found(), "AKIDWEB");
  set("AWS_WEB_IDENTITY_TOKEN_FILE", "");
  EXPECT_EQ(found(), "AKIDDEFAULT");
  config("");
  EXPECT_EQ(found(), "AKIDCONTAINER");
  set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "");
  EXPECT_EQ(found(), "AKIDEC2");
  set("AWS_EC2_METADATA_DISABLED", "true");
  EXPECT_EQ(found(), "");
}

TEST_F(ChainTest, TakesANamedProfileBeforeTheEnvironment) {
  EXPECT_EQ(found_with("ops"), "AKIDOPS");
  EXPECT_EQ(found_with("empty"), "AKIDCONTAINER");
  EXPECT_THAT(error_of([&] { found_with("gone"); }).what(), HasSubstr("there is no profile 'gone'"));
}

TEST_F(ChainTest, TakesTheEnvironmentsKeysBeforeItsProfile) {
  set("AWS_PROFILE", "ops");
  EXPECT_EQ(found(), "AKIDENV");
}

TEST_F(ChainTest, TakesAProfileThatWasChosenBeforeThePodsIdentity) {
  set("AWS_ACCESS_KEY_ID", "");
  set("AWS_PROFILE", "ops");
  EXPECT_EQ(found(), "AKIDOPS");
  set("AWS_PROFILE", "empty");
  http_.answer("POST", "sts", role_answer("AssumeRoleWithWebIdentity", "AKIDWEB"));
  EXPECT_EQ(found(), "AKIDWEB");
}

TEST_F(ChainTest, TakesNoOtherIdentityForAProfileThatItCannotRead) {
  config("[profile console]\nlogin_session = arn:aws:iam::111122223333:user/ada\n");
  set("AWS_ACCESS_KEY_ID", "");
  EXPECT_THAT(error_of([&] { found_with("console"); }).what(), HasSubstr("profile console has login_session"));
  for (const char* variable : {"AWS_PROFILE", "AWS_DEFAULT_PROFILE"}) {
    set(variable, "console");
    EXPECT_THAT(error_of([&] { found(); }).what(), HasSubstr("profile console has login_session"));
    set(variable, "");
  }
  config("[default]\nlogin_session = arn:aws:iam::111122223333:user/ada\n");
  set("AWS_WEB_IDENTITY_TOKEN_FILE", "");
  EXPECT_THAT(error_of([&] { found(); }).what(), HasSubstr("profile default has login_session"));
  EXPECT_TRUE(http_.asked().empty());
}

TEST_F(ChainTest, StopsAtWhatIsSetUpAndCannotBeUsed) {
  set("AWS_SECRET_ACCESS_KEY", "");
  EXPECT_THAT(error_of([&] { found(); }).what(), HasSubstr("AWS_SECRET_ACCESS_KEY is not"));
}

TEST_F(ChainTest, AssumesTheRoleWithWhatItFinds) {
  http_.answer("POST", "sts", role_answer("AssumeRole", "AKIDROLE"));
  CredentialsContext with_role = context();
  with_role.role_arn = "arn:aws:iam::444455556666:role/reviewer";
  with_role.external_id = "e-1";
  const auto credentials = credentials_chain(with_role)->get();
  ASSERT_TRUE(credentials);
  EXPECT_EQ(credentials->access_key_id, "AKIDROLE");
  EXPECT_EQ(credentials->source,
            "the role arn:aws:iam::444455556666:role/reviewer, assumed with the variable AWS_ACCESS_KEY_ID");
  EXPECT_THAT(header(0, "Authorization"), HasSubstr("Credential=AKIDENV/"));
  EXPECT_THAT(http_.asked().at(0).body, HasSubstr("ExternalId=e-1"));
}

TEST_F(ChainTest, HasNothingToAssumeARoleWith) {
  variables_.values = {{"HOME", home_ / "nobody"}, {"AWS_EC2_METADATA_DISABLED", "true"}};
  CredentialsContext with_role = context();
  with_role.role_arn = "arn:aws:iam::444455556666:role/reviewer";
  EXPECT_FALSE(credentials_chain(with_role)->get());
}

TEST_F(ChainTest, SaysWhatItLooksAt) {
  EXPECT_EQ(credentials_chain(context())->description(),
            "the variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; the variable AWS_WEB_IDENTITY_TOKEN_FILE; the "
            "profile default of ~/.aws/config and ~/.aws/credentials; the variables "
            "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and AWS_CONTAINER_CREDENTIALS_FULL_URI; the instance metadata "
            "service of EC2");
}

}  // namespace
}  // namespace aws
