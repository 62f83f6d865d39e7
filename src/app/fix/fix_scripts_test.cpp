#include "app/fix/fix_scripts.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

#include "app/fix/fix_pack_for_test.hpp"
#include "base/encode.hpp"

namespace {

using namespace app::test;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

model::Finding quota_finding(const std::string& code, const std::string& value, const std::string& context = "") {
  return commanded(
      "resource_quota", "quota",
      fmt::format("aws service-quotas request-service-quota-increase --service-code connect --quota-code {} "
                  "--desired-value {}{} --region eu-central-1",
                  code, value, context.empty() ? "" : " --context-id " + base::shell_quote(context)));
}

TEST(AwsCommandIn, TakesApartWhatAFindingHas) {
  const auto command =
      app::aws_command_in("aws logs put-retention-policy --log-group-name '/a b' --retention-in-days 90");
  ASSERT_TRUE(command);
  EXPECT_EQ(command->service, "logs");
  EXPECT_EQ(command->operation, "put-retention-policy");
  EXPECT_EQ(command->option("log-group-name"), "/a b");
  EXPECT_EQ(command->option("none"), "");
  EXPECT_EQ(app::command_line(*command),
            "aws logs put-retention-policy --log-group-name '/a b' --retention-in-days 90");
}

TEST(AwsCommandIn, TakesNothingElse) {
  for (const char* line : {"", "aws", "aws logs", "rm -rf /", "aws x; rm -rf /", "aws $(id) x", "aws --x y", "aws A b",
                           "/bin/aws s3 rm", "aws x y\nrm z"}) {
    EXPECT_FALSE(app::aws_command_in(line)) << line;
  }
}

TEST(QuotasScript, AsksForEachQuotaInOneLine) {
  const std::vector<model::Finding> findings = {
      quota_finding("L-68BBE2E8", "150", fix_instance), quota_finding("L-68BBE2E8", "200", fix_instance),
      quota_finding("L-AA17A6B9", "3"), quota_finding("L-AA17A6B9", "x"), quota_finding("'L-1; id'", "3")};
  const auto script = app::quotas_script(fix_review(findings), findings, {});
  EXPECT_TRUE(script.text.starts_with("#!/bin/sh\n# quotas.sh: requests for higher quotas.\n"));
  for (
      const char* part :
      {"\nset -eu\n\nregion=eu-central-1\n", "list-requested-service-quota-change-history",
       "\nrequest connect L-68BBE2E8 200 arn:aws:connect:eu-central-1:111122223333:instance/74c2b909  # Closes: What is wrong",
       "\nrequest connect L-AA17A6B9 3  # Closes: What is wrong"}) {
    EXPECT_THAT(script.text, HasSubstr(part));
  }
  EXPECT_THAT(script.text, Not(HasSubstr("150 arn")));
  EXPECT_THAT(script.text, Not(HasSubstr("request connect 'L-1")));
}

TEST(QuotasScript, LeavesRoomForWhatIsAddedUntilTheNextRequest) {
  const std::vector<model::Finding> findings = {quota_finding("L-9A46857E", "350", fix_instance)};
  const auto review = fix_review(findings, nlohmann::json::parse(R"({"quotas": [
      {"key": "users", "code": "L-9A46857E", "name": "Users per instance", "limit": 300, "current": 240}]})"));
  // 240 and 26 times 10 are 500, of which 70 % are 715: 750.
  EXPECT_THAT(app::quotas_script(review, findings, {{"users", 10}}).text, HasSubstr("L-9A46857E 750 arn"));
  EXPECT_THAT(app::quotas_script(review, findings, {{"users", 0.1}}).text, HasSubstr("L-9A46857E 350 arn"));
  EXPECT_THAT(app::quotas_script(review, findings, {{"users", -10}}).text, HasSubstr("L-9A46857E 350 arn"));
  EXPECT_THAT(app::quotas_script(review, findings, {{"queues", 10}}).text, HasSubstr("L-9A46857E 350 arn"));
}

TEST(StorageScript, SetsWhatIsAskedForAlone) {
  model::Finding key =
      fix_finding("storage_encryption", "instance", {"storage_config", "CHAT_TRANSCRIPTS/5eff", "Chats"});
  model::Finding stream =
      fix_finding("storage_encryption", "instance", {"storage_config", "MEDIA_STREAMS/41af", "Media"});
  const std::vector<model::Finding> findings = {
      commanded("log_group_retention", "logs",
                "aws logs put-retention-policy --log-group-name /aws/connect/harbour --retention-in-days 90"),
      commanded("storage_encryption", "instance", "aws kms enable-key --key-id 11-22 --region eu-central-1"), key,
      stream};
  model::Review review = fix_review(findings);
  model::Document document;
  document.component = "instance";
  document.data = nlohmann::json::parse(R"({"storage": [
      {"resource_type": "CHAT_TRANSCRIPTS", "storage_type": "S3", "destination": "b/p"},
      {"resource_type": "MEDIA_STREAMS", "storage_type": "KINESIS_VIDEO_STREAM"}]})");
  review.documents.push_back(document);
  const auto script = app::storage_script(review, findings);
  for (const char* part :
       {"\nretain /aws/connect/harbour\n", "\naws kms enable-key --key-id 11-22 --region eu-central-1\n",
        "\ninstance=74c2b909\n", "\nencrypt CHAT_TRANSCRIPTS 5eff\n", "RETENTION_DAYS"}) {
    EXPECT_THAT(script.text, HasSubstr(part));
  }
  EXPECT_THAT(script.text, Not(HasSubstr("MEDIA_STREAMS")));
  EXPECT_EQ(script.closes.size(), 3U);
}

TEST(StorageScript, EnablesAKeyWhoseDeletionIsCancelledOnce) {
  const std::string cancel = "aws kms cancel-key-deletion --key-id 11-22 --region eu-central-1";
  const std::vector<model::Finding> findings = {commanded("storage_encryption", "instance", cancel),
                                                commanded("bucket_encryption", "storage", cancel)};
  const std::string text = app::storage_script(fix_review(findings), findings).text;
  EXPECT_THAT(text, HasSubstr("\n" + cancel + "\naws kms enable-key --key-id 11-22 --region eu-central-1\n"));
  EXPECT_EQ(text.find(cancel), text.rfind(cancel));
}

TEST(StorageScript, KeepsLifecycleRulesThatAreThere) {
  const std::vector<model::Finding> findings = {commanded(
      "bucket", "storage", "aws s3api put-bucket-lifecycle-configuration --bucket b --lifecycle-configuration '{}'")};
  EXPECT_THAT(app::storage_script(fix_review(findings), findings).text,
              HasSubstr("\nif has_no_rules b; then\n  aws s3api put-bucket-lifecycle-configuration --bucket b "));
}

TEST(SettingsScript, HasOnlyWhatLosesNothing) {
  const std::vector<model::Finding> findings = {
      commanded("contact_lens", "instance",
                "aws connect update-instance-attribute --instance-id i --attribute-type CONTACT_LENS --value true"),
      commanded("unused", "phone", "aws connect release-phone-number --phone-number-id p"),
      commanded("shown", "phone", "aws connect describe-phone-number --phone-number-id p"),
      commanded("logs", "logs", "aws logs create-log-group --log-group-name g"), quota_finding("L-1", "2")};
  const auto script = app::settings_script(fix_review(findings), findings);
  EXPECT_EQ(script.closes.size(), 1U);
  EXPECT_TRUE(script.text.ends_with(
      ")\naws connect update-instance-attribute --instance-id i --attribute-type CONTACT_LENS --value true\n"))
      << script.text;
  EXPECT_THAT(script.text, Not(HasSubstr("region=")));
  EXPECT_THAT(app::settings_script(fix_review({}), {}).closes, IsEmpty());
}

// What is quoted stays one word, and what is told of it stays a comment.
TEST(Scripts, HaveHostileNamesInQuotesAndCommentsAlone) {
  for (const std::string& name : hostile_names) {
    std::vector<model::Finding> findings = {
        commanded("x", "logs", "aws logs create-log-group --log-group-name " + base::shell_quote(name)),
        commanded("y", "connect", "aws connect update-thing --name " + base::shell_quote(name))};
    for (auto& finding : findings) finding.headline = finding.resource.name = name;
    for (const auto& script :
         {app::storage_script(fix_review(findings), findings), app::settings_script(fix_review(findings), findings)}) {
      EXPECT_THAT(script.text, HasSubstr("name " + base::shell_quote(name) + "\n"));
      std::string outside = script.text;
      const std::string quoted = base::shell_quote(name);
      outside.erase(outside.rfind(quoted), quoted.size());
      std::istringstream lines(outside);
      for (std::string line; std::getline(lines, line);) {
        EXPECT_TRUE(line.find("rm -rf") == std::string::npos || line.starts_with("# - ") || line.starts_with("# "))
            << line;
        EXPECT_FALSE(line.starts_with("# shellcheck")) << line;
      }
    }
  }
}

}  // namespace
