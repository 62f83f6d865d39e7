// What only a server can show of the store in S3: that links can be opened, and that its settings are taken as meant.
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "contract/backends.hpp"

namespace contract {
namespace {

const std::string id = "20260213-090000";
const std::string report = "connect-ops-review-" + id + ".html";

class S3Server : public StoreTest {
 protected:
  S3OnServer& server() { return dynamic_cast<S3OnServer&>(backend()); }
  http::Response fetch(const std::string& url) {
    http::Request request;
    request.url = url;
    return server().server().http().send(request);
  }
  std::map<std::string, std::string> properties() {
    const auto all = other().info().properties;
    return {all.begin(), all.end()};
  }
};

inline std::vector<Row> s3_servers() {
  std::vector<Row> all = backends();
  std::erase_if(all, [](const Row& row) { return row.backend != "s3" || row.variable == nullptr; });
  return all;
}

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(S3Server);
INSTANTIATE_TEST_SUITE_P(Every, S3Server, testing::ValuesIn(s3_servers()), row_name);

TEST_P(S3Server, AnybodyCanOpenAReportByItsLink) {
  store().put_file(id, report, "<html>\xc3\xbc</html>", "text/html; charset=utf-8");
  const http::Response response = fetch(other().link(id, report, std::chrono::minutes(5)));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "<html>\xc3\xbc</html>");
  EXPECT_EQ(http::header(response.headers, "Content-Type"), "text/html; charset=utf-8");
}

TEST_P(S3Server, ReportsAndDocumentsLieWhereTheGuideSays) {
  store().claim(status(id));
  store().put_file(id, report, "x", "text/html; charset=utf-8");
  const auto keys = [&](const char* prefix) {
    std::vector<std::string> all;
    const json page =
        server().server().call(aws::s3::list_objects_v2, {{"Bucket", server().bucket()}, {"Prefix", prefix}});
    for (const json& object : page["Contents"]) all.push_back(object["Key"]);
    return all;
  };
  EXPECT_EQ(keys("reviews/"), std::vector<std::string>{"reviews/" + id + "/STATUS.json"});
  EXPECT_EQ(keys("connect"), std::vector<std::string>{report});
}

TEST_P(S3Server, TheBucketIsMadeWithALifecycleThatOtherRulesOutlive) {
  EXPECT_EQ(properties()["reviews"], "deleted after 90 days by the rule connect-ops-review-results");
  EXPECT_EQ(properties()["reports"], "deleted after 90 days by the rule connect-ops-review-reports");
  const json bucket = {{"Bucket", server().bucket()}};
  json theirs = bucket;
  theirs["LifecycleConfiguration"]["Rules"] = {
      {{"ID", "theirs"}, {"Status", "Enabled"}, {"Filter", {{"Prefix", "logs/"}}}, {"Expiration", {{"Days", 5}}}}};
  server().server().call(aws::s3::put_bucket_lifecycle_configuration, theirs);
  EXPECT_EQ(properties()["reviews"].find("kept for ever"), 0U);

  store::Location location;
  location.backend = "s3";
  location.bucket = server().bucket();
  location.retention_days = 90;
  store::open(location, store::OpenMode::create, backend().clock, [&] { return server().server().remote(); });
  EXPECT_EQ(properties()["reviews"], "deleted after 90 days by the rule connect-ops-review-results");
  const json after = server().server().call(aws::s3::get_bucket_lifecycle_configuration, bucket);
  ASSERT_EQ(after["Rules"].size(), 3U);
  EXPECT_TRUE(std::any_of(after["Rules"].begin(), after["Rules"].end(), [](const json& rule) {
    return rule["ID"] == "theirs" && rule["Expiration"]["Days"] == 5 && rule["Filter"]["Prefix"] == "logs/";
  })) << after;
}

TEST_P(S3Server, AMissingBucketIsOneClearError) {
  store::Location location;
  location.backend = "s3";
  location.bucket = "there-is-no-such-bucket";
  const auto missing =
      store::open(location, store::OpenMode::existing, backend().clock, [&] { return server().server().remote(); });
  try {
    missing->claim(status(id));
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.kind(), base::ErrorKind::not_found);
    EXPECT_EQ(std::string(error.what()).find("there is no bucket 'there-is-no-such-bucket'"), 0U) << error.what();
  }
}

}  // namespace
}  // namespace contract
