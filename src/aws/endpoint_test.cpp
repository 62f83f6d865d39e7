#include "aws/endpoint.hpp"

#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "aws/operations/all.hpp"
#include "aws/operations/s3.hpp"
#include "base/error.hpp"
#include "fakes/source_directory.hpp"
#include "fakes/temporary_directory.hpp"
#include "fakes/variables.hpp"

namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

aws::EndpointOptions options_of(std::map<std::string, std::string> values) {
  return aws::endpoint_options(fakes::Variables(std::move(values)), "");
}

// Of a configuration error that `act` must throw.
template <typename Act>
std::string refusal(Act act) {
  try {
    act();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.kind(), base::ErrorKind::config);
    return error.what();
  }
  ADD_FAILURE() << "it was not refused";
  return "";
}

aws::Service service_named(std::string_view name, std::string_view host) {
  return {name, name, host, name, "2020-01-01", aws::Protocol::rest_json};
}

const aws::Service connect = service_named("connect", "connect");
const aws::Service logs = service_named("logs", "logs");

// Made by tools/make_endpoint_vectors.py from botocore's endpoint rules.
json vectors() {
  std::ifstream file(std::string(fakes::source_directory) + "/tests/data/endpoints.json");
  return json::parse(file);
}

TEST(Endpoint, IsWhereAwsToolsFindEveryService) {
  const json rows = vectors();
  ASSERT_GT(rows.size(), 200);
  for (const json& row : rows) {
    const auto name = row["service"].get<std::string>();
    const auto host = row["host"].get<std::string>();
    const auto region = row["region"].get<std::string>();
    const aws::Service service = service_named(name, host);
    EXPECT_EQ(aws::signing_region(service, region), row["signingRegion"].get<std::string>()) << name;
    for (std::size_t i = 0; i < 4; ++i) {
      const aws::EndpointOptions options{.fips = i >= 2, .dual_stack = i % 2 == 1};
      SCOPED_TRACE(testing::Message() << name << " in " << region << ", case " << i);
      if (row["urls"][i].is_null()) {
        refusal([&] { aws::endpoint_url(service, region, options); });
      } else {
        EXPECT_EQ(aws::endpoint_url(service, region, options), row["urls"][i].get<std::string>());
      }
    }
  }
}

TEST(Endpoint, IsCheckedForEveryServiceThatIsAsked) {
  std::map<std::string, std::string> hosts;  // by service
  for (const json& row : vectors()) hosts[row["service"]] = row["host"];
  for (const aws::Operation* operation : aws::operations()) {
    EXPECT_EQ(hosts[std::string(operation->service.name)], operation->service.host) << operation->name;
  }
}

TEST(Endpoint, OfAServiceCanBeSetByItsVariable) {
  std::map<std::string, std::string> variables;  // by service
  for (const json& row : vectors()) variables[row["service"]] = row["variable"];
  ASSERT_GE(variables.size(), 13);
  for (const auto& [name, variable] : variables) {
    const auto options = options_of({{variable, "http://localhost:4566"}, {"AWS_ENDPOINT_URL", "https://all.example"}});
    EXPECT_EQ(aws::endpoint_url(service_named(name, "x"), "us-east-1", options), "http://localhost:4566") << variable;
    EXPECT_EQ(aws::endpoint_url(service_named("other", "x"), "us-east-1", options), "https://all.example");
  }
}

// Where results are kept in a store that only speaks as S3 does, the buckets of an instance are still AWS's.
TEST(Endpoint, OfAStoreIsNotThatOfTheInstancesBuckets) {
  const auto options = options_of({{"AWS_ENDPOINT_URL_S3", "http://ceph.example:7480"}});
  EXPECT_EQ(aws::endpoint_url(aws::s3::service, "eu-central-1", options), "http://ceph.example:7480");
  EXPECT_EQ(aws::endpoint_url(aws::s3::service_of_aws, "eu-central-1", options),
            "https://s3.eu-central-1.amazonaws.com");
  const auto all =
      options_of({{"AWS_ENDPOINT_URL_S3", "http://ceph.example"}, {"AWS_ENDPOINT_URL", "http://all.example"}});
  EXPECT_EQ(aws::endpoint_url(aws::s3::service_of_aws, "eu-central-1", all), "http://all.example");
  const std::string own = "https://bucket.vpce-1a2b.s3.eu-central-1.vpce.amazonaws.com";
  EXPECT_EQ(aws::endpoint_url(aws::s3::service_of_aws, "eu-central-1", options_of({{"AWS_ENDPOINT_URL_S3", own}})),
            own);
  const auto like = options_of({{"AWS_ENDPOINT_URL_S3", "https://amazonaws.com.evil.example"}});
  EXPECT_EQ(aws::endpoint_url(aws::s3::service_of_aws, "eu-central-1", like), "https://s3.eu-central-1.amazonaws.com");
}

TEST(Endpoint, IsTheSameInEveryRegionWhenItIsSet) {
  const auto options = options_of({{"AWS_ENDPOINT_URL", "http://localhost:4566/"}});
  EXPECT_EQ(aws::endpoint_url(connect, "eu-central-1", options), "http://localhost:4566");
  EXPECT_EQ(aws::endpoint_url(logs, "cn-north-1", options), "http://localhost:4566");
}

TEST(Endpoint, IsRefusedForWhatIsNoRegion) {
  for (const char* region : {"", "evil.example/", "eu-central-1.evil.example", "EU-CENTRAL-1", "eu central 1"}) {
    EXPECT_THAT(refusal([&] { aws::endpoint_url(connect, region, {}); }), HasSubstr("region")) << region;
    EXPECT_THAT(refusal([&] { aws::endpoint_url(connect, region, {.url = "https://own.example"}); }),
                HasSubstr("region"));
  }
}

TEST(Endpoint, OfOnesOwnIsNotTakenForFipsOrDualStack) {
  EXPECT_THAT(refusal([] { aws::endpoint_url(connect, "us-east-1", {.fips = true, .url = "https://own.example"}); }),
              HasSubstr("FIPS"));
  EXPECT_THAT(refusal([] {
                aws::endpoint_url(logs, "us-east-1", {.dual_stack = true, .service_urls = {{"logs", "https://own"}}});
              }),
              HasSubstr("dual stack"));
  const aws::EndpointOptions only_logs{.fips = true, .service_urls = {{"logs", "https://own.example"}}};
  EXPECT_EQ(aws::endpoint_url(connect, "us-east-1", only_logs), "https://connect-fips.us-east-1.amazonaws.com");
}

TEST(EndpointOptions, AreAwsOwnWhenNothingIsSet) {
  const aws::EndpointOptions options = options_of({});
  EXPECT_FALSE(options.fips);
  EXPECT_FALSE(options.dual_stack);
  EXPECT_EQ(options.url, "");
  EXPECT_TRUE(options.service_urls.empty());
}

TEST(EndpointOptions, TakeSwitchesInAnyCase) {
  EXPECT_TRUE(options_of({{"AWS_USE_FIPS_ENDPOINT", "true"}}).fips);
  EXPECT_TRUE(options_of({{"AWS_USE_DUALSTACK_ENDPOINT", "True"}}).dual_stack);
  EXPECT_FALSE(options_of({{"AWS_USE_FIPS_ENDPOINT", "FALSE"}}).fips);
  for (const char* variable :
       {"AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"}) {
    EXPECT_EQ(refusal([&] { options_of({{variable, "yes"}}); }), std::string(variable) + " must be true or false");
  }
}

TEST(EndpointOptions, IgnoreUrlsWhenTold) {
  const auto options = options_of({{"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"},
                                   {"AWS_USE_FIPS_ENDPOINT", "true"},
                                   {"AWS_ENDPOINT_URL", "not a URL"},
                                   {"AWS_ENDPOINT_URL_CONNECT", "https://own.example"}});
  EXPECT_EQ(options.url, "");
  EXPECT_TRUE(options.service_urls.empty());
  EXPECT_TRUE(options.fips);
}

TEST(EndpointOptions, RefuseWhatIsNoBaseUrlAndNameItsVariable) {
  for (const char* url : {"localhost:4566", "ftp://x.example", "https://x.example?a=1", "https://a b", "https://"}) {
    EXPECT_THAT(refusal([&] { options_of({{"AWS_ENDPOINT_URL_S3", url}}); }), HasSubstr("AWS_ENDPOINT_URL_S3: "))
        << url;
  }
  const std::string said = refusal([] { options_of({{"AWS_ENDPOINT_URL", "https://me:hunter2@x.example"}}); });
  EXPECT_THAT(said, HasSubstr("AWS_ENDPOINT_URL: "));
  EXPECT_THAT(said, Not(HasSubstr("hunter2")));
}

TEST(EndpointOptions, KeepAPathWithoutItsLastSlash) {
  EXPECT_EQ(aws::checked_endpoint_url("https://X.example:8443/aws//", "--endpoint-url"), "https://x.example:8443/aws");
  EXPECT_EQ(aws::checked_endpoint_url("http://[::1]:9000", "--endpoint-url"), "http://[::1]:9000");
}

// https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
class ProfileEndpoints : public testing::Test {
 protected:
  void config(const std::string& text) { std::ofstream(home_ / "config") << text; }
  aws::EndpointOptions options(const std::string& profile = "", const std::string& url = "") {
    variables_["AWS_CONFIG_FILE"] = home_ / "config";
    return aws::endpoint_options(fakes::Variables(variables_), profile, url);
  }
  std::string url(const aws::Service& service) { return aws::endpoint_url(service, "eu-central-1", options("ops")); }

  fakes::TemporaryDirectory home_;
  std::map<std::string, std::string> variables_;
};

const std::string local_settings =
    "services = local\nendpoint_url = https://profile.example/\n"
    "[services local]\ncloudwatch_logs =\n  endpoint_url = https://logs.example\nec2 =\n  endpoint_url = https://x\n"
    "[profile plain]\nregion = eu-west-1\n";

TEST_F(ProfileEndpoints, AreAskedWhereTheProfileSays) {
  config("[profile ops]\n" + local_settings);
  EXPECT_EQ(url(connect), "https://profile.example");
  EXPECT_EQ(url(logs), "https://logs.example");
  EXPECT_EQ(options("plain").url, "");
  EXPECT_EQ(options("gone").url, "");  // whoever looks for its credentials says that it is not there
  EXPECT_EQ(options().url, "");
  variables_["AWS_DEFAULT_PROFILE"] = "ops";
  EXPECT_EQ(options().url, "https://profile.example");
}

TEST_F(ProfileEndpoints, ComeAfterWhatIsNearer) {
  config("[profile ops]\n" + local_settings);
  variables_["AWS_ENDPOINT_URL_CLOUDWATCH_LOGS"] = "https://variable-logs.example";
  EXPECT_EQ(url(logs), "https://variable-logs.example");
  EXPECT_EQ(url(connect), "https://profile.example");
  const auto given = options("ops", "https://given.example");
  EXPECT_EQ(aws::endpoint_url(connect, "eu-central-1", given), "https://given.example");
  EXPECT_EQ(aws::endpoint_url(logs, "eu-central-1", given), "https://variable-logs.example");
  variables_ = {{"AWS_ENDPOINT_URL", "https://variable.example"}};
  EXPECT_EQ(url(logs), "https://variable.example");
  EXPECT_EQ(url(connect), "https://variable.example");
}

TEST_F(ProfileEndpoints, AreIgnoredWhenTold) {
  config("[profile ops]\nignore_configured_endpoint_urls = true\n" + local_settings);
  EXPECT_EQ(url(connect), "https://connect.eu-central-1.amazonaws.com");
  EXPECT_EQ(options("ops", "https://given.example").url, "https://given.example");
  variables_["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "false";
  EXPECT_EQ(url(connect), "https://profile.example");
  config("[profile ops]\n" + local_settings);
  variables_["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "true";
  EXPECT_EQ(url(connect), "https://connect.eu-central-1.amazonaws.com");
}

TEST_F(ProfileEndpoints, CanBeFipsOrDualStack) {
  config("[profile ops]\nuse_fips_endpoint = true\nuse_dualstack_endpoint = True\n");
  EXPECT_TRUE(options("ops").fips);
  EXPECT_TRUE(options("ops").dual_stack);
  variables_["AWS_USE_FIPS_ENDPOINT"] = "false";
  EXPECT_FALSE(options("ops").fips);
  config("[profile ops]\nuse_dualstack_endpoint = yes\n");
  EXPECT_EQ(refusal([&] { options("ops"); }), "use_dualstack_endpoint of profile ops must be true or false");
}

TEST_F(ProfileEndpoints, AreNamedWhenTheyCannotBeUsed) {
  config("[profile ops]\nservices = gone\n");
  EXPECT_EQ(refusal([&] { options("ops"); }), "the services 'gone' of profile ops do not exist");
  config("[profile ops]\nendpoint_url = nonsense\n");
  EXPECT_THAT(refusal([&] { options("ops"); }), HasSubstr("endpoint_url of profile ops: "));
  config("[profile ops]\nservices = local\n[services local]\ns3 =\n  endpoint_url = nonsense\n");
  EXPECT_THAT(refusal([&] { options("ops"); }), HasSubstr("s3 of services local: "));
}

TEST(Partition, FollowsFromTheRegion) {
  const std::map<std::string, std::string> partitions = {{"eu-central-1", "aws"},
                                                         {"us-east-1", "aws"},
                                                         {"us-new-7", "aws"},
                                                         {"cn-north-1", "aws-cn"},
                                                         {"us-gov-east-1", "aws-us-gov"},
                                                         {"us-iso-east-1", "aws-iso"},
                                                         {"us-isob-west-1", "aws-iso-b"},
                                                         {"eu-isoe-west-1", "aws-iso-e"},
                                                         {"us-isof-south-1", "aws-iso-f"},
                                                         {"eusc-de-east-1", "aws-eusc"}};
  for (const auto& [region, partition] : partitions) EXPECT_EQ(aws::partition_of(region).name, partition) << region;
}

TEST(Region, MustBeAHostsLabel) {
  for (const char* region : {"eu-central-1", "us-gov-west-1", "default", "us-new-7"}) {
    EXPECT_NO_THROW(aws::check_region(region, "AWS_REGION")) << region;
  }
  EXPECT_EQ(refusal([] { aws::check_region("Frankfurt\n", "AWS_REGION"); }),
            "AWS_REGION: \"Frankfurt \" is no region; write it like eu-central-1");
  for (const std::string& region : {std::string("-a"), std::string("a-"), std::string("a_b"), std::string("a\0b", 3),
                                    std::string("ü"), std::string(64, 'a')}) {
    EXPECT_THAT(refusal([&] { aws::check_region(region, "--region"); }), HasSubstr("--region: "));
  }
}

}  // namespace
