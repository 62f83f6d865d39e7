#include <gmock/gmock.h>

#include "aws/credentials/sources.hpp"
#include "aws/credentials/world_test.hpp"

namespace aws {
namespace {

class EnvironmentSourceTest : public World {
 protected:
  std::optional<Credentials> get() { return environment_source(context())->get(); }
  std::string error() { return error_of(*environment_source(context())).what(); }
};

TEST_F(EnvironmentSourceTest, HasNothingWithoutAnAccessKey) {
  EXPECT_FALSE(get());
  set("AWS_SECRET_ACCESS_KEY", "s");
  set("AWS_SESSION_TOKEN", "t");
  EXPECT_FALSE(get());
}

TEST_F(EnvironmentSourceTest, TakesTheVariables) {
  set("AWS_ACCESS_KEY_ID", "AKID");
  set("AWS_SECRET_ACCESS_KEY", "s");
  const auto long_lived = get();
  ASSERT_TRUE(long_lived);
  EXPECT_EQ(long_lived->access_key_id, "AKID");
  EXPECT_EQ(long_lived->secret_access_key.reveal(), "s");
  EXPECT_TRUE(long_lived->session_token.empty());
  EXPECT_FALSE(long_lived->expires);
  EXPECT_EQ(long_lived->source, "the variable AWS_ACCESS_KEY_ID");
  set("AWS_SECURITY_TOKEN", "older");
  EXPECT_EQ(get()->session_token.reveal(), "older");
  set("AWS_SESSION_TOKEN", "t");
  EXPECT_EQ(get()->session_token.reveal(), "t");
}

TEST_F(EnvironmentSourceTest, KnowsWhenTheyExpire) {
  set("AWS_ACCESS_KEY_ID", "AKID");
  set("AWS_SECRET_ACCESS_KEY", "s");
  set("AWS_CREDENTIAL_EXPIRATION", "2026-02-13T10:00:00+00:00");
  EXPECT_EQ(get()->expires, clock_.now() + std::chrono::hours(1));
  set("AWS_CREDENTIAL_EXPIRATION", "2026-02-13T08:59:59+00:00");
  EXPECT_EQ(error(),
            "the credentials of the variable AWS_ACCESS_KEY_ID expired at 2026-02-13T08:59:59Z; set newer ones");
  set("AWS_CREDENTIAL_EXPIRATION", "soon");
  EXPECT_EQ(error(), "the variable AWS_CREDENTIAL_EXPIRATION is no time in ISO 8601");
}

TEST_F(EnvironmentSourceTest, RefusesAKeyWithoutItsSecret) {
  set("AWS_ACCESS_KEY_ID", "AKID");
  EXPECT_EQ(error(), "the variable AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not: set both or neither");
}

}  // namespace
}  // namespace aws
