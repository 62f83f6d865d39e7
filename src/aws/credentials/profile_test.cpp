#include <gmock/gmock.h>

#include "aws/credentials/sources.hpp"
#include "aws/credentials/world_test.hpp"
#include "fakes/spawn.hpp"

namespace aws {
namespace {

using testing::AllOf;
using testing::HasSubstr;

const std::string keys = "aws_access_key_id = AKIDBASE\naws_secret_access_key = s\n";
const std::string role = "role_arn = arn:aws:iam::111122223333:role/";

class ProfileSourceTest : public World {
 protected:
  std::optional<Credentials> get(const std::string& profile = "ops") {
    CredentialsContext with_profile = context();
    with_profile.profile = profile;
    return profile_source(with_profile)->get();
  }
  // What is wrong with the profile ops when the configuration is `text`.
  std::string error(const std::string& text) {
    config(text);
    const base::Error found = error_of([&] { get(); });
    EXPECT_EQ(found.kind(), base::ErrorKind::credentials) << found.what();
    return found.what();
  }
  void answer_role(const std::string& name) { http_.answer("POST", "sts", role_answer("AssumeRole", name)); }
  std::string body(std::size_t request) { return http_.asked().at(request).body; }
};

TEST_F(ProfileSourceTest, HasNothingWithoutTheFiles) {
  EXPECT_FALSE(get(""));
  config("[default]\nregion = eu-central-1\n");
  EXPECT_FALSE(get(""));
}

TEST_F(ProfileSourceTest, SaysThatThereIsNoSuchProfile) {
  EXPECT_EQ(error("[profile other]\n" + keys),
            "there is no profile 'ops': aws configure list-profiles shows which there are");
}

TEST_F(ProfileSourceTest, TakesTheProfileOfTheVariable) {
  config("[default]\n" + keys + "[profile ops]\naws_access_key_id = AKIDOPS\naws_secret_access_key = s\n");
  EXPECT_EQ(get("")->access_key_id, "AKIDBASE");
  set("AWS_PROFILE", "ops");
  EXPECT_EQ(get("")->access_key_id, "AKIDOPS");
  set("AWS_DEFAULT_PROFILE", "default");  // goes first
  EXPECT_EQ(get("")->access_key_id, "AKIDBASE");
  set("AWS_PROFILE", "");
  set("AWS_DEFAULT_PROFILE", "ops");
  EXPECT_EQ(get("")->access_key_id, "AKIDOPS");
  EXPECT_EQ(get("default")->access_key_id, "AKIDBASE");
  EXPECT_EQ(profile_source(context())->description(), "the profile ops of ~/.aws/config and ~/.aws/credentials");
}

TEST_F(ProfileSourceTest, TakesKeys) {
  write(".aws/credentials", "[ops]\n" + keys + "aws_session_token = t\n");
  const auto found = get();
  ASSERT_TRUE(found);
  EXPECT_EQ(found->access_key_id, "AKIDBASE");
  EXPECT_EQ(found->secret_access_key.reveal(), "s");
  EXPECT_EQ(found->session_token.reveal(), "t");
  EXPECT_FALSE(found->expires);
  EXPECT_EQ(found->source, "profile ops");
}

TEST_F(ProfileSourceTest, RefusesAKeyWithoutItsSecret) {
  EXPECT_EQ(error("[profile ops]\naws_access_key_id = AKID\n"),
            "profile ops has aws_access_key_id, but no aws_secret_access_key");
}

TEST_F(ProfileSourceTest, AssumesARoleWithAnotherProfile) {
  config("[profile base]\n" + keys + "[profile ops]\n" + role +
         "ops\nsource_profile = base\nrole_session_name = audit\nexternal_id = e-1\nduration_seconds = 1800\n");
  answer_role("ASIAOPS");
  const auto found = get();
  ASSERT_TRUE(found);
  EXPECT_EQ(found->access_key_id, "ASIAOPS");
  EXPECT_EQ(found->source, "profile ops (assume role)");
  EXPECT_THAT(header(0, "Authorization"), HasSubstr("Credential=AKIDBASE/"));
  EXPECT_THAT(body(0), AllOf(HasSubstr("role%2Fops"), HasSubstr("RoleSessionName=audit"), HasSubstr("ExternalId=e-1"),
                             HasSubstr("DurationSeconds=1800")));
}

TEST_F(ProfileSourceTest, AssumesRolesInAChain) {
  config("[profile a]\n" + keys + "[profile b]\n" + role + "b\nsource_profile = a\n[profile ops]\n" + role +
         "ops\nsource_profile = b\n");
  answer_role("ASIAB");
  answer_role("ASIAOPS");
  EXPECT_EQ(get()->access_key_id, "ASIAOPS");
  EXPECT_THAT(body(0), HasSubstr("role%2Fb"));
  EXPECT_THAT(header(1, "Authorization"), HasSubstr("Credential=ASIAB/"));
  EXPECT_EQ(header(1, "X-Amz-Security-Token"), "token-of-ASIAB");
}

TEST_F(ProfileSourceTest, AssumesARoleWithItsOwnKeys) {
  config("[profile ops]\n" + role + "ops\nsource_profile = ops\n" + keys);
  answer_role("ASIAOPS");
  EXPECT_EQ(get()->access_key_id, "ASIAOPS");
  EXPECT_THAT(header(0, "Authorization"), HasSubstr("Credential=AKIDBASE/"));
}

// As the AWS command line has it: keys end the chain.
TEST_F(ProfileSourceTest, TakesTheKeysOfASourceThatHasARoleToo) {
  config("[profile base]\n" + role + "base\nsource_profile = gone\n" + keys + "[profile ops]\n" + role +
         "ops\nsource_profile = base\n");
  answer_role("ASIAOPS");
  EXPECT_EQ(get()->access_key_id, "ASIAOPS");
  EXPECT_EQ(http_.asked().size(), 1U);
}

TEST_F(ProfileSourceTest, RefusesLoops) {
  EXPECT_EQ(
      error("[profile ops]\n" + role + "a\nsource_profile = b\n[profile b]\n" + role + "b\nsource_profile = ops\n"),
      "the profiles ops → b → ops are a loop of source_profile: one of them must have keys of its own");
  EXPECT_EQ(error("[profile ops]\n" + role + "a\nsource_profile = ops\n"),
            "the profiles ops → ops are a loop of source_profile: one of them must have keys of its own");
  EXPECT_TRUE(http_.asked().empty());
}

TEST_F(ProfileSourceTest, RefusesChainsWithoutEnd) {
  std::string text = "[profile ops]\n" + role + "r\nsource_profile = p0\n";
  for (int i = 0; i < 20; ++i) {
    text += "[profile p" + std::to_string(i) + "]\n" + role + "r\nsource_profile = p" + std::to_string(i + 1) + "\n";
  }
  EXPECT_EQ(error(text), "more than 10 profiles name each other as source_profile, from ops");
}

TEST_F(ProfileSourceTest, SaysWhatIsWrongWithARole) {
  const std::string ops = "[profile ops]\n" + role + "ops\n";
  EXPECT_EQ(error(ops),
            "profile ops has a role_arn and neither source_profile nor credential_source: it needs one of "
            "them");
  EXPECT_EQ(error(ops + "source_profile = a\ncredential_source = Environment\n"),
            "profile ops has a role_arn and both source_profile and credential_source: it needs one of them");
  EXPECT_EQ(error(ops + "source_profile = gone\n"), "the source_profile 'gone' of profile ops does not exist");
  EXPECT_EQ(error(ops + "source_profile = empty\n[profile empty]\nregion = r\n"),
            "the source_profile 'empty' of profile ops has no credentials");
  EXPECT_EQ(error(ops + "credential_source = Moon\n"),
            "the credential_source 'Moon' of profile ops is not Environment, Ec2InstanceMetadata or EcsContainer");
  EXPECT_EQ(error(ops + "credential_source = Environment\n"),
            "the credential_source Environment of profile ops has no credentials: looked at the variables "
            "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
  for (const char* seconds : {"soon", "899", "43201", "1800s", "99999999999999999999"}) {
    EXPECT_EQ(error(ops + "source_profile = ops\nduration_seconds = " + seconds + "\n"),
              "duration_seconds of profile ops must be a whole number from 900 to 43200");
  }
  EXPECT_EQ(error("[profile ops]\nrole_arn = x\nsource_profile = ops\n" + keys),
            "'x' is no role: expected arn:aws:iam::<account>:role/<name>");
  EXPECT_TRUE(http_.asked().empty());
}

TEST_F(ProfileSourceTest, WantsSomebodyForTheMfaDevice) {
  EXPECT_THAT(error("[profile ops]\n" + role + "ops\nsource_profile = ops\nmfa_serial = GAHT1\n" + keys),
              HasSubstr("wants a code of the MFA device GAHT1, and nobody is there to give it"));
}

TEST_F(ProfileSourceTest, AssumesARoleWithTheEnvironment) {
  config("[profile ops]\n" + role + "ops\ncredential_source = Environment\n");
  set("AWS_ACCESS_KEY_ID", "AKIDENV");
  set("AWS_SECRET_ACCESS_KEY", "s");
  answer_role("ASIAOPS");
  EXPECT_EQ(get()->access_key_id, "ASIAOPS");
  EXPECT_THAT(header(0, "Authorization"), HasSubstr("Credential=AKIDENV/"));
}

TEST_F(ProfileSourceTest, AssumesARoleWithTheContainersCredentials) {
  config("[profile ops]\n" + role + "ops\ncredential_source = EcsContainer\n");
  set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/c");
  http_.answer("GET", "http://169.254.170.2/c", ok(R"({"AccessKeyId": "ASIATASK", "SecretAccessKey": "s"})"));
  answer_role("ASIAOPS");
  get();
  EXPECT_THAT(header(1, "Authorization"), HasSubstr("Credential=ASIATASK/"));
}

TEST_F(ProfileSourceTest, AssumesARoleWithTheInstancesCredentials) {
  config("[profile ops]\n" + role + "ops\ncredential_source = Ec2InstanceMetadata\n");
  http_.answer("PUT", "/latest/api/token", ok("session"));
  http_.answer("GET", "/security-credentials/", ok("r"));
  http_.answer("GET", "/security-credentials/r", ok(R"({"AccessKeyId": "ASIAEC2", "SecretAccessKey": "s"})"));
  answer_role("ASIAOPS");
  get();
  EXPECT_THAT(header(3, "Authorization"), HasSubstr("Credential=ASIAEC2/"));
}

TEST_F(ProfileSourceTest, AssumesARoleWithAWebIdentity) {
  write("token", "e30.e30.sig");
  config("[profile ops]\n" + role + "ops\nweb_identity_token_file = ~/token\nrole_session_name = audit\n");
  http_.answer("POST", "sts", role_answer("AssumeRoleWithWebIdentity", "ASIAWEB"));
  const auto found = get();
  ASSERT_TRUE(found);
  EXPECT_EQ(found->access_key_id, "ASIAWEB");
  EXPECT_EQ(found->source, "profile ops (web identity)");
  EXPECT_THAT(body(0), AllOf(HasSubstr("WebIdentityToken=e30.e30.sig"), HasSubstr("RoleSessionName=audit")));
  EXPECT_EQ(error("[profile ops]\nweb_identity_token_file = ~/token\n"),
            "profile ops has web_identity_token_file, but no role_arn");
}

TEST_F(ProfileSourceTest, SignsInByItsSsoSession) {
  config(
      "[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n"
      "[profile ops]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Reader\n");
  write(".aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json",
        R"({"accessToken": "a", "expiresAt": "2026-02-13T17:00:00Z"})");
  http_.answer("GET", "https://portal.sso.eu-west-1.amazonaws.com/",
               ok(R"({"roleCredentials": {"accessKeyId": "ASIASSO", "secretAccessKey": "s", "sessionToken": "t"}})"));
  const auto found = get();
  ASSERT_TRUE(found);
  EXPECT_EQ(found->access_key_id, "ASIASSO");
  EXPECT_EQ(found->source, "profile ops (IAM Identity Center)");
}

TEST_F(ProfileSourceTest, SaysWhatIsWrongWithSso) {
  const std::string ops = "[profile ops]\nsso_account_id = 1\nsso_role_name = R\n";
  EXPECT_EQ(error(ops + "sso_session = gone\n"), "the sso_session 'gone' of profile ops does not exist");
  EXPECT_EQ(error(ops), "profile ops has no sso_start_url: run aws configure sso");
  EXPECT_EQ(error(ops + "sso_start_url = u\n"), "profile ops has no sso_region: run aws configure sso");
  EXPECT_EQ(error(ops + "sso_session = c\n[sso-session c]\nsso_start_url = u\n"),
            "sso-session c has no sso_region: run aws configure sso");
  EXPECT_EQ(error("[profile ops]\nsso_account_id = 1\nsso_start_url = u\nsso_region = r\n"),
            "profile ops has no sso_role_name: run aws configure sso");
  EXPECT_EQ(error(ops + "sso_session = c\nsso_start_url = v\n[sso-session c]\nsso_start_url = u\nsso_region = r\n"),
            "sso_start_url of profile ops is not that of its sso-session c");
  EXPECT_EQ(error(ops + "sso_start_url = u\nsso_region = eu-west-1\n"),
            "nobody has signed in to IAM Identity Center here: run aws sso login --profile ops");
}

TEST_F(ProfileSourceTest, RunsItsProcess) {
  const std::string answer = write("answer file", R"({"Version": 1, "AccessKeyId": "AKIDTOOL",
    "SecretAccessKey": "s", "SessionToken": "t", "Expiration": "2026-02-13T10:00:00+00:00"})");
  config("[profile ops]\ncredential_process = cat \"" + answer + "\"\n");
  const auto found = get();
  ASSERT_TRUE(found);
  EXPECT_EQ(found->access_key_id, "AKIDTOOL");
  EXPECT_EQ(found->session_token.reveal(), "t");
  EXPECT_EQ(found->expires, clock_.now() + std::chrono::hours(1));
  EXPECT_EQ(found->source, "profile ops (credential_process)");
}

TEST_F(ProfileSourceTest, SaysWhatIsWrongWithItsProcess) {
  const auto process = [&](const std::string& command) {
    return error("[profile ops]\ncredential_process = " + command + "\n");
  };
  EXPECT_EQ(process("echo 'MARK"), "credential_process of profile ops is no command: see its quotes");
  EXPECT_EQ(process(""), "credential_process of profile ops is no command: see its quotes");
  EXPECT_EQ(process("echo MARK"), "credential_process of profile ops printed no JSON");
  EXPECT_EQ(process(R"(echo '{"Version": 2, "SecretAccessKey": "MARK"}')"),
            "credential_process of profile ops printed no \"Version\": 1");
  EXPECT_EQ(process(R"(echo '{"Version": 1, "SecretAccessKey": "MARK"}')"),
            "what profile ops (credential_process) answered holds no AccessKeyId");
  EXPECT_EQ(process("/no/such/program MARK"), fakes::credential_process_is_not_there("/no/such/program"));
  EXPECT_EQ(process(R"(echo '{"Version": 1, "AccessKeyId": "A", "SecretAccessKey": "MARK",
   "Expiration": "2026-02-13T08:00:00Z"}')"),
            "the credentials of profile ops (credential_process) expired at 2026-02-13T08:00:00Z; see what its "
            "credential_process keeps");
}

TEST_F(ProfileSourceTest, TakesTheOlderNameOfTheSessionToken) {
  write(".aws/credentials", "[ops]\n" + keys + "aws_security_token = older\n");
  EXPECT_EQ(get()->session_token.reveal(), "older");
  write(".aws/credentials", "[ops]\n" + keys + "aws_security_token = older\naws_session_token = t\n");
  EXPECT_EQ(get()->session_token.reveal(), "t");
  config("[profile ops]\naws_access_key_id = AKIDOTHER\naws_security_token = of-other-keys\n");
  write(".aws/credentials", "[ops]\n" + keys);
  EXPECT_EQ(get()->session_token.reveal(), "");
}

TEST_F(ProfileSourceTest, NamesWhatItDoesNotReadAndTheWayOn) {
  EXPECT_EQ(error("[profile ops]\nregion = eu-west-1\nlogin_session = arn:aws:iam::111122223333:user/ada\n"),
            "profile ops has login_session (of aws login), but no credentials that this program can read: add to it "
            "credential_process = aws configure export-credentials --profile ops --format process");
  EXPECT_THAT(error("[profile ops]\nazure_tenant_id = t\nvault_role = r\n"),
              HasSubstr("profile ops has azure_tenant_id, vault_role, but no credentials"));
  EXPECT_THAT(error("[profile ops]\n" + role + "r\nsource_profile = console\n[profile console]\nlogin_session = x\n"),
              HasSubstr("profile console has login_session"));
  config("[profile ops]\nlogin_session = x\n" + keys);
  EXPECT_EQ(get()->access_key_id, "AKIDBASE");
}

// The AWS command line cannot export what is only half of a kind either.
TEST_F(ProfileSourceTest, SaysWhichHalfIsMissing) {
  for (const auto& [half, missing] : {std::pair{"aws_secret_access_key", "aws_access_key_id"},
                                      {"aws_session_token", "aws_access_key_id"},
                                      {"aws_security_token", "aws_access_key_id"},
                                      {"source_profile", "role_arn"},
                                      {"credential_source", "role_arn"},
                                      {"sso_session", "sso_account_id and no sso_role_name: run aws configure sso"},
                                      {"sso_start_url", "sso_account_id and no sso_role_name: run aws configure sso"},
                                      {"web_identity_token_file", "role_arn"}}) {
    EXPECT_EQ(error(std::string("[profile ops]\nregion = eu-west-1\n") + half + " = x\n"),
              std::string("profile ops has ") + half + ", but no " + missing);
  }
  EXPECT_EQ(error("[profile ops]\nsso_role_name = r\nsso_start_url = https://x\nsso_region = eu-west-1\n"),
            "profile ops has no sso_account_id: run aws configure sso");
}

TEST_F(ProfileSourceTest, LeavesAProfileThatAsksForNoCredentialsToTheNextSource) {
  config(
      "[profile ops]\nregion = eu-west-1\noutput = json\ncli_pager = less\nduration_seconds = 900\nretry_mode = x\n"
      "endpoint_url = http://127.0.0.1\nlogin_session =\ns3 =\n  addressing_style = path\nmine =\n  a = b\n");
  EXPECT_FALSE(get());
}

// As the AWS command line has it.
TEST_F(ProfileSourceTest, LooksForARoleThenSsoThenKeysThenAProcess) {
  const std::string process = "credential_process = /no/such/program\n";
  config("[profile ops]\n" + process + keys);
  EXPECT_EQ(get()->source, "profile ops");
  EXPECT_THAT(error("[profile ops]\nsso_account_id = 1\n" + process + keys), HasSubstr("sso_start_url"));
  EXPECT_THAT(error("[profile ops]\nsso_account_id = 1\n" + role + "ops\n" + process + keys),
              HasSubstr("neither source_profile nor credential_source"));
}

}  // namespace
}  // namespace aws
