#include "app/deliver/security_hub.hpp"

#include <gmock/gmock.h>

#include "aws/operations/securityhub.hpp"
#include "base/error.hpp"
#include "base/timestamp.hpp"
#include "fakes/scripted_client.hpp"

namespace {

using model::Finding;
using model::Status;
using nlohmann::json;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

const std::string arn = "arn:aws:connect:eu-central-1:111122223333:instance/aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb";
const base::Time now = *base::from_iso8601("2026-11-16T10:00:00Z");

Finding finding(const std::string& name, Status status) {
  Finding one;
  one.check_id = "flow_errors";
  one.component = "flow";
  one.title = "Errors in flows";
  one.headline = name + " fails";
  one.status = status;
  one.severity = model::Severity::high;
  one.resource = {"flow", name, name};
  one.id = model::finding_id(arn, one.check_id, one.resource);
  return one;
}

model::Review review(const std::vector<Finding>& findings,
                     model::DocumentStatus status = model::DocumentStatus::complete) {
  model::Review one;
  one.status.review_id = "20261116-090000";
  one.status.status = model::ReviewStatus::completed;
  one.status.instance_arn = arn;
  model::Document document;
  document.review_id = one.status.review_id;
  document.component = "flow";
  document.instance_arn = arn;
  document.status = status;
  document.collected_at = now;
  document.findings = findings;
  document.findings.push_back(finding("In order", Status::pass));  // a review that judged nothing is one itself
  one.documents.push_back(document);
  return one;
}

std::vector<std::pair<std::string, std::string>> states(const std::vector<json>& findings) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const json& one : findings) out.emplace_back(one.at("Title"), one.at("RecordState"));
  return out;
}

TEST(SecurityHub, GetsWhatIsOpen) {
  const auto sent = app::hub_findings(review({finding("Main", Status::fail), finding("Queue", Status::pass)}), {}, now);
  EXPECT_THAT(states(sent), ElementsAre(std::pair("Main fails", "ACTIVE")));
}

TEST(SecurityHub, ArchivesWhatIsFixedOrGone) {
  const auto before = app::hub_findings(
      review({finding("Main", Status::fail), finding("Queue", Status::warn), finding("Old", Status::fail)}), {}, now);
  const auto now_open = review({finding("Main", Status::fail), finding("Queue", Status::pass)});
  EXPECT_THAT(states(app::hub_findings(now_open, before, now)),
              UnorderedElementsAre(std::pair("Main fails", "ACTIVE"), std::pair("Queue fails", "ARCHIVED"),
                                   std::pair("Old fails", "ARCHIVED")));
}

TEST(SecurityHub, KeepsWhatCouldNotBeReadAsItIs) {
  const auto before = app::hub_findings(review({finding("Old", Status::fail)}), {}, now);
  EXPECT_THAT(app::hub_findings(review({}, model::DocumentStatus::partial), before, now), IsEmpty());
  auto without = review({});
  without.documents.front().component = "logs";
  EXPECT_THAT(app::hub_findings(without, before, now), IsEmpty());
}

TEST(SecurityHub, TakesAHundredAtATimeAndNotTooMuch) {
  const auto batches = app::batches_of(std::vector<json>(250, json{{"Id", "x"}}));
  ASSERT_THAT(batches, SizeIs(3));
  EXPECT_THAT(batches.back(), SizeIs(50));
  const json large = {{"Id", std::string(1'000'000, 'x')}};
  EXPECT_THAT(app::batches_of(std::vector<json>(7, large)), SizeIs(2));
}

TEST(SecurityHub, LooksOnlyAtFindingsOfThisInstance) {
  auto before = app::hub_findings(review({finding("Old", Status::fail)}), {}, now);
  json other = before.front();
  other["Resources"][0]["Details"]["Other"]["InstanceArn"] = "arn:aws:connect:eu-central-1:111122223333:instance/other";
  other["Id"] = "other";
  json foreign = before.front();
  foreign["ProductFields"]["ProviderName"] = "another program";
  foreign["Id"] = "foreign";
  fakes::ScriptedClient hub;
  hub.answer(aws::securityhub::get_findings, {{"Findings", {before.front(), other, foreign}}});
  hub.answer(aws::securityhub::batch_import_findings, {{"SuccessCount", 1}, {"FailedCount", 0}});
  app::import_findings(hub, review({}), now);
  const auto imported = hub.asked(aws::securityhub::batch_import_findings);
  ASSERT_THAT(imported, SizeIs(1));
  EXPECT_THAT(states(imported.front().at("Findings")), ElementsAre(std::pair("Old fails", "ARCHIVED")));
}

TEST(SecurityHub, SaysWhatItRefused) {
  fakes::ScriptedClient hub;
  hub.answer(aws::securityhub::get_findings, {{"Findings", json::array()}});
  hub.answer(aws::securityhub::batch_import_findings,
             {{"SuccessCount", 0},
              {"FailedCount", 1},
              {"FailedFindings", {{{"Id", "x"}, {"ErrorCode", "InvalidInput"}, {"ErrorMessage", "too long"}}}}});
  try {
    app::import_findings(hub, review({finding("Main", Status::fail)}), now);
    FAIL() << "nothing was said";
  } catch (const base::Error& error) {
    EXPECT_STREQ(error.what(), "Security Hub refused 1 of 1 finding: InvalidInput: too long");
  }
}

}  // namespace
