#include "formats/html/maps.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <regex>
#include <set>

#include "fakes/judged_review.hpp"
#include "formats/maps_page.hpp"
#include "formats/table.hpp"

namespace formats {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view evil = "</text><script>alert(1)</script>\"'&\x1b[31m";

model::Review review_with_problem() {
  model::Finding finding = fakes::finding("Menu", model::Status::fail);
  finding.headline = "1 block of Menu leads nowhere";
  return fakes::review({finding});
}

// A start and a block at which the problem is.
page::Map map_with(const model::Finding& finding) {
  page::Map map;
  map.kind = "Map of a flow";
  map.title = fmt::format("Flow {}", evil);
  map.about = {"1 block", "1 problem"};
  map.legend = "Dashed lines: failures.";
  map.missing = {"3 more blocks are not drawn."};
  map.not_read = {"Not read: prompts"};
  map.problems.push_back({finding.status, finding.headline});
  map.boxes.resize(2);
  for (page::MapBox& box : map.boxes) {
    box.icon = "flow";
    box.kind = "end";
    box.title = evil;
  }
  map.boxes[0].exits.push_back({"", 1, "", false});
  map.boxes[1].marks.push_back({0, "leads nowhere"});
  map.start = 0;
  return map;
}

FlowMaps maps_of(const model::Review& review, std::size_t count) {
  const auto findings = model::all_findings(review);
  FlowMaps flows;
  for (std::size_t i = 0; i < count; ++i) flows.maps.push_back({"f", map_with(findings.front())});
  return flows;
}

std::string page_with(const model::Review& review, const FlowMaps& flows) {
  return rendered(writer("html"), review, {{review.status.review_id, {.flows = flows}}});
}

std::multiset<std::string> all(const std::string& page, const char* pattern) {
  const std::regex wanted(pattern);
  std::multiset<std::string> found;
  for (std::sregex_iterator at(page.begin(), page.end(), wanted), end; at != end; ++at) found.insert((*at)[1]);
  return found;
}

void expect_links_lead_somewhere(const std::string& page) {
  const auto ids = all(page, " id=\"([^\"]*)\"");
  for (const std::string& id : ids) EXPECT_EQ(ids.count(id), 1U) << id;
  for (const std::string& link : all(page, "href=\"#([^\"]*)\"")) EXPECT_TRUE(ids.contains(link)) << link;
}

TEST(ReportMaps, AreFoldedAndLinkToTheFindings) {
  const auto review = review_with_problem();
  const std::string page = page_with(review, maps_of(review, 3));
  expect_links_lead_somewhere(page);
  EXPECT_THAT(page, HasSubstr("<summary>3 maps of flows with problems</summary>"));
  EXPECT_EQ(all(page, "(Not read: prompts)").size(), 1U);
  EXPECT_EQ(all(page, "(3 more blocks are not drawn\\.)").size(), 3U);
  EXPECT_EQ(all(page, "leads nowhere</bdi></a>(:) <a href").size(), 3U);
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("\x1b")));
  EXPECT_THAT(page, Not(HasSubstr("-maps.html")));
  EXPECT_EQ(all(page, "class=\"trouble \\w+\" href=\"#(finding-[^\"]+)\"").size(), 3U);
}

TEST(ReportMaps, LeaveAPageWithoutAnyAsItIs) {
  const auto review = review_with_problem();
  EXPECT_EQ(page_with(review, {}), rendered(writer("html"), review));
}

TEST(ReportMaps, SayWhyThereAreNone) {
  const auto review = review_with_problem();
  FlowMaps flows;
  flows.not_known = "what is kept cannot be read";
  EXPECT_THAT(page_with(review, flows), HasSubstr("Maps of flows cannot be drawn: what is kept cannot be read."));
}

TEST(ReportMaps, AreOnAPageBesideWhereTheyAreMany) {
  auto review = review_with_problem();
  FlowMaps flows = maps_of(review, 30);
  flows.not_drawn = 2;
  EXPECT_FALSE(needs_maps_page(maps_of(review, 8)));
  ASSERT_TRUE(needs_maps_page(flows));
  const std::string name = maps_file_name(review.status.review_id);
  const std::string page = page_with(review, flows);
  EXPECT_EQ(all(page, "class=\"(flow-map)\"").size(), 8U);
  EXPECT_THAT(page,
              HasSubstr(fmt::format("22 more are on the page <a href=\"{}\">{}</a> beside this report.", name, name)));
  const std::string beside = maps_page(review, flows);
  expect_links_lead_somewhere(beside);
  EXPECT_EQ(all(beside, "class=\"(flow-map)\"").size(), 22U);
  EXPECT_THAT(beside,
              HasSubstr("2 more flows have problems; `connect-ops-review flows map NAME` draws a map of each."));
  EXPECT_THAT(beside, Not(HasSubstr("<script")));
}

// However few they are, large ones are no part of a report that people mail.
TEST(ReportMaps, AreBoundedByTheirBlocks) {
  const auto review = review_with_problem();
  FlowMaps flows = maps_of(review, 3);
  for (FlowMap& one : flows.maps) one.map.boxes.resize(300, one.map.boxes.front());
  const std::string page = page_with(review, flows);
  EXPECT_EQ(all(page, "class=\"(flow-map)\"").size(), 1U);
  EXPECT_THAT(page, HasSubstr("2 more are on the page"));
}

}  // namespace
}  // namespace formats
