#include "base/text.hpp"

#include <cstdint>
#include <gtest/gtest.h>

namespace base {
namespace {

TEST(Text, KnowsAsciiAlone) {
  EXPECT_EQ(lower("X-Amz-Date Ä9"), "x-amz-date Ä9");
  EXPECT_TRUE(is_hex('f') && is_hex('A') && is_hex('0'));
  for (const char c : {'g', 'G', '\xC3', ' '}) EXPECT_FALSE(is_hex(c)) << c;
  EXPECT_TRUE(is_letter('z') && is_letter('A'));
  EXPECT_FALSE(is_letter('\xC3') || is_letter('@') || is_letter('['));
}

TEST(Text, IsANumberAsAWholeOrNot) {
  EXPECT_EQ(number_in<int>("-17"), -17);
  EXPECT_EQ(number_in<double>("2.5"), 2.5);
  for (const char* text : {"", " 1", "1 ", "1x", "+1", "0x10", "1.5", "99999999999"}) {
    EXPECT_FALSE(number_in<std::int32_t>(text)) << text;
  }
}

}  // namespace
}  // namespace base
