#include "app/store_policy.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <set>

#include "base/error.hpp"
#include "fakes/manual_clock.hpp"
#include "fakes/s3.hpp"
#include "store/s3/store.hpp"

namespace app {
namespace {

using nlohmann::json;

model::InstanceRef instance() {
  return model::parse_instance_arn(
      "arn:aws:connect:eu-central-1:123456789012:instance/aaaaaaaa-1111-2222-3333-bbbbbbbbbbbb");
}

store::Location location(const char* backend) {
  store::Location location;
  location.backend = backend;
  location.bucket = "reports";
  location.table = "results";
  return location;
}

std::set<std::string> actions(const nlohmann::ordered_json& statements) {
  std::set<std::string> all;
  for (const auto& one : statements) {
    for (const auto& action : one["Action"]) all.insert(action.get<std::string>());
  }
  return all;
}

TEST(StorePolicy, TheDatabaseOfThisMachineNeedsNothing) {
  EXPECT_TRUE(store_statements(location("sqlite"), instance()).empty());
}

TEST(StorePolicy, ABucketIsNarrowedToItsReviewsAndReports) {
  const auto statements = store_statements(location("s3"), instance());
  ASSERT_EQ(statements.size(), 4U);
  EXPECT_EQ(statements[0]["Resource"], json({"arn:aws:s3:::reports"}));
  EXPECT_EQ(statements[0]["Action"], json({"s3:GetEncryptionConfiguration", "s3:ListBucket"}));
  EXPECT_EQ(statements[1]["Resource"],
            json({"arn:aws:s3:::reports/connect-ops-review-*", "arn:aws:s3:::reports/reviews/*"}));
  EXPECT_EQ(statements[2]["Action"], json({"s3:GetObject"}));
  EXPECT_EQ(statements[2]["Resource"], json({"arn:aws:s3:::reports/mutes.toml"}));
  EXPECT_EQ(statements[3]["Action"], json({"s3:DeleteObject"}));
  EXPECT_EQ(statements[3]["Resource"], json({"arn:aws:s3:::reports/connect-ops-review-*.carry"}));
}

TEST(StorePolicy, ATableIsNarrowedToItselfAndItsIndex) {
  auto there = location("dynamodb");
  there.bucket.clear();
  const auto statements = store_statements(there, instance());
  ASSERT_EQ(statements.size(), 1U);
  EXPECT_EQ(statements[0]["Resource"],
            json({"arn:aws:dynamodb:eu-central-1:123456789012:table/results",
                  "arn:aws:dynamodb:eu-central-1:123456789012:table/results/index/componentType-reviewId-index"}));
  EXPECT_EQ(statements[0]["Action"], json({"dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"}));
  EXPECT_EQ(store_statements(location("dynamodb"), instance()).size(), 5U);  // and the reports' bucket
}

TEST(StorePolicy, AKeyIsNamedAsExactlyAsItIsKnown) {
  auto there = location("s3");
  there.kms_key = "arn:aws:kms:eu-central-1:123456789012:key/k";
  EXPECT_EQ(store_statements(there, instance())[4]["Resource"], json({there.kms_key}));
  EXPECT_EQ(store_statements(there, instance())[0]["Action"],
            json({"s3:ListBucket"}));  // its encryption is not asked for
  there.kms_key = "alias/reviews";
  const auto by_alias = store_statements(there, instance())[4];
  EXPECT_EQ(by_alias["Resource"], json({"arn:aws:kms:eu-central-1:123456789012:key/*"}));
  EXPECT_EQ(by_alias["Condition"]["ForAnyValue:StringEquals"]["kms:ResourceAliases"], "alias/reviews");
}

TEST(StorePolicy, ABucketIsThatOfItsAccount) {
  auto there = location("s3");
  EXPECT_FALSE(store_statements(there, instance())[0].contains("Condition"));
  there.expected_bucket_owner = "111122223333";
  there.kms_key = "arn:aws:kms:eu-central-1:123456789012:key/k";
  const auto statements = store_statements(there, instance());
  ASSERT_EQ(statements.size(), 5U);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(statements[i]["Condition"], (json{{"StringEquals", {{"aws:ResourceAccount", "111122223333"}}}}));
  }
  EXPECT_FALSE(statements[4].contains("Condition"));  // the key's
}

TEST(StorePolicy, NoPlaceIsAnError) {
  for (const char* backend : {"s3", "dynamodb"}) {
    auto nowhere = location(backend);
    nowhere.bucket.clear();
    nowhere.table.clear();
    EXPECT_THROW(store_statements(nowhere, instance()), base::Error) << backend;
  }
}

// Whatever the store asks while a review is made and read is allowed, and nothing else is.
TEST(StorePolicy, AllowsWhatAReviewAsksOfABucketAndNoMore) {
  fakes::ManualClock clock;
  fakes::Patient patient{clock};
  fakes::S3 s3;
  store::Location there;
  there.bucket = fakes::S3::bucket;
  const auto store = store::open_s3(there, store::OpenMode::existing, clock, s3.remote(patient.patience));
  const std::string id = "20260213-090000", file = "connect-ops-review-20260213-090000.html";
  const json body = {{"reviewId", id}, {"componentType", "STATUS"}};
  store->claim({id, "STATUS", body});
  store->put({id, "STATUS", body});
  store->get(id, "STATUS");
  store->load(id);
  store->reviews({});
  store->history("STATUS", {});
  store->put_file(id, file, "x", "text/html");
  store->get_file(id, file);
  store->remove_file(id, "connect-ops-review-20260213-090000.carry");
  store->link(id, file, std::chrono::hours(1));
  // A link asks for the bucket's region when nothing else did yet.
  store::open_s3(there, store::OpenMode::existing, clock, s3.remote(patient.patience))
      ->link(id, file, std::chrono::hours(1));

  std::set<std::string> asked;
  for (const auto& [operation, input] : s3.asked()) asked.insert(operation);
  std::set<std::string> listed;
  for (const auto* operation : store::s3_review_operations) listed.insert(std::string(operation->name));
  listed.insert("DeleteObjects");
  EXPECT_EQ(asked, listed);
  EXPECT_EQ(actions(store_statements(location("s3"), instance())),
            (std::set<std::string>{"s3:DeleteObject", "s3:GetEncryptionConfiguration", "s3:GetObject", "s3:ListBucket",
                                   "s3:PutObject"}));
}

}  // namespace
}  // namespace app
