#include "base/glob.hpp"

#include <gtest/gtest.h>
#include <string>

namespace {

using base::fits;

TEST(Glob, FitsTheWholeText) {
  for (const char* pattern : {"Main Menu", "*", "**", "Main*", "*Menu", "M*n M*u", "*a*e*", "Main ????", "?ain Menu"}) {
    EXPECT_TRUE(fits(pattern, "Main Menu")) << pattern;
  }
  for (const char* pattern : {"", "Main", "main menu", "Menu*", "*Main", "Main ???", "Main Menu?", "M*x"}) {
    EXPECT_FALSE(fits(pattern, "Main Menu")) << pattern;
  }
  EXPECT_TRUE(fits("", ""));
  EXPECT_TRUE(fits("*", ""));
  EXPECT_FALSE(fits("?", ""));
}

TEST(Glob, TakesWhatABackslashStandsBeforeAsItIs) {
  EXPECT_TRUE(fits(R"(\*sales\?)", "*sales?"));
  EXPECT_FALSE(fits(R"(\*sales)", "my sales"));
  EXPECT_TRUE(fits(R"(a\\b)", R"(a\b)"));
  EXPECT_TRUE(fits(R"(a\)", R"(a\)"));
}

TEST(Glob, CountsCharactersNotBytes) {
  EXPECT_TRUE(fits("Begr??ung", "Begrüßung"));
  EXPECT_FALSE(fits("Begr????ung", "Begrüßung"));
  EXPECT_TRUE(fits("*⛴️", "Fähre ⛴️"));
}

// Stars without end of which none fits: the cost is the product of the lengths, not a power of it.
TEST(Glob, IsNotSlowWithManyStars) {
  std::string pattern;
  for (int i = 0; i < 100; ++i) pattern += "*a";
  EXPECT_FALSE(fits(pattern + "b", std::string(2000, 'a')));
}

}  // namespace
