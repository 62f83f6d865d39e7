#include "words/measured.hpp"

#include <gtest/gtest.h>

namespace {

using model::Measured;

TEST(Measured, IsWrittenAsItsUnitAsks) {
  EXPECT_EQ(words::measured(Measured{98.66, "percent", 100, false}), "98.66 %");
  EXPECT_EQ(words::measured(Measured{412, "seconds", {}, false}), "6 min 52 s");
  EXPECT_EQ(words::measured(Measured{1, "days", {}, true}), "1 day");
  EXPECT_EQ(words::measured(Measured{12, "missed calls", {}, false}), "12 missed calls");
  EXPECT_EQ(words::went(Measured{80, "percent", 100, false}, Measured{98.66, "percent", 100, false}), "80 % → 98.66 %");
  EXPECT_EQ(words::went(Measured{12, "missed calls", {}, false}, Measured{1, "missed calls", {}, false}),
            "missed calls: 12 → 1");
  EXPECT_EQ(words::went(Measured{104, "users", 100, false}, Measured{104, "users", 200, false}),
            "users: 104 → 104 (limit 100 → 200)");
}

}  // namespace
