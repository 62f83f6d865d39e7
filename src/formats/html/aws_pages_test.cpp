#include "formats/html/aws_pages.hpp"

#include <gtest/gtest.h>

namespace formats {
namespace {

TEST(AwsPages, AreNamedByTheirAddressWhenTheyAreNotKnown) {
  EXPECT_EQ(page_title("https://docs.aws.amazon.com/connect/latest/adminguide/page-of-tomorrow.html#top"),
            "Page of tomorrow");
  EXPECT_EQ(page_title("https://example.com/"), "Example.com");
}

}  // namespace
}  // namespace formats
