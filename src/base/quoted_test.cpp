#include "base/quoted.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <random>

#include "base/encode.hpp"

namespace {

using testing::ElementsAre;

TEST(YamlQuoted, KeepsEachNameInOneScalar) {
  EXPECT_EQ(base::yaml_quoted("Sales"), R"("Sales")");
  EXPECT_EQ(base::yaml_quoted(""), R"("")");
  EXPECT_EQ(base::yaml_quoted("a\"b\\c"), R"("a\"b\\c")");
  EXPECT_EQ(base::yaml_quoted("one\ntwo: three\t\r"), R"("one\u000Atwo: three\u0009\u000D")");
  EXPECT_EQ(base::yaml_quoted("!Sub ${AWS::AccountId} # no comment"), R"("!Sub ${AWS::AccountId} # no comment")");
  EXPECT_EQ(base::yaml_quoted("Begrüßung ☎"), R"("Begrüßung ☎")");
  EXPECT_EQ(base::yaml_quoted("\u0085\u2028\uFEFF\u202E"), R"("\u0085\u2028\uFEFF\u202E")");
  EXPECT_EQ(base::yaml_quoted("\U0001F600\U000E0001"), "\"\U0001F600\\U000E0001\"");
  EXPECT_EQ(base::yaml_quoted("a\xFFz"), "\"a\xEF\xBF\xBDz\"");
  EXPECT_EQ(base::yaml_quoted(std::string_view("\0\x7F", 2)), R"("\u0000\u007F")");
}

TEST(HclQuoted, BeginsNoTemplate) {
  EXPECT_EQ(base::hcl_quoted("Sales \"EU\""), R"("Sales \"EU\"")");
  EXPECT_EQ(base::hcl_quoted("${file(\"/etc/passwd\")}"), R"("$${file(\"/etc/passwd\")}")");
  EXPECT_EQ(base::hcl_quoted("%{ if true }"), R"("%%{ if true }")");
  EXPECT_EQ(base::hcl_quoted("$${x}"), R"("\u0024$${x}")");
  EXPECT_EQ(base::hcl_quoted("%%{x}"), R"("\u0025%%{x}")");
  EXPECT_EQ(base::hcl_quoted("100 % of $ and $"), R"("100 % of $ and $")");
  EXPECT_EQ(base::hcl_quoted("two\nlines"), R"("two\u000Alines")");
}

TEST(ShellWords, AreThoseThatWereQuoted) {
  const auto words = base::shell_words("aws logs put-retention-policy --log-group-name '/a b' --x 'it'\\''s'");
  ASSERT_TRUE(words);
  EXPECT_THAT(*words, ElementsAre("aws", "logs", "put-retention-policy", "--log-group-name", "/a b", "--x", "it's"));
  EXPECT_THAT(base::shell_words("a ''").value(), ElementsAre("a", ""));
  EXPECT_TRUE(base::shell_words("").value().empty());
}

TEST(ShellWords, RefuseWhatAShellWouldDoMoreWith) {
  for (const char* line : {"aws x; rm -rf /", "aws $(id)", "aws `id`", "aws $HOME", "a|b", "a&b", "a>b", "a *", "a # b",
                           "a 'b", "a \"b\"", "a\nb", "a \\n", "~/x", "a (b)", "a {b}", "a !b"}) {
    EXPECT_FALSE(base::shell_words(line)) << line;
  }
}

// Of texts that chance makes of what is special in one of the three languages.
class QuotedAnything : public testing::Test {
 protected:
  std::string text() {
    static const std::string parts[] = {"'",  "\"", "\\",   "$",    "{",      "}",  "%",  "\n",   "\r",     "#",
                                        ": ", "- ", "!Sub", "${A}", "`",      "*",  "&",  "|",    "ü",      "☎",
                                        "a",  " ",  "\t",   "%{x}", "\u2028", "$$", "%%", "\xFF", "\u202E", "EOF"};
    std::string made;
    for (auto left = random_() % 12; left > 0; --left) made += parts[random_() % std::size(parts)];
    return made;
  }

  std::mt19937 random_{20261130};
};

TEST_F(QuotedAnything, StaysInItsQuotes) {
  for (int i = 0; i < 2000; ++i) {
    const std::string given = text(), yaml = base::yaml_quoted(given), hcl = base::hcl_quoted(given);
    for (const std::string& quoted : {yaml, hcl}) {
      EXPECT_EQ(quoted.find('\n'), std::string::npos);
      std::size_t at = 1;
      while (at < quoted.size() && quoted[at] != '"') at += quoted[at] == '\\' ? 2 : 1;
      EXPECT_EQ(at, quoted.size() - 1) << quoted;
    }
    for (const std::string begins : {"${", "%{"}) {
      for (auto at = hcl.find(begins); at != std::string::npos; at = hcl.find(begins, at + 1)) {
        EXPECT_EQ(hcl[at - 1], begins[0]) << hcl;
        EXPECT_NE(hcl[at - 2], begins[0]) << hcl;
      }
    }
  }
}

TEST_F(QuotedAnything, ComesBackFromTheShell) {
  for (int i = 0; i < 2000; ++i) {
    const std::string given = text();
    EXPECT_THAT(base::shell_words("aws " + base::shell_quote(given)).value(), ElementsAre("aws", given));
  }
}

}  // namespace
