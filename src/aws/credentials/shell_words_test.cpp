#include "aws/credentials/shell_words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace aws {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;

// Each as Python 3.11's shlex.split has it.
TEST(ShellWords, SplitsAtBlanks) {
  EXPECT_THAT(shell_words("a b\tc\n d "), Optional(ElementsAre("a", "b", "c", "d")));
  EXPECT_THAT(shell_words("   "), Optional(IsEmpty()));
}

TEST(ShellWords, KeepsWhatIsQuoted) {
  EXPECT_THAT(shell_words(R"(a "b c" d)"), Optional(ElementsAre("a", "b c", "d")));
  EXPECT_THAT(shell_words(R"(a 'b \ c')"), Optional(ElementsAre("a", R"(b \ c)")));
  EXPECT_THAT(shell_words(R"("" x)"), Optional(ElementsAre("", "x")));
  EXPECT_THAT(shell_words(R"(a"b"c)"), Optional(ElementsAre("abc")));
}

TEST(ShellWords, LetsABackslashTakeMeaningAway) {
  EXPECT_THAT(shell_words(R"(a\ b c)"), Optional(ElementsAre("a b", "c")));
  EXPECT_THAT(shell_words(R"("a\"b" "a\\b" "a\$b")"), Optional(ElementsAre(R"(a"b)", R"(a\b)", R"(a\$b)")));
}

TEST(ShellWords, KnowsNothingElseOfAShell) {
  EXPECT_THAT(shell_words("a#b #c $HOME * ; `d`"), Optional(ElementsAre("a#b", "#c", "$HOME", "*", ";", "`d`")));
}

TEST(ShellWords, RefusesWhatDoesNotEnd) {
  EXPECT_EQ(shell_words("'a"), std::nullopt);
  EXPECT_EQ(shell_words("\"a"), std::nullopt);
  EXPECT_EQ(shell_words("\"a\\\""), std::nullopt);
  EXPECT_EQ(shell_words("tail\\"), std::nullopt);
}

}  // namespace
}  // namespace aws
