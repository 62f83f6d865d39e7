#include "store/dynamodb/item.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "store/dynamodb/attribute_value.hpp"

namespace store {
namespace {

using nlohmann::json;

Item quota(const json& data, const json& more = json::object()) {
  json body = {{"reviewId", "20260213-090000"}, {"componentType", "quota"}, {"data", data}};
  body.update(more);
  return {"20260213-090000", "quota", body};
}

// The attributes of an item as a person sees them.
json plain(const json& item) {
  return from_attributes(item).json;
}

void expect_kept(const Item& document) {
  const Body body = body_of(to_item(document));
  EXPECT_EQ(body.why, "");
  EXPECT_EQ(body.json.dump(), to_text(document));
}

TEST(DynamodbItem, LooksAsTheGuideShowsIt) {
  const Item document = quota({{"quotas", {{{"name", "Users"}, {"limit", 500}, {"percentage", 79.33}}}}},
                              {{"ttl", 1778749200}, {"schemaVersion", 1}, {"instanceArn", "arn:aws:connect:x"}});
  EXPECT_EQ(to_item(document), json::parse(R"({
    "reviewId": {"S": "20260213-090000"}, "componentType": {"S": "quota"}, "ttl": {"N": "1778749200"},
    "schemaVersion": {"N": "1"}, "instanceArn": {"S": "arn:aws:connect:x"},
    "data": {"M": {"quotas": {"L": [{"M": {"name": {"S": "Users"}, "limit": {"N": "500"},
                                           "percentage": {"N": "79.33"}}}]}}}})"));
  expect_kept(document);
}

TEST(DynamodbItem, KeepsEveryNumber) {
  const Item document = quota({{"a", 9007199254740993}, {"b", 79.33}, {"c", 100.0}, {"d", -0.0}, {"e", 5e-324}});
  const json seen = plain(to_item(document));
  EXPECT_EQ(seen["data"]["a"], 9007199254740993);
  EXPECT_EQ(seen["data"]["c"], 100);
  EXPECT_EQ(seen["encoding"], json::parse(R"({"doubles": ["/data/c"], "texts": ["/data/d", "/data/e"]})"));
  expect_kept(document);
}

TEST(DynamodbItem, IsOneTextWhereItsMembersCannotBeAttributes) {
  const std::vector<Item> documents = {
      {"20260213-090000", "STATUS", {{"reviewId", "20260213-090000"}, {"status", "completed"}}},
      {"20260213-090000", "quota", {{"reviewId", "another"}, {"componentType", "quota"}}},
      {"20260213-090000", "quota", json::object()},
      quota(1, {{"encoding", "mine"}}),
      quota(1, {{"", 1}}),
      quota(1, {{"ttl", 1e300}}),
      quota(1, {{"ttl", -1e300}})};
  for (const Item& document : documents) {
    const json item = to_item(document);
    EXPECT_TRUE(plain(item)["encoding"].contains("text")) << document.body;
    EXPECT_EQ(head_of(item).review_id, "20260213-090000");
    EXPECT_EQ(head_of(item).component, document.component);
    EXPECT_EQ(head_of(item).ttl, ttl(document.body));
    expect_kept(document);
  }
}

TEST(DynamodbItem, HasTheTtlThatReadersGoBy) {
  const auto ttl_of = [](const json& ttl) { return head_of(to_item(quota(1, {{"ttl", ttl}}))).ttl; };
  EXPECT_EQ(ttl_of(1778749200), 1778749200);
  EXPECT_EQ(ttl_of(1778749200.75), 1778749200);
  EXPECT_EQ(ttl_of(-5), -5);
  EXPECT_EQ(ttl_of("1778749200"), std::nullopt);
  EXPECT_EQ(ttl_of(nullptr), std::nullopt);
  EXPECT_EQ(ttl_of(json{{"N", "1"}}), std::nullopt);
  EXPECT_EQ(head_of({{"ttl", {{"N", "1.7787492E+9"}}}}).ttl, 1778749200) << "as tools with decimals write it";
}

TEST(DynamodbItem, OfTheReferenceLoads) {
  const json item = json::parse(R"({
    "reviewId": {"S": "20250601-080000"}, "componentType": {"S": "quota"}, "ttl": {"N": "1756540800"},
    "data": {"M": {"quotas": {"L": [{"M": {"limit": {"N": "500"}, "percentage": {"N": "86.2"}, "used": {"N": "431.0"}}}]}}}})");
  const Body body = body_of(item);
  EXPECT_EQ(body.why, "");
  EXPECT_EQ(body.json, json::parse(R"({"reviewId": "20250601-080000", "componentType": "quota", "ttl": 1756540800,
    "data": {"quotas": [{"limit": 500, "percentage": 86.2, "used": 431}]}})"));
  EXPECT_FALSE(head_of(item).announces);
  EXPECT_FALSE(overflow_of(item));
}

TEST(DynamodbItem, PointsAtADocumentThatIsTooLarge) {
  const Item document = quota(std::string(500'000, 'x'), {{"ttl", 1778749200}, {"instanceArn", "arn:aws:connect:x"}});
  EXPECT_FALSE(fits(to_item(document)));
  const json item = to_overflow_item(document, {"bucket", "reviews/r/quota.json", "abc"});
  EXPECT_TRUE(fits(item));
  const auto overflow = overflow_of(item);
  ASSERT_TRUE(overflow);
  EXPECT_EQ(overflow->bucket, "bucket");
  EXPECT_EQ(overflow->key, "reviews/r/quota.json");
  EXPECT_EQ(overflow->sha256, "abc");
  EXPECT_EQ(head_of(item).ttl, 1778749200);
  EXPECT_EQ(head_of(item).instance_arn, "arn:aws:connect:x");
}

TEST(DynamodbItem, FitsUpTo400Kilobytes) {
  EXPECT_TRUE(fits(to_item(quota(std::string(std::size_t{398} * 1024, 'x')))));
  EXPECT_FALSE(fits(to_item(quota(std::string(std::size_t{400} * 1024, 'x')))));
}

TEST(DynamodbItem, CanAnnounceAReviewAndBeClaimed) {
  const json announcement = to_announcement(quota(1, {{"ttl", 1778749200}, {"instanceArn", "arn:aws:connect:x"}}));
  const Head head = head_of(announcement);
  EXPECT_TRUE(head.announces);
  EXPECT_EQ(head.component, "STATUS");
  EXPECT_EQ(head.ttl, 1778749200);
  EXPECT_EQ(head.instance_arn, "arn:aws:connect:x");
  for (const json& data : {json(1), json(1.0)}) {
    const Item document = quota(data);
    json item = to_item(document);
    EXPECT_EQ(claim_of(item), "");
    set_claim(item, "token");
    EXPECT_EQ(claim_of(item), "token");
    EXPECT_EQ(body_of(item).json.dump(), to_text(document));
  }
}

TEST(DynamodbItem, OfAStrangerIsReadOrBroken) {
  const auto why = [](const char* text) { return body_of(json::parse(text)).why; };
  EXPECT_EQ(why(R"({"encoding": {"S": "gzip"}})"), "") << "a member of somebody else's document";
  EXPECT_EQ(why(R"({"encoding": {"M": {"text": {"S": "{"}}}})"), "it is not JSON");
  EXPECT_EQ(why(R"({"encoding": {"M": {"text": {"N": "1"}}}})"), "it is not JSON");
  EXPECT_EQ(why(R"({"encoding": {"M": {"doubles": {"L": [{"S": "/data"}]}}}})"),
            "a number that its notes tell of is not there");
  EXPECT_EQ(why(R"({"encoding": {"M": []}})"), "it holds a map that is not one");
  for (const char* text :
       {"{}", "[]", "null", "7", R"({"reviewId": 1})", R"({"reviewId": {"N": "1"}, "ttl": {"N": 1}})",
        R"({"encoding": {"M": {"announces": {"BOOL": "yes"}, "s3Key": 1, "claim": {}}}})"}) {
    const Head head = head_of(json::parse(text));
    EXPECT_EQ(head.review_id, "") << text;
    EXPECT_EQ(head.ttl, std::nullopt) << text;
    EXPECT_FALSE(head.announces) << text;
    EXPECT_EQ(claim_of(json::parse(text)), "") << text;
  }
}

}  // namespace
}  // namespace store
