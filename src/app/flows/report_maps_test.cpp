#include "app/flows/report_maps.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "app/flows/flows_for_test.hpp"
#include "app/flows/kept_flows.hpp"
#include "base/error.hpp"
#include "store/memory.hpp"

namespace app {
namespace {

using namespace analysis::test;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class ReportMapsOf : public test::FlowsOfInstance {
 protected:
  ReportMapsOf() {
    review.status.review_id = "20260101-000000";
    review.documents.emplace_back().component = "flow";
  }

  model::Finding& found(const std::string& flow, const std::string& headline,
                        model::Status status = model::Status::fail) {
    model::Finding finding;
    finding.check_id = "check";
    finding.component = "flow";
    finding.status = status;
    finding.headline = headline;
    finding.resource = {"flow", flow, fmt::format("Flow {}", flow)};
    return review.documents.front().findings.emplace_back(std::move(finding));
  }

  std::vector<std::string> keys() const {
    std::vector<std::string> keys;
    for (const auto& one : report_maps(inventory(), review).maps) keys.push_back(one.key);
    return keys;
  }

  model::Review review;
};

TEST_F(ReportMapsOf, AreOfFlowsWithProblemsThoseOfBlocksFirst) {
  for (const char* id : {"fine", "quiet", "broken", "muted", "open"})
    instance.flow(id, {block("a", "MessageParticipant", {std::string(id) == "broken" ? "gone" : "b"}),
                       block("b", "DisconnectParticipant")});
  number("+49 1", "broken");
  found("quiet", "Flow quiet does not log");
  found("broken", "1 block of Flow broken leads nowhere");
  found("muted", "Flow muted does not log").muted = model::Muted{};
  found("open", "Flow open may not log", model::Status::not_assessed);
  EXPECT_THAT(keys(), ElementsAre("broken", "quiet"));
}

TEST_F(ReportMapsOf, BeginWithFlowsThatFail) {
  instance.flow("broken", {block("a", "MessageParticipant", {"gone"})});
  instance.flow("quiet", {block("a", "DisconnectParticipant")});
  number("+49 1", "broken");
  found("broken", "1 block of Flow broken leads nowhere", model::Status::warn);
  found("quiet", "Flow quiet does not log");
  EXPECT_THAT(keys(), ElementsAre("quiet", "broken"));
}

TEST_F(ReportMapsOf, ShowAtTheStartWhatNoBlockIsTo) {
  instance.flow("quiet", {block("a", "DisconnectParticipant")});
  found("quiet", "Flow quiet does not log", model::Status::warn);
  const auto flows = report_maps(inventory(), review);
  ASSERT_THAT(flows.maps, SizeIs(1));
  const page::Map& map = flows.maps[0].map;
  EXPECT_EQ(map.about.back(), "1 problem");
  EXPECT_EQ(map.problems.back().headline, "Flow quiet does not log");
  EXPECT_EQ(map.boxes[map.start].marks.back().text, "Flow quiet does not log");
}

TEST_F(ReportMapsOf, TellFlowsOfOneNameApart) {
  for (const char* id : {"one", "two", "other"}) {
    instance.flow(id, {block("a", "DisconnectParticipant")});
    found(id, fmt::format("Flow {} does not log", id));
    if (std::string_view(id) != "other") instance.flows.value->back().name = "Main Menu";
  }
  std::vector<std::string> titles;
  for (const auto& one : report_maps(inventory(), review).maps) titles.push_back(one.map.title);
  EXPECT_THAT(titles, testing::UnorderedElementsAre("Main Menu (one)", "Main Menu (two)", "Flow other"));
}

TEST_F(ReportMapsOf, AreBounded) {
  for (int i = 0; i < 210; ++i) {
    instance.flow(fmt::format("f{}", i), {block("a", "DisconnectParticipant")});
    found(fmt::format("f{}", i), fmt::format("Flow f{} does not log", i));
  }
  const auto flows = report_maps(inventory(), review);
  EXPECT_THAT(flows.maps, SizeIs(200));
  EXPECT_EQ(flows.not_drawn, 10U);
}

TEST_F(ReportMapsOf, AreMadeOfWhatTheReviewKept) {
  instance.flow("quiet", {block("a", "DisconnectParticipant")});
  found("quiet", "Flow quiet does not log");
  base::SystemClock clock;
  store::MemoryStore store{clock};
  EXPECT_THAT(report_maps(store, review).maps, IsEmpty());
  EXPECT_EQ(report_maps(store, review).not_known, "");
  const std::string& id = review.status.review_id;
  store.put_file(id, flows_file_name(id), packed_flows(inventory()), flows_media_type);
  EXPECT_THAT(report_maps(store, review).maps, SizeIs(1));
  store.put_file(id, flows_file_name(id), "none", flows_media_type);
  EXPECT_THAT(report_maps(store, review).maps, IsEmpty());
  EXPECT_THAT(report_maps(store, review).not_known, HasSubstr("cannot be read"));
}

}  // namespace
}  // namespace app
