// A review that was interrupted anywhere is completed by going on with it, and AWS is not asked again for what is
// stored.
#include <atomic>
#include <gmock/gmock.h>
#include <set>
#include <stop_token>
#include <string>

#include "app/stored.hpp"
#include "aws/operations/cloudtrail.hpp"
#include "aws/operations/connect.hpp"
#include "aws/operations/pinpoint.hpp"
#include "base/error.hpp"
#include "fakes/forwarding_store.hpp"
#include "fakes/manual_clock.hpp"
#include "fakes/replayed_review.hpp"
#include "model/document.hpp"
#include "store/memory.hpp"

namespace {

using nlohmann::json;

// Takes so many writes, and then none: what a crash leaves of a review.
class DyingStore final : public fakes::ForwardingStore {
 public:
  DyingStore(store::Store& inner, int writes) : ForwardingStore(inner), writes_(writes) {}

  bool claim(const store::Item& status) override {
    write();
    return ForwardingStore::claim(status);
  }
  void put(const store::Item& item) override {
    write();
    ForwardingStore::put(item);
  }

 private:
  void write() {
    if (writes_-- <= 0) throw base::Error(base::ErrorKind::unavailable, "the power went out");
  }

  std::atomic<int> writes_;
};

// The recording, and which operations were asked of it.
class Listening final : public aws::Transport {
 public:
  aws::Answer send(const aws::Operation& operation, const json& input) override {
    {
      const std::lock_guard lock(mutex_);
      asked.insert(aws::action(operation));
    }
    return recording_.send(operation, input);
  }

  std::set<std::string> asked;

 private:
  std::mutex mutex_;  // guards asked
  recording::ReplayTransport recording_{fakes::harbour};
};

class Resume : public testing::Test {
 protected:
  app::ReviewOutcome run(store::Store& store, aws::Transport& transport, const app::Request& request,
                         std::stop_token stop = {}) {
    base::StandingClock as_of(recording_.recorded_at);
    fakes::Patient patient(as_of);
    const app::Context context{.aws = transport,
                               .patience = patient.patience,
                               .store = store,
                               .clock = clock_,
                               .recorded_at = recording_.recorded_at,
                               .remembers = false,
                               .version = "test",
                               .threads = 4,
                               .bounds = {.stop = std::move(stop)}};
    return app::review(context, request, {});
  }

  app::Request whole() const {
    return {model::parse_instance_arn(recording_.instance_arn),
            model::Window::before(recording_.recorded_at, recording_.days), app::choose_components({}, {})};
  }

  // What a review leaves behind, without what differs between two runs: its id, its clock, which component's document
  // counts the calls for what several need, and why components are partial, which a crash forgets of those it stored.
  static std::map<std::string, json> left(store::Store& store, const std::string& id) {
    auto documents = fakes::documents(store, id);
    for (auto& [component, body] : documents) {
      for (const char* member : {"sha256", "reviewId", "collectedAt", "updatedAt", "ttl", "usage", "errors"})
        body.erase(member);
    }
    return documents;
  }

  fakes::ManualClock clock_;
  recording::RecordingInfo recording_ = recording::read_recording_info(fakes::harbour);
};

TEST_F(Resume, CompletesWhatACrashLeftAtAnyPoint) {
  store::MemoryStore uninterrupted(clock_);
  Listening recording;
  const auto expected = run(uninterrupted, recording, whole());
  const int writes = 1 + int(whole().components.size());  // the claim, and each component
  for (int alive = 1; alive <= writes; ++alive) {
    store::MemoryStore store(clock_);
    DyingStore dying(store, alive);
    Listening before;
    EXPECT_THROW(run(dying, before, whole()), base::Error);
    const std::string id = store.reviews({}).reviews.at(0).review_id;
    EXPECT_EQ(int(store.load(id).items.size()), alive);

    clock_.advance(std::chrono::hours(1));
    Listening after;
    const auto outcome = run(store, after, app::resume_request(store, id, {}));
    EXPECT_EQ(outcome.review_id, id);
    EXPECT_EQ(outcome.status, expected.status);
    EXPECT_EQ(outcome.findings, expected.findings);
    EXPECT_EQ(outcome.completed, expected.completed);
    const auto now = left(store, id);
    for (const auto& [component, body] : left(uninterrupted, expected.review_id)) {
      ASSERT_TRUE(now.contains(component)) << component;
      EXPECT_TRUE(now.at(component) == body) << component << " differs after " << alive << " writes";
    }
  }
}

// Asks the review to stop with the first call of an operation.
class Interrupting final : public aws::Transport {
 public:
  explicit Interrupting(const aws::Operation& at) : at_(at) {}
  aws::Answer send(const aws::Operation& operation, const json& input) override {
    if (operation.name == at_.name) stop.request_stop();
    return recording_.send(operation, input);
  }

  std::stop_source stop;

 private:
  const aws::Operation& at_;
  recording::ReplayTransport recording_{fakes::harbour};
};

TEST_F(Resume, CompletesWhatWasInterrupted) {
  store::MemoryStore uninterrupted(clock_);
  Listening recording;
  const auto expected = run(uninterrupted, recording, whole());
  for (const aws::Operation* at : {&aws::connect::describe_instance, &aws::connect::list_users,
                                   &aws::cloudtrail::lookup_events, &aws::pinpoint::phone_number_validate}) {
    store::MemoryStore store(clock_);
    Interrupting interrupting(*at);
    const auto stopped = run(store, interrupting, whole(), interrupting.stop.get_token());
    ASSERT_EQ(stopped.status, model::ReviewStatus::interrupted) << at->name;
    const json status = store.get(stopped.review_id, model::status_component)->body;
    EXPECT_EQ(status.at("status"), "interrupted");
    EXPECT_THAT(status.at("message").get<std::string>(),
                testing::HasSubstr("`connect-ops-review run --resume " + stopped.review_id + "`"));
    const auto before = fakes::documents(store, stopped.review_id);
    EXPECT_LT(before.size(), 1 + whole().components.size());

    clock_.advance(std::chrono::minutes(1));
    Listening after;
    const auto outcome = run(store, after, app::resume_request(store, stopped.review_id, {}));
    EXPECT_EQ(outcome.status, expected.status);
    EXPECT_EQ(outcome.findings, expected.findings);
    const auto now = left(store, stopped.review_id);
    for (const auto& [component, body] : left(uninterrupted, expected.review_id)) {
      ASSERT_TRUE(now.contains(component)) << component;
      EXPECT_TRUE(now.at(component) == body) << component << " differs after " << at->name;
    }
  }
}

// A signal that comes when everything is known is too late.
TEST_F(Resume, IsNotNeededWhereEverythingWasKnown) {
  store::MemoryStore store(clock_);
  const auto on_heap = std::make_unique<std::stop_source>();  // where GCC sees that it is whole
  std::stop_source& stop = *on_heap;
  class Late final : public fakes::ForwardingStore {
   public:
    Late(store::Store& inner, std::stop_source& stop) : ForwardingStore(inner), stop_(stop) {}
    void put(const store::Item& item) override {
      stop_.request_stop();
      ForwardingStore::put(item);
    }

   private:
    std::stop_source& stop_;
  } late(store, stop);
  app::Request request = whole();
  request.components = {"instance"};
  Listening recording;
  const auto outcome = run(late, recording, request, stop.get_token());
  EXPECT_TRUE(stop.stop_requested());
  EXPECT_EQ(outcome.status, model::ReviewStatus::completed);
}

TEST_F(Resume, AsksNothingAgainThatIsStored) {
  store::MemoryStore store(clock_);
  Listening first;
  const auto outcome = run(store, first, whole());
  ASSERT_TRUE(first.asked.contains("cloudtrail:LookupEvents"));
  store::Item status = *store.get(outcome.review_id, model::status_component);
  status.body.erase("sha256");
  status.body["status"] = "in_progress";
  const json phone = store.get(outcome.review_id, "phone")->body;

  // Everything but the flow logs was stored when it stopped.
  store::MemoryStore torn(clock_);
  for (const auto& item : store.load(outcome.review_id).items) {
    if (item.component != "logs") torn.put(item);
  }
  torn.put(status);
  Listening second;
  const auto resumed = run(torn, second, app::resume_request(torn, outcome.review_id, {}));
  EXPECT_EQ(resumed.findings, outcome.findings);
  EXPECT_TRUE(second.asked.contains("logs:FilterLogEvents"));
  for (const char* other : {"cloudtrail:LookupEvents", "cloudwatch:GetMetricData", "connect:ListUsers",
                            "connect:DescribePhoneNumber", "connect:SearchContactFlows"}) {
    EXPECT_FALSE(second.asked.contains(other)) << other;
  }
  EXPECT_EQ(torn.get(outcome.review_id, "phone")->body, phone);
}

TEST_F(Resume, AsksAgainForAComponentOfWhichNothingWasRead) {
  store::MemoryStore store(clock_);
  Listening first;
  const auto outcome = run(store, first, whole());
  store::Item failed = *store.get(outcome.review_id, "quota");
  failed.body["status"] = "failed";
  store.put(failed);
  Listening second;
  run(store, second, app::resume_request(store, outcome.review_id, {}));
  EXPECT_TRUE(second.asked.contains("service-quotas:ListServiceQuotas") ||
              second.asked.contains("servicequotas:ListServiceQuotas"));
  EXPECT_FALSE(second.asked.contains("cloudtrail:LookupEvents"));
  EXPECT_NE(store.get(outcome.review_id, "quota")->body.at("status"), "failed");
}

TEST_F(Resume, RefusesWhatItCannotGoOnWith) {
  store::MemoryStore store(clock_);
  const auto refusal = [&](const std::string& id) {
    try {
      app::resume_request(store, id, {});
    } catch (const base::Error& error) {
      EXPECT_EQ(error.kind(), base::ErrorKind::usage) << id;
      return std::string(error.what());
    }
    ADD_FAILURE() << id << " was taken";
    return std::string();
  };
  EXPECT_NE(refusal("20260101-000000").find("there is no review 20260101-000000"), std::string::npos);
  // As the application that this one replaces stored it.
  store.put({"20240213-120000", "STATUS", {{"reviewId", "20240213-120000"}, {"status", "in_progress"}}});
  EXPECT_NE(refusal("20240213-120000").find("start a new one"), std::string::npos);
}

}  // namespace
