#include <gtest/gtest.h>
#include <limits>
#include <optional>

#include "words/ascii.hpp"
#include "words/headline.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"
#include "words/width.hpp"

namespace {

TEST(Numbers, WriteMoney) {
  EXPECT_EQ(words::usd(0.354), "$0.35");
  EXPECT_EQ(words::usd(1), "$1.00");
  EXPECT_EQ(words::usd(0.006), "$0.006");
  EXPECT_EQ(words::usd(0), "$0.00");
}

TEST(Ascii, TypesPunctuationAndTakesAccentsAway) {
  EXPECT_EQ(words::ascii("plain\n"), "plain\n");
  EXPECT_EQ(words::ascii("2 Nov – 16 Nov · “Größe” … → ≤ 80 %"), "2 Nov - 16 Nov | \"Grosse\" ... -> <= 80 %");
  EXPECT_EQ(words::ascii("Málaga, e\u0301, ﬁ"), "Malaga, e, fi");
  EXPECT_EQ(words::ascii("日本\xff"), "???");
  EXPECT_EQ(words::ascii(""), "");
}

TEST(Wording, NumbersHaveThousandsAndNoIdleDecimals) {
  EXPECT_EQ(words::number(0), "0");
  EXPECT_EQ(words::number(999), "999");
  EXPECT_EQ(words::number(1234567), "1,234,567");
  EXPECT_EQ(words::number(3.357), "3.36");
  EXPECT_EQ(words::number(1000.5), "1,000.5");
  EXPECT_EQ(words::number(-12), "-12");
  EXPECT_EQ(words::number(-0.001), "0");
  EXPECT_EQ(words::number(std::numeric_limits<double>::quiet_NaN()), "not known");
  EXPECT_FALSE(words::number(std::numeric_limits<double>::max()).empty());
}

TEST(Wording, CountsAgreeInNumber) {
  EXPECT_EQ(words::counted(1, "queue", "queues"), "1 queue");
  EXPECT_EQ(words::counted(0, "queue", "queues"), "0 queues");
  EXPECT_EQ(words::counted(1200, "queue", "queues"), "1,200 queues");
}

TEST(Wording, APercentageIsNeverRoundedUpToALimit) {
  EXPECT_EQ(words::percentage(79.999), "79.99 %");
  EXPECT_EQ(words::percentage(240.0 / 245 * 100), "97.95 %");  // 97.959
  EXPECT_EQ(words::percentage(44.0 / 45 * 100), "97.77 %");    // 97.777
  EXPECT_EQ(words::percentage(29.0 / 100 * 100), "29 %");
  EXPECT_EQ(words::percentage(0.83 * 100), "83 %");
}

TEST(Wording, ListsAreCutAndCleaned) {
  EXPECT_EQ(words::list({"a", "b"}), "a, b");
  EXPECT_EQ(words::list({"1", "2", "3", "4", "5", "6", "7"}), "1, 2, 3, 4, 5 and 2 more");
  EXPECT_EQ(words::list({"a\x07"}), "a");
  EXPECT_LT(words::list({std::string(1000, 'x')}).size(), 100U);
}

TEST(Wording, SentencesBeginAndEndAsTheyShould) {
  EXPECT_EQ(words::sentence("it was not asked for"), "It was not asked for.");
  EXPECT_EQ(words::sentence("connect:ListUsers is denied."), "connect:ListUsers is denied.");
  EXPECT_EQ(words::sentence(""), "");
}

TEST(Wording, CodesBecomeWords) {
  EXPECT_EQ(words::title_of("CALL_RECORDINGS"), "Call recordings");
  EXPECT_EQ(words::title_of(""), "");
}

TEST(Wording, WindowsAreToldInDays) {
  EXPECT_EQ(words::days({base::Time(), base::Time() + std::chrono::days(14)}), "14 days");
  EXPECT_EQ(words::days({base::Time(), base::Time() + std::chrono::days(1)}), "1 day");
}

TEST(OneLine, LeavesOutWhatChangesHowTheRestIsShown) {
  EXPECT_EQ(words::one_line("a\nb\tc"), "a b c");
  EXPECT_EQ(words::one_line("a\u202Eb\u2066c\u200Fd\u0085e\uFEFFf"), "abcdef");
  EXPECT_EQ(words::one_line("👩‍🚀 ⛴️"), "👩‍🚀 ⛴️");
  EXPECT_EQ(words::one_line("abcdef", 3), "abc…");
}

TEST(InBrackets, HoldsWhatIsSaidWithoutASecondFullStop) {
  EXPECT_EQ(words::in_brackets("The key is gone."), " (The key is gone)");
  EXPECT_EQ(words::in_brackets("the key is gone"), " (the key is gone)");
  EXPECT_EQ(words::in_brackets(""), "");
}

TEST(Moments, AreEnglishAndUtc) {
  const base::Time at{std::chrono::seconds(1'793'620'800)};  // 2026-11-02T12:00:00Z
  EXPECT_EQ(words::day(at), "2 Nov");
  EXPECT_EQ(words::date(at), "2 Nov 2026");
  EXPECT_EQ(words::moment(at), "2 Nov 2026 12:00 UTC");
  EXPECT_EQ(words::hour(at), "2 Nov 12:00");
  EXPECT_EQ(words::time(at), "12:00");
  EXPECT_EQ(words::window({at, at + std::chrono::days(14)}), "2 Nov – 16 Nov 2026 (14 days)");
}

TEST(Width, CountsColumns) {
  EXPECT_EQ(words::columns("abc"), 3U);
  EXPECT_EQ(words::columns("München"), 7U);
  EXPECT_EQ(words::columns("u\xCC\x88"), 1U);  // u and a combining diaeresis
  EXPECT_EQ(words::columns("電話"), 4U);
  EXPECT_EQ(words::columns("🚢"), 2U);
  EXPECT_EQ(words::columns("שלום"), 4U);
}

TEST(Width, CutsAndFills) {
  EXPECT_EQ(words::fitted("ab", 4), "ab  ");
  EXPECT_EQ(words::fitted("abcdef", 4), "abc…");
  EXPECT_EQ(words::fitted("電話番号", 4), "電… ");
  EXPECT_EQ(words::fitted("abc", 0), "");
  EXPECT_EQ(words::shortened("ab", 4), "ab");
  EXPECT_EQ(words::shortened("abcdef", 4), "abc…");
  EXPECT_EQ(words::shortened("電話番号", 4), "電…");
  EXPECT_EQ(words::wrapped("one two three", 12, "  "), "  one two\n  three\n");
  EXPECT_EQ(words::wrapped(std::string(25, 'x'), 12, "  "), "  xxxxxxxxxx\n  xxxxxxxxxx\n  xxxxx\n");
}

TEST(Format, WritesNumbersForPeople) {
  EXPECT_EQ(words::count(0), "0");
  EXPECT_EQ(words::count(-1234567), "-1,234,567");
  EXPECT_EQ(words::number(1234.5, 2), "1,234.5");
  EXPECT_EQ(words::number(-0.001, 1), "0");
  EXPECT_EQ(words::number(123, 0), "123");
  EXPECT_EQ(words::percentage(82.727), "82.72 %");
  EXPECT_EQ(words::seconds(9.5), "9.5 s");
  EXPECT_EQ(words::seconds(412), "6 min 52 s");
  EXPECT_EQ(words::seconds(7260), "2 h 1 min");
  EXPECT_EQ(words::seconds(300), "5 min");
  EXPECT_EQ(words::seconds(7200), "2 h");
  EXPECT_EQ(words::bytes(48211023), "48.2 MB");
  EXPECT_EQ(words::bytes(12), "12 bytes");
  EXPECT_EQ(words::counted(1, "country"), "1 country");
  EXPECT_EQ(words::counted(2, "country"), "2 countries");
  EXPECT_EQ(words::counted(2, "day"), "2 days");
  EXPECT_EQ(words::noun(1, "flow", "flows"), "flow");
  EXPECT_EQ(words::noun(0, "flow", "flows"), "flows");
  EXPECT_EQ(words::noun(std::nullopt, "flow", "flows"), "flows");
  EXPECT_EQ(words::times(1), "once");
  EXPECT_EQ(words::times(2), "twice");
  EXPECT_EQ(words::times(1200), "1,200 times");
  EXPECT_EQ(words::or_not_known(std::optional<double>(), 1), "not known");
  EXPECT_EQ(words::spelled_out("AGENT_WHISPER"), "agent whisper");
}

TEST(Headline, IsTheChecksOrElseWhatADocumentOfBeforeHolds) {
  model::Finding finding;
  finding.check_id = "resource_quota";
  EXPECT_EQ(words::headline(finding), "resource_quota");
  finding.title = "Resources within their quota";
  EXPECT_EQ(words::headline(finding), "Resources within their quota");
  finding.resource = {"quota", "users", ""};
  finding.reason = "Nobody asked.";
  EXPECT_EQ(words::headline(finding), "users: Nobody asked.");
  finding.resource.name = "Users";
  finding.observed = "99 of 100.";
  EXPECT_EQ(words::headline(finding), "Users: 99 of 100.");
  finding.headline = "99 of 100 users used";
  EXPECT_EQ(words::headline(finding), "99 of 100 users used");
}

}  // namespace
