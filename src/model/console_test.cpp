#include "model/console.hpp"

#include <algorithm>
#include <gtest/gtest.h>

namespace {

namespace console = model::console;

const auto aws = model::parse_instance_arn("arn:aws:connect:eu-central-1:111122223333:instance/abc");
const auto china = model::parse_instance_arn("arn:aws-cn:connect:cn-north-1:111122223333:instance/abc");
const auto government = model::parse_instance_arn("arn:aws-us-gov:connect:us-gov-west-1:111122223333:instance/abc");

TEST(ConsoleLinks, LeadToTheHostOfThePartition) {
  const struct {
    model::InstanceRef instance;
    std::string host;
  } cases[] = {{aws, "eu-central-1.console.aws.amazon.com"},
               {china, "cn-north-1.console.amazonaws.cn"},
               {government, "us-gov-west-1.console.amazonaws-us-gov.com"}};
  for (const auto& one : cases) {
    EXPECT_EQ(console::host(one.instance), one.host);
    for (const std::string& link :
         {console::instance(one.instance), console::quota(one.instance, "L-1"), console::metrics(one.instance),
          console::cloudtrail(one.instance, "ListUsers"), console::log_group(one.instance, "/aws/connect/harbour"),
          console::alarm(one.instance, "Calls refused"), console::bucket(one.instance, "harbour-data"),
          console::stream(one.instance, "arn:aws:kinesis:eu-central-1:111122223333:stream/records")}) {
      EXPECT_TRUE(link.starts_with("https://" + one.host + "/")) << link;
      EXPECT_NE(link.find("region=" + one.instance.region), std::string::npos) << link;
    }
  }
}

TEST(ConsoleLinks, NameWhatTheyLeadTo) {
  EXPECT_EQ(console::quota(aws, "L-9A46857E"),
            "https://eu-central-1.console.aws.amazon.com/servicequotas/home/services/connect/quotas/L-9A46857E?region="
            "eu-central-1");
  EXPECT_EQ(console::quota(aws, ""),
            "https://eu-central-1.console.aws.amazon.com/servicequotas/home/services/connect/quotas?region="
            "eu-central-1");
  EXPECT_NE(console::instance(aws).find("/instances/abc/"), std::string::npos);
  EXPECT_NE(console::cloudtrail(aws, "ListUsers").find("EventName=ListUsers"), std::string::npos);
  EXPECT_TRUE(console::alarm(aws, "Calls refused").ends_with("#alarmsV2:alarm/Calls%20refused"));
  EXPECT_TRUE(console::alarm(aws, "").ends_with("#alarmsV2:"));
  EXPECT_EQ(console::bucket(aws, "harbour-data"),
            "https://eu-central-1.console.aws.amazon.com/s3/buckets/harbour-data?region=eu-central-1");
  EXPECT_TRUE(console::stream(aws, "arn:aws:kinesis:eu-central-1:111122223333:stream/records")
                  .ends_with("/kinesis/home?region=eu-central-1#/streams/details/records/monitoring"));
  EXPECT_TRUE(console::stream(aws, "arn:aws:firehose:eu-central-1:111122223333:deliverystream/events")
                  .ends_with("/firehose/home?region=eu-central-1#/details/events/monitoring"));
}

// H-14: the console's own escaping, not plain percent-encoding.
TEST(ConsoleLinks, H14_WriteLogGroupsAsTheCloudWatchConsoleReadsThem) {
  EXPECT_TRUE(console::log_group(aws, "/aws/connect/harbour")
                  .ends_with("#logsV2:log-groups/log-group/$252Faws$252Fconnect$252Fharbour"));
}

const std::string hostile_names[] = {"\"><script>alert(1)</script>",
                                     "' onmouseover='x",
                                     "a b\tc\nd",
                                     "javascript:alert(1)",
                                     "Begrüßung ⛴️ שירות",
                                     "?a=b&c=d#e",
                                     "%22%3E",
                                     "$2522",
                                     "../../etc",
                                     std::string("nul\0\xFF", 5)};

// Fit for a double-quoted href as it is.
void expect_plain(const std::string& link) {
  EXPECT_EQ(link.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#=;%$"),
            std::string::npos)
      << link;
}

TEST(ConsoleLinks, H27_HoldNothingThatLeavesAnAttribute) {
  for (const std::string& name : hostile_names) {
    model::InstanceRef instance = aws;
    instance.region = name;
    instance.instance_id = name;
    for (const std::string& link :
         {console::instance(instance), console::metrics(instance), console::quota(aws, name),
          console::cloudtrail(aws, name), console::log_group(aws, name), console::flow("https://a.example", name)}) {
      expect_plain(link);
      EXPECT_TRUE(link.starts_with("https://")) << link;
      EXPECT_EQ(std::ranges::count(link, '#') > 1, false) << link;
    }
  }
}

TEST(ConsoleLinks, LeadToTheInstancesOwnSiteOnlyWhenItIsOne) {
  for (const char* url : {"https://harbour.my.connect.aws", "https://harbour.my.connect.aws/",
                          "https://harbour.awsapps.com", "https://HARBOUR.example"}) {
    EXPECT_TRUE(
        console::flow(url, "arn:aws:connect:x/y").ends_with("/contact-flows/edit?id=arn%3Aaws%3Aconnect%3Ax%2Fy"))
        << url;
    EXPECT_TRUE(console::phone_numbers(url).ends_with("/numbers")) << url;
    EXPECT_EQ(console::phone_numbers(url).find("//numbers"), std::string::npos) << url;
  }
  for (const char* url : {"", "https://", "https:///", "http://harbour.my.connect.aws", "javascript:alert(1)",
                          "HTTPS://harbour.my.connect.aws", "//harbour.my.connect.aws", "https://user@evil.example",
                          "https://harbour.my.connect.aws:8443", "https://harbour.my.connect.aws/path",
                          "https://harbour.my.connect.aws?x", "https://harbour.my.connect.aws#x",
                          "https://a\"onclick=\"x", "https://a b", "https://ümlaut.example", "https://a%2Fb",
                          " https://harbour.my.connect.aws", "https://harbour.my.connect.aws\n", "https://a//"}) {
    EXPECT_EQ(console::flow(url, "arn"), "") << url;
    EXPECT_EQ(console::phone_numbers(url), "") << url;
  }
}

TEST(ConsoleLinks, SayWhatTheyOpen) {
  const auto flow = console::flow("https://harbour.my.connect.aws", "arn:aws:connect:x");
  EXPECT_EQ(console::place(flow), "the flow designer");
  EXPECT_EQ(console::place(console::phone_numbers("https://harbour.my.connect.aws")), "Amazon Connect");
  EXPECT_EQ(console::place(console::quota(aws, "L-1")), "Service Quotas");
  EXPECT_EQ(console::place(console::metrics(aws)), "CloudWatch");
  EXPECT_EQ(console::place(console::log_group(aws, "/aws/connect/harbour")), "CloudWatch Logs");
  EXPECT_EQ(console::place(console::cloudtrail(aws, "ListUsers")), "CloudTrail");
  EXPECT_EQ(console::place(console::instance(aws)), "the Amazon Connect console");
  EXPECT_EQ(console::place("https://s3.console.aws.amazon.com/"), "the AWS console");
}

}  // namespace
