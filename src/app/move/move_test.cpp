#include "app/move/move.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <mutex>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/timestamp.hpp"
#include "fakes/forwarding_store.hpp"
#include "fakes/manual_clock.hpp"
#include "fakes/temporary_directory.hpp"
#include "formats/table.hpp"
#include "model/document.hpp"
#include "recording/carry.hpp"
#include "store/memory.hpp"
#include "store/open.hpp"

namespace {

using base::ErrorKind;
using nlohmann::json;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

// A store whose writes go wrong when the test says so.
class FailingStore final : public fakes::ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;

  void put(const store::Item& item) override {
    if (before_put) before_put(item);
    ForwardingStore::put(item);
  }
  store::Items load(std::string_view id) override {
    if (before_load) before_load(id);
    return ForwardingStore::load(id);
  }

  std::function<void(const store::Item&)> before_put;
  std::function<void(std::string_view id)> before_load;
};

const std::string arn = "arn:aws:connect:eu-central-1:111122223333:instance/aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb";
const std::string report_name = "connect-ops-review-20260101-090000.html";

class Move : public testing::Test {
 protected:
  static store::Item document(const std::string& id, const std::string& component, const json& data,
                              const std::string& instance = arn) {
    return {id, component, {{"reviewId", id}, {"componentType", component}, {"instanceArn", instance}, {"data", data}}};
  }
  static store::Item status(const std::string& id, const std::string& word, const std::string& instance = arn) {
    auto item = document(id, "STATUS", nullptr, instance);
    item.body["status"] = word;
    return item;
  }

  // Three documents and a report.
  void store_review(const std::string& id, const std::string& instance = arn) {
    from_.put(status(id, "completed", instance));
    from_.put(document(id, "quota", {{"share", 0.1}, {"whole", 12.0}, {"big", 9007199254740993}}, instance));
    from_.put(document(id, "phone", "Grüße 𝄞", instance));
    from_.put_file(id, "connect-ops-review-" + id + ".html", "<p>" + id, "text/html");
  }
  app::Copied copy(app::CopyOptions options = {}, const store::Filter& filter = {}) {
    options.now = clock_.now();
    return app::copy(from_, to_, filter, options, {});
  }
  app::Verified verify(std::size_t threads = 4) { return verify(to_, threads); }
  app::Verified verify(store::Store& to, std::size_t threads = 4) {
    return app::verify(from_, to, app::review_ids(from_, {}), clock_.now(), threads, {});
  }
  std::string text(store::Store& store, const std::string& id, const std::string& component) {
    const auto item = store.get(id, component);
    return item ? item->body.dump() : "";
  }

  fakes::ManualClock clock_;
  store::MemoryStore from_{clock_};
  store::MemoryStore to_{clock_};
};

TEST_F(Move, CopiesDocumentsAndReportsAsTheyAre) {
  store_review("20260101-090000");
  store_review("20260102-090000");
  // Of the application that this one replaces: no schemaVersion, no instance.
  from_.put({"20250101-090000", "logs", {{"componentType", "logs"}, {"data", {{"total_errors", 3}}}}});
  const auto copied = copy();
  EXPECT_EQ(copied.reviews, 3);
  EXPECT_EQ(copied.documents, 7);
  EXPECT_EQ(copied.reports, 2);
  EXPECT_EQ(copied.same, 0);
  EXPECT_GT(copied.bytes, 0);
  EXPECT_TRUE(copied.whole());
  for (const char* id : {"20260101-090000", "20260102-090000", "20250101-090000"}) {
    for (const char* component : {"STATUS", "quota", "phone", "logs"}) {
      EXPECT_EQ(text(to_, id, component), text(from_, id, component)) << id << component;
    }
  }
  EXPECT_EQ(to_.get_file("20260101-090000", report_name), "<p>20260101-090000");
  EXPECT_TRUE(verify().same());
}

TEST_F(Move, WhatAReviewCarriesToItsNextInvocationIsNoReport) {
  const std::string id = "20260101-090000";
  const std::string name = "connect-ops-review-" + id + "." + std::string(recording::carry_extension);
  store_review(id);
  from_.put_file(id, name, "answers", "application/octet-stream");
  EXPECT_EQ(copy().reports, 1);
  EXPECT_FALSE(to_.get_file(id, name));
  EXPECT_EQ(verify().reports, 1);
  EXPECT_TRUE(verify().same());
}

// A store whose answers come when all of a review's reports were asked for, or after a while.
class SlowStore final : public fakes::ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  std::optional<std::string> get_file(std::string_view id, std::string_view name) override {
    std::unique_lock lock(mutex_);
    most_at_once = std::max(most_at_once, ++asked_);
    all_asked_.notify_all();
    all_asked_.wait_for(lock, std::chrono::seconds(5), [&] { return most_at_once == formats::writers().size(); });
    --asked_;
    return ForwardingStore::get_file(id, name);
  }

  std::size_t most_at_once = 0;

 private:
  std::mutex mutex_;  // guards the numbers
  std::condition_variable all_asked_;
  std::size_t asked_ = 0;
};

TEST_F(Move, LooksForTheReportsOfAReviewSideBySide) {
  store_review("20260101-090000");
  SlowStore slow(from_);
  app::CopyOptions options;
  options.now = clock_.now();
  EXPECT_EQ(app::copy(slow, to_, {}, options, {}).reports, 1);
  EXPECT_EQ(slow.most_at_once, formats::writers().size());
}

TEST_F(Move, CopiedAgainNothingIsWritten) {
  store_review("20260101-090000");
  copy();
  FailingStore refusing(to_);
  refusing.before_put = [](const store::Item&) { throw base::Error(ErrorKind::internal, "it was written"); };
  const auto again = app::copy(from_, refusing, {}, {}, {});
  EXPECT_EQ(again.documents + again.reports, 0);
  EXPECT_EQ(again.same, 4);
  EXPECT_TRUE(again.whole());
}

TEST_F(Move, OneKindOfNumberIsNoDifference) {
  from_.put(document("20260101-090000", "quota", {{"limit", 12.0}, {"share", 0.5}}));
  to_.put(document("20260101-090000", "quota", {{"limit", 12}, {"share", 0.5}}));
  EXPECT_EQ(copy().same, 1);
  EXPECT_TRUE(verify().same());
  EXPECT_NE(app::fingerprint({{"a", 0.5}}), app::fingerprint({{"a", 0.25}}));
  EXPECT_NE(app::fingerprint({{"a", 9007199254740993}}), app::fingerprint({{"a", 9007199254740992}}));
}

TEST_F(Move, AnotherDocumentIsLeftAloneAndToldOf) {
  store_review("20260101-090000");
  const auto theirs = document("20260101-090000", "quota", "another");
  to_.put(theirs);
  to_.put_file("20260101-090000", report_name, "another", "text/html");
  const auto copied = copy();
  EXPECT_FALSE(copied.whole());
  EXPECT_THAT(copied.conflicts, ElementsAre(Field(&app::Remark::what, "20260101-090000/quota"),
                                            Field(&app::Remark::what, "20260101-090000/" + report_name)));
  EXPECT_EQ(copied.documents, 2);
  EXPECT_EQ(text(to_, "20260101-090000", "quota"), theirs.body.dump());
  EXPECT_EQ(to_.get_file("20260101-090000", report_name), "another");
  EXPECT_FALSE(verify().same());
}

TEST_F(Move, OverwritesOnlyWhenAskedTo) {
  store_review("20260101-090000");
  to_.put(document("20260101-090000", "quota", "another"));
  to_.put_text("20260101-090000", "phone", "{ broken");
  EXPECT_THAT(copy().conflicts, SizeIs(2));
  const auto copied = copy({.overwrite = true});
  EXPECT_EQ(copied.overwritten, 2);
  EXPECT_TRUE(copied.whole());
  EXPECT_TRUE(verify().same());
}

TEST_F(Move, AReviewThatWasStillRunningIsBroughtUpToDate) {
  from_.put(status("20260101-090000", "in_progress"));
  copy();
  store_review("20260101-090000");
  const auto copied = copy();
  EXPECT_EQ(copied.updated, 1);
  EXPECT_TRUE(copied.whole());
  EXPECT_TRUE(verify().same());
  // The other way round, a finished review does not become a running one.
  to_.put(status("20260101-090000", "completed"));
  from_.put(status("20260101-090000", "in_progress"));
  EXPECT_THAT(copy().conflicts, SizeIs(1));
}

TEST_F(Move, StatusComesLast) {
  store_review("20260101-090000");
  std::vector<std::string> order;
  FailingStore watching(to_);
  watching.before_put = [&](const store::Item& item) { order.push_back(item.component); };
  app::copy(from_, watching, {}, {}, {});
  EXPECT_THAT(order, ElementsAre("phone", "quota", "STATUS"));
}

TEST_F(Move, AFailureIsNamedAndTheReviewDoesNotLookComplete) {
  store_review("20260101-090000");
  store_review("20260102-090000");
  FailingStore flaky(to_);
  flaky.before_put = [](const store::Item& item) {
    if (item.review_id == "20260101-090000" && item.component == "quota") {
      throw base::Error(ErrorKind::unavailable, "the service is away");
    }
  };
  const auto copied = app::copy(from_, flaky, {}, {}, {});
  ASSERT_THAT(copied.failed, ElementsAre(Field(&app::Remark::what, "20260101-090000/quota")));
  EXPECT_THAT(copied.failed[0].why, HasSubstr("the service is away"));
  EXPECT_FALSE(copied.whole());
  EXPECT_EQ(text(to_, "20260101-090000", "STATUS"), "");
  EXPECT_NE(text(to_, "20260101-090000", "phone"), "");
  EXPECT_NE(text(to_, "20260102-090000", "STATUS"), "");

  const auto resumed = copy();  // goes on from there
  EXPECT_EQ(resumed.documents, 2);
  EXPECT_TRUE(verify().same());
}

TEST_F(Move, GoesOnFromAnyWriteThatWasTheLast) {
  for (const char* id : {"20260101-090000", "20260102-090000"}) store_review(id);
  for (int writes = 0; writes < 6; ++writes) {
    store::MemoryStore to(clock_);
    FailingStore dying(to);
    int left = writes;
    dying.before_put = [&](const store::Item&) {
      if (left-- <= 0) throw base::Error(ErrorKind::deadline, "no time left");
    };
    EXPECT_THROW(app::copy(from_, dying, {}, {.threads = 1}, {}), base::Error);
    const auto rest = app::copy(from_, to, {}, {}, {});
    EXPECT_EQ(rest.documents, 6 - writes);
    EXPECT_TRUE(verify(to, 2).same()) << writes;
  }
}

TEST_F(Move, StopsAtOnceWhereNothingCanBeWritten) {
  for (int day = 10; day < 30; ++day) store_review(fmt::format("202601{}-090000", day));
  FailingStore denied(to_);
  std::atomic<int> tried = 0;
  denied.before_put = [&](const store::Item&) {
    ++tried;
    throw base::Error(ErrorKind::denied, "s3:PutObject is not allowed");
  };
  EXPECT_THROW(app::copy(from_, denied, {}, {}, {}), base::Error);
  EXPECT_LE(tried, 4);  // one a thread
}

TEST_F(Move, ADryRunWritesNothingAndTellsTheSame) {
  store_review("20260101-090000");
  to_.put(document("20260101-090000", "quota", "another"));
  const auto before = to_.info().documents;
  const auto told = copy({.dry_run = true});
  EXPECT_EQ(to_.info().documents, before);
  EXPECT_EQ(to_.get_file("20260101-090000", report_name), std::nullopt);
  EXPECT_EQ(told.documents, 2);
  EXPECT_EQ(told.reports, 1);
  EXPECT_THAT(told.conflicts, SizeIs(1));
}

TEST_F(Move, LeavesOutWhatIsExpiredAndNamesWhatIsBroken) {
  store_review("20260101-090000");
  from_.put_text("20260101-090000", "flow", "not JSON");
  auto expired = document("20250601-090000", "quota", 1);
  expired.body["ttl"] = base::to_epoch_seconds(clock_.now()) - 1;
  from_.put(expired);
  const auto copied = copy();
  EXPECT_EQ(copied.reviews, 1);
  EXPECT_THAT(copied.broken, ElementsAre(Field(&app::Remark::what, "20260101-090000/flow")));
  EXPECT_FALSE(copied.whole());
  EXPECT_FALSE(verify().same());
  EXPECT_THAT(verify().broken, SizeIs(1));
}

TEST_F(Move, NamesWhatTheSourceLacksAndWhatANewerVersionWrote) {
  store_review("20260101-090000");
  auto state = status("20260101-090000", "completed");
  state.body["components"] = {"quota", "phone", "flow", "metrics"};
  from_.put(state);
  auto newer = document("20260101-090000", "metrics", 1);
  newer.body["schemaVersion"] = model::schema_version + 1;
  from_.put(newer);
  const auto copied = copy();
  EXPECT_THAT(copied.missing, ElementsAre(Field(&app::Remark::what, "20260101-090000/flow")));
  EXPECT_THAT(copied.newer, ElementsAre(Field(&app::Remark::what, "20260101-090000/metrics")));
  EXPECT_EQ(text(to_, "20260101-090000", "metrics"), newer.body.dump());
  EXPECT_FALSE(copied.whole());
  const auto verified = verify();
  EXPECT_THAT(verified.missing, ElementsAre(Field(&app::Remark::what, "20260101-090000/flow")));
  EXPECT_THAT(verified.newer, SizeIs(1));
  EXPECT_EQ(verified.source_sha256, verified.destination_sha256);
  EXPECT_FALSE(verified.same());
}

// As a store of many objects shows a review that ends while it is read: its state is newer than its list.
TEST_F(Move, LooksAgainBeforeItSaysThatSomethingIsMissing) {
  store_review("20260101-090000");
  auto state = status("20260101-090000", "completed");
  state.body["components"] = {"quota", "phone", "flow"};
  from_.put(state);
  FailingStore writing(from_);
  int loads = 0;
  writing.before_load = [&](std::string_view) {
    if (++loads == 2) from_.put(document("20260101-090000", "flow", 1));
  };
  EXPECT_TRUE(app::copy(writing, to_, {}, {.now = clock_.now()}, {}).whole());
  EXPECT_TRUE(verify().same());
}

TEST_F(Move, AReviewThatIsStillBeingMadeIsSaidAndNeverMissing) {
  store_review("20260101-090000");
  const std::string running = base::to_review_id(clock_.now());
  from_.put(status(running, "in_progress"));
  const auto copied = copy();
  EXPECT_THAT(copied.running, ElementsAre(Field(&app::Remark::what, running)));
  EXPECT_THAT(copied.ended, ElementsAre("20260101-090000"));
  EXPECT_TRUE(copied.whole());
  from_.put(document(running, "quota", 1));  // meanwhile
  EXPECT_TRUE(verify().same());
  EXPECT_THAT(verify().running, SizeIs(1));
  // It ended: its reports are still to be written, then nothing is.
  auto ended = status(running, "completed");
  ended.body["reportsDue"] = {"html"};
  from_.put(ended);
  EXPECT_THAT(copy().running, SizeIs(1));
  EXPECT_THAT(verify().running, SizeIs(1));
  from_.put(status(running, "completed"));
  EXPECT_FALSE(verify().same());
  EXPECT_EQ(copy().updated, 1);
  EXPECT_TRUE(verify().same());
}

TEST_F(Move, CopiesOnlyWhatTheFilterLetsThrough) {
  store_review("20260101-090000");
  store_review("20260201-090000");
  store_review("20260202-090000", arn + "2");
  EXPECT_EQ(copy({}, {.from = base::from_iso8601("2026-02-01T00:00:00Z")}).reviews, 2);
  EXPECT_EQ(text(to_, "20260101-090000", "quota"), "");
  store::MemoryStore other(clock_);
  EXPECT_EQ(app::copy(from_, other, {.instance_arn = arn + "2"}, {}, {}).reviews, 1);
}

TEST_F(Move, TellsProgressOnceAReviewFromOneThreadAtATime) {
  for (int day = 10; day < 30; ++day) store_review(fmt::format("202601{}-090000", day));
  std::vector<std::size_t> seen;
  app::copy(from_, to_, {}, {.threads = 4}, [&](std::size_t done, std::size_t of) {
    EXPECT_EQ(of, 20U);
    seen.push_back(done);
  });
  ASSERT_THAT(seen, SizeIs(20));
  EXPECT_TRUE(std::ranges::is_sorted(seen));
}

TEST_F(Move, ListsEveryReviewHoweverManyPages) {
  for (int i = 0; i < 450; ++i) {
    from_.put(status(base::to_review_id(clock_.now() + std::chrono::seconds(i)), "completed"));
  }
  const auto ids = app::review_ids(from_, {.limit = 1});
  EXPECT_THAT(ids, SizeIs(450));
  EXPECT_TRUE(std::ranges::is_sorted(ids, std::greater<>()));
}

TEST_F(Move, VerifyNamesEveryDifferenceAndWritesNothing) {
  store_review("20260101-090000");
  to_.put(document("20260101-090000", "quota", "another"));
  to_.put_text("20260101-090000", "phone", "{");
  to_.put_file("20260101-090000", report_name, "another", "text/html");
  const auto verified = verify();
  EXPECT_FALSE(verified.same());
  EXPECT_EQ(verified.documents, 3);
  EXPECT_EQ(verified.reports, 1);
  EXPECT_THAT(verified.missing, ElementsAre(Field(&app::Remark::what, "20260101-090000/STATUS")));
  EXPECT_THAT(verified.different, ElementsAre(Field(&app::Remark::why, HasSubstr("cannot be read")),
                                              Field(&app::Remark::what, "20260101-090000/quota"),
                                              Field(&app::Remark::what, "20260101-090000/" + report_name)));
  EXPECT_NE(verified.source_sha256, verified.destination_sha256);
  EXPECT_EQ(text(to_, "20260101-090000", "STATUS"), "");
}

TEST_F(Move, VerifyTellsOfAReviewThatItCouldNotCompare) {
  store_review("20260101-090000");
  store_review("20260102-090000");
  copy();
  FailingStore flaky(to_);
  flaky.before_load = [](std::string_view id) {
    if (id == "20260101-090000") throw base::Error(ErrorKind::unavailable, "the service is away");
  };
  const auto verified = verify(flaky);
  EXPECT_FALSE(verified.same());
  EXPECT_THAT(verified.failed, ElementsAre(Field(&app::Remark::what, "20260101-090000")));
  EXPECT_EQ(verified.reviews, 2);
}

TEST_F(Move, ChecksumsDoNotDependOnThreads) {
  for (int day = 10; day < 30; ++day) store_review(fmt::format("202601{}-090000", day));
  copy();
  EXPECT_EQ(verify(1).source_sha256, verify(8).source_sha256);
}

TEST_F(Move, RemovesReviewsWithTheirReports) {
  store_review("20260101-090000");
  store_review("20260102-090000");
  const auto removed = app::remove(from_, {"20260101-090000", "20250101-000000"}, clock_.now(), 4, {});
  EXPECT_EQ(removed.reviews, 1);
  EXPECT_THAT(removed.missing, ElementsAre(Field(&app::Remark::what, "20250101-000000")));
  EXPECT_THAT(removed.failed, IsEmpty());
  EXPECT_EQ(from_.get_file("20260101-090000", report_name), std::nullopt);
  EXPECT_THAT(app::review_ids(from_, {}), ElementsAre("20260102-090000"));
}

// What a review writes after it was removed would be left over.
TEST_F(Move, LeavesAReviewThatSomebodyIsAt) {
  model::StatusDocument status;
  status.review_id = "20260213-090000";
  status.updated_at = clock_.now();
  from_.put({status.review_id, std::string(model::status_component), model::to_json(status)});
  const auto removed = app::remove(from_, {status.review_id}, clock_.now(), 1, {});
  EXPECT_EQ(removed.reviews, 0);
  EXPECT_THAT(removed.failed, ElementsAre(Field(&app::Remark::why, testing::HasSubstr("somebody is at it"))));
  const auto later = app::remove(from_, {status.review_id}, clock_.now() + std::chrono::hours(2), 1, {});
  EXPECT_EQ(later.reviews, 1);
}

TEST_F(Move, FromMemoryToAFileAndBack) {
  store_review("20260101-090000");
  const fakes::TemporaryDirectory directory;
  store::Location location;
  location.database = directory / "reviews.db";
  const auto file = store::open(location, store::OpenMode::create, clock_);
  EXPECT_TRUE(app::copy(from_, *file, {}, {}, {}).whole());
  EXPECT_TRUE(app::copy(*file, to_, {}, {}, {}).whole());
  EXPECT_TRUE(verify().same());
}

TEST_F(Move, IsToldAsJsonWithBothPlaces) {
  store_review("20260101-090000");
  store::Location from, to;
  from.database = "old.db";
  to.backend = "s3";
  to.bucket = "my-bucket";
  const json dry = app::to_json(from, to, copy({.dry_run = true}), std::nullopt);
  EXPECT_EQ(dry["from"], "sqlite:old.db");
  EXPECT_EQ(dry["to"], "s3:my-bucket");
  EXPECT_EQ(dry["dryRun"], true);
  EXPECT_TRUE(dry["verified"].is_null());

  const json missing = app::to_json(from, to, verify());
  EXPECT_EQ(missing["same"], false);
  EXPECT_EQ(missing["missing"].size(), 4U);
  EXPECT_THAT(missing["missing"][0]["what"].get<std::string>(), HasSubstr("20260101-090000/"));

  const app::Copied copied = copy();
  const json out = app::to_json(from, to, copied, verify());
  EXPECT_EQ(out["dryRun"], false);
  EXPECT_EQ(out["documents"], 3);
  EXPECT_EQ(out["verified"]["same"], true);
  EXPECT_EQ(out["verified"]["sourceSha256"], out["verified"]["destinationSha256"]);

  const json removed = to_json(app::remove(to_, {"20260101-090000", "20200101-000000"}, clock_.now(), 4, {}));
  EXPECT_EQ(removed["removed"], 1);
  EXPECT_EQ(removed["missing"].size(), 1U);
  EXPECT_THAT(removed["failed"], IsEmpty());
}

}  // namespace
