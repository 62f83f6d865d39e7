#include "app/aws_account.hpp"

#include <gtest/gtest.h>
#include <map>

#include "aws/error.hpp"
#include "aws/operations/connect.hpp"
#include "base/error.hpp"
#include "fakes/manual_clock.hpp"
#include "fakes/scripted_http.hpp"
#include "fakes/temporary_directory.hpp"
#include "fakes/variables.hpp"

namespace {

using base::ErrorKind;

class AwsAccountOfConfig : public testing::Test {
 protected:
  AwsAccountOfConfig() {
    environment_.values = {{"HOME", directory_.path()},
                           {"AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"},
                           {"AWS_SECRET_ACCESS_KEY", "secret"},
                           {"AWS_EC2_METADATA_DISABLED", "true"}};
  }

  app::Config config(const std::map<std::string, std::string, std::less<>>& flags) {
    return app::Config(flags, std::nullopt, environment_);
  }

  std::string refusal_of_rates(const std::string& rates) {
    try {
      config({{"rates", rates}});
    } catch (const base::Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::usage);
      return error.what();
    }
    ADD_FAILURE() << rates << " was taken";
    return "";
  }

  fakes::TemporaryDirectory directory_;
  fakes::Variables environment_;
  fakes::ScriptedHttp http_;
  fakes::ManualClock clock_;
};

TEST_F(AwsAccountOfConfig, TakesRatesOfOperationsThatItKnows) {
  const auto rates = app::parse_rates({"connect:ListUsers=4/10", "connect:DescribeContactFlow=0.5"});
  ASSERT_EQ(rates.size(), 2U);
  EXPECT_DOUBLE_EQ(rates.at("connect:ListUsers").per_second, 4);
  EXPECT_EQ(rates.at("connect:ListUsers").burst, 10);
  EXPECT_DOUBLE_EQ(rates.at("connect:DescribeContactFlow").per_second, 0.5);
  EXPECT_EQ(rates.at("connect:DescribeContactFlow").burst, 1);
}

TEST_F(AwsAccountOfConfig, RefusesRatesThatMeanNothing) {
  for (const char* wrong : {"connect:ListUsers", "connect:ListUsers=", "connect:ListUsers=fast", "connect:ListUsers=0",
                            "connect:ListUsers=-1", "connect:ListUsers=4/", "connect:ListUsers=inf", "ListUsers=4",
                            "connect:NoSuchThing=4", "=4", "connect:ListUsers=4/x"}) {
    EXPECT_NE(refusal_of_rates(wrong).find("rates must be a list like connect:ListUsers=4/10"), std::string::npos)
        << wrong;
  }
}

TEST_F(AwsAccountOfConfig, FindsTheRegionInTheOrderOfPrecedence) {
  const auto region_of = [&](const std::map<std::string, std::string, std::less<>>& flags) {
    const app::Config configured = config(flags);
    return app::AwsAccount(configured, environment_, http_, clock_).region();
  };
  EXPECT_THROW(region_of({}), base::Error);
  environment_.values["AWS_DEFAULT_REGION"] = "eu-west-1";
  EXPECT_EQ(region_of({}), "eu-west-1");
  environment_.values["AWS_REGION"] = "eu-west-2";
  EXPECT_EQ(region_of({}), "eu-west-2");
  EXPECT_EQ(region_of({{"region", "us-east-1"}}), "us-east-1");
  EXPECT_THROW(region_of({{"region", "https://evil.example"}}), base::Error);
}

TEST_F(AwsAccountOfConfig, SendsEverythingToTheEndpointOfTheFlag) {
  environment_.values["AWS_ENDPOINT_URL_CONNECT"] = "http://127.0.0.1:1";
  const app::Config configured = config({{"endpoint_url", "http://127.0.0.1:4566"}, {"request_timeout", "7"}});
  app::AwsAccount account(configured, environment_, http_, clock_);
  http_.answer("GET", "http://127.0.0.1:4566/instance/i", {200, {}, "{}"});
  account.transport("eu-central-1").send(aws::connect::describe_instance, {{"InstanceId", "i"}});
  EXPECT_EQ(http_.asked().at(0).timeout, std::chrono::seconds(7));
  EXPECT_EQ(&account.transport("eu-central-1"), &account.transport("eu-central-1"));
  EXPECT_NE(&account.transport("eu-central-1"), &account.transport("us-east-1"));
  EXPECT_EQ(account.credentials_source().find("secret"), std::string::npos);
}

}  // namespace
