#include "model/flow_block.hpp"

#include <gtest/gtest.h>

namespace model {
namespace {

TEST(BlockTitle, IsTheDesignersWithTheApisInBrackets) {
  EXPECT_EQ(block_title("UpdateFlowLoggingBehavior"), "Set logging behavior (UpdateFlowLoggingBehavior)");
  EXPECT_EQ(block_title("InvokeExternalResource"), "AWS Lambda function (InvokeExternalResource)");
}

TEST(BlockTitle, IsTheTypeWhereTheDesignerSaysTheSameOrNothingIsKnown) {
  for (const char* type : {"Wait", "Loop", "Transfer", "UpdateContactEventHooks", "Block of tomorrow"}) {
    EXPECT_EQ(block_title(type), type);
  }
  EXPECT_EQ(block_title(""), "a block without a type");
  EXPECT_EQ(block_title("a\x1b").find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace model
