#include "store/s3/setup.hpp"

#include <gtest/gtest.h>
#include <map>

#include "fakes/manual_clock.hpp"
#include "fakes/s3.hpp"

namespace store {
namespace {

using nlohmann::json;
namespace s3 = aws::s3;

json rule(const std::string& id, const json& filter, std::int64_t days) {
  return {{"ID", id}, {"Status", "Enabled"}, {"Filter", filter}, {"Expiration", {{"Days", days}}}};
}

TEST(S3Lifecycle, HoldsForAPrefixOnlyWhenItHoldsForEverythingThere) {
  const json whole = {{"Prefix", "reviews/"}};
  const std::vector<std::pair<json, bool>> cases = {
      {rule("a", whole, 30), true},
      {rule("a", {{"Prefix", "rev"}}, 30), true},
      {rule("a", {{"Prefix", ""}}, 30), true},
      {rule("a", json::object(), 30), true},
      {rule("a", {{"And", whole}}, 30), true},
      {{{"ID", "old"}, {"Status", "Enabled"}, {"Prefix", "reviews/"}, {"Expiration", {{"Days", 30}}}}, true},
      {rule("a", {{"Prefix", "reviews/2024"}}, 30), false},
      {rule("a", {{"Prefix", "Reviews/"}}, 30), false},
      {rule("a", {{"Tag", {{"Key", "k"}, {"Value", "v"}}}}, 30), false},
      {rule("a", {{"ObjectSizeGreaterThan", 5}}, 30), false},
      {rule("a", {{"And", {{"Prefix", "reviews/"}, {"ObjectSizeLessThan", 5}}}}, 30), false},
      {{{"ID", "old"}, {"Status", "Enabled"}, {"Prefix", "other/"}, {"Expiration", {{"Days", 30}}}}, false},
      {{{"ID", "a"}, {"Status", "Disabled"}, {"Filter", whole}, {"Expiration", {{"Days", 30}}}}, false},
      {{{"ID", "a"}, {"Status", "Enabled"}, {"Filter", whole}, {"Expiration", {{"Date", "2030-01-01T00:00:00Z"}}}},
       false},
      {{{"ID", "a"},
        {"Status", "Enabled"},
        {"Filter", whole},
        {"NoncurrentVersionExpiration", {{"NoncurrentDays", 1}}}},
       false},
      {"text", false},
      {json::object(), false},
      {nullptr, false}};
  for (const auto& [one, holds] : cases) {
    const auto found = expiry(json::array({one}), "reviews/");
    EXPECT_EQ(found.has_value(), holds) << one;
    EXPECT_EQ(found.value_or(Expiry{30, ""}).days, 30) << one;
  }
}

TEST(S3Lifecycle, TheFirstRuleToDeleteCounts) {
  const auto found = expiry({rule("long", json::object(), 400), rule("short", {{"Prefix", "r"}}, 7),
                             rule("middle", {{"Prefix", "reviews/"}}, 90)},
                            "reviews/");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->days, 7);
  EXPECT_EQ(found->rule, "short");
  EXPECT_FALSE(expiry(json::array(), "reviews/"));
}

TEST(S3Lifecycle, RetentionIsAddedBesideWhatIsThere) {
  const json others = {
      rule("logs", {{"Prefix", "logs/"}}, 400),
      {{"ID", "cold"}, {"Status", "Enabled"}, {"Filter", {{"Prefix", ""}}}, {"Transitions", {{{"Days", 30}}}}},
      rule("slow", {{"Prefix", "reviews/"}}, 365)};
  const json rules = with_retention(others, 90);
  ASSERT_EQ(rules.size(), 5U);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(rules[i], others[i]);
  EXPECT_EQ(rules[3]["Filter"]["Prefix"], "reviews/");
  EXPECT_EQ(rules[4]["Filter"]["Prefix"], "connect-ops-review-");
  for (const auto& one : {rules[3], rules[4]}) {
    EXPECT_EQ(one["Status"], "Enabled");
    EXPECT_EQ(one["Expiration"]["Days"], 90);
    EXPECT_EQ(one["NoncurrentVersionExpiration"]["NoncurrentDays"], 1);
  }
  EXPECT_EQ(with_retention(rules, 90), rules) << "twice is once";
}

TEST(S3Lifecycle, RetentionThatIsThereAlreadyIsLeftAsItIs) {
  const json template_rule = json::array({rule("from the template", json::object(), 90)});
  EXPECT_EQ(with_retention(template_rule, 90), template_rule);
  const json sooner = json::array({rule("sooner", json::object(), 7)});
  EXPECT_EQ(with_retention(sooner, 90), sooner);
}

TEST(S3Lifecycle, RulesOfOldGetAFilterWhenOneIsAddedToThem) {
  const json old = {{"ID", "logs"}, {"Status", "Enabled"}, {"Prefix", "logs/"}, {"Expiration", {{"Days", 30}}}};
  const json rules = with_retention(json::array({old, rule("new", {{"Prefix", "tmp/"}}, 1)}), 90);
  ASSERT_EQ(rules.size(), 4U);
  EXPECT_EQ(rules[0], rule("logs", {{"Prefix", "logs/"}}, 30));
  EXPECT_EQ(rules[1], rule("new", {{"Prefix", "tmp/"}}, 1));
  json whole = old;
  whole["Prefix"] = "";
  EXPECT_EQ(with_retention(json::array({whole}), 90), json::array({whole})) << "nothing is added, nothing rewritten";
}

TEST(S3Lifecycle, ADateHoldsForAPrefixAsDaysDo) {
  const auto dated = [](const char* id, const json& filter, const char* date) {
    json one = rule(id, filter, 0);
    one["Expiration"] = {{"Date", date}};
    return one;
  };
  const json rules = {dated("later", json::object(), "2030-01-01T00:00:00.000Z"),
                      dated("once", {{"Prefix", "rev"}}, "2020-01-01T00:00:00Z"),
                      dated("elsewhere", {{"Prefix", "logs/"}}, "2019-01-01T00:00:00Z"),
                      rule("days", json::object(), 1)};
  const auto found = dated_expiry(rules, "reviews/");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->rule, "once");
  EXPECT_EQ(dated_expiry(rules, "connect-ops-review-")->rule, "later");
  EXPECT_FALSE(dated_expiry({rule("days", json::object(), 1)}, "reviews/"));
}

TEST(S3Lifecycle, RetentionIsAsLongAsIsAskedFor) {
  for (const json& one : with_retention(json::array(), 30)) EXPECT_EQ(one["Expiration"]["Days"], 30);
  const json longer = json::array({rule("longer", json::object(), 90)});
  EXPECT_EQ(with_retention(longer, 30).size(), 3U);
  EXPECT_EQ(with_retention(longer, 365), longer);
}

TEST(S3Lifecycle, OurOwnRulesThatWereTurnedOffAreTurnedOnInPlace) {
  json rules = with_retention(json::array(), 90);
  rules[0]["Status"] = "Disabled";
  rules.push_back(rule("after", {{"Prefix", "x/"}}, 1));
  const json again = with_retention(rules, 90);
  ASSERT_EQ(again.size(), 3U);
  EXPECT_EQ(again[0]["Status"], "Enabled");
  EXPECT_EQ(again[2]["ID"], "after");
}

class S3Setup : public testing::Test {
 protected:
  S3Setup() {
    location_.bucket = fakes::S3::bucket;
    location_.retention_days = 90;
  }
  Bucket bucket() { return Bucket(location_, s3_.remote(patient_.patience)); }
  void prepare_bucket() {
    Bucket one = bucket();
    prepare(one);
  }
  std::map<std::string, std::string> shown() {
    Bucket one = bucket();
    const auto all = names_and_values(properties(one, clock_.now()));
    return {all.begin(), all.end()};
  }
  Level level(const std::string& name) {
    Bucket one = bucket();
    for (const auto& property : properties(one, clock_.now())) {
      if (property.name == name) return property.level;
    }
    ADD_FAILURE() << "there is no " << name;
    return Level::ok;
  }

  fakes::ManualClock clock_;
  fakes::Patient patient_{clock_};
  fakes::S3 s3_;
  Location location_;
};

TEST_F(S3Setup, MakesAMissingBucketClosedToThePublicAndWithALifecycle) {
  s3_.exists = false;
  prepare_bucket();
  EXPECT_TRUE(s3_.exists);
  EXPECT_EQ(s3_.settings.at("GetPublicAccessBlock")["PublicAccessBlockConfiguration"]["BlockPublicPolicy"], true);
  const auto shown_now = shown();
  EXPECT_EQ(shown_now.at("public access"), "blocked");
  EXPECT_EQ(shown_now.at("reviews"), "deleted after 90 days by the rule connect-ops-review-results");
  EXPECT_EQ(shown_now.at("reports"), "deleted after 90 days by the rule connect-ops-review-reports");
  EXPECT_EQ(shown_now.at("region"), "eu-central-1");
}

TEST_F(S3Setup, SaysWhereABucketIsToBeButForUsEast1) {
  s3_.exists = false;
  prepare_bucket();
  s3_.exists = false;
  Bucket first_region(location_, s3_.remote(patient_.patience, "us-east-1"));
  prepare(first_region);
  std::vector<json> created;
  for (const auto& [name, input] : s3_.asked()) {
    if (name == s3::create_bucket.name) created.push_back(input);
  }
  ASSERT_EQ(created.size(), 2U);
  EXPECT_EQ(created[0]["CreateBucketConfiguration"]["LocationConstraint"], "eu-central-1");
  EXPECT_FALSE(created[1].contains("CreateBucketConfiguration"));
}

TEST_F(S3Setup, OfAnExistingBucketOnlyTheLifecycleIsTouchedAndOnlyWhenItLacksSomething) {
  s3_.settings["GetBucketLifecycleConfiguration"] = {{"Rules", {rule("mine", {{"Prefix", "mine/"}}, 5)}},
                                                     {"TransitionDefaultMinimumObjectSize", "varies_by_storage_class"}};
  prepare_bucket();
  EXPECT_EQ(s3_.count(s3::create_bucket), 0U);
  EXPECT_EQ(s3_.count(s3::put_public_access_block), 0U);
  const json written = s3_.settings["GetBucketLifecycleConfiguration"];
  EXPECT_EQ(written["LifecycleConfiguration"]["Rules"].size(), 3U);
  EXPECT_EQ(written["LifecycleConfiguration"]["Rules"][0]["ID"], "mine");
  EXPECT_EQ(written["TransitionDefaultMinimumObjectSize"], "varies_by_storage_class") << "it would be lost";
  prepare_bucket();
  EXPECT_EQ(s3_.count(s3::put_bucket_lifecycle_configuration), 1U);
}

TEST_F(S3Setup, ABucketThatAnotherProcessMakesAtTheSameTimeIsFine) {
  s3_.exists = false;
  s3_.before = [&](std::size_t, const aws::Operation& operation) {
    if (operation.name == s3::create_bucket.name) s3_.exists = true;
  };
  prepare_bucket();
  EXPECT_EQ(shown().at("public access"), "blocked");
}

TEST_F(S3Setup, TellsWhatABareBucketLacks) {
  const auto all = shown();
  EXPECT_EQ(all.at("versioning"), "off");
  EXPECT_EQ(all.at("public access"), "not blocked by the bucket");
  EXPECT_EQ(all.at("encryption"), "AES256 for what is written, none by default");
  EXPECT_EQ(all.at("reviews"), "kept for ever: 'storage info --create' adds a rule that deletes them after 90 days");
}

TEST_F(S3Setup, TellsWhatABucketHas) {
  location_.kms_key = "alias/reviews";
  s3_.settings["GetBucketVersioning"] = {{"Status", "Enabled"}};
  s3_.settings["GetBucketEncryption"] = {
      {"ServerSideEncryptionConfiguration",
       {{"Rules", {{{"ApplyServerSideEncryptionByDefault", {{"SSEAlgorithm", "aws:kms"}}}}}}}}};
  s3_.settings["GetBucketLifecycleConfiguration"] = {{"Rules", {rule("week", json::object(), 7)}}};
  const auto all = shown();
  EXPECT_EQ(all.at("versioning"), "on");
  EXPECT_EQ(all.at("encryption"), "aws:kms with alias/reviews for what is written, aws:kms by default");
  EXPECT_EQ(all.at("reviews"), "deleted after 7 days already by the rule week: change it for 90");
}

TEST_F(S3Setup, WhatItMakesIsAsItShouldBe) {
  s3_.exists = false;
  prepare_bucket();
  for (const auto* name : {"region", "versioning", "public access", "reviews", "reports"}) {
    EXPECT_EQ(level(name), Level::ok) << name;
  }
}

TEST_F(S3Setup, WarnsOfWhatABareBucketLacks) {
  for (const auto* name : {"encryption", "public access", "reviews", "reports"}) {
    EXPECT_EQ(level(name), Level::warning) << name;
  }
  EXPECT_EQ(level("versioning"), Level::ok);
}

TEST_F(S3Setup, WarnsOfOtherRetentionsThanThatOfDocuments) {
  for (const auto& [days, wanted] : {std::pair{89, Level::warning}, {90, Level::ok}, {91, Level::warning}}) {
    s3_.settings["GetBucketLifecycleConfiguration"] = {{"Rules", {rule("all", json::object(), days)}}};
    EXPECT_EQ(level("reviews"), wanted) << days;
  }
}

TEST_F(S3Setup, WarnsOfPublicAccessThatIsBlockedInPart) {
  const json whole = {{"BlockPublicAcls", true},
                      {"IgnorePublicAcls", true},
                      {"BlockPublicPolicy", true},
                      {"RestrictPublicBuckets", true}};
  s3_.settings["GetPublicAccessBlock"] = {{"PublicAccessBlockConfiguration", whole}};
  EXPECT_EQ(level("public access"), Level::ok);
  for (const auto& one : whole.items()) {
    json part = whole;
    part[one.key()] = false;
    s3_.settings["GetPublicAccessBlock"] = {{"PublicAccessBlockConfiguration", part}};
    EXPECT_EQ(level("public access"), Level::warning) << one.key();
  }
}

TEST_F(S3Setup, WarnsOfABucketInAnotherRegion) {
  s3_.region = "eu-west-1";
  EXPECT_EQ(level("region"), Level::warning);
  EXPECT_EQ(shown().at("region"), "eu-west-1");
}

TEST_F(S3Setup, WarnsOfRulesWithADate) {
  const auto with_date = [&](const char* date) {
    json one = rule("once", json::object(), 0);
    one["Expiration"] = {{"Date", date}};
    s3_.settings["GetBucketLifecycleConfiguration"] = {{"Rules", {rule("days", json::object(), 90), one}}};
    EXPECT_EQ(level("reviews"), Level::warning);
    return shown().at("reviews");
  };
  EXPECT_EQ(with_date("2020-01-01T00:00:00.000Z"),
            "deleted within a day of being written: the date of the rule once has passed (2020-01-01)");
  EXPECT_EQ(with_date("2099-01-01T00:00:00.000Z"), "all of them are deleted on 2099-01-01 by the rule once");
}

TEST_F(S3Setup, SaysWhoseEncryptionObjectsGet) {
  s3_.settings["GetBucketEncryption"] = {
      {"ServerSideEncryptionConfiguration",
       {{"Rules",
         {{{"ApplyServerSideEncryptionByDefault", {{"SSEAlgorithm", "aws:kms"}, {"KMSMasterKeyID", "key-1"}}}}}}}}};
  EXPECT_EQ(shown().at("encryption"), "aws:kms with key-1, the bucket's default");
  EXPECT_EQ(level("encryption"), Level::ok);
  location_.sse = Sse::aes256;
  EXPECT_EQ(shown().at("encryption"), "AES256 for what is written, aws:kms with key-1 by default");
  EXPECT_EQ(level("encryption"), Level::warning);
}

TEST_F(S3Setup, WhatMayNotBeReadHidesNothingElse) {
  s3_.before = [](std::size_t, const aws::Operation& operation) {
    if (operation.name == s3::get_bucket_encryption.name) throw aws::AwsError(operation, "AccessDenied", 403, "no");
  };
  const auto all = shown();
  EXPECT_EQ(all.at("encryption").find("not known: s3:GetEncryptionConfiguration"), 0U) << all.at("encryption");
  EXPECT_EQ(level("encryption"), Level::unknown);
  EXPECT_EQ(all.at("versioning"), "off");
}

}  // namespace
}  // namespace store
