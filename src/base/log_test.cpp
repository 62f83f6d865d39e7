#include "base/log.hpp"

#include <algorithm>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <vector>

#include "fakes/logged.hpp"
#include "fakes/temporary_directory.hpp"

namespace {

using fakes::logged;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::SizeIs;

std::string json_line(const std::string& message) {
  const auto lines = logged("info", [&] {
    base::log::write_json_lines();
    base::log::info(message);
  });
  EXPECT_THAT(lines, SizeIs(1));
  return lines.empty() ? "" : "{" + lines[0].substr(lines[0].find(',') + 1);  // without its time
}

TEST(Log, IsTextUnlessToldOtherwise) {
  const auto lines = logged("info", [] {
    base::log::debug("not this");
    base::log::warning("a \"warning\"");
    base::log::error("an error");
  });
  EXPECT_THAT(lines, ElementsAre(MatchesRegex("....-..-..T..:..:..Z warning a \"warning\""),
                                 MatchesRegex("....-..-..T..:..:..Z error an error")));
}

// A file is read elsewhere, and keeps what was said.
TEST(Log, ShowsALineAsItIsToldTo) {
  const fakes::TemporaryDirectory directory;
  testing::internal::CaptureStderr();
  base::log::start("info", directory / "log", [](std::string_view line) {
    std::string shown(line);
    std::ranges::replace(shown, '~', '-');
    return shown;
  });
  base::log::info("~one~");
  base::log::start("warning", "");
  EXPECT_THAT(testing::internal::GetCapturedStderr(), MatchesRegex("....-..-..T..:..:..Z info -one-\n"));
  std::ifstream file(directory / "log");
  const std::string kept(std::istreambuf_iterator<char>(file), {});
  EXPECT_THAT(kept, HasSubstr("~one~"));
}

TEST(Log, WritesOneJsonObjectALine) {
  const auto lines = logged("debug", [] {
    base::log::write_json_lines();
    base::log::debug("one");
    base::log::info("two");
    base::log::warning("three");
    base::log::error("four");
  });
  const std::string begin = R"(\{"timestamp":"....-..-..T..:..:..\....Z","level":)";
  EXPECT_THAT(lines, ElementsAre(MatchesRegex(begin + R"("DEBUG","message":"one"\})"),
                                 MatchesRegex(begin + R"("INFO","message":"two"\})"),
                                 MatchesRegex(begin + R"("WARN","message":"three"\})"),
                                 MatchesRegex(begin + R"("ERROR","message":"four"\})")));
}

TEST(Log, KeepsItsLevelAsJson) {
  EXPECT_THAT(logged("error",
                     [] {
                       base::log::write_json_lines();
                       base::log::warning("not this");
                     }),
              SizeIs(0));
}

TEST(Log, QuotesWhateverTheMessageHolds) {
  EXPECT_EQ(json_line("a \"b\" \\c\n\td\x01"
                      "e"),
            R"({"level":"INFO","message":"a \"b\" \\c\n\tde"})");
  EXPECT_EQ(json_line("Zürich \xff"), "{\"level\":\"INFO\",\"message\":\"Zürich \xEF\xBF\xBD\"}");
  EXPECT_EQ(json_line("{not a format}"), R"({"level":"INFO","message":"{not a format}"})");
}

TEST(Log, NamesTheRequestThatIsServed) {
  const auto lines = logged("info", [] {
    base::log::write_json_lines();
    {
      const base::log::WithRequestId served("8476a536-\"x\"");
      base::log::info("inside");
    }
    base::log::info("outside");
  });
  ASSERT_THAT(lines, SizeIs(2));
  EXPECT_THAT(lines[0], HasSubstr(R"("level":"INFO","requestId":"8476a536-\"x\"","message":"inside")"));
  EXPECT_THAT(lines[1], HasSubstr(R"("level":"INFO","message":"outside")"));
}

}  // namespace
