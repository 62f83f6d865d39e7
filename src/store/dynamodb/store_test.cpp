#include "store/dynamodb/store.hpp"

#include <gtest/gtest.h>

#include "aws/operations/dynamodb.hpp"
#include "base/error.hpp"
#include "base/timestamp.hpp"
#include "fakes/forwarding_store.hpp"
#include "fakes/manual_clock.hpp"
#include "fakes/patient.hpp"
#include "fakes/scripted_client.hpp"
#include "store/dynamodb/item.hpp"
#include "store/dynamodb/lists.hpp"
#include "store/dynamodb/table.hpp"
#include "store/memory.hpp"

namespace store {
namespace {

using base::ErrorKind;
using nlohmann::json;
namespace dynamodb = aws::dynamodb;

const std::string id = "20260213-090000";

Item document(const std::string& component, const json& data = 1, const std::string& review_id = id) {
  return {review_id,
          component,
          {{"reviewId", review_id}, {"componentType", component}, {"instanceArn", "arn:x"}, {"data", data}}};
}

json items_page(const std::vector<json>& items, const json& next = nullptr) {
  return {{"Items", items}, {"LastEvaluatedKey", next}};
}

const json description = json::parse(R"({"Table": {
  "TableName": "results", "TableStatus": "ACTIVE", "TableSizeBytes": 4711,
  "KeySchema": [{"AttributeName": "reviewId", "KeyType": "HASH"}, {"AttributeName": "componentType", "KeyType": "RANGE"}],
  "AttributeDefinitions": [{"AttributeName": "componentType", "AttributeType": "S"},
                           {"AttributeName": "reviewId", "AttributeType": "S"}],
  "BillingModeSummary": {"BillingMode": "PAY_PER_REQUEST"},
  "GlobalSecondaryIndexes": [{"IndexName": "componentType-reviewId-index", "IndexStatus": "ACTIVE",
                              "Projection": {"ProjectionType": "ALL"}}]}})");

class DynamodbTest : public testing::Test {
 protected:
  // A store asks once, before it writes, whether the table has both keys.
  DynamodbTest() { aws_.always_answer(dynamodb::get_item, json::object(), {{"Key", dynamodb_key("keys", "keys")}}); }

  std::unique_ptr<Store> open(OpenMode mode = OpenMode::existing, const std::string& bucket = "reports") {
    Location location;
    location.table = "results";
    const ReportBucket beside_table{bucket, [this] { return bucket_; }};
    return open_dynamodb(location, mode, clock_, {patient_.patience, meter_, transport(), "eu-central-1", {}},
                         beside_table);
  }

  std::function<aws::Transport&(const std::string&)> transport() {
    return [this](const std::string& region) -> aws::Transport& {
      EXPECT_EQ(region, "eu-central-1");
      return aws_;
    };
  }

  // The error's kind and message.
  std::pair<ErrorKind, std::string> error_of(const std::function<void()>& action) {
    try {
      action();
    } catch (const base::Error& error) {
      return {error.kind(), error.what()};
    }
    ADD_FAILURE() << "nothing was thrown";
    return {ErrorKind::internal, ""};
  }

  fakes::ManualClock clock_;
  fakes::Patient patient_{clock_};
  fakes::ScriptedClient aws_;
  aws::Meter meter_;
  std::shared_ptr<MemoryStore> bucket_ = std::make_shared<MemoryStore>(clock_);
};

TEST_F(DynamodbTest, AsksNothingWhenItIsOpened) {
  open();
  EXPECT_EQ(aws_.calls(), 0U);
}

TEST_F(DynamodbTest, NeedsATable) {
  const auto open_table = [&](const std::string& name) {
    Location location;
    location.table = name;
    open_dynamodb(location, OpenMode::existing, clock_, {patient_.patience, meter_, transport(), "", {}});
  };
  const auto [kind, message] = error_of([&] { open_table(""); });
  EXPECT_EQ(kind, ErrorKind::config);
  EXPECT_EQ(message, "no table is named: give one with --table or set RESULTS_TABLE");
  for (const std::string& name : {std::string("ab"), std::string("a b c"), std::string("a/bc"), std::string(256, 'x'),
                                  std::string("arn:aws:dynamodb:eu-central-1:1:table/x")}) {
    EXPECT_EQ(error_of([&] { open_table(name); }).first, ErrorKind::config) << name;
  }
  EXPECT_NO_THROW(open_table("connect-ops-review_results.1"));
}

TEST_F(DynamodbTest, ClaimsWhereNothingThatCountsIsThere) {
  aws_.answer(dynamodb::put_item, json::object());
  EXPECT_TRUE(open()->claim(document("STATUS")));
  const json asked = aws_.asked(dynamodb::put_item).at(0);
  EXPECT_EQ(asked["TableName"], "results");
  EXPECT_EQ(asked["ConditionExpression"],
            "attribute_not_exists(reviewId) OR #ttl < :after OR attribute_exists(#encoding.#announces)");
  EXPECT_EQ(asked["ExpressionAttributeValues"][":after"]["N"], "1770973201");
  EXPECT_EQ(body_of(asked["Item"]).json, document("STATUS").body);
}

TEST_F(DynamodbTest, DoesNotClaimWhatIsThere) {
  aws_.fail(dynamodb::put_item, "ConditionalCheckFailedException", 400);
  EXPECT_FALSE(open()->claim(document("STATUS")));
  EXPECT_EQ(aws_.asked(dynamodb::put_item).size(), 1U);
}

TEST_F(DynamodbTest, KnowsItsOwnClaimWhoseAnswerWasLost) {
  // What the store will have written: its token is made by the fixed chance of these tests.
  json own = to_item(document("STATUS"));
  set_claim(own, "1-1");
  json foreign = own;
  set_claim(foreign, "0.5-0.25");
  for (const auto& [stored, claimed] : std::vector<std::pair<json, bool>>{{own, true}, {foreign, false}}) {
    aws_.fail(dynamodb::put_item, "InternalServerError", 500);
    aws_.fail(dynamodb::put_item, "ConditionalCheckFailedException", 400);
    aws_.answer(dynamodb::get_item, {{"Item", stored}}, {{"ConsistentRead", true}});
    EXPECT_EQ(open()->claim(document("STATUS")), claimed);
    EXPECT_TRUE(aws_.finished());
  }
  aws_.fail(dynamodb::put_item, "InternalServerError", 500);
  aws_.fail(dynamodb::put_item, "ConditionalCheckFailedException", 400);
  aws_.answer(dynamodb::get_item, json::object());
  EXPECT_FALSE(open()->claim(document("STATUS"))) << "gone since then";
}

TEST_F(DynamodbTest, MakesTheIndexListAReviewThatHasNoStatus) {
  const auto store = open();
  aws_.answer(dynamodb::put_item, json::object());
  aws_.answer(dynamodb::put_item, json::object(), {{"ConditionExpression", "attribute_not_exists(reviewId)"}});
  store->put(document("quota"));
  EXPECT_TRUE(head_of(aws_.asked(dynamodb::put_item).at(1)["Item"]).announces);
  aws_.answer(dynamodb::put_item, json::object());
  store->put(document("metrics"));
  EXPECT_EQ(aws_.asked(dynamodb::put_item).size(), 3U) << "once is enough";
}

TEST_F(DynamodbTest, DoesNotAnnounceWhatHasAStatus) {
  const auto store = open();
  aws_.answer(dynamodb::put_item, json::object());
  aws_.answer(dynamodb::put_item, json::object());
  store->claim(document("STATUS"));
  store->put(document("quota"));
  EXPECT_EQ(aws_.asked(dynamodb::put_item).size(), 2U);

  aws_.answer(dynamodb::put_item, json::object());
  aws_.fail(dynamodb::put_item, "ConditionalCheckFailedException", 400);
  open()->put(document("quota"));
  EXPECT_TRUE(aws_.finished());
}

TEST_F(DynamodbTest, TakesALargeDocumentThatWasReplacedOutOfTheBucket) {
  const Item large = document("quota", std::string(500'000, 'x')), small = document("quota");
  const auto store = open();
  aws_.answer(dynamodb::put_item, json::object());
  aws_.answer(dynamodb::put_item, json::object());
  store->put(large);
  const json item = aws_.asked(dynamodb::put_item).at(0)["Item"];
  const std::string name = "document-" + overflow_of(item)->sha256 + ".json";
  aws_.answer(dynamodb::put_item, {{"Attributes", item}}, {{"ReturnValues", "ALL_OLD"}});
  store->put(large);
  EXPECT_TRUE(bucket_->get_file(id, name)) << "it is pointed at again";
  aws_.answer(dynamodb::put_item, {{"Attributes", item}});
  store->put(small);
  EXPECT_FALSE(bucket_->get_file(id, name));
}

// The role of a review need not be allowed to.
class Undeletable final : public fakes::ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  void remove_file(std::string_view /*id*/, std::string_view /*name*/) override {
    throw base::Error(ErrorKind::denied, "s3:DeleteObject is denied");
  }
};

TEST_F(DynamodbTest, TakesADocumentWhereTheLargeOneBeforeItMayNotBeDeleted) {
  Location location;
  location.table = "results";
  const ReportBucket bucket{"reports", [this] { return std::make_shared<Undeletable>(*bucket_); }};
  const auto store = open_dynamodb(location, OpenMode::existing, clock_,
                                   {patient_.patience, meter_, transport(), "eu-central-1", {}}, bucket);
  aws_.answer(dynamodb::put_item, json::object());
  aws_.answer(dynamodb::put_item, json::object());
  store->put(document("quota", std::string(500'000, 'x')));
  aws_.answer(dynamodb::put_item, {{"Attributes", aws_.asked(dynamodb::put_item).at(0)["Item"]}});
  EXPECT_NO_THROW(store->put(document("quota")));
  EXPECT_EQ(bucket_->survey().files.size(), 1U);
}

TEST_F(DynamodbTest, PutsLargeDocumentsIntoTheBucket) {
  const Item large = document("quota", std::string(500'000, 'x'));
  const auto store = open();
  aws_.always_answer(dynamodb::put_item, json::object());
  store->put(large);
  const json item = aws_.asked(dynamodb::put_item).at(0)["Item"];
  const std::string name = "document-" + overflow_of(item)->sha256 + ".json";
  EXPECT_EQ(overflow_of(item)->key, "connect-ops-review-20260213-090000/" + name);
  EXPECT_EQ(overflow_of(item)->bucket, "reports");
  EXPECT_EQ(bucket_->get_file(id, name), to_text(large));

  aws_.always_answer(dynamodb::get_item, {{"Item", item}});
  EXPECT_EQ(store->get(id, "quota").value().body, large.body);

  bucket_->put_file(id, name, "{}", "text/html");
  const auto [kind, message] = error_of([&] { store->get(id, "quota"); });
  EXPECT_EQ(kind, ErrorKind::corrupt);
  EXPECT_EQ(
      message,
      "the stored document 20260213-090000/quota cannot be read: what is in the bucket is not what was put there: "
      "its SHA-256 is another");

  bucket_->remove(id);
  EXPECT_NE(error_of([&] { store->get(id, "quota"); }).second.find("not in the bucket any more"), std::string::npos);
  const auto elsewhere = open(OpenMode::existing, "others");
  EXPECT_NE(error_of([&] { elsewhere->get(id, "quota"); }).second.find("it is in the bucket 'reports': name that one"),
            std::string::npos);
}

TEST_F(DynamodbTest, SaysWhatIsMissingForLargeDocumentsAndReports) {
  const auto store = open(OpenMode::existing, "");
  auto [kind, message] = error_of([&] { store->put(document("quota", std::string(500'000, 'x'))); });
  EXPECT_EQ(kind, ErrorKind::config);
  EXPECT_EQ(
      message,
      "the document 20260213-090000/quota is over DynamoDB's 400 KB; such documents are kept in S3, and no bucket "
      "is named: give one with --bucket or set S3_REPORTING_BUCKET");
  EXPECT_EQ(error_of([&] { store->put_file(id, "a.html", "x", "text/html"); }).second,
            "reports are kept in S3, and no bucket is named: give one with --bucket or set S3_REPORTING_BUCKET");
  EXPECT_TRUE(aws_.asked(dynamodb::put_item).empty()) << "nothing was half written";
}

TEST_F(DynamodbTest, OneDocumentThatTheBucketLacksHidesNoOther) {
  const json lost = to_overflow_item(document("phone"), {"reports", "reviews/x/phone.json", "abc"});
  aws_.answer(dynamodb::query, items_page({lost, to_item(document("quota"))}), {{"ConsistentRead", true}});
  const Items items = open()->load(id);
  ASSERT_EQ(items.items.size(), 1U);
  ASSERT_EQ(items.broken.size(), 1U);
  EXPECT_EQ(items.broken[0].component, "phone");
}

TEST_F(DynamodbTest, LoadsEveryPageAndEmptyOnesInBetween) {
  const json key = dynamodb_key(id, "metrics");
  aws_.answer(dynamodb::query, items_page({to_item(document("metrics"))}, key));
  aws_.answer(dynamodb::query, items_page({}, dynamodb_key(id, "phone")), {{"ExclusiveStartKey", key}});
  aws_.answer(dynamodb::query, items_page({to_item(document("quota"))}),
              {{"ExclusiveStartKey", dynamodb_key(id, "phone")}});
  const Items items = open()->load(id);
  ASSERT_EQ(items.items.size(), 2U);
  EXPECT_EQ(items.items[1].component, "quota");
}

TEST_F(DynamodbTest, TriesAgainWhatWasThrottledOrFailed) {
  aws_.fail(dynamodb::query, "ProvisionedThroughputExceededException", 400);
  aws_.fail(dynamodb::query, "ThrottlingException", 400);
  aws_.fail(dynamodb::query, "InternalServerError", 500);
  aws_.answer(dynamodb::query, items_page({to_item(document("quota"))}));
  EXPECT_EQ(open()->load(id).items.size(), 1U);
  EXPECT_TRUE(aws_.finished());
}

TEST_F(DynamodbTest, ListsFromTheIndexNewestFirst) {
  const std::string newer = "20260214-090000";
  aws_.answer(dynamodb::query, items_page({to_item(document("STATUS", 1, newer)), to_item(document("STATUS")),
                                           to_item(document("STATUS", 1, "20260212-090000"))},
                                          dynamodb_key("20260212-090000", "STATUS")));
  Filter filter;
  filter.limit = 2;
  filter.page = "20260215-000000";
  filter.from = base::from_iso8601("2026-02-01T00:00:00Z");
  const ReviewPage page = open()->reviews(filter);
  ASSERT_EQ(page.reviews.size(), 2U);
  EXPECT_EQ(page.reviews[0].review_id, newer);
  EXPECT_EQ(page.next, id);
  const json asked = aws_.asked(dynamodb::query).at(0);
  EXPECT_EQ(asked["IndexName"], "componentType-reviewId-index");
  EXPECT_EQ(asked["ScanIndexForward"], false);
  EXPECT_EQ(asked["Limit"], 3);
  EXPECT_EQ(asked["ExpressionAttributeValues"],
            json::parse(R"({":component": {"S": "STATUS"}, ":from": {"S": "20260201-000000"},
                            ":to": {"S": "20260215-000000"}})"));
}

TEST_F(DynamodbTest, LooksIntoReviewsWhoseStatusHasExpired) {
  json expired = to_item(document("STATUS"));
  expired["ttl"] = {{"N", "1770973200"}};
  for (const bool is_there : {true, false}) {
    aws_.answer(dynamodb::query, items_page({expired}), {{"IndexName", index_name}});
    aws_.answer(dynamodb::query,
                items_page(is_there ? std::vector{expired, to_item(document("quota"))} : std::vector{expired}),
                {{"ConsistentRead", true}});
    const ReviewPage page = open()->reviews({});
    ASSERT_EQ(page.reviews.size(), is_there ? 1U : 0U);
    for (const Summary& review : page.reviews) EXPECT_TRUE(review.status.is_null());
  }
}

TEST_F(DynamodbTest, ReadsTheWholeTableWhereThereIsNoIndex) {
  const auto store = open();
  aws_.fail(dynamodb::query, "ValidationException", 400);  // its text does not tell of an index
  EXPECT_THROW(store->reviews({}), base::Error);
  EXPECT_TRUE(aws_.finished());

  class NoIndex final : public aws::Transport {
   public:
    explicit NoIndex(aws::Transport& inner) : inner_(inner) {}
    aws::Answer send(const aws::Operation& operation, const json& input) override {
      if (input.contains("IndexName")) {
        ++refused;
        throw aws::AwsError(operation, "ValidationException", 400, "The table does not have the specified index: x");
      }
      return inner_.send(operation, input);
    }
    int refused = 0;

   private:
    aws::Transport& inner_;
  } transport(aws_);
  Location location;
  location.table = "results";
  const auto plain =
      open_dynamodb(location, OpenMode::existing, clock_,
                    {patient_.patience, meter_, [&](const auto&) -> auto& { return transport; }, "", {}}, {});
  const std::vector<json> items = {to_item(document("quota", 1, "20260212-090000")), to_item(document("STATUS")),
                                   to_item(document("quota", 2))};
  aws_.always_answer(dynamodb::scan, items_page(items),
                     {{"ProjectionExpression", heads_only({})["ProjectionExpression"]}});
  aws_.always_answer(dynamodb::get_item, {{"Item", items[1]}}, {{"Key", dynamodb_key(id, "STATUS")}});
  aws_.always_answer(dynamodb::get_item, json::object());
  const ReviewPage page = plain->reviews({});
  ASSERT_EQ(page.reviews.size(), 2U);
  EXPECT_EQ(page.reviews[0].status, document("STATUS").body);
  EXPECT_TRUE(page.reviews[1].status.is_null());

  aws_.answer(dynamodb::scan, items_page({items[0], items[2]}), {{"FilterExpression", "componentType = :component"}});
  const Items history = plain->history("quota", {});
  ASSERT_EQ(history.items.size(), 2U);
  EXPECT_EQ(history.items[0].review_id, id);
  EXPECT_EQ(transport.refused, 1) << "asked once";
}

TEST_F(DynamodbTest, RemovesInBatchesAndAgainWhatWasLeft) {
  std::vector<json> items;
  for (int i = 0; i < 30; ++i) items.push_back(to_item(document("part" + std::to_string(100 + i))));
  aws_.answer(dynamodb::query, items_page(items));
  const json left = {{{"DeleteRequest", {{"Key", dynamodb_key(id, "part107")}}}}};
  aws_.answer(dynamodb::batch_write_item, {{"UnprocessedItems", {{"results", left}}}});
  aws_.answer(dynamodb::batch_write_item, {{"UnprocessedItems", json::object()}},
              {{"RequestItems", {{"results", left}}}});
  aws_.answer(dynamodb::batch_write_item, json::object());
  bucket_->put_file(id, "a.html", "x", "text/html");
  const base::Time before = clock_.now();
  EXPECT_TRUE(open()->remove(id));
  const auto asked = aws_.asked(dynamodb::batch_write_item);
  ASSERT_EQ(asked.size(), 3U);
  EXPECT_EQ(asked[0]["RequestItems"]["results"].size(), 25U);
  EXPECT_EQ(asked[2]["RequestItems"]["results"].size(), 5U);
  EXPECT_GT(clock_.now(), before) << "it waited";
  EXPECT_FALSE(bucket_->get_file(id, "a.html"));
}

TEST_F(DynamodbTest, GivesUpDeletingFromATableThatStaysBusy) {
  aws_.answer(dynamodb::query, items_page({to_item(document("quota"))}));
  aws_.always_answer(
      dynamodb::batch_write_item,
      {{"UnprocessedItems", {{"results", {{{"DeleteRequest", {{"Key", dynamodb_key(id, "quota")}}}}}}}}});
  const auto [kind, message] = error_of([&] { open()->remove(id); });
  EXPECT_EQ(kind, ErrorKind::throttled);
  EXPECT_EQ(message, "the table 'results' is too busy to delete 1 items; try again");
  EXPECT_EQ(aws_.asked(dynamodb::batch_write_item).size(), 8U);
}

TEST_F(DynamodbTest, LeavesTheReviewThatTheBucketHasInItsOwnRight) {
  const json item = to_overflow_item(document("quota"), {"reports", "k", "s"});
  for (const bool has_own : {true, false}) {
    bucket_->put_file(id, "a.html", "x", "text/html");
    if (has_own) bucket_->put(document("STATUS"));
    aws_.answer(dynamodb::query, items_page({item}));
    aws_.answer(dynamodb::batch_write_item, json::object());
    EXPECT_TRUE(open()->remove(id));
    EXPECT_EQ(bucket_->load(id).items.size(), has_own ? 1U : 0U);
    EXPECT_EQ(bucket_->get_file(id, "a.html").has_value(), has_own);
    bucket_->remove(id);
  }
}

TEST_F(DynamodbTest, RemovesNothingThatIsNotInTheTable) {
  bucket_->put_file(id, "a.html", "x", "text/html");
  aws_.answer(dynamodb::query, items_page({}));
  EXPECT_FALSE(open()->remove(id));
  EXPECT_TRUE(bucket_->get_file(id, "a.html"));
}

TEST_F(DynamodbTest, SaysWhatToDoAboutATableThatIsMissingDeniedOrAnother) {
  aws_.fail(dynamodb::put_item, "ResourceNotFoundException", 400);
  aws_.fail(dynamodb::describe_table, "ResourceNotFoundException", 400);
  auto [kind, message] = error_of([&] { open()->put(document("quota")); });
  EXPECT_EQ(kind, ErrorKind::not_found);
  EXPECT_EQ(message,
            "there is no table 'results' in eu-central-1: name another with --table or its --region, or make it with "
            "`storage info --create`");
  aws_.fail(dynamodb::get_item, "AccessDeniedException", 400);
  std::tie(kind, message) = error_of([&] { open()->get(id, "quota"); });
  EXPECT_EQ(kind, ErrorKind::denied);
  EXPECT_NE(message.find("dynamodb:GetItem"), std::string::npos);
  EXPECT_NE(message.find("allow it on the table 'results' and its indexes"), std::string::npos);
}

TEST_F(DynamodbTest, WaitsForATableThatIsBeingMade) {
  aws_.fail(dynamodb::put_item, "ResourceNotFoundException", 400);
  for (int i = 0; i < 3; ++i) aws_.answer(dynamodb::describe_table, {{"Table", {{"TableStatus", "CREATING"}}}});
  aws_.answer(dynamodb::describe_table, description);
  aws_.answer(dynamodb::put_item, json::object());
  EXPECT_TRUE(open()->claim(document("STATUS")));
  EXPECT_TRUE(aws_.finished());
}

TEST_F(DynamodbTest, SaysThatATableMayBeInTheMakingWhereThatMayNotBeAsked) {
  aws_.fail(dynamodb::put_item, "ResourceNotFoundException", 400);
  aws_.fail(dynamodb::describe_table, "AccessDeniedException", 400);
  const auto [kind, message] = error_of([&] { open()->put(document("quota")); });
  EXPECT_EQ(kind, ErrorKind::not_found);
  EXPECT_NE(message.find("or it is still being made"), std::string::npos) << message;
}

TEST_F(DynamodbTest, IsTriedWithAWriteThatIsNeverCarriedOut) {
  aws_.fail(dynamodb::put_item, "ConditionalCheckFailedException", 400);
  EXPECT_NE(open()->try_writing().find("a document would be taken"), std::string::npos);
  EXPECT_EQ(aws_.asked(dynamodb::put_item).at(0)["ConditionExpression"], "attribute_exists(reviewId)");
  aws_.fail(dynamodb::put_item, "AccessDeniedException", 400);
  EXPECT_EQ(error_of([&] { open()->try_writing(); }).first, ErrorKind::denied);
}

TEST_F(DynamodbTest, MakesTheTableAsItShouldBe) {
  aws_.fail(dynamodb::describe_table, "ResourceNotFoundException", 400);
  aws_.answer(dynamodb::create_table, json::object());
  aws_.fail(dynamodb::describe_table, "ResourceNotFoundException", 400);  // not known everywhere yet
  aws_.answer(dynamodb::describe_table, {{"Table", {{"TableStatus", "CREATING"}}}});
  aws_.always_answer(dynamodb::describe_table, description);
  aws_.answer(dynamodb::update_time_to_live, json::object());
  aws_.fail(dynamodb::update_continuous_backups, "ContinuousBackupsUnavailableException", 400);
  aws_.fail(dynamodb::update_continuous_backups, "AccessDeniedException", 400);  // can be done by somebody else later
  open(OpenMode::create);
  EXPECT_EQ(aws_.asked(dynamodb::create_table).at(0), json::parse(R"({
    "TableName": "results", "BillingMode": "PAY_PER_REQUEST",
    "AttributeDefinitions": [{"AttributeName": "reviewId", "AttributeType": "S"},
                             {"AttributeName": "componentType", "AttributeType": "S"}],
    "KeySchema": [{"AttributeName": "reviewId", "KeyType": "HASH"}, {"AttributeName": "componentType", "KeyType": "RANGE"}],
    "GlobalSecondaryIndexes": [{"IndexName": "componentType-reviewId-index",
      "KeySchema": [{"AttributeName": "componentType", "KeyType": "HASH"}, {"AttributeName": "reviewId", "KeyType": "RANGE"}],
      "Projection": {"ProjectionType": "ALL"}}]})"));
  EXPECT_EQ(aws_.asked(dynamodb::update_time_to_live).at(0)["TimeToLiveSpecification"],
            json::parse(R"({"Enabled": true, "AttributeName": "ttl"})"));
  EXPECT_TRUE(aws_.finished());
}

TEST_F(DynamodbTest, LeavesATableThatIsThereAsItIs) {
  aws_.always_answer(dynamodb::describe_table, description);
  open(OpenMode::create);
  EXPECT_EQ(aws_.calls(), aws_.asked(dynamodb::describe_table).size());
}

TEST_F(DynamodbTest, DoesNotMindWhoMadeTheTable) {
  aws_.fail(dynamodb::describe_table, "ResourceNotFoundException", 400);
  aws_.fail(dynamodb::create_table, "ResourceInUseException", 400);
  aws_.always_answer(dynamodb::describe_table, description);
  aws_.answer(dynamodb::update_time_to_live, json::object());
  aws_.answer(dynamodb::update_continuous_backups, json::object());
  open(OpenMode::create);
  EXPECT_TRUE(aws_.finished());
}

TEST_F(DynamodbTest, RefusesATableWithOtherKeys) {
  json other = description;
  other["Table"]["KeySchema"][1]["AttributeName"] = "timestamp";
  aws_.always_answer(dynamodb::describe_table, other);
  const auto [kind, message] = error_of([&] { open(OpenMode::create); });
  EXPECT_EQ(kind, ErrorKind::config);
  EXPECT_EQ(message,
            "the table 'results' has other keys than reviewId (text, partition) and componentType (text, sort): name "
            "another with --table");
}

TEST_F(DynamodbTest, DescribesItself) {
  aws_.answer(dynamodb::describe_table, description);
  json announcement = to_announcement(document("quota", 1, "20260212-090000"));
  aws_.answer(dynamodb::scan, items_page({to_item(document("quota")), announcement}));
  aws_.answer(dynamodb::describe_time_to_live,
              {{"TimeToLiveDescription", {{"TimeToLiveStatus", "ENABLED"}, {"AttributeName", "ttl"}}}});
  aws_.fail(dynamodb::describe_continuous_backups, "AccessDeniedException", 400);
  const Info info = open()->info();
  EXPECT_EQ(info.backend, "dynamodb");
  EXPECT_EQ(info.location, "results");
  EXPECT_EQ(info.reviews, 1);
  EXPECT_EQ(info.documents, 1);
  EXPECT_EQ(info.bytes, 4711);
  std::map<std::string, std::string> properties(info.properties.begin(), info.properties.end());
  EXPECT_EQ(properties["region"], "eu-central-1");
  EXPECT_EQ(properties["billing"], "on demand");
  EXPECT_EQ(properties["encryption"], "DynamoDB's own key");
  EXPECT_EQ(properties["index"], "componentType-reviewId-index (ACTIVE)");
  EXPECT_EQ(properties["TTL"], "on");
  EXPECT_EQ(properties["point-in-time recovery"].substr(0, 10), "not known:");
  EXPECT_EQ(properties["reports and documents over 400 KB"], "in the bucket reports");
}

}  // namespace
}  // namespace store
