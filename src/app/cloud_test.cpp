#include "app/cloud.hpp"

#include <gmock/gmock.h>
#include <map>

#include "aws/error.hpp"
#include "aws/operations/connect.hpp"
#include "base/error.hpp"
#include "base/timestamp.hpp"
#include "fakes/manual_clock.hpp"
#include "fakes/patient.hpp"
#include "fakes/scripted_http.hpp"
#include "fakes/temporary_directory.hpp"
#include "fakes/variables.hpp"

namespace {

using base::ErrorKind;

class CloudOfConfig : public testing::Test {
 protected:
  CloudOfConfig() {
    environment_.values = {{"HOME", directory_.path()},
                           {"AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"},
                           {"AWS_SECRET_ACCESS_KEY", "secret"},
                           {"AWS_EC2_METADATA_DISABLED", "true"}};
  }

  app::Config config(const std::map<std::string, std::string, std::less<>>& flags) {
    return app::Config(flags, std::nullopt, environment_);
  }

  fakes::TemporaryDirectory directory_;
  fakes::Variables environment_;
  fakes::ScriptedHttp http_;
  fakes::ManualClock clock_;
  fakes::FixedRandom random_{1};
  const app::World world_{environment_, clock_, random_, http_};
};

TEST_F(CloudOfConfig, FindsTheRegionInTheOrderOfPrecedence) {
  const auto region_of = [&](const std::map<std::string, std::string, std::less<>>& flags) {
    const app::Config configured = config(flags);
    return app::Cloud(world_, configured, app::configured_account(world_, configured)).region();
  };
  EXPECT_THROW(region_of({}), base::Error);
  environment_.values["AWS_DEFAULT_REGION"] = "eu-west-1";
  EXPECT_EQ(region_of({}), "eu-west-1");
  environment_.values["AWS_REGION"] = "eu-west-2";
  EXPECT_EQ(region_of({}), "eu-west-2");
  EXPECT_EQ(region_of({{"region", "us-east-1"}}), "us-east-1");
  EXPECT_THROW(region_of({{"region", "https://evil.example"}}), base::Error);
}

TEST_F(CloudOfConfig, SendsEverythingToTheEndpointOfTheFlag) {
  environment_.values["AWS_ENDPOINT_URL_CONNECT"] = "http://127.0.0.1:1";
  const app::Config configured = config({{"endpoint_url", "http://127.0.0.1:4566"}, {"request_timeout", "7"}});
  app::Cloud cloud(world_, configured, app::configured_account(world_, configured));
  http_.answer("GET", "http://127.0.0.1:4566/instance/i", {200, {}, "{}"});
  cloud.transport("eu-central-1").send(aws::connect::describe_instance, {{"InstanceId", "i"}});
  EXPECT_EQ(http_.asked().at(0).timeout, std::chrono::seconds(7));
  EXPECT_EQ(&cloud.transport("eu-central-1"), &cloud.transport("eu-central-1"));
  EXPECT_NE(&cloud.transport("eu-central-1"), &cloud.transport("us-east-1"));
  EXPECT_EQ(cloud.credentials_source().find("secret"), std::string::npos);
}

TEST_F(CloudOfConfig, SaysThatCertificatesCannotBeReadBeforeAnythingIsAsked) {
  environment_.values["AWS_CA_BUNDLE"] = "/nowhere";
  const app::Config configured = config({});
  try {
    app::configured_account(world_, configured);
    ADD_FAILURE() << "it was taken";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::config);
    EXPECT_THAT(error.what(), testing::HasSubstr("/nowhere"));
  }
}

// Days are counted back from AWS's time: a machine that is a year ahead would ask for days that are still to come.
TEST_F(CloudOfConfig, HearsTheTimeOfAwsOnce) {
  const app::Config configured = config({{"region", "eu-central-1"}});
  app::Cloud cloud(world_, configured, app::configured_account(world_, configured));
  const auto instance = model::parse_instance_arn(
      "arn:aws:connect:eu-central-1:111122223333:instance/aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb");
  EXPECT_EQ(cloud.clock().now(), clock_.now());
  http_.always_answer("GET", "/instance/", {403, {{"Date", "Fri, 13 Feb 2026 09:00:00 GMT"}}, R"({"message": "no"})"});
  clock_.advance(std::chrono::hours(24 * 400));
  cloud.hear_the_time(instance);
  EXPECT_EQ(base::to_iso8601(cloud.clock().now()).substr(0, 16), "2026-02-13T09:00");
  const auto asked = http_.asked().size();
  cloud.hear_the_time(instance);
  EXPECT_EQ(http_.asked().size(), asked);
}

TEST_F(CloudOfConfig, KeepsToTheMachineWhereItIsRightToAFewMinutes) {
  const app::Config configured = config({{"region", "eu-central-1"}});
  app::Cloud cloud(world_, configured, app::configured_account(world_, configured));
  clock_.hear(clock_.now() + std::chrono::minutes(3));
  EXPECT_EQ(cloud.clock().now(), clock_.now());
  clock_.hear(clock_.now() - std::chrono::hours(1));
  EXPECT_EQ(cloud.clock().now(), clock_.now() - std::chrono::hours(1));
}

TEST_F(CloudOfConfig, AsksNothingAfterItsDeadline) {
  const app::Config configured = config({});
  app::Cloud cloud(world_, configured, app::configured_account(world_, configured));
  base::Usage usage;
  auto client = cloud.client("eu-central-1", usage);
  cloud.set_deadline(clock_.now());
  EXPECT_THROW(client.call(aws::connect::describe_instance, {{"InstanceId", "i"}}), base::Error);
  EXPECT_TRUE(http_.asked().empty());
}

// Where reviews are kept is nothing to the role of the instance's account, and the other way round.
TEST_F(CloudOfConfig, ReadsInstancesByTheRoleOfTheirAccount) {
  environment_.values["REVIEW_ROLE_ARN"] = "arn:aws:iam::444455556666:role/review";
  environment_.values["REVIEW_EXTERNAL_ID"] = "review-4711";
  const app::Config configured = config({{"region", "eu-central-1"}});
  const auto own = app::configured_account(world_, configured);
  app::Cloud cloud(world_, configured, own, app::reviewed_account(world_, configured, own));
  EXPECT_TRUE(cloud.has_review_role());
  http_.answer("POST", "sts",
               {200,
                {},
                "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAREVIEW</AccessKeyId>"
                "<SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>"
                "<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult>"
                "</AssumeRoleResponse>"});
  http_.always_answer("GET", "/instance/", {200, {}, "{}"});
  cloud.reviewed().transport("eu-central-1").send(aws::connect::describe_instance, {{"InstanceId", "i"}});
  cloud.transport("eu-central-1").send(aws::connect::describe_instance, {{"InstanceId", "i"}});
  const auto asked = http_.asked();
  ASSERT_EQ(asked.size(), 3U);
  EXPECT_THAT(asked[0].body, testing::HasSubstr("ExternalId=review-4711"));
  const auto signed_by = [&](std::size_t i) { return http::header(asked[i].headers, "authorization").value_or(""); };
  EXPECT_THAT(signed_by(0), testing::HasSubstr("AKIDEXAMPLE"));
  EXPECT_THAT(signed_by(1), testing::HasSubstr("ASIAREVIEW"));
  EXPECT_THAT(signed_by(2), testing::HasSubstr("AKIDEXAMPLE"));
}

TEST_F(CloudOfConfig, ReadsInstancesAsItselfWithoutSuchARole) {
  const app::Config configured = config({{"region", "eu-central-1"}});
  const auto own = app::configured_account(world_, configured);
  EXPECT_EQ(app::reviewed_account(world_, configured, own), nullptr);
  app::Cloud cloud(world_, configured, own);
  EXPECT_FALSE(cloud.has_review_role());
  EXPECT_EQ(&cloud.reviewed(), own.get());
}

// What is under way when reading ends has a half of what is left, and storing the other.
TEST_F(CloudOfConfig, KeepsTheEndOfTheTimeOfARunForStoring) {
  const app::Config configured = config({{"endpoint_url", "http://127.0.0.1:4566"}});
  app::Cloud cloud(world_, configured, app::configured_account(world_, configured));
  EXPECT_EQ(cloud.bounds().deadline, base::Deadline());
  const aws::Bounds bounds = cloud.start_time();
  EXPECT_EQ(bounds.deadline, base::Deadline(clock_.now() + std::chrono::minutes(19)));
  EXPECT_EQ(bounds.when_over, "the run's time for reading, 19 min of 20 min, was over");
  EXPECT_EQ(bounds.longest_silence, std::chrono::seconds(75));
  base::Usage usage;
  auto client = cloud.client("eu-central-1", usage);
  clock_.advance(std::chrono::minutes(20) - std::chrono::seconds(10));
  http_.answer("GET", "http://127.0.0.1:4566/instance/i", {200, {}, "{}"});
  client.call(aws::connect::describe_instance, {{"InstanceId", "i"}});
  EXPECT_EQ(http_.asked().at(0).timeout, std::chrono::seconds(10));
  clock_.advance(std::chrono::seconds(10));
  EXPECT_THROW(client.call(aws::connect::describe_instance, {{"InstanceId", "i"}}), base::Error);
}

TEST_F(CloudOfConfig, LetsNoRequestTakeTheTimeThatIsKeptForStoring) {
  const app::Config configured =
      config({{"endpoint_url", "http://127.0.0.1:4566"}, {"request_timeout", "30"}, {"max_time", "8"}});
  app::Cloud cloud(world_, configured, app::configured_account(world_, configured));
  const aws::Bounds bounds = cloud.start_time();
  EXPECT_EQ(bounds.deadline, base::Deadline(clock_.now() + std::chrono::seconds(4)));
  EXPECT_EQ(bounds.when_over, "the run's time for reading, 4 s of 8 s, was over");
  http_.answer("GET", "http://127.0.0.1:4566/instance/i", {200, {}, "{}"});
  cloud.transport("eu-central-1").send(aws::connect::describe_instance, {{"InstanceId", "i"}});
  EXPECT_EQ(http_.asked().at(0).timeout, std::chrono::seconds(2));
}

}  // namespace
