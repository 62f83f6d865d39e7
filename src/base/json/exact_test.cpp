#include "base/json/exact.hpp"

#include <bit>
#include <cmath>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <limits>
#include <random>

namespace base {
namespace {

using nlohmann::json;

std::string again(const std::string& text) {
  return exact_text(parse_exact(text));
}

TEST(Exact, KeepsEveryDigitAndWritesANumberOneWay) {
  for (const std::string text :
       {"12345678901234567890123456789012345678", "-0.33333333333333333333333333333333333333", "18446744073709551617",
        R"({"a":[1,{"b":123456789012345678.125}],"c":"x"})", "1.2345678901234567890123456789e+100"}) {
    EXPECT_EQ(again(text), text);
  }
  EXPECT_EQ(again("1234567890123456789012345e5"), "123456789012345678901234500000");
  EXPECT_EQ(again("0.0000001234567890123456789012"), "1.234567890123456789012e-7");
  EXPECT_EQ(again("1e-400"), "1e-400");
}

TEST(Exact, LeavesTheNumbersOfOthersAsTheyAre) {
  for (const std::string text : {"0", "-0.0", "1.5", "0.1", "79.33", "1e+22", "9007199254740993",
                                 "18446744073709551615", "-9223372036854775808", "5e-324"}) {
    EXPECT_FALSE(has_exact_numbers(parse_exact(text))) << text;
    EXPECT_EQ(again(text), json::parse(text).dump()) << text;
  }
  EXPECT_TRUE(parse_exact("{").is_discarded());
  EXPECT_TRUE(parse_exact("[1] 2").is_discarded());
}

// What any program writes of a double is that double.
TEST(Exact, EveryDoubleStaysOne) {
  std::mt19937_64 random(20260213);
  for (int i = 0; i < 20'000; ++i) {
    const auto number = std::bit_cast<double>(random());
    if (!std::isfinite(number)) continue;
    for (const std::string& text : {json(number).dump(), fmt::format("{}", number)}) {
      const json read = parse_exact(text);
      ASSERT_FALSE(has_exact_numbers(read)) << text;
      ASSERT_EQ(read.get<double>(), number) << text;
    }
  }
}

TEST(Exact, PlainIsTheNearestDouble) {
  const json value = parse_exact(R"({"a":[12345678901234567890123456789, 2], "b": 0.1})");
  EXPECT_EQ(plain(value), json::parse(R"({"a":[12345678901234567890123456789, 2], "b": 0.1})"));
  EXPECT_FALSE(has_exact_numbers(plain(value)));
}

}  // namespace
}  // namespace base
