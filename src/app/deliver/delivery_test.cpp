#include "app/deliver/delivery.hpp"

#include <atomic>
#include <gmock/gmock.h>
#include <map>
#include <nlohmann/json.hpp>

#include "app/answer.hpp"
#include "app/perform.hpp"
#include "base/error.hpp"
#include "base/timestamp.hpp"
#include "fakes/forwarding_store.hpp"
#include "fakes/manual_clock.hpp"
#include "fakes/source_directory.hpp"
#include "fakes/temporary_directory.hpp"
#include "fakes/variables.hpp"
#include "store/memory.hpp"

namespace {

using app::AfterDocument;
using app::AfterReview;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class Deliveries : public testing::Test {
 protected:
  app::Performed perform(const std::vector<app::Delivery>& rows) {
    app::Replay replay(std::string(fakes::source_directory) + "/samples/harbour");
    return app::perform(replay.context(store_, clock_, "test"), replay.request(config_, replay.info.days), means(rows));
  }

  app::Means means(std::span<const app::Delivery> rows) {
    return {
        .store = store_, .config = config_, .clock = clock_, .store_usage = [] { return base::Usage{}; }, .rows = rows};
  }

  std::string stored_status(const app::Performed& performed) {
    return store_.get(performed.outcome.review_id, "STATUS")->body.at("status");
  }

  fakes::ManualClock clock_{*base::from_iso8601("2026-11-28T09:00:00Z")};
  store::MemoryStore store_{clock_};
  fakes::Variables variables_;
  const app::Config config_{{{"only", "instance,quota"}}, std::nullopt, variables_};
  std::atomic<int> documents_ = 0, reviews_ = 0;
  const AfterDocument count_document_ = [this](const model::Document&, const app::Means&) { ++documents_; };
  const AfterReview count_review_ = [this](app::Performed&, const app::Means&) { ++reviews_; };
};

TEST_F(Deliveries, FollowEachStoredDocumentAndTheFinishedReview) {
  const AfterDocument is_stored = [this](const model::Document& document, const app::Means& means) {
    EXPECT_TRUE(means.store.get(document.review_id, document.component)) << document.component;
    EXPECT_EQ(reviews_, 0);
  };
  const auto performed = perform({{"stored", is_stored}, {"documents", count_document_}, {"reviews", count_review_}});
  EXPECT_EQ(documents_, 2);
  EXPECT_EQ(reviews_, 1);
  EXPECT_THAT(performed.outcome.not_delivered, IsEmpty());
}

TEST_F(Deliveries, ThatFailAfterADocumentAreSaidAndFailNoReview) {
  const AfterDocument fail = [](const model::Document& document, const app::Means&) {
    if (document.component == "quota") throw base::Error(base::ErrorKind::denied, "the hub is closed");
  };
  const auto without = perform({});
  const auto performed = perform({{"hub", fail}, {"documents", count_document_}, {"reviews", count_review_}});
  EXPECT_THAT(performed.outcome.not_delivered, ElementsAre("quota: the delivery 'hub' failed: the hub is closed"));
  EXPECT_THAT(app::answer(performed).at("errors").dump(), HasSubstr("the hub is closed"));
  EXPECT_EQ(performed.outcome.status, without.outcome.status);
  EXPECT_EQ(stored_status(performed), stored_status(without));
  EXPECT_EQ(performed.outcome.errors, without.outcome.errors);
  EXPECT_THAT(performed.outcome.completed, ElementsAre("instance", "quota"));
  EXPECT_EQ(documents_, 2) << "the deliveries behind it are made";
  EXPECT_EQ(reviews_, 1);
}

TEST_F(Deliveries, ThatFailAfterTheReviewAreSaidAndFailNoReview) {
  const AfterReview fail = [](app::Performed&, const app::Means&) { throw std::runtime_error("no paper"); };
  const auto without = perform({});
  const auto performed = perform({{"printer", fail}, {"reviews", count_review_}});
  EXPECT_THAT(performed.outcome.not_delivered, ElementsAre("review: the delivery 'printer' failed: no paper"));
  EXPECT_THAT(app::answer(performed).at("errors").dump(), HasSubstr("no paper"));
  EXPECT_EQ(performed.outcome.status, without.outcome.status);
  EXPECT_EQ(stored_status(performed), stored_status(without));
  EXPECT_EQ(reviews_, 1) << "the delivery behind it is made";
}

TEST_F(Deliveries, KeepTheReportsThatCouldBeWritten) {
  const fakes::TemporaryDirectory directory;
  const auto path = directory.path() / "reports";
  const app::Config config({{"output_formats", "text,json"}, {"output_dir", path.string()}, {"only", "instance"}},
                           std::nullopt, variables_);
  app::Performed performed = perform({});
  std::filesystem::create_directories(path / ("connect-ops-review-" + performed.outcome.review_id + ".json"));
  app::Means means = this->means(app::deliveries());
  const app::Means with_reports{means.store, config, means.clock, means.store_usage};
  EXPECT_THAT(app::deliver(performed, with_reports), ElementsAre(HasSubstr("the delivery 'reports' failed")));
  ASSERT_THAT(performed.kept.reports, SizeIs(1));
  EXPECT_EQ(performed.kept.reports.front().format, "text");
}

// A process that is killed between its last document and its report leaves a state that says so.
TEST_F(Deliveries, AreNamedByTheStateUntilTheReportsAreWritten) {
  app::Performed performed = perform({});
  const auto due = [&] {
    return store_.get(performed.outcome.review_id, "STATUS")->body.value("reportsDue", nlohmann::json());
  };
  EXPECT_EQ(due(), nlohmann::json({"html"}));
  const auto told = [](const app::WrittenReport& report) { EXPECT_FALSE(report.link.empty()); };
  app::write_reports(store_, performed.review, {}, {{"json"}}, told);
  EXPECT_EQ(due(), nlohmann::json({"html"}));
  app::write_reports(store_, performed.review, {}, {{"html"}}, told);
  EXPECT_TRUE(due().is_null());
}

class CountingStore final : public fakes::ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  store::Items load(std::string_view id) override {
    ++loads[std::string(id)];
    return ForwardingStore::load(id);
  }

  std::map<std::string, int> loads;
};

// Reports, notices and events tell one comparison.
TEST_F(Deliveries, ReadTheReviewBeforeOnce) {
  const std::string before = perform({}).outcome.review_id;
  clock_.advance(std::chrono::hours(1));
  CountingStore counting(store_);
  app::Replay replay(std::string(fakes::source_directory) + "/samples/harbour");
  std::vector<std::string> since;
  const std::vector<app::Delivery> rows = {{"listener", [&](app::Performed& performed, const app::Means&) {
                                              since = {performed.news.since,
                                                       performed.besides.begin()->second.past->since->review_id};
                                            }}};
  const app::Means means{
      .store = counting, .config = config_, .clock = clock_, .store_usage = [] { return base::Usage{}; }, .rows = rows};
  app::perform(replay.context(counting, clock_, "test"), replay.request(config_, replay.info.days), means);
  EXPECT_THAT(since, ElementsAre(before, before));
  EXPECT_EQ(counting.loads[before], 1);
}

TEST_F(Deliveries, GiveAnAnswerAgainWithoutItsMetrics) {
  const auto performed = perform({});
  std::vector<std::string> lines;
  app::Means all = means(app::deliveries());
  const fakes::TemporaryDirectory directory;
  const app::Config config({{"output_dir", directory.path().string()}}, std::nullopt, variables_);
  const app::Means with_log{.store = all.store,
                            .config = config,
                            .clock = all.clock,
                            .store_usage = all.store_usage,
                            .metrics = app::MetricLog{"", [&](const std::string& line) { lines.push_back(line); }}};
  const auto again = app::perform_again(performed.outcome.review_id, with_log);
  EXPECT_THAT(lines, IsEmpty());
  EXPECT_EQ(again.outcome.findings, performed.outcome.findings);
  app::Performed first = performed;
  EXPECT_THAT(app::deliver(first, with_log), IsEmpty());
  EXPECT_THAT(lines, SizeIs(1));
}

}  // namespace
