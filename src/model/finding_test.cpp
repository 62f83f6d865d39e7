#include "model/finding.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <set>

#include "base/error.hpp"

namespace {

using model::Finding;
using model::Severity;
using model::Status;
using nlohmann::json;

const std::string arn = "arn:aws:connect:eu-central-1:111122223333:instance/abc";

TEST(FindingId, StaysTheSameForEver) {
  // A change of this value breaks the comparison of stored reviews.
  EXPECT_EQ(model::finding_id(arn, "flow_logging", {"flow", "f-1", "Main"}),
            model::finding_id(arn, "flow_logging", {"flow", "f-1", "renamed"}));
  EXPECT_EQ(model::finding_id("a", "b", {"c", "d", ""}), "cf2c7f63055d2e84");
}

TEST(FindingId, DiffersWithEveryPart) {
  const std::vector<std::string> ids = {
      model::finding_id(arn, "check", {"flow", "key", ""}),
      model::finding_id(arn + "d", "check", {"flow", "key", ""}),
      model::finding_id("arn:aws:connect:eu-west-2:111122223333:instance/abc", "check", {"flow", "key", ""}),
      model::finding_id("arn:aws:connect:eu-central-1:444455556666:instance/abc", "check", {"flow", "key", ""}),
      model::finding_id(arn, "check2", {"flow", "key", ""}),
      model::finding_id(arn, "check", {"flow_module", "key", ""}),
      model::finding_id(arn, "check", {"flow", "key2", ""}),
      model::finding_id(arn, "checkflow", {"", "key", ""}),  // parts do not run into one another
      model::finding_id(arn, "check", {"flowkey", "", ""}),
  };
  EXPECT_EQ(std::set(ids.begin(), ids.end()).size(), ids.size());
  for (const auto& id : ids) {
    EXPECT_EQ(id.size(), 16U);
    EXPECT_EQ(id.find_first_not_of("0123456789abcdef"), std::string::npos) << id;
  }
}

TEST(FindingWords, ArePairsOfNamesThatParse) {
  for (const Status status : model::all_statuses) {
    EXPECT_EQ(model::parse_status(name(status)), status);
    EXPECT_FALSE(title(status).empty());
  }
  for (const auto pillar : model::all_pillars) EXPECT_EQ(model::parse_pillar(name(pillar)), pillar);
  for (const auto severity :
       {Severity::critical, Severity::high, Severity::medium, Severity::low, Severity::informational}) {
    EXPECT_EQ(model::parse_severity(name(severity)), severity);
  }
  EXPECT_EQ(name(Status::not_assessed), "not_assessed");
  EXPECT_EQ(title(Status::not_assessed), "Not assessed");
  EXPECT_EQ(name(model::Pillar::operational_excellence), "operational_excellence");
  for (const char* word : {"", "PASS", "Not assessed", "error"}) EXPECT_FALSE(model::parse_status(word)) << word;
}

Finding finding(Status status, Severity severity, const std::string& check = "check", const std::string& key = "key") {
  Finding one;
  one.status = status;
  one.severity = severity;
  one.check_id = check;
  one.resource = {"flow", key, key};
  return one;
}

TEST(FindingOrder, PutsWhatNeedsActionFirst) {
  const std::vector<Finding> in_order = {
      finding(Status::fail, Severity::critical),       finding(Status::warn, Severity::critical),
      finding(Status::fail, Severity::high),           finding(Status::warn, Severity::high, "a", "z"),
      finding(Status::warn, Severity::high, "b", "a"), finding(Status::warn, Severity::high, "b", "b"),
      finding(Status::fail, Severity::informational),  finding(Status::not_assessed, Severity::critical),
      finding(Status::not_assessed, Severity::low),    finding(Status::info, Severity::medium),
      finding(Status::pass, Severity::critical),       finding(Status::not_applicable, Severity::critical),
  };
  for (std::size_t i = 0; i < in_order.size(); ++i) {
    for (std::size_t j = 0; j < in_order.size(); ++j) {
      EXPECT_EQ(model::comes_before(in_order[i], in_order[j]), i < j) << i << " " << j;
    }
  }
}

TEST(FindingOrder, SaysWhatNeedsAction) {
  for (const Status status : model::all_statuses) {
    EXPECT_EQ(model::needs_action(finding(status, Severity::low)), status == Status::fail || status == Status::warn);
  }
}

// A mute takes back that somebody has to do something, not that there is a problem.
TEST(FindingOrder, PutsWhatIsMutedAtTheEndAndAsksNothingOfIt) {
  for (const Status status : model::all_statuses) {
    Finding muted = finding(status, Severity::critical);
    muted.muted = model::Muted{"known", "anna", "2027-03-31"};
    EXPECT_FALSE(model::needs_action(muted));
    EXPECT_FALSE(model::is_unassessed(muted));
    EXPECT_EQ(model::is_problem(muted), status == Status::fail || status == Status::warn);
    EXPECT_TRUE(model::comes_before(finding(Status::not_applicable, Severity::informational), muted));
  }
  EXPECT_TRUE(model::is_unassessed(finding(Status::not_assessed, Severity::low)));
}

Finding full() {
  Finding one;
  one.id = "0123456789abcdef";
  one.check_id = "flow_logging";
  one.component = "flow";
  one.title = "Flow logging";
  one.status = Status::warn;
  one.severity = Severity::medium;
  one.pillar = model::Pillar::observability;
  one.resource = {"flow", "f-1", "Begrüßung \"<script>\" ⛴️"};
  one.headline = "headline";
  one.observed = "observed";
  one.measured = model::Measured{20, "seconds", 30, true};
  one.limit = "limit";
  one.evidence = "evidence";
  one.remedy = "remedy";
  one.action = "action";
  one.command = "aws connect";
  one.console_url = "https://example.com";
  one.links = {"https://docs.aws.amazon.com/a", "https://docs.aws.amazon.com/b"};
  one.controls = {"Security Hub Connect.2"};
  one.reason = "reason";
  one.permission = "connect:ListUsers";
  return one;
}

// A document stores the words of a check once; its findings keep what differs.
TEST(FindingJson, LeavesOutWhatItsRuleSays) {
  Finding one = full();
  const model::Rules rules = {
      {one.check_id,
       {one.title, "Callers hear nothing.", one.remedy, one.action, one.pillar, one.links, one.controls}}};
  const json written = to_json(one, rules);
  for (const char* key : {"title", "remedy", "action", "pillar", "links", "controls"})
    EXPECT_FALSE(written.contains(key)) << key;
  EXPECT_EQ(to_json(model::finding_from_json(written, rules)), to_json(one));
  EXPECT_EQ(model::finding_from_json(written, rules).why, "Callers hear nothing.");

  Finding other = one;
  other.title = "Another title";
  other.remedy = "";
  other.action = "";
  other.links.clear();
  other.controls.clear();
  other.pillar = model::Pillar::cost;
  EXPECT_EQ(to_json(model::finding_from_json(to_json(other, rules), rules)), to_json(other));

  // What is fine has nothing to do, unless its own words say so.
  for (const char* remedy : {"", "Consider it.", one.remedy.c_str()}) {
    Finding fine = one;
    fine.status = Status::pass;
    fine.remedy = remedy;
    EXPECT_EQ(to_json(model::finding_from_json(to_json(fine, rules), rules)), to_json(fine)) << remedy;
  }
}

TEST(FindingJson, KeepsEveryMember) {
  const json written = to_json(full());
  EXPECT_EQ(written, json::parse(R"({"id": "0123456789abcdef", "checkId": "flow_logging", "component": "flow",
      "title": "Flow logging", "status": "warn", "severity": "medium", "pillar": "observability",
      "resource": {"type": "flow", "key": "f-1", "name": "Begrüßung \"<script>\" ⛴️"}, "headline": "headline",
      "observed": "observed", "measured": {"value": 20, "unit": "seconds", "limit": 30, "lowerIsWorse": true},
      "limit": "limit", "evidence": "evidence", "remedy": "remedy", "action": "action", "command": "aws connect",
      "consoleUrl": "https://example.com", "links": ["https://docs.aws.amazon.com/a", "https://docs.aws.amazon.com/b"],
      "controls": ["Security Hub Connect.2"], "reason": "reason", "permission": "connect:ListUsers"})"));
  EXPECT_EQ(to_json(model::finding_from_json(written)), written);
}

TEST(FindingJson, SaysWhoMutedItAndWhatIsToBeDoneAllTheSame) {
  Finding one = full();
  one.muted = model::Muted{"Nobody calls it", "anna@example.org", "2027-03-31"};
  const json written = to_json(one);
  EXPECT_EQ(written["muted"],
            json::parse(R"({"reason": "Nobody calls it", "owner": "anna@example.org", "expires": "2027-03-31"})"));
  EXPECT_EQ(to_json(model::finding_from_json(written)), written);
  one.muted->expires.clear();
  EXPECT_TRUE(to_json(one)["muted"]["expires"].is_null());

  model::Rules rules;
  rules[one.check_id].remedy = one.remedy;
  const json short_form = to_json(one, rules);
  EXPECT_FALSE(short_form.contains("remedy"));
  EXPECT_EQ(model::finding_from_json(short_form, rules).remedy, one.remedy);
}

TEST(FindingJson, LeavesOutWhatIsEmpty) {
  const json written = to_json(Finding{});
  for (const char* key : {"observed", "limit", "evidence", "remedy", "command", "consoleUrl", "links", "controls",
                          "reason", "permission", "muted"}) {
    EXPECT_FALSE(written.contains(key)) << key;
  }
  EXPECT_EQ(to_json(model::finding_from_json(written)), written);
}

TEST(FindingJson, ReadsWhatItUnderstandsOfANewerOne) {
  const Finding read = model::finding_from_json(json::parse(R"({"status": "fail", "severity": "apocalyptic",
      "pillar": "sustainability", "resource": "a text", "links": ["https://a", 7, null], "observed": 5, "new": {}})"));
  EXPECT_EQ(read.status, Status::fail);
  EXPECT_EQ(read.severity, Severity::informational);
  EXPECT_EQ(read.pillar, model::Pillar::operational_excellence);
  EXPECT_EQ(read.resource.key, "");
  EXPECT_EQ(read.links, std::vector<std::string>{"https://a"});
  EXPECT_EQ(read.observed, "");
}

TEST(FindingJson, RefusesWhatHasNoStatus) {
  for (const char* text : {"null", "7", "[]", "{}", R"({"status": "fixed"})", R"({"status": 1})"}) {
    try {
      model::finding_from_json(json::parse(text));
      ADD_FAILURE() << text;
    } catch (const base::Error& error) {
      EXPECT_EQ(error.kind(), base::ErrorKind::corrupt) << text;
    }
  }
}

}  // namespace
