#include "store/document.hpp"

#include <gtest/gtest.h>
#include <limits>

#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/json/canonical.hpp"
#include "base/timestamp.hpp"

namespace store {
namespace {

using nlohmann::json;

TEST(Name, IsWhatEveryBackendCanKeep) {
  for (const char* good :
       {"a", "20260213-090000", "STATUS", "connect-ops-review-20260213-090000.html", "a..b", "-", "_"}) {
    EXPECT_TRUE(is_name(good)) << good;
  }
  for (const char* bad : {"", ".", "..", ".a", "a/b", "a b", "a\n", "ä", "a:b", "a%"})
    EXPECT_FALSE(is_name(bad)) << bad;
  EXPECT_TRUE(is_name(std::string(200, 'x')));
  EXPECT_FALSE(is_name(std::string(201, 'x')));
}

TEST(Text, IsCanonical) {
  EXPECT_EQ(to_text({"r", "c", json::parse(R"({ "b": 1.0, "a": ["\u00fc", 1e2], "A": null })")}),
            R"({"A":null,"a":["ü",100.0],"b":1.0})");
  EXPECT_EQ(to_text({"r", "c", {{"x", std::numeric_limits<double>::infinity()}}}), R"({"x":null})");
}

TEST(Text, OfBracketsInStringsIsNotDeep) {
  const std::string brackets = std::string(1000, '[') + "\"" + std::string(1000, '{') + "\\";
  const std::string text = to_text({"r", "c", {{"x", brackets}}});
  EXPECT_EQ(parse_body(text).json["x"], brackets);
}

TEST(Body, SaysWhatIsWrong) {
  EXPECT_EQ(parse_body("{}").why, "");
  EXPECT_EQ(parse_body("{").why, "it is not JSON");
  EXPECT_EQ(parse_body("[]").why, "it is not a JSON object but array");
  EXPECT_EQ(parse_body(std::string(101, '[')).why, "it is nested more than 100 levels deep");
}

TEST(Ttl, IsEpochSeconds) {
  EXPECT_EQ(ttl({{"ttl", 1778749200}}), 1778749200);
  EXPECT_EQ(ttl({{"ttl", 1778749200.9}}), 1778749200);
  EXPECT_EQ(ttl({{"ttl", std::numeric_limits<std::uint64_t>::max()}}), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(ttl({{"ttl", 1e300}}), std::numeric_limits<std::int64_t>::max());
  EXPECT_LT(ttl({{"ttl", -1e300}}), 0);
  for (const json& none : {json(nullptr), json("1778749200"), json(true), json(std::nan(""))}) {
    EXPECT_FALSE(ttl({{"ttl", none}})) << none;
  }
  EXPECT_FALSE(ttl(json::object()));
}

TEST(InstanceArn, IsEmptyWhenTheDocumentDoesNotSay) {
  EXPECT_EQ(instance_arn({{"instanceArn", "arn"}}), "arn");
  EXPECT_EQ(instance_arn({{"instanceArn", 1}}), "");
  EXPECT_EQ(instance_arn(json::object()), "");
}

TEST(Range, IncludesItsStartAndExcludesItsEnd) {
  Filter filter;
  EXPECT_FALSE(in_range("imported", filter)) << "no review's id";
  EXPECT_FALSE(in_range("20260230-090000", filter)) << "no such day";
  filter.from = base::from_iso8601("2026-02-13T09:00:00Z");
  filter.to = base::from_iso8601("2026-02-13T09:00:01Z");
  EXPECT_TRUE(in_range("20260213-090000", filter));
  EXPECT_FALSE(in_range("20260213-085959", filter));
  EXPECT_FALSE(in_range("20260213-090001", filter));
  EXPECT_FALSE(in_range("imported", filter));
}

json sealed(json body) {
  body["sha256"] = base::sha256_hex(base::canonical(body));
  return body;
}

TEST(Document, IsHeldAgainstItsSha256WhereItHasOne) {
  const std::string id = "20260213-090000";
  const json plain = {{"reviewId", id}, {"componentType", "quota"}, {"data", {{"a", 1.5}}}};
  EXPECT_EQ(intact(id, "quota", {plain, ""}).json, plain) << "of an earlier version";
  const json good = sealed(plain);
  EXPECT_EQ(intact(id, "quota", {good, ""}).json, good);
  json bad = good;
  bad["data"]["a"] = 1.25;
  EXPECT_EQ(intact(id, "quota", {bad, ""}).why.find("it is damaged"), 0U);
  bad = good;
  bad["sha256"] = nullptr;
  EXPECT_EQ(intact(id, "quota", {bad, ""}).why.find("it is damaged"), 0U);
  EXPECT_NE(intact("20260213-090001", "quota", {good, ""}).why, "") << "another review's";
  EXPECT_NE(intact(id, "phone", {good, ""}).why, "") << "another component's";
}

}  // namespace
}  // namespace store
