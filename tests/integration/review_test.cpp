// The review use case with everything real but AWS and time: ids, retention, reuse of carriers, faults of the store.
#include <atomic>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <latch>
#include <set>

#include "app/stored.hpp"
#include "base/error.hpp"
#include "base/timestamp.hpp"
#include "fakes/forwarding_store.hpp"
#include "fakes/manual_clock.hpp"
#include "fakes/replayed_review.hpp"
#include "model/document.hpp"
#include "store/memory.hpp"

namespace {

using nlohmann::json;

// Passes calls on and counts them by operation.
class CountingTransport final : public aws::Transport {
 public:
  explicit CountingTransport(aws::Transport& inner) : inner_(inner) {}

  aws::Answer send(const aws::Operation& operation, const json& input) override {
    {
      const std::lock_guard lock(mutex_);
      ++calls_[aws::action(operation)];
    }
    return inner_.send(operation, input);
  }

  int calls(const std::string& action) { return calls_[action]; }

 private:
  aws::Transport& inner_;
  std::mutex mutex_;
  std::map<std::string, int> calls_;
};

class Review : public testing::Test {
 protected:
  // As if live: the recording's answers, but nothing that says they are recorded.
  app::ReviewOutcome run_live(aws::Transport& transport, const std::vector<std::string>& components) {
    base::StandingClock as_of(recording_.recorded_at);
    fakes::Patient patient(as_of);
    const app::Context context{.aws = transport,
                               .patience = patient.patience,
                               .store = store_,
                               .clock = clock_,
                               .recorded_at = std::nullopt,
                               .version = "test"};
    return app::review(context,
                       {instance_, model::Window::before(recording_.recorded_at, recording_.days), components, {}}, {});
  }

  json body(const std::string& review_id, const std::string& component) {
    const auto item = store_.get(review_id, component);
    return item ? item->body : json();
  }

  fakes::ManualClock clock_;
  store::MemoryStore store_{clock_};
  recording::RecordingInfo recording_ = recording::read_recording_info(fakes::harbour);
  model::InstanceRef instance_ = model::parse_instance_arn(recording_.instance_arn);
};

TEST_F(Review, TellsItselfApartWhenAnotherReviewHasItsSecond) {
  const fakes::Replay replay{.components = {"cloudtrail"}};
  EXPECT_EQ(fakes::review(replay, store_, clock_).review_id, "20260213-090000");
  EXPECT_EQ(fakes::review(replay, store_, clock_).review_id, "20260213-090000-74c2");
  EXPECT_EQ(fakes::review(replay, store_, clock_).review_id, "20260213-090000-74c2b909");
  const std::string by_chance = fakes::review(replay, store_, clock_).review_id;
  EXPECT_THAT(by_chance, testing::MatchesRegex("20260213-090000-[0-9a-f]{8}"));
  clock_.advance(std::chrono::seconds(1));
  EXPECT_EQ(fakes::review(replay, store_, clock_).review_id, "20260213-090001");
}

// Counts claims.
class CountingStore final : public fakes::ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;

  bool claim(const store::Item& status) override {
    ++claims;
    return ForwardingStore::claim(status);
  }

  std::atomic<int> claims{0};
};

// Two hundred reviews of as many instances that a schedule starts in one second: once, every one of them tried the
// seconds of all that came before, 20,100 claims in all, and the 301st of a store found none.
TEST_F(Review, NeedsFewClaimsHoweverManyBeginTogether) {
  CountingStore counted(store_);
  recording::ReplayTransport transport(fakes::harbour);
  base::StandingClock as_of(recording_.recorded_at);
  fakes::Patient patient(as_of);
  std::set<std::string> ids;
  for (int i = 0; i < 200; ++i) {
    instance_.instance_id = fmt::format("{:08x}-0000-4000-8000-000000000000", 0x9e3779b9U * unsigned(i));
    const app::Context context{
        .aws = transport, .patience = patient.patience, .store = counted, .clock = clock_, .recorded_at = std::nullopt};
    ids.insert(app::review(context, {instance_, {}, {}, {}}, {}).review_id);
  }
  EXPECT_EQ(ids.size(), 200U);
  EXPECT_LE(counted.claims, 2 * 200);
}

// A store that takes no component's document before all of them are there.
class MeetingStore final : public fakes::ForwardingStore {
 public:
  MeetingStore(store::Store& inner, std::ptrdiff_t components) : ForwardingStore(inner), together_(components) {}

  void put(const store::Item& item) override {
    if (item.component != model::status_component) together_.arrive_and_wait();
    ForwardingStore::put(item);
  }

 private:
  std::latch together_;
};

// Stores take their time. This hangs when components are written one after the other.
TEST_F(Review, WritesItsComponentsBesideEachOther) {
  MeetingStore meeting(store_, std::ptrdiff_t(components::table().size()));
  const auto outcome = fakes::review({.threads = 20}, meeting, clock_);
  EXPECT_EQ(outcome.completed.size(), components::table().size());
}

TEST_F(Review, StampsDocumentsWithTheTimeOfStoringAndTheWindowOfTheRecording) {
  const auto outcome = fakes::review({}, store_, clock_);
  const json quota = body(outcome.review_id, "quota");
  EXPECT_EQ(quota.at("collectedAt"), "2026-02-13T09:00:00Z");
  EXPECT_EQ(quota.at("ttl"), base::to_epoch_seconds(clock_.now()) + std::int64_t{90} * 86400);
  EXPECT_EQ(quota.at("window"), (json{{"start", "2026-11-02T09:00:00Z"}, {"end", "2026-11-16T09:00:00Z"}}));
  EXPECT_EQ(quota.at("recordedAt"), "2026-11-16T09:00:00Z");
}

TEST_F(Review, IsGoneFromEveryReaderAfterNinetyDays) {
  const auto outcome = fakes::review({.components = {"cloudtrail"}}, store_, clock_);
  clock_.advance(std::chrono::days(90) - std::chrono::seconds(1));
  EXPECT_EQ(store_.reviews({}).reviews.size(), 1U);
  clock_.advance(std::chrono::seconds(2));
  EXPECT_EQ(store_.reviews({}).reviews.size(), 0U);
  EXPECT_THROW(app::load_review(store_, outcome.review_id), base::Error);
}

TEST_F(Review, LooksUpEachCarrierOnce) {
  recording::ReplayTransport replay(fakes::harbour);
  CountingTransport first(replay), second(replay);
  const auto one = run_live(first, {"phone"});
  EXPECT_GT(first.calls("mobiletargeting:PhoneNumberValidate"), 40);
  const auto two = run_live(second, {"phone"});
  // Only numbers whose carrier AWS does not know are asked for again.
  EXPECT_LT(second.calls("mobiletargeting:PhoneNumberValidate"), 15);
  EXPECT_EQ(body(one.review_id, "phone").at("data").at("by_country"),
            body(two.review_id, "phone").at("data").at("by_country"));
}

TEST_F(Review, AsksForEachListOnceHoweverManyComponentsTakeIt) {
  recording::ReplayTransport replay(fakes::harbour);
  CountingTransport client(replay);
  run_live(client, app::choose_components({}, {}));
  EXPECT_EQ(client.calls("connect:DescribeInstance"), 1);
  EXPECT_EQ(client.calls("connect:ListContactFlows"), 2);  // two pages
  EXPECT_EQ(client.calls("connect:ListQueues"), 2);        // two pages
  EXPECT_EQ(client.calls("connect:ListInstanceAttributes"), 2);
  // One batch of three pages, API calls, delays of streams, lost packets.
  EXPECT_EQ(client.calls("cloudwatch:GetMetricData"), 6);
}

// Lets so many calls through before the time of the run is over.
class EndingTransport final : public aws::Transport {
 public:
  EndingTransport(aws::Transport& inner, fakes::ManualClock& clock, int calls)
      : inner_(inner), clock_(clock), left_(calls) {}

  aws::Answer send(const aws::Operation& operation, const json& input) override {
    aws::Answer answer = inner_.send(operation, input);
    if (--left_ == 0) clock_.advance(std::chrono::hours(1));
    return answer;
  }

 private:
  aws::Transport& inner_;
  fakes::ManualClock& clock_;
  std::atomic<int> left_;
};

TEST_F(Review, IsWrittenWithWhatWasReadWhenItsTimeIsOver) {
  recording::ReplayTransport replay(fakes::harbour);
  EndingTransport ending(replay, clock_, 12);
  fakes::Patient patient(clock_);
  const app::Context context{
      .aws = ending,
      .patience = patient.patience,
      .store = store_,
      .clock = clock_,
      .recorded_at = std::nullopt,
      .version = "test",
      .threads = 1,
      .bounds = {.deadline = clock_.now() + std::chrono::minutes(20), .when_over = "the run's time was over"}};
  const auto outcome = app::review(
      context,
      {instance_, model::Window::before(recording_.recorded_at, recording_.days), app::choose_components({}, {}), {}},
      {});
  EXPECT_EQ(outcome.status, model::ReviewStatus::partial);
  EXPECT_EQ(model::status_from_json(body(outcome.review_id, "STATUS")).status, model::ReviewStatus::partial);
  EXPECT_FALSE(outcome.failed.empty());
  EXPECT_GT(outcome.findings.of(model::Status::not_assessed), 0);
  for (const std::string& error : outcome.errors) EXPECT_THAT(error, testing::HasSubstr("the run's time was over"));
}

// Which has no datasets of its own.
TEST_F(Review, SaysOfCostThatAPartIsKnown) {
  const auto outcome = fakes::review({.components = {"cost"}}, store_, clock_);
  EXPECT_EQ(body(outcome.review_id, "cost").at("status"), "partial");
  EXPECT_TRUE(outcome.failed.empty());
}

TEST_F(Review, DoesNotLookUpCarriersWhenThatIsSwitchedOff) {
  fakes::Replay request{.components = {"phone"}};
  request.settings.carrier_lookup = false;
  const auto outcome = fakes::review(request, store_, clock_);
  EXPECT_EQ(outcome.status, model::ReviewStatus::completed);  // what was switched off is no failure
  const json phone = body(outcome.review_id, "phone");
  int found = 0;
  for (const auto& finding : phone.at("findings")) {
    if (finding.at("checkId") != "carrier_diversity") continue;
    ++found;
    EXPECT_EQ(finding.at("status"), "info");  // what a person chose is no gap
    EXPECT_THAT(finding.at("observed").get<std::string>(), testing::HasSubstr("carrier_lookup = false"));
  }
  EXPECT_EQ(found, 1);
}

// Reference documents and broken ones beside each other, as an old bucket may hold them.
TEST_F(Review, LoadsWhatTheReferenceStoredAndShowsWhatIsBroken) {
  const std::string id = "20240213-120000";
  store_.put({id,
              "STATUS",
              {{"reviewId", id}, {"status", "completed"}, {"message", "done"}, {"updatedAt", "2024-02-13T12:00:00"}}});
  store_.put(
      {id,
       "quota",
       {{"reviewId", id}, {"componentType", "quota"}, {"data", {{"quotas", json::array()}}}, {"ttl", 4102444800}}});
  store_.put({id, "logs", {{"reviewId", id}, {"componentType", "logs"}, {"data", {{"error", "takes 4 arguments"}}}}});
  store_.put({id, "flow", {{"reviewId", id}, {"componentType", "flow"}, {"schemaVersion", 99}}});
  store_.put_text(id, "phone", "{ half");

  const model::Review review = app::load_review(store_, id);
  EXPECT_EQ(review.status.status, model::ReviewStatus::completed);
  ASSERT_EQ(review.documents.size(), 2U);
  EXPECT_EQ(review.documents[0].component, "logs");
  EXPECT_EQ(review.documents[0].status, model::DocumentStatus::failed);
  EXPECT_EQ(review.documents[1].component, "quota");
  EXPECT_EQ(review.documents[1].schema_version, 0);
  ASSERT_EQ(review.unreadable.size(), 2U);
}

TEST_F(Review, FindsTheLatestReview) {
  EXPECT_THROW(app::resolve_review_id(store_, "latest", clock_.now()), base::Error);
  fakes::review({.components = {"cloudtrail"}}, store_, clock_);
  clock_.advance(std::chrono::hours(1));
  fakes::review({.components = {"cloudtrail"}}, store_, clock_);
  EXPECT_EQ(app::resolve_review_id(store_, "latest", clock_.now()), "20260213-100000");
  EXPECT_EQ(app::resolve_review_id(store_, "20260213-090000", clock_.now()), "20260213-090000");
  EXPECT_THROW(app::resolve_review_id(store_, "20260213-0900", clock_.now()), base::Error);
}

// A store that refuses one component's document.
class RefusingStore final : public fakes::ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;

  void put(const store::Item& item) override {
    if (item.component == "flow") throw base::Error(base::ErrorKind::unavailable, "the disk is full");
    ForwardingStore::put(item);
  }
};

TEST_F(Review, EndsWithTheStoresErrorAndKeepsWhatWasStored) {
  RefusingStore refusing(store_);
  try {
    fakes::review({}, refusing, clock_);
    FAIL() << "the review should have ended";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.kind(), base::ErrorKind::unavailable);
  }
  const auto status = model::status_from_json(body("20260213-090000", "STATUS"));
  EXPECT_EQ(status.status, model::ReviewStatus::in_progress);  // never called done
  EXPECT_EQ(body("20260213-090000", "flow"), json());
}

}  // namespace
