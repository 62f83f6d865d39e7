#include <gmock/gmock.h>

#include "aws/credentials/sources.hpp"
#include "aws/credentials/world_test.hpp"

namespace aws {
namespace {

constexpr const char* answer = R"({"RoleArn": "arn:aws:iam::111122223333:role/task", "AccessKeyId": "ASIATASK",
  "SecretAccessKey": "s", "Token": "t", "Expiration": "2026-02-13T10:00:00Z"})";

class ContainerTest : public World {
 protected:
  std::optional<Credentials> get() { return container_source(context())->get(); }
  base::Error error() { return error_of(*container_source(context())); }
};

TEST_F(ContainerTest, HasNothingWithoutItsVariables) {
  EXPECT_FALSE(get());
  EXPECT_TRUE(http_.asked().empty());
}

TEST_F(ContainerTest, AsksTheAgentOfEcs) {
  set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials/1234");
  set("AWS_CONTAINER_CREDENTIALS_FULL_URI", "https://elsewhere.example/");
  http_.answer("GET", "http://169.254.170.2/v2/credentials/1234", ok(answer));
  const auto found = get();
  ASSERT_TRUE(found);
  EXPECT_EQ(found->access_key_id, "ASIATASK");
  EXPECT_EQ(found->secret_access_key.reveal(), "s");
  EXPECT_EQ(found->session_token.reveal(), "t");
  EXPECT_EQ(found->expires, clock_.now() + std::chrono::hours(1));
  EXPECT_EQ(header(0, "Authorization"), "");
}

TEST_F(ContainerTest, RefusesAPathThatCouldBecomeAnotherHost) {
  set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "@evil.example/");
  EXPECT_STREQ(error().what(), "the variable AWS_CONTAINER_CREDENTIALS_RELATIVE_URI must start with /");
}

TEST_F(ContainerTest, SendsTheTokenOfTheFileElseOfTheVariable) {
  set("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://169.254.170.23/v1/credentials");
  set("AWS_CONTAINER_AUTHORIZATION_TOKEN", "from-variable");
  http_.always_answer("GET", "http://169.254.170.23/v1/credentials", ok(answer));
  get();
  EXPECT_EQ(header(0, "Authorization"), "from-variable");
  set("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", write("token", "from-file\n"));
  get();
  EXPECT_EQ(header(1, "Authorization"), "from-file");
}

TEST_F(ContainerTest, RefusesATokenThatIsMoreThanOneHeader) {
  set("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://localhost/");
  set("AWS_CONTAINER_AUTHORIZATION_TOKEN", "a\r\nX-Evil: 1");
  EXPECT_STREQ(error().what(), "the variable AWS_CONTAINER_AUTHORIZATION_TOKEN holds more than a token");
}

TEST_F(ContainerTest, AsksOnlyWhomItMayTrust) {
  http_.always_answer("GET", "", ok(answer));
  for (const char* url :
       {"https://credentials.example/a", "http://localhost:8080/a", "http://127.0.0.1/a", "http://127.9.8.7:1/a",
        "http://[::1]:80/a", "http://169.254.170.2/a", "http://169.254.170.23/a", "http://[fd00:ec2::23]/a"}) {
    set("AWS_CONTAINER_CREDENTIALS_FULL_URI", url);
    EXPECT_TRUE(get()) << url;
  }
  const std::size_t before = http_.asked().size();
  for (const char* url :
       {"http://credentials.example/a", "http://169.254.170.24/a", "http://169.254.169.254/a", "http://10.0.0.1/a",
        "http://[fd00:ec2::24]/a", "http://[::2]/a", "http://128.0.0.1/a", "http://localhost.evil.example/a",
        "http://127.0.0.1.evil.example/a", "http://127.0.0.1@evil.example/", "ftp://localhost/", "localhost", "/a"}) {
    set("AWS_CONTAINER_CREDENTIALS_FULL_URI", url);
    EXPECT_EQ(error().kind(), base::ErrorKind::credentials) << url;
  }
  EXPECT_EQ(http_.asked().size(), before);
  set("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://credentials.example/a");
  EXPECT_STREQ(error().what(),
               "the variable AWS_CONTAINER_CREDENTIALS_FULL_URI names the host credentials.example: "
               "without https only this machine and the addresses of ECS and EKS are asked for "
               "credentials");
}

TEST_F(ContainerTest, SaysWhatTheAgentAnswered) {
  set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/a");
  http_.answer("GET", "/a", {403, {}, "MARK"});
  EXPECT_STREQ(error().what(),
               "the container's credentials endpoint answered HTTP 403; see that the task or pod has a role");
  http_.answer("GET", "/a", ok("MARK"));
  EXPECT_STREQ(error().what(), "the container's credentials endpoint answered something that is not JSON");
  http_.answer("GET", "/a", ok("{}"));
  EXPECT_STREQ(error().what(), "what the container's credentials endpoint answered holds no AccessKeyId");
}

TEST_F(ContainerTest, TriesOnceMore) {
  set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/a");
  http_.answer("GET", "/a", {500, {}, ""});
  http_.answer("GET", "/a", ok(answer));
  EXPECT_TRUE(get());
  http_.always_answer("GET", "/a", {500, {}, ""});
  EXPECT_EQ(error().kind(), base::ErrorKind::unavailable);
}

}  // namespace
}  // namespace aws
