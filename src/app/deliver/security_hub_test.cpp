#include "app/deliver/security_hub.hpp"

#include <gmock/gmock.h>
#include <tuple>

#include "aws/operations/securityhub.hpp"
#include "base/error.hpp"
#include "base/timestamp.hpp"
#include "fakes/judged_review.hpp"
#include "fakes/scripted_client.hpp"

namespace {

using model::Finding;
using model::Status;
using nlohmann::json;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

const base::Time now = *base::from_iso8601("2026-11-16T10:00:00Z");

Finding finding(const std::string& name, Status status) {
  Finding one = fakes::finding(name, status);
  one.component = "flow";
  one.headline = name + " fails";
  return one;
}

Finding muted(const std::string& name, const std::string& reason = "closes in March") {
  Finding one = finding(name, Status::fail);
  one.muted = model::Muted{reason, "anna", "2027-03-31"};
  return one;
}

model::Review review(std::vector<Finding> findings, model::DocumentStatus status = model::DocumentStatus::complete) {
  findings.push_back(finding("In order", Status::pass));  // a review that judged nothing is one itself
  model::Review one = fakes::review(findings, "20261116-090000");
  one.status.components = {"flow"};
  one.documents.front().component = "flow";
  one.documents.front().status = status;
  one.documents.front().collected_at = now;
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
  without.status.components = {"logs"};
  without.documents.front().component = "logs";
  EXPECT_THAT(app::hub_findings(without, before, now), IsEmpty());
}

// As the hub has them: what an import cannot change is as a person or this program left it.
std::vector<json> in_hub(const std::vector<Finding>& findings, const std::string& workflow = "NEW",
                         const json& note = {}) {
  auto imported = app::hub_findings(review(findings), {}, now);
  for (json& one : imported) {
    one["Workflow"] = {{"Status", workflow}};
    one.erase("Note");
    if (!note.is_null()) one["Note"] = note;
  }
  return imported;
}

const json our_note = {{"Text", "Muted until 2027-03-31 by anna: closes in March"},
                       {"UpdatedBy", "connect-ops-review"}};

// What is said of each: the status of its workflow, the note and how many findings.
std::vector<std::tuple<std::string, std::string, std::size_t>> said(const std::vector<Finding>& findings,
                                                                    const std::vector<json>& before) {
  std::vector<std::tuple<std::string, std::string, std::size_t>> out;
  for (const auto& change : app::workflow_changes(app::hub_findings(review(findings), before, now), before)) {
    out.emplace_back(change.status, change.note, change.findings.size());
  }
  return out;
}

TEST(SecurityHub, SuppressesWhatIsMutedAfterItsImport) {
  const auto before =
      in_hub({finding("Main", Status::fail), finding("Queue", Status::fail), finding("Menu", Status::fail)});
  EXPECT_THAT(said({muted("Main"), muted("Queue"), muted("Menu", "is wanted")}, before),
              UnorderedElementsAre(std::tuple("SUPPRESSED", "Muted until 2027-03-31 by anna: closes in March", 2U),
                                   std::tuple("SUPPRESSED", "Muted until 2027-03-31 by anna: is wanted", 1U)));
  EXPECT_THAT(said({muted("Main")}, in_hub({finding("Main", Status::fail)}, "SUPPRESSED")), IsEmpty());
}

TEST(SecurityHub, ImportsWhatIsMutedAsSuppressedAtOnce) {
  const auto first = app::hub_findings(review({muted("Main")}), {}, now);
  ASSERT_THAT(first, SizeIs(1));
  EXPECT_EQ(first.front().at("RecordState"), "ACTIVE");
  EXPECT_EQ(first.front().at("Workflow").at("Status"), "SUPPRESSED");
  EXPECT_EQ(first.front().at("Note").at("Text"), our_note.at("Text"));
  EXPECT_THAT(app::workflow_changes(first, {}), IsEmpty());
}

TEST(SecurityHub, BringsBackWhatIsNotMutedAnyMore) {
  const auto before = in_hub({finding("Main", Status::fail)}, "SUPPRESSED", our_note);
  EXPECT_THAT(said({finding("Main", Status::fail)}, before),
              ElementsAre(std::tuple("NEW", "It is not muted any more.", 1U)));
}

TEST(SecurityHub, LeavesWhatAPersonSuppressed) {
  for (const json& note : {json(), json{{"Text", "Muted: we know"}, {"UpdatedBy", "anna"}},
                           json{{"Text", "It is not muted any more."}, {"UpdatedBy", "connect-ops-review"}}}) {
    const auto before = in_hub({finding("Main", Status::fail)}, "SUPPRESSED", note);
    EXPECT_THAT(said({finding("Main", Status::fail)}, before), IsEmpty()) << note;
    EXPECT_THAT(said({}, before), IsEmpty()) << note;
  }
}

// Security Hub makes new what is resolved and comes back, and leaves suppressed what is suppressed.
TEST(SecurityHub, ResolvesWhatWasFixedWhileItWasMuted) {
  const auto before = in_hub({finding("Main", Status::fail), finding("Old", Status::fail)}, "SUPPRESSED", our_note);
  EXPECT_THAT(said({finding("Main", Status::pass)}, before),
              ElementsAre(std::tuple("RESOLVED", "It was fixed, or is gone.", 2U)));
}

TEST(SecurityHub, IsToldOfMutesAHundredAtATime) {
  std::vector<Finding> open, all_muted;
  for (int i = 0; i < 250; ++i) {
    open.push_back(finding("flow " + std::to_string(i), Status::fail));
    all_muted.push_back(muted("flow " + std::to_string(i)));
  }
  fakes::ScriptedClient hub;
  hub.answer(aws::securityhub::get_findings, {{"Findings", in_hub(open)}});
  for (int batch = 0; batch < 3; ++batch) {
    hub.answer(aws::securityhub::batch_import_findings, {{"SuccessCount", 100}, {"FailedCount", 0}});
    hub.answer(aws::securityhub::batch_update_findings,
               {{"ProcessedFindings", json::array()}, {"UnprocessedFindings", json::array()}});
  }
  app::import_findings(hub, review(all_muted), now);
  const auto updates = hub.asked(aws::securityhub::batch_update_findings);
  ASSERT_THAT(updates, SizeIs(3));
  EXPECT_THAT(updates.front().at("FindingIdentifiers"), SizeIs(100));
  EXPECT_EQ(updates.front().at("Workflow").at("Status"), "SUPPRESSED");
  EXPECT_EQ(updates.front().at("Note"), our_note);
  EXPECT_THAT(updates.back().at("FindingIdentifiers"), SizeIs(50));
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

TEST(SecurityHub, SaysOfWhichMutesItWouldNotHear) {
  fakes::ScriptedClient hub;
  hub.answer(aws::securityhub::get_findings, {{"Findings", in_hub({finding("Main", Status::fail)})}});
  hub.answer(aws::securityhub::batch_import_findings, {{"SuccessCount", 1}, {"FailedCount", 0}});
  hub.answer(aws::securityhub::batch_update_findings, {{"ProcessedFindings", json::array()},
                                                       {"UnprocessedFindings",
                                                        {{{"FindingIdentifier", {{"Id", "x"}, {"ProductArn", "y"}}},
                                                          {"ErrorCode", "FindingNotFound"},
                                                          {"ErrorMessage", "it is not there"}}}}});
  try {
    app::import_findings(hub, review({muted("Main")}), now);
    FAIL() << "nothing was said";
  } catch (const base::Error& error) {
    EXPECT_STREQ(error.what(), "Security Hub refused 1 of 2 findings: FindingNotFound: it is not there");
  }
}

}  // namespace
