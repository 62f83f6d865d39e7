#include "model/time_zone.hpp"

#include <gtest/gtest.h>

namespace {

using std::chrono::minutes;

TEST(TimeZone, IsAheadOfUTCByLittleAndByMuch) {
  EXPECT_EQ(model::utc_offsets("Europe/Berlin"), (model::UtcOffsets{minutes(60), minutes(120)}));
  EXPECT_EQ(model::utc_offsets("Asia/Kolkata"), (model::UtcOffsets{minutes(330), minutes(330)}));
  EXPECT_EQ(model::utc_offsets("America/New_York"), (model::UtcOffsets{minutes(-300), minutes(-240)}));
  EXPECT_EQ(model::utc_offsets("UTC"), (model::UtcOffsets{}));
}

TEST(TimeZone, IsNotGuessed) {
  EXPECT_FALSE(model::utc_offsets(""));
  EXPECT_FALSE(model::utc_offsets("Mars/Olympus_Mons"));
}

}  // namespace
