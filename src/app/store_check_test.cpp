#include "app/store_check.hpp"

#include <gmock/gmock.h>

#include "app/stored.hpp"
#include "base/timestamp.hpp"
#include "fakes/manual_clock.hpp"
#include "model/document.hpp"
#include "store/memory.hpp"

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const std::string id = "20260213-080000";

class StoreCheck : public testing::Test {
 protected:
  StoreCheck() {
    model::StatusDocument status;
    status.review_id = id;
    status.status = model::ReviewStatus::completed;
    status.components = {"quota"};
    status.updated_at = clock_.now();
    status.ttl = model::ttl_from(clock_.now());
    store_.put({id, "STATUS", model::to_json(status)});
    store_.put({id, "quota", model::to_json(quota())});
    store_.put_file(id, "connect-ops-review-" + id + ".html", "<html></html>", "text/html");
  }

  model::Document quota() const {
    model::Document document;
    document.review_id = id;
    document.component = "quota";
    document.collected_at = clock_.now();
    document.ttl = model::ttl_from(clock_.now());
    return document;
  }
  app::Checked check() { return app::check(store_, clock_.now(), 2, {}); }

  static std::vector<std::string> whats(const std::vector<app::Remark>& remarks) {
    std::vector<std::string> all;
    for (const auto& one : remarks) all.push_back(one.what);
    return all;
  }

  fakes::ManualClock clock_;
  store::MemoryStore store_{clock_};
};

TEST_F(StoreCheck, FindsNothingWhereNothingIsWrong) {
  const auto checked = check();
  EXPECT_TRUE(checked.whole());
  EXPECT_EQ(checked.reviews, 1);
  EXPECT_EQ(checked.documents, 2);
  EXPECT_EQ(checked.reports, 1);
}

TEST_F(StoreCheck, NamesEachDocumentAndReportThatIsNotWhatWasWritten) {
  auto body = model::to_json(quota());
  body["data"]["added"] = 1;
  store_.put({id, "quota", body});
  store_.put_file(id, "connect-ops-review-" + id + ".html", "<html>", "text/html");
  store_.put_file(id, "connect-ops-review-" + id + ".json", "{", "application/json");
  const auto checked = check();
  EXPECT_THAT(whats(checked.damaged), SizeIs(3));
  EXPECT_THAT(checked.damaged.front().why, HasSubstr("damaged"));
  EXPECT_THAT(checked.missing, IsEmpty()) << "it is there";
  EXPECT_FALSE(checked.whole());
}

// A byte in its middle, which no end of a file shows.
TEST_F(StoreCheck, NamesAReportThatIsNotWhatWasWritten) {
  model::Review review = app::load_review(store_, id);
  app::write_reports(store_, review, {}, {.formats = {"html", "json"}}, [](const auto&) {});
  EXPECT_TRUE(check().whole()) << to_json(check());
  const std::string name = "connect-ops-review-" + id + ".html";
  std::string bytes = store_.get_file(id, name).value();
  bytes[bytes.size() / 2] = char(bytes[bytes.size() / 2] ^ 1);
  store_.put_file(id, name, bytes, "text/html");
  ASSERT_THAT(whats(check().damaged), ElementsAre(id + "/" + name));
  EXPECT_THAT(check().damaged[0].why, HasSubstr("it is not what was written"));
  review = app::load_review(store_, id);
  app::write_reports(store_, review, {}, {.formats = {"html"}}, [](const auto&) {});
  EXPECT_TRUE(check().whole()) << to_json(check());
}

// What this version cannot judge is not damaged.
TEST_F(StoreCheck, SetsDocumentsOfANewerVersionApart) {
  auto body = model::to_json(quota());
  body["schemaVersion"] = model::schema_version + 1;
  store_.put({id, "quota", model::sealed(body)});
  EXPECT_THAT(check().damaged, IsEmpty());
  ASSERT_THAT(whats(check().newer), ElementsAre(id + "/quota"));
  EXPECT_THAT(check().newer[0].why, HasSubstr("upgrade"));
  EXPECT_FALSE(check().whole());
}

TEST_F(StoreCheck, NamesComponentsThatTheStateCountsAndFilesWithoutAReview) {
  store_.put_file("20260101-090000", "report.html", "</html>", "text/html");
  store_.put({"zzz", "quota", {{"data", 1}}});
  model::StatusDocument status;
  status.review_id = id;
  status.status = model::ReviewStatus::partial;
  status.components = {"quota", "flow"};
  store_.put({id, "STATUS", model::to_json(status)});
  const auto checked = check();
  EXPECT_THAT(whats(checked.missing), ElementsAre(id + "/flow"));
  EXPECT_THAT(whats(checked.foreign), ElementsAre("zzz/quota", "20260101-090000/report.html"));
}

TEST_F(StoreCheck, NamesReviewsThatNobodyIsAtAnyMore) {
  model::StatusDocument status;
  status.review_id = id;
  status.updated_at = clock_.now();
  store_.put({id, "STATUS", model::to_json(status)});
  EXPECT_THAT(check().unfinished, IsEmpty()) << "it is under way";
  clock_.advance(std::chrono::hours(1));
  ASSERT_THAT(whats(check().unfinished), ElementsAre(id));
  EXPECT_THAT(check().unfinished[0].why, HasSubstr("run --resume " + id));
  EXPECT_FALSE(check().whole());
  status.status = model::ReviewStatus::completed;
  status.reports_due = {"html"};
  store_.put({id, "STATUS", model::to_json(status)});
  ASSERT_THAT(whats(check().unfinished), ElementsAre(id));
  EXPECT_THAT(check().unfinished[0].why, HasSubstr("`connect-ops-review report " + id + "` writes it"));
}

TEST_F(StoreCheck, NamesDatesThatCannotBe) {
  auto document = quota();
  document.collected_at = clock_.now() + std::chrono::days(30);
  document.ttl = model::ttl_from(clock_.now() + std::chrono::days(10'000));
  store_.put({id, "quota", model::to_json(document)});
  EXPECT_THAT(whats(check().dates), ElementsAre(id + "/quota", id + "/quota"));
  clock_.advance(-std::chrono::hours(24 * 30));
  EXPECT_THAT(whats(check().dates), testing::Contains(id)) << "from the future";
}

TEST_F(StoreCheck, TakesDocumentsOfEarlierVersionsAndOfTheReferenceAsTheyAre) {
  auto body = model::to_json(quota());
  body.erase("sha256");
  store_.put({id, "quota", body});
  store_.put({"20250601-080000", "quota", {{"reviewId", "20250601-080000"}, {"data", {{"quotas", nullptr}}}}});
  store_.put({"20250601-080000",
              "STATUS",
              {{"reviewId", "20250601-080000"}, {"status", "completed"}, {"updatedAt", "2025-06-01T08:03:00"}}});
  const auto checked = check();
  EXPECT_TRUE(checked.whole()) << to_json(checked);
  EXPECT_EQ(checked.reviews, 2);
}

}  // namespace
