#include "base/arn.hpp"

#include <gtest/gtest.h>

namespace {

using base::arn_field;

TEST(Arn, HasItsFields) {
  const std::string_view arn = "arn:aws:lambda:eu-central-1:111122223333:function:crm:live";
  EXPECT_EQ(arn_field(arn, 0), "arn");
  EXPECT_EQ(arn_field(arn, base::arn_service), "lambda");
  EXPECT_EQ(arn_field(arn, base::arn_region), "eu-central-1");
  EXPECT_EQ(arn_field(arn, 7), "live");
  EXPECT_EQ(arn_field(arn, 8), "");
  EXPECT_EQ(arn_field("arn:aws:s3:::bucket", base::arn_region), "");
  EXPECT_EQ(arn_field("arn:aws:s3:::bucket", 5), "bucket");
}

TEST(Arn, IsNoOtherText) {
  for (const char* text : {"", "arn", "arn:aws:sms-voice", "arn:aws:sms-voice:r:1", "a:b:c:d:e:f"}) {
    EXPECT_EQ(arn_field(text, base::arn_service), "") << text;
  }
}

TEST(Arn, IsCutBeforeAField) {
  EXPECT_EQ(base::arn_before("arn:aws:lambda:r:1:function:crm:live", base::arn_qualifier),
            "arn:aws:lambda:r:1:function:crm");
  EXPECT_EQ(base::arn_before("arn:aws:lambda:r:1:function:crm:live:more", base::arn_qualifier),
            "arn:aws:lambda:r:1:function:crm");
  for (const char* whole : {"arn:aws:lambda:r:1:function:crm", "crm:live", ""}) {
    EXPECT_EQ(base::arn_before(whole, base::arn_qualifier), whole);
  }
}

}  // namespace
