// The contract of the lists, of retention, and of documents that others have written, on every backend.
#include <algorithm>
#include <gtest/gtest.h>
#include <set>

#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/json/canonical.hpp"
#include "base/parallel.hpp"
#include "contract/backends.hpp"

namespace contract {
namespace {

using Strings = std::vector<std::string>;

base::Time at(const char* text) {
  return base::from_iso8601(text).value_or(base::Time());
}

// The id of the review at `minutes` after midnight of 1 January 2026.
std::string minute_id(int minutes) {
  return base::to_review_id(at("2026-01-01T00:00:00Z") + std::chrono::minutes(minutes));
}

class StoreLists : public StoreTest {
 protected:
  Strings all_pages(store::Filter filter) {
    Strings all;
    do {
      const store::ReviewPage page = other().reviews(filter);
      EXPECT_LE(page.reviews.size(), filter.limit);
      for (const auto& review : page.reviews) all.push_back(review.review_id);
      filter.page = page.next;
    } while (!filter.page.empty());
    return all;
  }

  // By several threads and in no order; the ids, newest first. Every hundredth has a document.
  Strings write_reviews(int count) {
    base::parallel_for(std::size_t(count), 8, [&](std::size_t i) {
      const std::string id = minute_id(int(i) * 7919 % count);
      store().claim(status(id));
      if (i % 100 == 0) store().put(document(id, "quota"));
    });
    Strings ids;
    for (int i = count - 1; i >= 0; --i) ids.push_back(minute_id(i));
    return ids;
  }

  Strings history_ids(const std::string& component, const store::Filter& filter = {}) {
    Strings all;
    for (const auto& item : other().history(component, filter).items) all.push_back(item.review_id);
    return all;
  }
};

INSTANTIATE_TEST_SUITE_P(Every, StoreLists, testing::ValuesIn(backends()), row_name);

TEST_P(StoreLists, AnEmptyStoreHasEmptyLists) {
  EXPECT_TRUE(store().reviews({}).reviews.empty());
  EXPECT_TRUE(store().reviews({}).next.empty());
  EXPECT_TRUE(store().history("quota", {}).items.empty());
  EXPECT_EQ(store().info().reviews, 0);
  EXPECT_EQ(store().info().newest_review, "");
}

TEST_P(StoreLists, ReviewsComeNewestFirstInPagesOfAnySize) {
  constexpr int count = 300;
  const Strings expected = write_reviews(count);
  for (const std::size_t size : {7, 50, 299, 300, 301, 100'000}) EXPECT_EQ(all_pages(pages_of(size)), expected) << size;
}

TEST_P(StoreLists, ManyReviewsComeNewestFirstInPages) {
  const int count = backend().many();
  const Strings expected = write_reviews(count);
  EXPECT_TRUE(all_pages(pages_of(1000)) == expected);
  EXPECT_EQ(other().reviews(pages_of(1)).reviews.at(0).review_id, expected.front());
  EXPECT_EQ(history_ids("quota").size(), std::size_t(count) / 100);
}

TEST_P(StoreLists, InfoKnowsTheOldestAndTheNewestOfMany) {
  const Strings expected = write_reviews(1500);
  const store::Info info = store().info();
  EXPECT_EQ(info.reviews, 1500);
  EXPECT_EQ(info.oldest_review, expected.back());
  EXPECT_EQ(info.newest_review, expected.front());
}

TEST_P(StoreLists, PagesStayWhereTheyAreWhenReviewsComeAndGo) {
  for (int i = 0; i < 10; ++i) store().claim(status(minute_id(i)));
  const store::ReviewPage first = store().reviews(pages_of(4));
  EXPECT_EQ(ids(first.reviews), (Strings{minute_id(9), minute_id(8), minute_id(7), minute_id(6)}));
  store().claim(status(minute_id(10)));
  store().claim(status(minute_id(11)));
  store().remove(minute_id(6));  // the one that the page ended with
  const store::ReviewPage second = other().reviews(pages_of(4, first.next));
  EXPECT_EQ(ids(second.reviews), (Strings{minute_id(5), minute_id(4), minute_id(3), minute_id(2)}));
  const store::ReviewPage third = other().reviews(pages_of(4, second.next));
  EXPECT_EQ(ids(third.reviews), (Strings{minute_id(1), minute_id(0)}));
  EXPECT_EQ(third.next, "");
}

TEST_P(StoreLists, APageHoldsAtLeastOneReview) {
  store().claim(status(minute_id(0)));
  store().claim(status(minute_id(1)));
  EXPECT_EQ(all_pages(pages_of(1)), (Strings{minute_id(1), minute_id(0)}));
  EXPECT_THROW(store().reviews(pages_of(0)), base::Error);
}

TEST_P(StoreLists, ASummaryIsTheStatusDocument) {
  store().put(document("20260213-090000", "quota"));
  store().claim(status("20260213-090001"));
  store().put(document("20260213-090001", "quota"));
  const store::ReviewPage page = other().reviews({});
  ASSERT_EQ(ids(page.reviews), (Strings{"20260213-090001", "20260213-090000"}));
  EXPECT_EQ(canonical(page.reviews[0].status), canonical(status("20260213-090001").body));
  EXPECT_TRUE(page.reviews[1].status.is_null()) << "a review without STATUS is listed all the same";
  EXPECT_TRUE(page.broken.empty());
}

TEST_P(StoreLists, CanBeFilteredByInstance) {
  for (int i = 0; i < 6; ++i) {
    const std::string& instance = i % 3 == 0 ? other_arn : arn;
    if (i != 3) store().claim(status(minute_id(i), instance));
    store().put(document(minute_id(i), "quota", i, instance));
  }
  EXPECT_EQ(all_pages(of_instance(other_arn, 1)), (Strings{minute_id(3), minute_id(0)}));
  EXPECT_EQ(all_pages(of_instance(arn, 3)), (Strings{minute_id(5), minute_id(4), minute_id(2), minute_id(1)}));
  EXPECT_TRUE(all_pages(of_instance("arn:aws:connect:eu-central-1:123456789012:instance/")).empty());
  EXPECT_EQ(history_ids("quota", of_instance(other_arn)), (Strings{minute_id(3), minute_id(0)}));
}

TEST_P(StoreLists, CanBeFilteredByTime) {
  for (const char* id : {"20260101-000000", "20260102-000000", "20260102-120000", "20260103-000000", "imported"}) {
    store().claim(status(id));
    store().put(document(id, "quota"));
  }
  const auto day = at("2026-01-02T00:00:00Z"), day_after = at("2026-01-03T00:00:00Z");
  EXPECT_EQ(all_pages(between(day, day_after)), (Strings{"20260102-120000", "20260102-000000"}));
  EXPECT_EQ(history_ids("quota", between(day, day_after)), (Strings{"20260102-120000", "20260102-000000"}));
  EXPECT_EQ(all_pages(between(at("2026-01-02T00:00:00.001Z"), {})), (Strings{"20260103-000000", "20260102-120000"}));
  EXPECT_EQ(all_pages(between({}, day)), (Strings{"20260101-000000"}));
  EXPECT_EQ(all_pages(between(base::Time::min(), base::Time::max())).size(), 4U);
  EXPECT_EQ(all_pages({}).size(), 4U) << "what has no time for an id is no review";
  EXPECT_EQ(all_pages(between(day, day_after, 1)), (Strings{"20260102-120000", "20260102-000000"}));
}

TEST_P(StoreLists, HistoryIsOneComponentNewestFirst) {
  for (int i : {2, 0, 1}) {
    store().claim(status(minute_id(i)));
    store().put(document(minute_id(i), "quota", i));
    store().put(document(minute_id(i), "quotas", i));
  }
  const auto items = other().history("quota", pages_of(1, minute_id(1))).items;
  ASSERT_EQ(items.size(), 3U) << "limit and page do not apply";
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(items[std::size_t(i)].review_id, minute_id(2 - i));
    EXPECT_EQ(items[std::size_t(i)].component, "quota");
    EXPECT_EQ(items[std::size_t(i)].body["data"], 2 - i);
  }
}

TEST_P(StoreLists, NothingExpiredIsEverShown) {
  const std::string id = "20260213-090000";
  store().put(expiring(status(id), now() + 100));
  store().put(expiring(document(id, "quota"), now() + 100));
  EXPECT_TRUE(other().get(id, "quota"));
  EXPECT_EQ(other().load(id).items.size(), 2U);
  EXPECT_EQ(other().info().expired_documents, 0);
  backend().clock.advance(std::chrono::milliseconds(99'999));
  EXPECT_EQ(all_pages({}), Strings{id});
  EXPECT_EQ(history_ids("quota"), Strings{id});
  backend().clock.advance(std::chrono::milliseconds(1));
  EXPECT_FALSE(other().get(id, "quota"));
  EXPECT_FALSE(other().get(id, "STATUS"));
  EXPECT_TRUE(other().load(id).items.empty());
  EXPECT_TRUE(all_pages({}).empty());
  EXPECT_TRUE(history_ids("quota").empty());
  const store::Info info = other().info();
  EXPECT_EQ(info.reviews, 0);
  EXPECT_EQ(info.documents, 0);
  EXPECT_EQ(info.expired_documents, 2) << "still there, but not shown";
  EXPECT_FALSE(other().remove(id)) << "for the caller there was none";
}

TEST_P(StoreLists, TtlMayBeAnyNumberAndNothingElse) {
  const std::int64_t past = now() - 1, future = now() + 1000;
  const std::vector<std::pair<json, bool>> cases = {{past, false},
                                                    {double(past), false},
                                                    {0, false},
                                                    {-5, false},
                                                    {-1e300, false},
                                                    {future, true},
                                                    {double(future), true},
                                                    {double(future) + 0.5, true},
                                                    {1e300, true},
                                                    {std::uint64_t(-1), true},
                                                    {nullptr, true},
                                                    {std::to_string(past), true},
                                                    {true, true},
                                                    {json::array({1}), true},
                                                    {json{{"N", "1"}}, true}};
  for (const auto& [ttl, shown] : cases) {
    store().put(expiring(document("20260213-090000", "quota"), ttl));
    EXPECT_EQ(other().get("20260213-090000", "quota").has_value(), shown) << ttl;
    EXPECT_EQ(other().load("20260213-090000").items.size(), shown ? 1U : 0U) << ttl;
    EXPECT_EQ(other().reviews({}).reviews.size(), shown ? 1U : 0U) << ttl;
    EXPECT_EQ(other().history("quota", {}).items.size(), shown ? 1U : 0U) << ttl;
  }
}

// The machine is months ahead, and AWS says so: what is written by its time is not past its time at once.
TEST_P(StoreLists, HideWhatIsPastItsTimeByEveryClockThatWasHeard) {
  store().put(expiring(document("20260213-090000", "quota"), now() - 60));
  EXPECT_FALSE(other().get("20260213-090000", "quota"));
  backend().clock.hear(backend().clock.now() - std::chrono::days(91));
  EXPECT_TRUE(other().get("20260213-090000", "quota"));
  EXPECT_EQ(other().load("20260213-090000").items.size(), 1U);
  EXPECT_EQ(other().reviews({}).reviews.size(), 1U);
  EXPECT_EQ(other().history("quota", {}).items.size(), 1U);
}

TEST_P(StoreLists, APutCanBringBackWhatHasExpired) {
  store().put(expiring(document("20260213-090000", "quota"), now() - 1));
  store().put(expiring(document("20260213-090000", "quota"), now() + 1));
  EXPECT_TRUE(other().get("20260213-090000", "quota"));
}

TEST_P(StoreLists, AReviewShowsWhatOfItHasNotExpired) {
  store().put(expiring(status("20260213-090000"), now() - 1));
  store().put(expiring(document("20260213-090000", "quota"), now() + 10));
  const auto page = other().reviews(of_instance(arn));
  ASSERT_EQ(page.reviews.size(), 1U);
  EXPECT_TRUE(page.reviews[0].status.is_null());
}

TEST_P(StoreLists, AnExpiredReviewDoesNotHoldItsId) {
  EXPECT_TRUE(store().claim(expiring(status("20260213-090000"), now() + 10)));
  EXPECT_FALSE(other().claim(status("20260213-090000")));
  backend().clock.advance(std::chrono::seconds(10));
  store::Item again = status("20260213-090000");
  again.body["message"] = "the second";
  EXPECT_TRUE(other().claim(again));
  EXPECT_FALSE(store().claim(status("20260213-090000")));
  EXPECT_EQ(body_of(store(), "20260213-090000", "STATUS")["message"], "the second");
}

TEST_P(StoreLists, OneBrokenDocumentHidesNoOther) {
  const std::string id = "20260213-090000";
  store().claim(status(id));
  store().put(document(id, "quota"));
  store().claim(status("20260213-090001"));
  const std::vector<std::pair<std::string, std::string>> broken = {
      {"flow", ""},
      {"instance", "{\"cut\": "},
      {"logs", "[1, 2]"},
      {"metrics", "null"},
      {"phone", "\"text\""},
      {"trend", "{\"a\":1}{}"},
      {"utf8", "{\"a\":\"\xff\"}"},
      {"huge", "{\"a\":1e999}"},
      {"deep", "{\"a\":" + std::string(100'000, '[') + std::string(100'000, ']') + "}"}};
  for (const auto& [component, text] : broken) backend().plant(id, component, text);
  const store::Items items = other().load(id);
  EXPECT_EQ(items.items.size(), 2U);
  ASSERT_EQ(items.broken.size(), broken.size());
  for (const auto& document : items.broken) {
    EXPECT_EQ(document.review_id, id);
    EXPECT_FALSE(document.why.empty());
    EXPECT_THROW(other().get(id, document.component), base::Error);
    EXPECT_EQ(other().history(document.component, {}).broken.size(), 1U);
  }
  EXPECT_EQ(all_pages({}), (Strings{"20260213-090001", id}));
  store().put(document(id, "flow"));
  EXPECT_TRUE(other().get(id, "flow")) << "a broken document can be replaced";
}

TEST_P(StoreLists, AReviewWithABrokenStatusIsListedAndNamed) {
  store().claim(status("20260213-090000"));
  backend().plant("20260213-090001", "STATUS", "{");
  store().claim(status("20260213-090002"));
  const store::ReviewPage page = other().reviews({});
  EXPECT_EQ(ids(page.reviews), (Strings{"20260213-090002", "20260213-090001", "20260213-090000"}));
  EXPECT_TRUE(page.reviews[1].status.is_null());
  ASSERT_EQ(page.broken.size(), 1U);
  EXPECT_EQ(page.broken[0].review_id, "20260213-090001");
  EXPECT_EQ(page.broken[0].component, "STATUS");
  EXPECT_FALSE(other().claim(status("20260213-090001"))) << "broken is not free";
  EXPECT_THROW(other().get("20260213-090001", "STATUS"), base::Error);
}

TEST_P(StoreLists, ADocumentThatWasDamagedIsToldFromOneThatWasNot) {
  const std::string id = "20260213-090000";
  const auto sealed = [&](const std::string& component) {
    store::Item item = document(id, component, {{"number", 12.0}, {"text", "kept"}});
    item.body["sha256"] = base::sha256_hex(base::canonical(item.body));
    return item;
  };
  store().claim(status(id));
  store().put(sealed("quota"));
  EXPECT_EQ(body_of(other(), id, "quota"), sealed("quota").body);
  store::Item damaged = sealed("flow");
  damaged.body["data"]["text"] = "kepu";
  store().put(damaged);
  const store::Items items = other().load(id);
  EXPECT_EQ(items.items.size(), 2U);
  ASSERT_EQ(items.broken.size(), 1U);
  EXPECT_EQ(items.broken[0].component, "flow");
  EXPECT_NE(items.broken[0].why.find("damaged"), std::string::npos);
  EXPECT_EQ(other().history("flow", {}).broken.size(), 1U);
  EXPECT_THROW(other().get(id, "flow"), base::Error);
}

TEST_P(StoreLists, OnlyIdsAreReviews) {
  const std::string id = "20260213-090000";
  store().claim(status(id));
  store().put_file(id, "connect-ops-review-" + id + ".html", "<html></html>", "text/html");
  for (const char* foreign : {"zzz", "20261332-990000", "20260213-090000-xyz"}) {
    store().put(status(foreign));
    store().put(document(foreign, "quota"));
  }
  store().put(document(id, "quota"));
  EXPECT_EQ(all_pages({}), Strings{id});
  EXPECT_EQ(history_ids("quota"), Strings{id});
  const store::Info info = other().info();
  EXPECT_EQ(info.reviews, 1);
  EXPECT_EQ(info.documents, 2);
  EXPECT_EQ(info.newest_review, id);
  const store::Survey survey = other().survey();
  EXPECT_EQ(survey.reviews, Strings{id});
  EXPECT_GE(survey.strays.size(), 6U);
  ASSERT_EQ(survey.files.size(), 1U);
  EXPECT_EQ(survey.files[0].name, "connect-ops-review-" + id + ".html");
}

TEST_P(StoreLists, DocumentsOfTheReferenceApplicationLoad) {
  const std::string id = "20250601-080000";
  const json quota = {{"reviewId", id},
                      {"componentType", "quota"},
                      {"ttl", double(now() + 1000)},
                      {"data", {{"quotas", {{{"name", "Users per instance"}, {"limit", 500.0}, {"current", 431}}}}}}};
  const json state = {
      {"reviewId", id}, {"status", "completed"}, {"message", "Done"}, {"updatedAt", "2025-06-01T08:03:00"}};
  store().put({id, "quota", quota});
  store().put({id, "STATUS", state});
  const store::Items items = other().load(id);
  ASSERT_EQ(items.items.size(), 2U);
  EXPECT_EQ(canonical(items.items[0].body), canonical(state));
  EXPECT_EQ(canonical(items.items[1].body), canonical(quota));
  EXPECT_EQ(canonical(other().reviews({}).reviews.at(0).status), canonical(state));
  EXPECT_TRUE(other().reviews(of_instance(arn)).reviews.empty()) << "they do not say whose they are";
  EXPECT_EQ(history_ids("quota"), Strings{id});
}

TEST_P(StoreLists, InfoCountsWhatThereIs) {
  store().claim(status("20260213-090000"));
  store().put(document("20260213-090000", "quota"));
  store().put(expiring(document("20260212-090000", "quota"), now() - 1));
  backend().plant("20260213-090001", "flow", "broken");
  const store::Info info = other().info();
  EXPECT_EQ(info.backend, GetParam().backend);
  EXPECT_FALSE(info.location.empty());
  EXPECT_EQ(info.reviews, 2);
  EXPECT_EQ(info.documents, 3);
  EXPECT_EQ(info.expired_documents, 1);
  EXPECT_EQ(info.oldest_review, "20260213-090000");
  EXPECT_EQ(info.newest_review, "20260213-090001");
}

}  // namespace
}  // namespace contract
