#include "app/store_erase.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "analysis/flow_graph_for_test.hpp"
#include "app/flows/kept_flows.hpp"
#include "app/history/past.hpp"
#include "app/stored.hpp"
#include "base/error.hpp"
#include "fakes/judged_review.hpp"
#include "fakes/manual_clock.hpp"
#include "formats/maps_page.hpp"
#include "formats/table.hpp"
#include "store/memory.hpp"

namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

std::string erased(const std::string& what, const std::string& text) {
  return app::Erasure(what, "#").erased(text).value_or("-");
}

TEST(Erasure, FindsANumberHoweverItIsGrouped) {
  for (const char* same : {"+493023125000", "493023125000", "+49 30 2312-5000", "(49) 30.23125000", "49/30/23125000"}) {
    for (const char* stored : {"493023125000", "49 30 23125000", "49 (30) 2312.5000"}) {
      EXPECT_EQ(erased(same, "a " + std::string(stored) + ", b"), "a #, b") << same << " " << stored;
    }
  }
  EXPECT_EQ(erased("+493023125000", "00493023125000 +493023125000 ?n=%2B493023125000 n%20493023125000"),
            "00# +# ?n=%2B# n%20#");
}

TEST(Erasure, LeavesOtherNumbers) {
  for (const char* other :
       {"4930231250001", "1493023125000", "49302312500", "49 30 23125  --  000", "49x3023125000", ""}) {
    EXPECT_EQ(erased("+493023125000", other), "-") << other;
  }
}

TEST(Erasure, FindsAWholeWordInAnyCase) {
  EXPECT_EQ(erased("Jane Doe", "by jane doe, JANE DOE and Jane Doerr"), "by #, # and Jane Doerr");
  EXPECT_EQ(erased("jane@x.example", "mailto:Jane%40x.example?a=jane@x.example"), "mailto:#?a=#");
  EXPECT_EQ(erased("zoë", "Zoë zoë, zoëy"), "# #, zoëy");
  EXPECT_EQ(erased("jane", "call%20jane%20back, agent/jane"), "call%20#%20back, agent/#");
  EXPECT_EQ(erased("jane", "janes ajane jane1"), "-");
}

TEST(Erasure, RefusesWhatNamesNobody) {
  for (const char* text : {"", "a", "ab", "++++", "   "}) EXPECT_THROW(app::Erasure(text, "#"), base::Error) << text;
}

TEST(StoreErase, ChangesWhatIsStoredAndNothingElse) {
  fakes::ManualClock clock;
  store::MemoryStore store(clock);
  const std::string id = "20260213-080000";
  const json old = json::parse(R"({"reviewId": "20260213-080000", "componentType": "jane", "instanceArn": "arn:jane",
    "data": {"by": {"jane": 1, "JANE": 2}, "at": "2026-02-13T08:00:00Z", "list": ["of jane", 7, null, true]},
    "findings": [{"checkId": "jane", "status": "warn", "component": "jane", "observed": "jane JANE"}]})");
  store.put({id, "jane", old});
  const auto done = app::erase(store, {app::Erasure("jane", "#")}, false, clock.now(), 1, {});
  EXPECT_EQ(done.mentions, 5);
  EXPECT_EQ(store.get(id, "jane")->body,
            json::parse(R"({"reviewId": "20260213-080000", "componentType": "jane", "instanceArn": "arn:jane",
    "data": {"by": {"#": 2, "# 2": 1}, "at": "2026-02-13T08:00:00Z", "list": ["of #", 7, null, true]},
    "findings": [{"checkId": "jane", "status": "warn", "component": "jane", "observed": "# #"}]})"));
}

// A report tells what the review before it found: both lose the name before either's report is made again.
TEST(StoreErase, KeepsTheNewsOfReports) {
  fakes::ManualClock clock;
  store::MemoryStore store(clock);
  const auto& html = formats::writer("html");
  const auto keep = [&](const model::Review& review) {
    const std::string& id = review.status.review_id;
    store.put({id, "STATUS", model::to_json(review.status)});
    store.put({id, "metrics", model::to_json(review.documents.front())});
    store.put_file(id, formats::file_name(id, html), formats::rendered(html, review, app::with_past(store, review)),
                   html.media_type);
  };
  const std::string first = "20260206-080000", second = "20260213-080000";
  keep(
      fakes::review({fakes::finding("Jane", model::Status::fail), fakes::finding("Menu", model::Status::fail)}, first));
  keep(fakes::review({fakes::finding("Jane", model::Status::pass), fakes::finding("Menu", model::Status::fail)},
                     second));
  const std::string before = store.get_file(second, formats::file_name(second, html)).value();
  ASSERT_THAT(before, AllOf(HasSubstr("Jane"), HasSubstr("1 fixed")));
  const auto done = app::erase(store, {app::Erasure("Jane", "#")}, false, clock.now(), 2, {});
  ASSERT_THAT(done.reports, SizeIs(2));
  for (const auto& report : done.reports) EXPECT_EQ(report.why, "made again") << report.what;
  const std::string after = store.get_file(second, formats::file_name(second, html)).value();
  EXPECT_THAT(after, AllOf(HasSubstr("1 fixed"), Not(HasSubstr("Jane"))));
  const auto review = app::load_review(store, second);
  EXPECT_EQ(after, formats::rendered(html, review, app::with_past(store, review)));
}

// Maps are drawn of what is kept of flows, which loses the name first.
TEST(StoreErase, DrawsMapsAgain) {
  using analysis::test::block;
  fakes::ManualClock clock;
  store::MemoryStore store(clock);
  analysis::test::Instance instance;
  std::vector<model::Finding> findings;
  for (int i = 0; i < 30; ++i) {
    const std::string id = fmt::format("f{}", i);
    instance.flow(id, {block(i == 29 ? "Jane" : "a", "DisconnectParticipant")});
    findings.push_back(fakes::finding(id, model::Status::fail));
    findings.back().resource.key = id;
    findings.back().headline = fmt::format("{} fails", id);
  }
  model::Inventory inventory;
  inventory.flows = instance.flows;
  inventory.flow_contents = instance.contents;
  model::Review review = fakes::review(findings);
  const std::string id = review.status.review_id, maps = formats::maps_file_name(id);
  store.put({id, "STATUS", model::to_json(review.status)});
  store.put({id, "metrics", model::to_json(review.documents.front())});
  store.put_file(id, app::flows_file_name(id), app::packed_flows(inventory), app::flows_media_type);
  app::write_reports(store, review, {}, {.formats = {"html"}}, [](const app::WrittenReport&) {});
  ASSERT_THAT(store.get_file(id, maps).value(), HasSubstr("Jane"));
  app::erase(store, {app::Erasure("Jane", "#")}, false, clock.now(), 1, {});
  EXPECT_THAT(store.get_file(id, maps).value(), AllOf(HasSubstr("f29"), Not(HasSubstr("Jane"))));
}

}  // namespace
