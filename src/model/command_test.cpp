#include "model/command.hpp"

#include <gtest/gtest.h>

namespace {

TEST(Commands, OnlyReadByTheVerbOfTheirOperation) {
  for (const char* reading :
       {"aws connect describe-queue --queue-id q1", "aws connect list-queues",
        "aws logs filter-log-events --log-group-name update-me", "aws cloudwatch get-metric-statistics --period 3600",
        "aws cloudtrail lookup-events --region eu-central-1", "aws logs tail /aws/connect/x"}) {
    EXPECT_TRUE(model::only_reads(reading)) << reading;
  }
  for (const char* changing : {"aws logs put-retention-policy --log-group-name describe-me", "aws kms enable-key",
                               "aws kms cancel-key-deletion --key-id k", "aws connect update-instance-attribute",
                               "aws service-quotas request-service-quota-increase --service-code connect",
                               "aws connect frobnicate-queue", "aws connect getaway", "aws", ""}) {
    EXPECT_FALSE(model::only_reads(changing)) << changing;
  }
}

}  // namespace
