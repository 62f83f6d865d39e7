#include "model/scene.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"

namespace {

using model::parse_instance_arn;

TEST(InstanceRef, IsReadFromTheArnOfEveryPartition) {
  struct Case {
    const char *arn, *partition, *region, *account, *id;
  };
  for (const Case& one :
       {Case{"arn:aws:connect:eu-central-1:111122223333:instance/aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb", "aws",
             "eu-central-1", "111122223333", "aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb"},
        Case{"arn:aws-cn:connect:cn-north-1:000000000000:instance/a", "aws-cn", "cn-north-1", "000000000000", "a"},
        Case{"arn:aws-us-gov:connect:us-gov-west-1:999999999999:instance/A-9", "aws-us-gov", "us-gov-west-1",
             "999999999999", "A-9"}}) {
    const auto instance = parse_instance_arn(one.arn);
    EXPECT_EQ(instance.arn, one.arn);
    EXPECT_EQ(instance.partition, one.partition);
    EXPECT_EQ(instance.region, one.region);
    EXPECT_EQ(instance.account_id, one.account);
    EXPECT_EQ(instance.instance_id, one.id);
  }
}

TEST(InstanceRef, RefusesEverythingElse) {
  const std::string good = "arn:aws:connect:eu-central-1:111122223333:instance/abc";
  for (const std::string& text : {std::string(),
                                  std::string("abc"),
                                  std::string("arn:aws:connect:eu-central-1:111122223333:instance/"),
                                  std::string("arn:aws:connect:eu-central-1:111122223333:instance"),
                                  std::string("arn:aws:connect:eu-central-1::instance/abc"),
                                  std::string("arn:aws:connect:eu-central-1:11112222333:instance/abc"),
                                  std::string("arn:aws:connect:eu-central-1:1111222233334:instance/abc"),
                                  std::string("arn:aws:connect::111122223333:instance/abc"),
                                  std::string("arn:aws:s3:eu-central-1:111122223333:instance/abc"),
                                  std::string("arn:azure:connect:eu-central-1:111122223333:instance/abc"),
                                  std::string("ARN:aws:connect:eu-central-1:111122223333:instance/abc"),
                                  std::string("arn:aws:connect:EU-central-1:111122223333:instance/abc"),
                                  good + "/queue/1",
                                  good + " ",
                                  good + "\n",
                                  " " + good,
                                  good + "%2F",
                                  good + "\"><script>",
                                  std::string("arn:aws:connect:eu-central-1:111122223333:instance/abc\0x", 56),
                                  "arn:aws:connect:eu-central-1:111122223333:instance/" + std::string(101, 'a'),
                                  "arn:aws:connect:" + std::string(1'000'000, 'a') + ":111122223333:instance/abc",
                                  "arn:aws" + std::string(1'000'000, 'a')}) {
    try {
      parse_instance_arn(text);
      ADD_FAILURE() << text.substr(0, 100) << " was taken";
    } catch (const base::Error& error) {
      EXPECT_EQ(error.kind(), base::ErrorKind::usage);
      EXPECT_NE(std::string(error.what()).find("arn:aws:connect:REGION:ACCOUNT:instance/ID"), std::string::npos);
      EXPECT_LT(std::string(error.what()).size(), 400U);
    }
  }
}

TEST(Window, IsMeasuredInDays) {
  const base::Time start{std::chrono::hours(1000)};
  EXPECT_DOUBLE_EQ((model::Window{start, start + std::chrono::hours(36)}.days()), 1.5);
}

}  // namespace
