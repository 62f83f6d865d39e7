#include "app/mute/mute_text.hpp"

#include <functional>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"

namespace {

using app::parse_mutes;
using model::Mute;
using testing::HasSubstr;

constexpr const char* two_mutes = R"(# What we live with.

[[mute]]  # flow_logging: Main Menu
id       = "0123456789abcdef"
reason   = "Closes in March"
owner    = "anna@example.org"
expires  = 2027-03-31

# AWS's own.
[[mute]]
check    = "flow_*"
resource = 'Default *'
account  = "111122223333"
region   = "eu-*"
instance = "harbour"
tag      = "env=test"
reason   = "Nobody \"calls\" them"
owner    = "ops"
expires  = "2027-06-30"   # a text will do
# The end.
)";

std::vector<Mute> parsed(std::string_view text, bool allow_open = false) {
  return parse_mutes(text, "mutes.toml", {.allow_open = allow_open});
}

std::string refusal(const std::function<void()>& act) {
  try {
    act();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.kind(), base::ErrorKind::config);
    EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos);
    return error.what();
  }
  ADD_FAILURE() << "nothing was refused";
  return "";
}

std::string refusal(std::string_view text) {
  return refusal([&] { parsed(text); });
}

// A mute that lacks nothing, with a line in the place of its first.
std::string mute_with(const std::string& line) {
  return "[[mute]]\n" + line + "\nreason = \"r\"\nowner = \"o\"\nexpires = 2027-03-31\n";
}

TEST(MuteText, ReadsEveryMember) {
  const auto mutes = parsed(two_mutes);
  ASSERT_EQ(mutes.size(), 2U);
  EXPECT_EQ(mutes[0], (Mute{.id = "0123456789abcdef",
                            .reason = "Closes in March",
                            .owner = "anna@example.org",
                            .expires = model::parse_day("2027-03-31"),
                            .source = "mutes.toml",
                            .line = 3}));
  EXPECT_EQ(mutes[1], (Mute{.check = "flow_*",
                            .resource = "Default *",
                            .account = "111122223333",
                            .region = "eu-*",
                            .instance = "harbour",
                            .tag = "env=test",
                            .reason = "Nobody \"calls\" them",
                            .owner = "ops",
                            .expires = model::parse_day("2027-06-30"),
                            .source = "mutes.toml",
                            .line = 10}));
  EXPECT_TRUE(parsed("").empty());
  EXPECT_TRUE(parsed("# nothing\n").empty());
}

TEST(MuteText, WantsReasonOwnerAndLastDayUnlessOpenOnesAreAllowed) {
  for (const char* key : {"reason", "owner", "expires"}) {
    std::string text = mute_with("check = \"flow_logging\"");
    const auto at = text.find(key);
    text.erase(at, text.find('\n', at) + 1 - at);
    EXPECT_THAT(refusal(text),
                HasSubstr(std::string("mutes.toml, line 1: this mute cannot be used: it has no ") + key));
    EXPECT_EQ(parsed(text, true).size(), 1U) << key;
  }
  EXPECT_EQ(parsed("[[mute]]\ncheck = \"*\"\n", true).size(), 1U);
  EXPECT_THAT(refusal("[[mute]]\ncheck = \"*\"\nreason = \" \"\nowner = \"o\"\nexpires = 2027-03-31\n"),
              HasSubstr("it has no reason"));
}

TEST(MuteText, SaysWhatIsWrongAndWhere) {
  EXPECT_THAT(refusal(mute_with("")), HasSubstr("line 1: this mute cannot be used: it names nothing"));
  EXPECT_THAT(refusal(mute_with("resource = \"x\"")), HasSubstr("it names nothing"));
  EXPECT_THAT(refusal(mute_with("id = \"xyz\"")), HasSubstr("16 digits and letters"));
  EXPECT_THAT(refusal(mute_with("id = \"0123456789abcdef\"\ncheck = \"*\"")), HasSubstr("leave out check"));
  EXPECT_THAT(refusal(mute_with("chek = \"*\"")),
              HasSubstr("line 2: a mute has no 'chek'; did you mean check? There are id, check, resource"));
  EXPECT_THAT(refusal(mute_with("check = 7")), HasSubstr("line 2: check of a mute has to be a text in quotes"));
  EXPECT_THAT(refusal(mute_with("check = \"\"")), HasSubstr("check is empty"));
  EXPECT_THAT(refusal(mute_with("check = \"a\\u0007\"")), HasSubstr("control character"));
  EXPECT_THAT(refusal("[mute]\ncheck = \"*\"\n"), HasSubstr("[[mute]], in two brackets"));
  EXPECT_THAT(refusal("mute = [1]\n"), HasSubstr("[[mute]], in two brackets"));
  EXPECT_THAT(refusal("mutes = []\n"), HasSubstr("there is no 'mutes' in a file of mutes"));
  EXPECT_THAT(refusal("[[mute]\n"), HasSubstr("mutes.toml, line 1: "));
  for (const char* day : {"\"soon\"", "2027-02-30", "7", "\"\"", "2027-03-31T00:00:00Z", "[]"}) {
    std::string text = mute_with("check = \"*\"");
    text.replace(text.find("2027-03-31"), 10, day);
    refusal(text);
  }
}

TEST(MuteText, IsBounded) {
  EXPECT_THAT(refusal(std::string(app::most_mute_bytes + 1, '#')), HasSubstr("is the most"));
  EXPECT_THAT(refusal(mute_with("check = \"" + std::string(501, '*') + "\"")), HasSubstr("500 is the most"));
  std::string many;
  for (std::size_t i = 0; i <= app::most_mutes; ++i) many += "[[mute]]\ncheck = \"*\"\n";
  EXPECT_THAT(refusal([&] { parsed(many, true); }), HasSubstr("it holds 1001 mutes, and 1000 is the most"));
  EXPECT_THAT(refusal("mute = " + std::string(100'000, '[')), HasSubstr("mutes.toml, line 1"));
  EXPECT_THAT(refusal(std::string("check = \"\xff\"")), HasSubstr("mutes.toml, line 1"));
  EXPECT_THAT(refusal(std::string("\0\0", 2)), HasSubstr("mutes.toml"));
}

// The configuration has mutes beside its own keys.
TEST(MuteText, PassesOverOtherKeysOfTheConfiguration) {
  const std::string text = "days = 7\n[checks.missed_calls]\nwarn = 20\n" + mute_with("check = \"*\"");
  EXPECT_EQ(parse_mutes(text, "config.toml", {.is_settings = true}).size(), 1U);
  EXPECT_THAT(refusal(text), HasSubstr("there is no"));
}

const Mute added{.check = "queue_wait",
                 .resource = R"("Night" \*)",
                 .reason = "Opens in May",
                 .owner = "ben",
                 .expires = model::parse_day("2027-05-01")};

TEST(MuteText, AddsBehindWhatIsThereAndChangesNothingOfIt) {
  const std::string edited = app::with_mute(two_mutes, added, "queue_wait: Night\nline", "mutes.toml");
  EXPECT_TRUE(edited.starts_with(two_mutes));
  EXPECT_EQ(edited.substr(std::string_view(two_mutes).size()), R"(
[[mute]]  # queue_wait: Night line
check    = "queue_wait"
resource = "\"Night\" \\*"
reason   = "Opens in May"
owner    = "ben"
expires  = 2027-05-01
)");
  EXPECT_EQ(parsed(edited).size(), 3U);
  EXPECT_EQ(parsed(edited)[2].resource, added.resource);
  EXPECT_EQ(parsed(app::with_mute("", added, "", "mutes.toml")).size(), 1U);
  EXPECT_EQ(parsed(app::with_mute("# no line end", added, "", "mutes.toml")).size(), 1U);
  const std::string windows = app::with_mute("# a\r\n", added, "", "mutes.toml");
  EXPECT_EQ(std::ranges::count(windows, '\r'), std::ranges::count(windows, '\n'));
}

TEST(MuteText, TakesOutTheLinesOfOneAndLeavesEveryComment) {
  const auto mutes = parsed(two_mutes);
  const std::string text = two_mutes;
  EXPECT_EQ(app::without_mute(text, mutes[0], "mutes.toml"),
            "# What we live with.\n\n" + text.substr(text.find("# AWS's own.")));
  EXPECT_EQ(app::without_mute(text, mutes[1], "mutes.toml"),
            text.substr(0, text.find("[[mute]]\ncheck")) + "# The end.\n");
}

TEST(MuteText, TakesOutWhatItAdded) {
  for (const std::string before : {"", "# a comment\n", two_mutes, "days = 7\n\n[checks.missed_calls]\nwarn = 20\n"}) {
    const std::string with = app::with_mute(before, added, "why", "config.toml");
    const Mute mute = parse_mutes(with, "config.toml", {.is_settings = true}).back();
    const std::string without = app::without_mute(with, mute, "config.toml");
    EXPECT_EQ(parse_mutes(without, "config.toml", {.is_settings = true}).size() + 1,
              parse_mutes(with, "config.toml", {.is_settings = true}).size());
    EXPECT_TRUE(without.starts_with(before)) << without;
  }
}

// Texts over several lines, and what looks like the next table within one.
TEST(MuteText, KnowsWhereAMuteEnds) {
  const std::string odd = "[[mute]]\ncheck = \"*\"\nreason = '''[[mute]] check'''\n\n[[mute]]\ncheck = \"a*\"\n";
  const auto mutes = parsed(odd, true);
  ASSERT_EQ(mutes.size(), 2U);
  EXPECT_EQ(app::without_mute(odd, mutes[0], "mutes.toml"), "[[mute]]\ncheck = \"a*\"\n");
}

TEST(MuteText, LeavesAloneWhatItCannotEdit) {
  const std::string inlined = "mute = [{check = \"*\"}, {check = \"a*\"}]\n";
  EXPECT_THAT(refusal([&] { app::with_mute(inlined, added, "", "mutes.toml"); }), HasSubstr("mutes.toml"));
  const auto mutes = parsed(inlined, true);
  ASSERT_EQ(mutes.size(), 2U);
  EXPECT_THAT(refusal([&] { app::without_mute(inlined, mutes[0], "mutes.toml"); }), HasSubstr("by hand"));
}

TEST(MuteText, WritesNoMuteThatAReviewWouldNotTake) {
  app::require_mute(added, {});
  Mute open = added;
  open.expires.reset();
  EXPECT_THAT(refusal([&] { app::require_mute(open, {}); }), HasSubstr("it has no expires"));
  app::require_mute(open, {.allow_open = true});
  Mute odd = added;
  odd.reason = "two\nlines";
  refusal([&] { app::require_mute(odd, {}); });
}

}  // namespace
