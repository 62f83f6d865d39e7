#include <gmock/gmock.h>

#include "aws/credentials/sources.hpp"
#include "aws/credentials/world_test.hpp"
#include "fakes/logged.hpp"

namespace aws {
namespace {

const std::string host = "http://169.254.169.254";
const std::string roles = host + "/latest/meta-data/iam/security-credentials/";
constexpr const char* answer = R"({"Code": "Success", "Type": "AWS-HMAC", "AccessKeyId": "ASIAEC2",
  "SecretAccessKey": "s", "Token": "t", "Expiration": "2026-02-13T10:00:00Z"})";

class InstanceMetadataTest : public World {
 protected:
  std::optional<Credentials> get() { return instance_metadata_source(context())->get(); }
  base::Error error() { return error_of(*instance_metadata_source(context())); }
  void answer_token() { http_.answer("PUT", host + "/latest/api/token", ok("session")); }
  void answer_role(const std::string& role = "reviewer") {
    answer_token();
    http_.answer("GET", roles, ok(role));
  }
};

TEST_F(InstanceMetadataTest, AsksForATokenTheRoleAndItsCredentials) {
  answer_role();
  http_.answer("GET", roles + "reviewer", ok(answer));
  const auto found = get();
  ASSERT_TRUE(found);
  EXPECT_EQ(found->access_key_id, "ASIAEC2");
  EXPECT_EQ(found->session_token.reveal(), "t");
  EXPECT_EQ(found->expires, clock_.now() + std::chrono::hours(1));
  EXPECT_EQ(found->source, "the instance's role reviewer");
  EXPECT_EQ(header(0, "X-aws-ec2-metadata-token-ttl-seconds"), "60");
  EXPECT_EQ(header(1, "X-aws-ec2-metadata-token"), "session");
  EXPECT_EQ(header(2, "X-aws-ec2-metadata-token"), "session");
  for (const http::Request& request : http_.asked()) EXPECT_EQ(request.timeout, std::chrono::seconds(1));
}

TEST_F(InstanceMetadataTest, HasNothingWhereNoServiceAnswers) {
  http_.fail("PUT", host);
  http_.fail("PUT", host);
  EXPECT_FALSE(get());
  EXPECT_TRUE(http_.finished());
  for (const int status : {400, 403, 404, 405}) {
    http_.answer("PUT", host, {status, {}, "no"});
    EXPECT_FALSE(get()) << status;
  }
  http_.answer("PUT", host, ok(""));
  EXPECT_FALSE(get());
  http_.answer("PUT", host, ok("<html>\x01"));
  EXPECT_FALSE(get());
}

TEST_F(InstanceMetadataTest, TriesOnceMore) {
  http_.fail("PUT", host);
  answer_token();
  http_.fail("GET", roles);
  http_.answer("GET", roles, ok("reviewer\n"));
  http_.answer("GET", roles + "reviewer", {503, {}, ""});
  http_.answer("GET", roles + "reviewer", ok(answer));
  EXPECT_TRUE(get());
  EXPECT_TRUE(http_.finished());
}

TEST_F(InstanceMetadataTest, HasNothingOnAnInstanceWithoutARole) {
  answer_token();
  http_.answer("GET", roles, {404, {}, ""});
  EXPECT_FALSE(get());
  answer_role("");
  EXPECT_FALSE(get());
}

TEST_F(InstanceMetadataTest, EncodesTheRole) {
  answer_role("a/../b?c");
  http_.answer("GET", roles + "a%2F..%2Fb%3Fc", ok(answer));
  EXPECT_TRUE(get());
}

TEST_F(InstanceMetadataTest, SaysWhyThereAreNone) {
  answer_role();
  http_.answer("GET", roles + "reviewer", ok(R"({"Code": "AssumeRoleUnauthorizedAccess", "Message": "MARK"})"));
  EXPECT_STREQ(error().what(),
               "the instance metadata service has no credentials for the role reviewer: "
               "AssumeRoleUnauthorizedAccess");
  answer_role();
  http_.answer("GET", roles + "reviewer", ok("MARK"));
  EXPECT_STREQ(error().what(), "the instance metadata service answered no credentials for the role reviewer");
  answer_role();
  http_.answer("GET", roles + "reviewer", {404, {}, ""});
  EXPECT_STREQ(error().what(), "the instance metadata service answered no credentials for the role reviewer");
  answer_token();
  http_.answer("GET", roles, {401, {}, "MARK"});
  EXPECT_STREQ(error().what(), "the instance metadata service answered HTTP 401");
}

// A service that takes the connection and whose answer does not reach this container.
class SilentHttp final : public http::HttpClient {
 public:
  http::Response send(const http::Request&) override { throw http::TimeOut("no whole answer"); }
};

TEST_F(InstanceMetadataTest, NamesTheHopLimitWhenItIsConnectedAndNotAnswered) {
  SilentHttp silent;
  const auto source = instance_metadata_source({variables_, silent, corrected_});
  EXPECT_FALSE(source->get());
  EXPECT_THAT(source->description(),
              testing::AllOf(testing::HasSubstr("in a container the likely cause is a hop limit"),
                             testing::HasSubstr("--http-put-response-hop-limit 2")));
  http_.always_fail("PUT", host);  // nobody is there
  const auto nobody = instance_metadata_source(context());
  EXPECT_FALSE(nobody->get());
  EXPECT_EQ(nobody->description(), "the instance metadata service of EC2");
}

TEST_F(InstanceMetadataTest, UsesKeysThatAreHandedOutExpiredAndAsksAgain) {
  const auto source = instance_metadata_source(context());
  CachedCredentials cached(*source, corrected_);
  clock_.advance(std::chrono::hours(3));
  answer_role();
  http_.answer("GET", roles + "reviewer", ok(answer));
  EXPECT_THAT(fakes::logged("warning", [&] { EXPECT_EQ(cached.get().access_key_id, "ASIAEC2"); }),
              testing::ElementsAre(testing::HasSubstr("that expired at 2026-02-13T10:00:00Z")));
  EXPECT_EQ(cached.get().expires, clock_.now() + std::chrono::minutes(15));
  EXPECT_EQ(http_.asked().size(), 3U);
  clock_.advance(std::chrono::minutes(14));
  answer_role();
  http_.answer("GET", roles + "reviewer", ok(R"({"AccessKeyId": "ASIANEWER", "SecretAccessKey": "s"})"));
  EXPECT_EQ(cached.get().access_key_id, "ASIANEWER");
}

TEST_F(InstanceMetadataTest, CanBeSwitchedOff) {
  for (const char* yes : {"true", "True", "TRUE"}) {
    set("AWS_EC2_METADATA_DISABLED", yes);
    EXPECT_FALSE(get());
  }
  EXPECT_TRUE(http_.asked().empty());
  EXPECT_EQ(instance_metadata_source(context())->description(),
            "not the instance metadata service, which AWS_EC2_METADATA_DISABLED switches off");
  set("AWS_EC2_METADATA_DISABLED", "false");
  http_.always_fail("PUT", host);
  EXPECT_FALSE(get());
  EXPECT_FALSE(http_.asked().empty());
}

TEST_F(InstanceMetadataTest, CanBeElsewhere) {
  set("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://[fd00:ec2::254]/");
  http_.answer("PUT", "http://[fd00:ec2::254]/latest/api/token", ok("session"));
  http_.answer("GET", "http://[fd00:ec2::254]/latest/meta-data/iam/security-credentials/", {404, {}, ""});
  EXPECT_FALSE(get());
  EXPECT_TRUE(http_.finished());
}

TEST_F(InstanceMetadataTest, SaysWhenItsAddressCannotBeUsed) {
  http_.fail("PUT", host, base::ErrorKind::config);
  EXPECT_EQ(error().kind(), base::ErrorKind::credentials);
}

}  // namespace
}  // namespace aws
