#include "base/encode.hpp"

#include <array>
#include <cstdio>
#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <vector>

namespace {

using namespace std::string_literals;

constexpr const char* replacement = "\xEF\xBF\xBD";

std::string every_byte() {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes += char(byte);
  return bytes;
}

TEST(Encode, WritesHex) {
  EXPECT_EQ(base::to_hex(""), "");
  EXPECT_EQ(base::to_hex("\x00\x0f\xa5\xff"s), "000fa5ff");
}

// RFC 4648, section 10.
TEST(Encode, WritesBase64) {
  EXPECT_EQ(base::to_base64(""), "");
  EXPECT_EQ(base::to_base64("f"), "Zg==");
  EXPECT_EQ(base::to_base64("fo"), "Zm8=");
  EXPECT_EQ(base::to_base64("foo"), "Zm9v");
  EXPECT_EQ(base::to_base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base::to_base64("\x00\xff\xfe"s), "AP/+");
}

TEST(Encode, PercentEncodesAllButUnreservedCharacters) {
  EXPECT_EQ(base::percent_encode("AZaz09-._~"), "AZaz09-._~");
  EXPECT_EQ(base::percent_encode("arn:aws/a b+c%"), "arn%3Aaws%2Fa%20b%2Bc%25");
  EXPECT_EQ(base::percent_encode("\"'<>&#"), "%22%27%3C%3E%26%23");
  EXPECT_EQ(base::percent_encode("ü\x00\xff"s), "%C3%BC%00%FF");
  for (const char c : base::percent_encode(every_byte())) {
    EXPECT_TRUE(std::isalnum(static_cast<unsigned char>(c)) || std::string_view("-._~%").find(c) != std::string::npos);
  }
}

TEST(Encode, PercentDecodesWhatIsEncodedAndNothingElse) {
  EXPECT_EQ(base::percent_decode("arn%3Aaws%2fa%20b+c%25"), "arn:aws/a b+c%");
  EXPECT_EQ(base::percent_decode("%7B%22a%22%3A1%7D"), "{\"a\":1}");
  for (const char* text : {"", "%", "%4", "100 %", "%zz", "%%4"}) EXPECT_EQ(base::percent_decode(text), text);
  EXPECT_EQ(base::percent_decode(base::percent_encode(every_byte())), every_byte());
}

TEST(Printable, LeavesTextOfEveryScriptAsItIs) {
  for (const char* text : {"", "Main Menu", "Begrüßung", "دعم", "שירות", "⛴️ Fähre", "日本", "\xF4\x8F\xBF\xBF",
                           "<script>alert(\"1\")</script>", "a\tb\nc"}) {
    EXPECT_EQ(base::printable(text, 100), text);
  }
}

TEST(Printable, LeavesOutControlCharacters) {
  EXPECT_EQ(base::printable("a\x00\x01\x07\x08\x0B\x0C\r\x1B[31m\x1F\x7Fz"s, 100), "a[31mz");
  // Terminals take U+009B for the start of a command, as they do ESC [.
  EXPECT_EQ(base::printable("a\xC2\x80\xC2\x9B\x33\xC2\x9Fz", 100), "a3z");
  EXPECT_EQ(base::printable("a\xC2\xA0z", 100), "a\xC2\xA0z");
}

TEST(Printable, ReplacesEveryByteThatIsNoUtf8) {
  struct Case {
    const char* what;
    std::string bytes;
    int replaced;
  };
  const std::vector<Case> cases = {
      {"a lone continuation", "\x80", 1},
      {"two continuations", "\xBF\x80", 2},
      {"bytes that UTF-8 never has", "\xC0\xC1\xF5\xFE\xFF", 5},
      {"an overlong slash in two bytes", "\xC0\xAF", 2},
      {"an overlong slash in three", "\xE0\x80\xAF", 3},
      {"an overlong slash in four", "\xF0\x80\x80\xAF", 4},
      {"the largest overlong form of three", "\xE0\x9F\xBF", 3},
      {"the largest overlong form of four", "\xF0\x8F\xBF\xBF", 4},
      {"a high surrogate", "\xED\xA0\x80", 3},
      {"a low surrogate", "\xED\xBF\xBF", 3},
      {"above U+10FFFF", "\xF4\x90\x80\x80", 4},
      {"cut after one of two", "\xC3", 1},
      {"cut after one of three", "\xE2", 1},
      {"cut after two of three", "\xE2\x82", 2},
      {"cut after three of four", "\xF0\x9F\x98", 3},
      {"Latin-1", "M\xFCnchen", 1},
  };
  for (const Case& one : cases) {
    std::string expected;
    for (const char c : one.bytes) expected += static_cast<unsigned char>(c) < 0x80 ? std::string(1, c) : replacement;
    EXPECT_EQ(base::printable(one.bytes, 100), expected) << one.what;
    EXPECT_EQ(base::printable("(" + one.bytes + ")", 100), "(" + expected + ")") << one.what;
    EXPECT_EQ(std::ranges::count(expected, '\xEF'), one.replaced) << one.what;
  }
}

TEST(Printable, CutsBetweenCodePoints) {
  EXPECT_EQ(base::printable("abcd", 4), "abcd");
  EXPECT_EQ(base::printable("abcde", 4), "abcd…");
  EXPECT_EQ(base::printable("äöüß", 4), "äöüß");
  EXPECT_EQ(base::printable("äöüß!", 4), "äöüß…");
  EXPECT_EQ(base::printable("😀😀😀", 2), "😀😀…");
  EXPECT_EQ(base::printable("a", 0), "…");
  EXPECT_EQ(base::printable("", 0), "");
  EXPECT_EQ(base::printable("ab\x01\x02", 2), "ab");  // what is left out does not count
  EXPECT_EQ(base::printable("\xFF\xFF\xFF", 2), replacement + std::string(replacement) + "…");
}

TEST(Printable, IsStable) {
  const std::string once = base::printable(every_byte(), 1000);
  EXPECT_EQ(base::printable(once, 1000), once);
}

std::string said_by_shell(const std::string& command) {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  std::string said;
  std::array<char, 4096> buffer{};
  while (const auto got = fread(buffer.data(), 1, buffer.size(), pipe.get())) said.append(buffer.data(), got);
  return said;
}

TEST(ShellQuote, IsOneWordThatMeansTheText) {
  std::vector<std::string> texts = {"",
                                    "plain",
                                    "two words",
                                    " leading and trailing ",
                                    "it's",
                                    "'",
                                    "''''",
                                    "\"double\"",
                                    "$HOME ${PATH} $(id) `id`",
                                    "a;b&c|d>e<f",
                                    "*?[a-z]{1,2}",
                                    "!history",
                                    "#comment",
                                    "~",
                                    "~root",
                                    "a:~",
                                    "back\\slash\\n\\",
                                    "line\nfeed\n\n",
                                    "tab\tand\rreturn",
                                    "-n",
                                    "--option=value",
                                    "Begrüßung München ⛴️ שירות",
                                    "arn:aws:connect:eu-central-1:111122223333:instance/abc",
                                    "\xFF\xC0 not UTF-8",
                                    "'; rm -rf / #",
                                    std::string(5000, '\'')};
  texts.push_back(every_byte().substr(1));  // a word cannot hold NUL
  for (const std::string& text : texts) {
    EXPECT_EQ(said_by_shell("printf '<%s>' " + base::shell_quote(text)), "<" + text + ">") << text;
  }
}

TEST(ShellQuote, LeavesPlainWordsBare) {
  EXPECT_EQ(base::shell_quote("eu-central-1"), "eu-central-1");
  EXPECT_EQ(base::shell_quote("arn:aws:connect:eu-central-1:1:instance/a"),
            "arn:aws:connect:eu-central-1:1:instance/a");
  EXPECT_EQ(base::shell_quote("a b"), "'a b'");
  EXPECT_EQ(base::shell_quote(""), "''");
}

}  // namespace
