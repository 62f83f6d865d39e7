#include "model/document.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/timestamp.hpp"

namespace {

using model::Document;
using model::DocumentStatus;
using model::ReviewStatus;
using model::StatusDocument;
using nlohmann::json;

base::Time at(std::string_view iso) {
  return *base::from_iso8601(iso);
}

Document document() {
  Document one;
  one.review_id = "20260213-090000";
  one.component = "flow";
  one.instance_arn = "arn:aws:connect:eu-central-1:111122223333:instance/abc";
  one.status = DocumentStatus::partial;
  one.data = json::parse(R"({"quotas": [{"percentage": 79.33, "count": 9007199254740993}], "name": "Ü\u2028"})");
  one.findings.resize(2);
  one.findings[0].id = "one";
  one.findings[1].status = model::Status::pass;
  one.window = {at("2026-01-30T09:00:00Z"), at("2026-02-13T09:00:00Z")};
  one.usage = {12, 3, 2, 4096, 0.12345678};
  one.collected_at = at("2026-02-13T09:00:01Z");
  one.recorded_at = at("2026-02-12T09:00:00Z");
  one.tool.version = "1.2.3";
  one.ttl = 1'778'749'200;
  return one;
}

TEST(DocumentJson, KeepsEveryMember) {
  const json written = to_json(document());
  const Document read = model::document_from_json(written);
  EXPECT_EQ(to_json(read), written);
  EXPECT_EQ(written.at("schemaVersion"), 1);
  EXPECT_EQ(written.at("componentType"), "flow");
  EXPECT_EQ(written.at("status"), "partial");
  EXPECT_EQ(written.at("window").at("start"), "2026-01-30T09:00:00Z");
  EXPECT_EQ(written.at("usage"),
            (json{{"calls", 12}, {"retries", 3}, {"throttles", 2}, {"bytes", 4096}, {"costUsd", 0.1234568}}));
  EXPECT_EQ(written.at("tool"), (json{{"name", "connect-ops-review"}, {"version", "1.2.3"}}));
  EXPECT_EQ(read.recorded_at, document().recorded_at);
  EXPECT_EQ(read.findings.size(), 2U);
}

TEST(DocumentJson, LeavesOutWhatIsNotKnown) {
  const json written = to_json(Document{});
  for (const char* key : {"window", "collectedAt", "recordedAt", "ttl"}) EXPECT_FALSE(written.contains(key)) << key;
  EXPECT_EQ(to_json(model::document_from_json(written)), written);
}

// What the reference's storage helper wrote: no schemaVersion, no status, no findings.
TEST(DocumentJson, ReadsDocumentsOfTheReference) {
  const Document read = model::document_from_json(json::parse(R"({"reviewId": "20260213-090000",
      "componentType": "quota", "ttl": 1778749200.0, "data": {"quotas": [{"name": "Users", "current": 100.0}],
      "summary": {"total": 1}}})"));
  EXPECT_EQ(read.schema_version, 0);
  EXPECT_EQ(read.review_id, "20260213-090000");
  EXPECT_EQ(read.component, "quota");
  EXPECT_EQ(read.status, DocumentStatus::complete);
  EXPECT_EQ(read.data.at("quotas").at(0).at("name"), "Users");
  EXPECT_TRUE(read.findings.empty());
  EXPECT_FALSE(read.window);
  EXPECT_EQ(read.ttl, 1'778'749'200);
}

// The reference answered "success" whatever an analyzer stored.
TEST(DocumentJson, TakesAnErrorInTheReferencesDataForAFailure) {
  const auto status = [](const char* data) {
    return model::document_from_json({{"componentType", "metrics"}, {"data", json::parse(data)}}).status;
  };
  EXPECT_EQ(status(R"({"error": "An error occurred: Throttling"
})"),
            DocumentStatus::failed);
  EXPECT_EQ(status(R"({"error": null, "summary": {}})"), DocumentStatus::complete);
  EXPECT_EQ(status(R"({"metrics": {"error": "one metric"}})"), DocumentStatus::complete);
}

TEST(DocumentJson, SkipsWhatItDoesNotKnowAndTakesNumbersOfEitherKind) {
  json body = to_json(document());
  body["newMember"] = {1, 2, 3};
  body["schemaVersion"] = 1.0;
  body["usage"]["calls"] = 12.0;
  body["usage"]["retries"] = "three";
  body["ttl"] = 1'778'749'200.0;
  body["window"] = "two weeks";
  body["tool"] = nullptr;
  body["collectedAt"] = 5;
  const Document read = model::document_from_json(body);
  EXPECT_EQ(read.schema_version, 1);
  EXPECT_EQ(read.usage.calls, 12);
  EXPECT_EQ(read.usage.retries, 0);
  EXPECT_EQ(read.ttl, 1'778'749'200);
  EXPECT_FALSE(read.window);
  EXPECT_FALSE(read.collected_at);
}

template <typename Read>
base::ErrorKind kind_of_failure(Read read, const json& body) {
  try {
    read(body);
  } catch (const base::Error& error) {
    return error.kind();
  }
  return base::ErrorKind::internal;  // was read
}

TEST(DocumentJson, RefusesNewerVersionsAndWhatIsNoObject) {
  for (const char* text : {"null", "[]", "7", "\"text\"", R"({"schemaVersion": 2})", R"({"schemaVersion": 2.0})",
                           R"({"schemaVersion": -1})", R"({"schemaVersion": 9223372036854775807})",
                           R"({"findings": [{"status": "nobody knows"}]})", R"({"findings": [null]})"}) {
    EXPECT_EQ(kind_of_failure(model::document_from_json, json::parse(text)), base::ErrorKind::corrupt) << text;
  }
  for (const char* text : {"null", "[]", "{}", R"({"schemaVersion": 2, "status": "completed"})",
                           R"({"status": "done"})", R"({"status": 3})"}) {
    EXPECT_EQ(kind_of_failure(model::status_from_json, json::parse(text)), base::ErrorKind::corrupt) << text;
  }
}

TEST(DocumentJson, SaysWhatToDoAboutANewerVersion) {
  try {
    model::document_from_json({{"schemaVersion", 2}});
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_NE(std::string(error.what()).find("schemaVersion 2"), std::string::npos);
    EXPECT_NE(std::string(error.what()).find("upgrade"), std::string::npos);
  }
}

StatusDocument status_document() {
  StatusDocument one;
  one.review_id = "20260213-090000";
  one.status = ReviewStatus::partial;
  one.message = "6 of 7 components done";
  one.instance_arn = "arn:aws:connect:eu-central-1:111122223333:instance/abc";
  one.instance_alias = "harbour";
  one.updated_at = at("2026-02-13T09:00:09Z");
  one.findings = {{"fail", 3}, {"pass", 40}};
  one.components = {"instance", "quota"};
  one.failed_components = {"quota"};
  one.ttl = 1'778'749'200;
  return one;
}

TEST(StatusJson, KeepsEveryMember) {
  const json written = to_json(status_document());
  EXPECT_EQ(written.at("componentType"), "STATUS");
  EXPECT_EQ(written.at("status"), "partial");
  EXPECT_EQ(written.at("failedComponents"), json{"quota"});
  EXPECT_EQ(to_json(model::status_from_json(written)), written);
}

// The reference's STATUS.json has no componentType and a time without a zone (C.1).
TEST(StatusJson, ReadsTheReferences) {
  const StatusDocument read = model::status_from_json(json::parse(R"({"reviewId": "20260213-090000",
      "status": "completed", "message": "Review completed", "updatedAt": "2026-02-13T09:03:11.123456"})"));
  EXPECT_EQ(read.schema_version, 0);
  EXPECT_EQ(read.status, ReviewStatus::completed);
  EXPECT_EQ(read.message, "Review completed");
  EXPECT_EQ(read.updated_at, base::from_iso8601("2026-02-13T09:03:11.123Z"));
  EXPECT_FALSE(read.ttl);
}

TEST(StatusJson, TakesCountsOfEitherKindOfNumber) {
  json body = to_json(status_document());
  body["findings"] = {{"fail", 3.0}, {"pass", 40}, {"warn", "2"}, {"info", nullptr}};
  body["components"] = {"quota", 7, nullptr};
  const StatusDocument read = model::status_from_json(body);
  EXPECT_EQ(read.findings, (std::map<std::string, int>{{"fail", 3}, {"pass", 40}}));
  EXPECT_EQ(read.components, std::vector<std::string>{"quota"});
}

TEST(DocumentWords, AreNamesThatParse) {
  for (const auto status : {DocumentStatus::complete, DocumentStatus::partial, DocumentStatus::failed}) {
    EXPECT_EQ(model::parse_document_status(name(status)), status);
  }
  for (const auto status :
       {ReviewStatus::in_progress, ReviewStatus::completed, ReviewStatus::partial, ReviewStatus::failed}) {
    EXPECT_EQ(model::parse_review_status(name(status)), status);
  }
  EXPECT_FALSE(model::parse_document_status("completed"));
  EXPECT_FALSE(model::parse_review_status("complete"));
}

TEST(DocumentJson, ExpiresAfterNinetyDays) {
  EXPECT_EQ(model::ttl_from(at("2026-02-13T09:00:00Z")), base::to_epoch_seconds(at("2026-05-14T09:00:00Z")));
}

}  // namespace
