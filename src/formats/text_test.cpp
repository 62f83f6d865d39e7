#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sstream>

#include "base/error.hpp"
#include "components/component.hpp"
#include "formats/sample_review_test.hpp"
#include "formats/writers.hpp"
#include "model/tally.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"
#include "words/width.hpp"

namespace formats {
namespace {

std::string json(const model::Review& review) {
  return rendered(writer("json"), review);
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(Text, ShowsWhatNeedsActionFirst) {
  const std::string report = text(sample_review(), false, 100);
  EXPECT_TRUE(report.starts_with("Amazon Connect operational review of harbour\n"));
  EXPECT_LT(report.find("What needs action (42)"), report.find("Not assessed (1)"));
  EXPECT_LT(report.find("Users: Seen at Users"), report.find("Flow 0: Seen at Flow 0"));
  EXPECT_TRUE(holds(report, "AWS denied the call (missing permission: connect:Listcounts)"));
  model::Review named = sample_review();
  for (auto& document : named.documents) {
    for (auto& finding : document.findings) {
      if (!finding.permission.empty()) finding.reason = "Not allowed; grant it connect:Listcounts.";
    }
  }
  EXPECT_FALSE(holds(text(named, false, 100), "missing permission"));
  const int passed = model::Tally(all_findings(sample_review())).of(model::Status::pass);
  EXPECT_TRUE(holds(report, fmt::format("31 fails, 11 warnings, 1 not assessed, {} passes, 10 for information, 1 not "
                                        "applicable",
                                        passed)));
}

// A review of one document with these findings.
model::Review review_of(std::vector<model::Finding> findings) {
  model::Review review = sample_review();
  review.documents = {review.documents[1]};
  review.documents[0].findings = std::move(findings);
  return review;
}

TEST(Text, SaysTheProblemAndWhatToDo) {
  model::Finding full = model::all_findings(sample_review()).front();
  full.headline = "104 of 100 users used";
  full.observed = "104 of 100 in use: 104 %.";
  full.why = "Nobody can be added.";
  full.action = "Ask AWS for 150 users";
  full.remedy = "Ask AWS soon.";
  const std::string report = text(review_of({full}), false, 100);
  EXPECT_TRUE(holds(report,
                    "Fail     Critical      104 of 100 users used\n"
                    "    104 of 100 in use: 104 %.\n"
                    "    Nobody can be added.\n"
                    "    → Ask AWS for 150 users\n"
                    "      Ask AWS soon.\n"))
      << report;
  EXPECT_FALSE(holds(report, full.title));
  full.remedy = "Ask AWS for 150 users in the console.";
  EXPECT_TRUE(holds(text(review_of({full}), false, 100),
                    "    Nobody can be added.\n    → Ask AWS for 150 users in the console.\n"));
}

TEST(Text, SaysOnceWhatFindingsOfACheckShare) {
  model::Finding one = model::all_findings(sample_review()).front();
  one.headline = "Main Menu does not log";
  one.observed = "No block logs.";
  one.why = "Nobody can see why.";
  one.action = "Switch logging on";
  one.remedy = "Put a block there.";
  model::Finding two = one;
  two.headline = "Refunds does not log";
  EXPECT_TRUE(holds(text(review_of({one, two}), false, 100),
                    "Fail     Critical      Main Menu does not log\n"
                    "Fail     Critical      Refunds does not log\n"
                    "    No block logs.\n"
                    "    Nobody can see why.\n"
                    "    → Switch logging on\n"
                    "      Put a block there.\n"));
  two.action = "Ask for more";
  EXPECT_TRUE(holds(text(review_of({one, two}), false, 100),
                    "Main Menu does not log\n"
                    "    → Switch logging on\n"
                    "Fail     Critical      Refunds does not log\n"));
}

TEST(Text, SaysOnceWhatSeveralChecksCouldNotReadForOneReason) {
  model::Finding one;
  one.check_id = "flow_dead_ends";
  one.title = "Dead ends in flows";
  one.status = model::Status::not_assessed;
  one.resource = {"flow", "unread", "Flows that could not be read"};
  one.reason = "AWS did not answer.";
  one.remedy = "Run the review again.";
  model::Finding two = one, three = one;
  two.check_id = "flow_loops";
  two.title = "Loops in flows";
  three.check_id = "flow_logging";
  three.title = "Logging in flows";
  three.reason = "Nobody knows.";
  EXPECT_TRUE(holds(text(review_of({one, two, three}), false, 100),
                    "Not assessed (3)\n"
                    "Dead ends in flows, Loops in flows: Flows that could not be read\n"
                    "    AWS did not answer.\n"
                    "    → Run the review again.\n"
                    "Logging in flows: Flows that could not be read\n"
                    "    Nobody knows.\n"));
}

TEST(Text, KeepsToItsWidth) {
  for (const auto& review : {sample_review(), broken_review(), hostile_review(), reference_review()}) {
    for (const std::size_t width : {40U, 80U, 100U, 173U}) {
      std::istringstream lines(text(review, false, width));
      for (std::string line; std::getline(lines, line);) EXPECT_LE(words::columns(line), width) << line;
    }
  }
}

// A name must not be able to colour, move or clear the terminal, nor to write a line of its own.
TEST(Text, LetsNoControlCharacterThrough) {
  model::Review review = sample_review();
  review.status.instance_alias =
      "a\x1b[2Jb\nc\td\xC2\x9B"
      "31me\xE2\x80\xAE"
      "f";
  for (auto& finding : review.documents[1].findings) finding.observed = finding.resource.name = "x\x1b]0;y\x07\r\nz";
  const std::string report = text(review, false, 100);
  for (const char c : report) EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20);
  EXPECT_FALSE(holds(report, "\xC2\x9B"));
  EXPECT_FALSE(holds(report, "\xE2\x80\xAE"));
  EXPECT_TRUE(report.starts_with("Amazon Connect operational review of a[2Jb c d31mef\n"));
}

TEST(Text, ColoursOnlyWhenAsked) {
  EXPECT_FALSE(holds(text(sample_review(), false, 100), "\x1b"));
  EXPECT_TRUE(holds(text(sample_review(), true, 100), "\x1b[31mFail"));
}

TEST(Text, NeverCallsAnUnreadInstanceFine) {
  EXPECT_TRUE(holds(text(denied_review(), false, 100), "Nothing could be assessed"));
  EXPECT_TRUE(holds(text(reference_review(), false, 100), "judged nothing"));
  EXPECT_TRUE(holds(text(broken_review(), false, 100), "Component instance cannot be read: it is not JSON"));
}

TEST(Json, IsOneObjectInAStableOrder) {
  model::Review review = sample_review();
  const auto object = nlohmann::json::parse(json(review));
  EXPECT_EQ(object["schemaVersion"], 1);
  EXPECT_EQ(object["reviewId"], "20261116-090000");
  EXPECT_EQ(object["status"], "partial");
  EXPECT_EQ(object["counts"]["fail"], 31);
  EXPECT_EQ(object["findings"].size(), std::size_t(model::Tally(all_findings(review)).total()));
  EXPECT_EQ(object["findings"][0]["resource"]["key"], "users");
  EXPECT_EQ(object["components"].size(), components::table().size());
  EXPECT_EQ(object["components"]["quota"]["status"], "partial");
  EXPECT_EQ(object["components"]["quota"]["data"], review.documents[1].data);
  EXPECT_EQ(object["components"]["quota"]["usage"]["calls"], 1042);
  EXPECT_FALSE(object["components"]["quota"].contains("findings"));
  std::ranges::reverse(review.documents);
  EXPECT_EQ(json(review), object.dump(2) + "\n");
}

TEST(Json, ShowsWhatCannotBeRead) {
  const auto object = nlohmann::json::parse(json(broken_review()));
  EXPECT_EQ(object["components"]["instance"]["status"], "unreadable");
  EXPECT_EQ(object["components"]["instance"]["reason"], "it is not JSON");
}

TEST(Writers, AreFoundByName) {
  EXPECT_EQ(writer("html").extension, "html");
  EXPECT_EQ(file_name("20261116-090000", writer("text")), "connect-ops-review-20261116-090000.txt");
  EXPECT_EQ(rendered(writer("text"), sample_review()), text(sample_review(), false, 100));
  try {
    writer("pdf");
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.kind(), base::ErrorKind::usage);
    std::string known;
    for (const Writer& one : writers()) known += (known.empty() ? "" : ", ") + std::string(one.format);
    EXPECT_EQ(error.what(), "there is no output format 'pdf'; there are " + known);
  }
}

}  // namespace
}  // namespace formats
