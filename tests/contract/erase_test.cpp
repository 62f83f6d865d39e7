// Erasing what names somebody, on every backend: nothing of it is left where the store keeps its documents and reports,
// and what is left is as good as before.
#include <gmock/gmock.h>

#include "app/store_check.hpp"
#include "app/store_erase.hpp"
#include "app/stored.hpp"
#include "contract/backends.hpp"
#include "formats/table.hpp"
#include "model/document.hpp"

namespace contract {
namespace {

const std::string id = "20260213-080000";
const std::string number = "+493023125000";
const std::string user = "jane.doe";

class StoreErase : public StoreTest {
 protected:
  // A review that names a number and a user, one of its documents over DynamoDB's 400 KB, with a report.
  void keep_review() {
    model::StatusDocument status;
    status.review_id = id;
    status.status = model::ReviewStatus::completed;
    status.instance_arn = arn;
    status.components = {"phone", "logs"};
    status.errors = {"phone: the number +49 30 23125000 could not be described"};
    status.updated_at = backend().clock.now();
    status.ttl = model::ttl_from(backend().clock.now());
    store().put({id, "phone", model::to_json(phone())});
    store().put({id, "logs", model::to_json(document_of("logs", {{"text", std::string(600'000, 'x') + " Jane.Doe"}}))});
    store().put({id, "STATUS", model::to_json(status)});
    const auto review = app::load_review(store(), id);
    for (const auto& writer : formats::writers()) {
      store().put_file(id, formats::file_name(id, writer), formats::rendered(writer, review), writer.media_type);
    }
  }
  model::Document document_of(const std::string& component, json data) {
    model::Document document;
    document.review_id = id;
    document.component = component;
    document.instance_arn = arn;
    document.data = std::move(data);
    document.collected_at = backend().clock.now();
    document.ttl = model::ttl_from(backend().clock.now());
    return document;
  }
  model::Document phone() {
    model::Document document =
        document_of("phone", {{"numbers", {{{"number", number}, {"description", "of " + user}}}}, {"total", 1}});
    model::Finding finding;
    finding.check_id = "phone_state";
    finding.component = "phone";
    finding.status = model::Status::warn;
    finding.resource = {"phone_number", number, number};
    finding.observed = "The number (+49) 30-23125000 is unused.";
    finding.console_url = "https://harbour.my.connect.aws/numbers?n=%2B493023125000&u=jane.doe";
    finding.id = model::finding_id(arn, finding.check_id, finding.resource);
    document.findings = {finding};
    return document;
  }

  app::Erased erase(bool dry_run = false) {
    const std::vector<app::Erasure> erasures = {{number, "[erased 1]"}, {user, "[erased 2]"}};
    return app::erase(store(), erasures, dry_run, backend().clock.now(), 2, {});
  }
  // All that is stored, as text.
  std::string everything() {
    std::string all;
    for (const auto& item : other().load(id).items) all += canonical(item.body);
    for (const auto& file : other().survey().files) all += other().get_file(file.review_id, file.name).value_or("");
    return all;
  }
};

INSTANTIATE_TEST_SUITE_P(Every, StoreErase, testing::ValuesIn(backends()), row_name);

TEST_P(StoreErase, LeavesNothingOfIt) {
  keep_review();
  const app::Erased erased = erase();
  EXPECT_TRUE(erased.whole()) << app::to_json(erased, false);
  EXPECT_EQ(erased.reviews, 1);
  EXPECT_EQ(erased.documents.size(), 3U);
  EXPECT_EQ(erased.reports.size(), formats::writers().size());
  const std::string all = everything();
  for (const char* mention : {"23125000", "ane.", "Doe"}) EXPECT_EQ(all.find(mention), std::string::npos) << mention;
  EXPECT_NE(all.find("[erased 1]"), std::string::npos);
}

TEST_P(StoreErase, KeepsDocumentsValid) {
  keep_review();
  erase();
  const auto checked = app::check(other(), backend().clock.now(), 2, {});
  EXPECT_TRUE(checked.whole()) << app::to_json(checked);
  const auto review = app::load_review(other(), id);
  EXPECT_TRUE(review.unreadable.empty());
  const auto item = other().get(id, "phone");
  ASSERT_TRUE(item);
  const auto document = model::document_from_json(item->body);
  EXPECT_EQ(document.data.at("total"), 1);
  ASSERT_EQ(document.findings.size(), 1U);
  const auto& finding = document.findings[0];
  EXPECT_EQ(finding.resource.key, "+[erased 1]");
  EXPECT_EQ(finding.observed, "The number (+[erased 1] is unused.");
  EXPECT_EQ(finding.id, model::finding_id(arn, "phone_state", finding.resource)) << "a number can be guessed from it";
  EXPECT_EQ(finding.status, model::Status::warn);
}

TEST_P(StoreErase, OnlySaysWhatADryRunWouldDo) {
  keep_review();
  const std::string before = everything();
  const app::Erased told = erase(true);
  EXPECT_EQ(everything(), before);
  const app::Erased done = erase();
  EXPECT_EQ(app::to_json(told, false), app::to_json(done, false));
}

TEST_P(StoreErase, HasNothingLeftToDoTheSecondTime) {
  keep_review();
  erase();
  const app::Erased again = erase();
  EXPECT_EQ(again.mentions, 0);
  EXPECT_TRUE(again.documents.empty() && again.reports.empty() && again.whole());
}

TEST_P(StoreErase, NamesWhatItCannotLookInto) {
  keep_review();
  backend().plant(id, "quota", "no JSON");
  store().put_file(id, "connect-ops-review-" + id + ".carry", "\x01\x02", "application/octet-stream");
  const app::Erased erased = erase();
  ASSERT_EQ(erased.left.size(), 1U) << app::to_json(erased, false);
  EXPECT_EQ(erased.left[0].what, id + "/quota");
  EXPECT_FALSE(erased.whole());
  EXPECT_FALSE(other().get_file(id, "connect-ops-review-" + id + ".carry")) << "AWS's answers are in it";
}

TEST_P(StoreErase, TellsOfReviewsThatAreStillWritten) {
  auto running = status(id);
  running.body["updatedAt"] = base::to_iso8601(backend().clock.now());
  store().put(running);
  EXPECT_THAT(erase().left.at(0).why, testing::HasSubstr("running"));
  backend().clock.advance(std::chrono::days(3));
  EXPECT_TRUE(erase().whole()) << "it was interrupted";
}

TEST_P(StoreErase, TellsOfWhatHasExpired) {
  keep_review();
  backend().clock.advance(std::chrono::days(91));
  const app::Erased erased = erase();
  EXPECT_EQ(erased.reviews, 0);
  EXPECT_THAT(erased.left.at(0).why, testing::HasSubstr("expired"));
}

}  // namespace
}  // namespace contract
