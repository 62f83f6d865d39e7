// Servers that say secrets back, and answers and files that are damaged: a source answers, has nothing or throws a
// base::Error, and no secret is in what it says.
#include <gmock/gmock.h>

#include "aws/credentials/world_test.hpp"
#include "fakes/mutator.hpp"

namespace aws {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string mark = "SESAME";  // every secret of these tests holds it

const std::string keys_text = R"({"AccessKeyId": "AKID", "SecretAccessKey": "SESAME-secret", "Token": "SESAME-token",
  "Code": "Success", "Version": 1, "Expiration": "2026-02-13T10:00:00Z"})";
const std::string sso_text = R"({"roleCredentials": {"accessKeyId": "AKID", "secretAccessKey": "SESAME-secret",
  "sessionToken": "SESAME-token", "expiration": 1770976800000}})";
const std::string role_text =
    "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>AKID</AccessKeyId><SecretAccessKey>SESAME-secret"
    "</SecretAccessKey><SessionToken>SESAME-token</SessionToken><Expiration>2026-02-13T10:00:00Z</Expiration>"
    "</Credentials></AssumeRoleResult></AssumeRoleResponse>";
const std::string sso_cache_text =
    R"({"accessToken": "SESAME-sso", "expiresAt": "2026-02-13T17:00:00Z", "clientSecret": "SESAME-client"})";
const std::string config_text =
    "[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n"
    "[profile role]\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = base\nduration_seconds = 3600\n"
    "[profile sso]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = r\n"
    "[profile web]\nrole_arn = arn:aws:iam::111122223333:role/r\nweb_identity_token_file = ~/token\n"
    "[profile container]\nregion = eu-west-1\n";

class SecretsTest : public World {
 protected:
  SecretsTest() {
    config(config_text);
    write(
        ".aws/credentials",
        "[base]\naws_access_key_id = AKID\naws_secret_access_key = SESAME-secret\naws_session_token = SESAME-token\n");
    write("token", "SESAME-web");
    write(sso_cache, sso_cache_text);
    set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/c");
    set("AWS_CONTAINER_AUTHORIZATION_TOKEN", "SESAME-container");
  }

  // What the chain says when a server answers everything with `response`: an error, or where its credentials are from.
  std::string said(const std::string& profile, const http::Response& response) {
    fakes::ScriptedHttp server;
    for (const char* method : {"GET", "PUT", "POST"}) server.always_answer(method, "", response);
    CredentialsContext asking{variables_, server, corrected_};
    asking.profile = profile;
    const auto chain = credentials_chain(asking);
    EXPECT_THAT(chain->description(), Not(HasSubstr(mark)));
    try {
      const auto found = chain->get();
      good_ += found ? 1 : 0;
      return found ? found->source : "nothing";
    } catch (const base::Error& error) {
      ++bad_;
      return error.what();
    }
  }

  static inline const std::string sso_cache = ".aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json";
  int good_ = 0, bad_ = 0;
};

TEST_F(SecretsTest, AreNotInWhatIsSaidOfAServerThatSaysThemBack) {
  const std::pair<std::string, std::string> echoes[] = {{"role", "SESAME-secret SESAME-token"},
                                                        {"sso", "SESAME-sso"},
                                                        {"web", "SESAME-web"},
                                                        {"container", "SESAME-container"}};
  for (const auto& [profile, echo] : echoes) {
    for (const int status : {200, 301, 400, 401, 403, 404, 429, 500, 503}) {
      for (const std::string& body :
           {echo, R"({"__type": "Odd", "message": ")" + echo + "\"}",
            "<ErrorResponse><Error><Code>Odd</Code><Message>" + echo + "</Message></Error></ErrorResponse>"}) {
        EXPECT_THAT(said(profile, {status, {}, body}), Not(HasSubstr(mark))) << profile << status << body;
      }
    }
  }
  EXPECT_EQ(bad_, 4 * 9 * 3);
}

TEST_F(SecretsTest, AreNotInWhatIsSaidOfDamagedAnswers) {
  const std::pair<std::string, std::string> answers[] = {
      {"role", role_text}, {"sso", sso_text}, {"web", role_text}, {"container", keys_text}};
  fakes::Mutator mutator(20260213);
  for (int i = 0; i < 1000; ++i) {
    const auto& [profile, text] = answers[mutator.below(std::size(answers))];
    const std::string body = mutator.damage(text);
    EXPECT_THAT(said(profile, ok(body)), Not(HasSubstr(mark))) << profile << body;
  }
  EXPECT_GT(good_, 50);
  EXPECT_GT(bad_, 100);
}

TEST_F(SecretsTest, AreNotInWhatIsSaidOfADamagedInstance) {
  set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "");
  fakes::Mutator mutator(20260214);
  for (int i = 0; i < 500; ++i) {
    auto answer = nlohmann::json::parse(keys_text);
    mutator.damage_value(answer);
    http_.answer("PUT", "/latest/api/token", ok("SESAME-session"));
    http_.answer("GET", "/security-credentials/", ok("r"));
    http_.answer("GET", "/security-credentials/r",
                 ok(answer.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)));
    try {
      good_ += credentials_chain(context())->get() ? 1 : 0;
    } catch (const base::Error& error) {
      EXPECT_THAT(error.what(), Not(HasSubstr(mark))) << answer;
      ++bad_;
    }
  }
  EXPECT_GT(good_, 100);
  EXPECT_GT(bad_, 100);
}

TEST_F(SecretsTest, AreNotInWhatIsSaidOfADamagedSignIn) {
  fakes::Mutator mutator(20260215);
  for (int i = 0; i < 500; ++i) {
    write(sso_cache, mutator.damage(sso_cache_text));
    EXPECT_THAT(said("sso", ok(sso_text)), Not(HasSubstr(mark)));
  }
  EXPECT_GT(good_, 50);
  EXPECT_GT(bad_, 50);
}

TEST_F(SecretsTest, AreNotInWhatIsSaidOfDamagedConfiguration) {
  const std::pair<std::string, std::string> answers[] = {
      {"role", role_text}, {"sso", sso_text}, {"web", role_text}, {"container", keys_text}};
  fakes::Mutator mutator(20260216);
  for (int i = 0; i < 1000; ++i) {
    config(mutator.damage(config_text));
    const auto& [profile, text] = answers[mutator.below(std::size(answers))];
    EXPECT_THAT(said(profile, ok(text)), Not(HasSubstr(mark)));
  }
  EXPECT_GT(good_, 50);
  EXPECT_GT(bad_, 50);
}

TEST_F(SecretsTest, AreNotInWhatIsSaidOfKeysThatCannotBeUsed) {
  for (const char* damage : {" ", "\x01", "\xC3\xA9", "\t"}) {
    variables_.values = {{"AWS_ACCESS_KEY_ID", "AKID"},
                         {"AWS_SECRET_ACCESS_KEY", "SESAME" + std::string(damage) + "secret"},
                         {"AWS_SESSION_TOKEN", "SESAME"}};
    EXPECT_THAT(said("", ok("")), testing::StartsWith("the credentials of the variable AWS_ACCESS_KEY_ID are no AWS"));
  }
}

}  // namespace
}  // namespace aws
