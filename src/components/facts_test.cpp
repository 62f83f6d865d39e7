// The facts of every component: from an inventory, to JSON and back, and from documents of the reference application.
#include "components/ai/facts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "components/cloudtrail/facts.hpp"
#include "components/component.hpp"
#include "components/flow/facts.hpp"
#include "components/instance/facts.hpp"
#include "components/logs/facts.hpp"
#include "components/metrics/facts.hpp"
#include "components/phone/facts.hpp"
#include "components/quota/facts.hpp"
#include "components/sample_inventory_test.hpp"
#include "components/security/facts.hpp"
#include "components/storage/facts.hpp"

namespace components {
namespace {

using nlohmann::json;

json data_of(std::string_view component, const model::Inventory& inventory) {
  return components::find(component).data(inventory);
}

template <typename Facts>
Facts facts_of(const json& data, int schema_version = model::schema_version) {
  model::Document document;
  document.schema_version = schema_version;
  document.data = data;
  Facts facts;
  read_facts(document, facts);
  return facts;
}

// As the reference application wrote it.
template <typename Facts>
Facts reference_facts(const char* text) {
  return facts_of<Facts>(json::parse(text), 0);
}

// What is stored, read and stored again.
json again(std::string_view component, const json& data) {
  model::Document document;
  document.data = data;
  return find(component).data_of_today(document);
}

json at(const json& data, const char* pointer) {
  return data.at(json::json_pointer(pointer));
}

const json& named(const json& list, const char* key, const std::string& name) {
  for (const auto& one : list) {
    if (one.at(key) == name) return one;
  }
  throw std::out_of_range(name);
}

class EveryComponent : public testing::TestWithParam<std::size_t> {
 protected:
  const Component& component() const { return table()[GetParam()]; }
};

TEST_P(EveryComponent, ComesBackFromJsonAsItWent) {
  const json data = component().data(sample_inventory());
  EXPECT_EQ(again(component().name, data).dump(), data.dump());
}

TEST_P(EveryComponent, KnowsNothingWhenEverythingIsDenied) {
  const json data = component().data(denied_inventory());
  EXPECT_EQ(again(component().name, data).dump(), data.dump());
}

TEST_P(EveryComponent, ReadsAnyJsonWithoutComplaint) {
  const json hostile[] = {json::object(),
                          nullptr,
                          json::array({1, 2}),
                          {{"quotas", "text"}, {"phone_numbers", {nullptr, 7}}, {"flows", {{{"id", 3}}}}},
                          {{"hourly", {{{"start", "2026-01-01T00:00:00Z"}, {"period_seconds", 0}, {"values", {1}}}}}},
                          {{"details", 5}, {"storage", {"x"}}, {"sample_errors", {{{"timestamp", nullptr}}}}},
                          {{"window", {{"start", "2026-01-02T00:00:00Z"}, {"end", "2026-01-01T00:00:00Z"}}}}};
  for (const auto& data : hostile) {
    const json once = again(component().name, data);
    EXPECT_EQ(again(component().name, once).dump(), once.dump()) << data;
  }
}

INSTANTIATE_TEST_SUITE_P(Components, EveryComponent, testing::Range<std::size_t>(0, table().size()),
                         [](const auto& tested) { return std::string(table()[tested.param].name); });

TEST(Table, SaysWhatListsThemWhenAskedForSomethingElse) {
  EXPECT_EQ(find("logs").title, "Flow logs");
  try {
    find("log\x1b[31m");
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.kind(), base::ErrorKind::usage);
    EXPECT_STREQ(error.what(), "there is no component 'log[31m'; `connect-ops-review checks list` lists them");
  }
}

TEST(InstanceFacts, SaysWhatIsStoredWhere) {
  const json data = data_of("instance", sample_inventory());
  EXPECT_EQ(named(data["storage"], "resource_type", "CALL_RECORDINGS")["encryption"], "KMS alias/harbour");
  EXPECT_EQ(named(data["storage"], "resource_type", "CALL_RECORDINGS")["destination"], "harbour-recordings/calls");
  EXPECT_EQ(named(data["storage"], "resource_type", "CHAT_TRANSCRIPTS")["encryption"], "none");
  EXPECT_TRUE(named(data["storage"], "resource_type", "CONTACT_TRACE_RECORDS")["encryption"].is_null());
  EXPECT_EQ(named(data["storage"], "resource_type", "MEDIA_STREAMS")["retention_hours"], 0);
  EXPECT_EQ(named(data["storage"], "resource_type", "ATTACHMENTS")["not_known"], "not allowed");
  EXPECT_TRUE(named(data["storage"], "resource_type", "SCREEN_RECORDINGS")["storage_type"].is_null());
}

// H-8: replication stands beside the instance in AWS's answer.
TEST(InstanceFacts, KeepsReplication) {
  const json data = data_of("instance", sample_inventory());
  EXPECT_EQ(at(data, "/details/replication/replicas/0/status"), "INSTANCE_REPLICATION_FAILED");
}

TEST(InstanceFacts, LeavesWhatIsDeniedOpen) {
  const json data = data_of("instance", denied_inventory());
  EXPECT_TRUE(data["details"].is_null());
  EXPECT_TRUE(data["attributes"].is_null());
  EXPECT_TRUE(data["storage"].is_null());
  EXPECT_EQ(data["details_missing"], "AWS denied the call");
  EXPECT_EQ(data["region"], "eu-central-1");
}

TEST(QuotaFacts, CarryLimitSourceUseAndLevel) {
  const json data = data_of("quota", sample_inventory());
  const json& users = named(data["quotas"], "key", "users");
  EXPECT_EQ(users["name"], "Users per instance");
  EXPECT_EQ(users["limit"], 300);
  EXPECT_EQ(users["limit_source"], "instance_applied");
  EXPECT_EQ(users["current"], 240);
  EXPECT_EQ(users["percentage"], 80);
  EXPECT_EQ(users["status"], "warning");
  EXPECT_EQ(named(data["quotas"], "key", "contact_flows")["percentage"], 82.72);
  EXPECT_EQ(at(data, "/summary/total_analyzed"), 34);
  EXPECT_EQ(named(data["quotas"], "key", "concurrent_campaign_calls")["status"], "idle");
  EXPECT_EQ(at(data, "/summary/critical").get<int>() + at(data, "/summary/warning").get<int>() +
                at(data, "/summary/normal").get<int>() + at(data, "/summary/unknown").get<int>() +
                at(data, "/summary/idle").get<int>(),
            34);
}

// H-6: a count that failed is unknown, not zero.
TEST(QuotaFacts, LeaveAFailedCountOpen) {
  const json data = data_of("quota", sample_inventory());
  const json& denied = named(data["quotas"], "key", "application_integrations");
  EXPECT_TRUE(denied["current"].is_null());
  EXPECT_TRUE(denied["percentage"].is_null());
  EXPECT_EQ(denied["status"], "unknown");
  EXPECT_EQ(denied["reason"], "AWS denied connect:ListIntegrationAssociations");
}

TEST(QuotaFacts, HoldLimitsThatNothingCounts) {
  auto inventory = sample_inventory();
  inventory.quotas.value->defaults = {{"L-79564E52", "Reports per instance", 2000, true, ""}};
  EXPECT_EQ(data_of("quota", inventory)["uncounted"], json::parse(R"([{"code": "L-79564E52",
    "name": "Reports per instance", "limit": 2000, "limit_source": "aws_default"}, {"code": "L-C1AF8D37",
    "name": "Cases: Related items per case", "limit": 200, "limit_source": "account_applied"}])"));
}

TEST(QuotaFacts, HoldThoseOfOtherServices) {
  const json data = data_of("quota", sample_inventory());
  const json& fields = named(data["quotas"], "key", "cases_fields");
  EXPECT_EQ(fields["name"], "Cases: Fields per domain");
  EXPECT_EQ(fields["percentage"], 12);
  EXPECT_EQ(fields["limit_source"], "account_applied");
}

TEST(QuotaFacts, HoldWhatIsCalledAndWhatMayBe) {
  const json data = data_of("quota", sample_inventory());
  const json& calls = named(data["api_rates"], "operation", "GetMetricDataV2");
  EXPECT_EQ(calls["per_second"], 5);
  EXPECT_EQ(calls["limit"], 10);
  EXPECT_EQ(calls["percentage"], 50);
  EXPECT_EQ(calls["code"], "L-2E719449");
  EXPECT_EQ(calls["peak_at"], "2026-11-10T09:14:00Z");
  EXPECT_TRUE(named(data["api_rates"], "operation", "ListUsers")["limit"].is_null());
  EXPECT_FALSE(data.contains("api_rates_missing"));
  EXPECT_EQ(data_of("quota", denied_inventory())["api_rates_missing"], "AWS denied the call");
}

TEST(QuotaFacts, ReadTheReference) {
  const auto facts = reference_facts<QuotaFacts>(R"({
    "quotas": [{"name": "Users per instance", "limit": 100, "current": 85.0, "percentage": 85, "color": "#FFA500",
                "status": "warning"},
               {"name": "Queues per instance", "limit": 50, "current": 5, "percentage": 10.0, "status": "odd<>"}],
    "summary": {"total_analyzed": 2, "critical": 0, "warning": 1, "normal": 1}})");
  ASSERT_EQ(facts.quotas.size(), 2U);
  EXPECT_EQ(facts.quotas[0].current, 85);
  EXPECT_EQ(facts.quotas[0].percentage, 85);
  EXPECT_EQ(count_of(facts, model::QuotaLevel::warning), 1);
  EXPECT_EQ(name(facts.quotas[1].level), "unknown");
}

// H-17: averages are over the window, not over the days that have data.
TEST(MetricsFacts, AverageOverTheWindow) {
  model::Inventory inventory = sample_inventory();
  for (auto& series : inventory.metrics.value->series) {
    if (series.row->metric == "MissedCalls") {
      series.points = {{inventory.window.start, 20}, {inventory.window.start + model::hour, 8}};
    }
  }
  const json missed = data_of("metrics", inventory)["missed_calls"];
  EXPECT_EQ(missed["total"], 28);
  EXPECT_EQ(missed["daily_average"], 2);
  EXPECT_EQ(missed["max_hourly"], 20);
  EXPECT_EQ(missed["max_hourly_at"], "2026-11-02T09:00:00Z");
  EXPECT_EQ(missed["data_points"], 2);
}

TEST(MetricsFacts, HoldThrottlingAsTheReferenceNamedIt) {
  const json throttled = data_of("metrics", sample_inventory())["throttled_calls"];
  EXPECT_EQ(throttled["total_throttled"], 47);
  EXPECT_EQ(throttled["severity"], "Moderate");
  EXPECT_EQ(throttled["max_hourly"], 31);
  EXPECT_EQ(throttled["hours_with_throttling"], 2);
  EXPECT_EQ(throttled["peak_hours"], json::parse(R"([{"timestamp": "2026-11-10T14:00:00Z", "count": 31},
                                                     {"timestamp": "2026-11-10T15:00:00Z", "count": 16}])"));
}

TEST(MetricsFacts, LeaveWhatHasNoDataOpen) {
  const json data = data_of("metrics", sample_inventory());
  EXPECT_TRUE(at(data, "/chats_breaching/total").is_null());
  EXPECT_TRUE(at(data, "/recording_upload_errors/total").is_null());
  EXPECT_EQ(at(data, "/calls_breaching/total"), 0);
  EXPECT_TRUE(named(data["queues"], "name", "Queue 000")["longest_wait_seconds"].is_null());
  EXPECT_EQ(at(data, "/queues/0/longest_wait_seconds"), 412);
  const json denied = data_of("metrics", denied_inventory());
  EXPECT_TRUE(at(denied, "/throttled_calls/total_throttled").is_null());
  EXPECT_TRUE(at(denied, "/throttled_calls/severity").is_null());
  EXPECT_TRUE(at(denied, "/throttled_calls/hours_with_throttling").is_null());
  EXPECT_TRUE(at(denied, "/concurrent_calls/absolute_peak").is_null());
  EXPECT_TRUE(denied["flows_without_data"].is_null());
}

TEST(MetricsFacts, KeepGapsInSeries) {
  const json data = data_of("metrics", sample_inventory());
  const json& calls = named(data["hourly"], "metric", "MissedCalls");
  EXPECT_EQ(calls["values"].size(), 336U);
  EXPECT_EQ(calls["period_seconds"], 3600);
  EXPECT_TRUE(calls["values"][15].is_null());  // midnight
  EXPECT_TRUE(calls["values"][0].is_number());
  EXPECT_EQ(named(data["daily"], "metric", "ThrottledCalls")["values"].size(), 15U);
}

TEST(MetricsFacts, MarkAPartialTotal) {
  model::Inventory inventory = sample_inventory();
  for (auto& series : inventory.metrics.value->series) {
    if (series.row->metric == "MissedCalls") series.gap = model::Gap{model::GapKind::throttled, "busy", ""};
  }
  EXPECT_EQ(data_of("metrics", inventory)["missed_calls"]["partial"], true);
}

TEST(MetricsFacts, ReadTheReference) {
  const auto facts = reference_facts<MetricsFacts>(R"({
    "concurrent_calls": {"error": "No data available"},
    "missed_calls": {"total": 7, "daily_average": 3.5, "days_analyzed": 2},
    "throttled_calls": {"total_throttled": 12, "severity": "Moderate", "avg_hourly": 6.0, "max_hourly": 12.0,
                        "hours_with_throttling": 1, "total_hours_analyzed": 2,
                        "peak_hours": [{"timestamp": "2026-02-10T15:00:00+00:00", "count": 12}]},
    "queue_size": {"message": "none"}, "calls_per_interval": {"message": "none"}, "days_analyzed": 14})");
  EXPECT_FALSE(facts.gauges.at(concurrent_calls).peak);
  EXPECT_EQ(facts.counts.at(missed_calls).total, 7);
  EXPECT_EQ(facts.counts.at(missed_calls).daily_average, 0.5);  // over fourteen days, not two
  EXPECT_EQ(facts.counts.at(throttled_calls).total, 12);
  EXPECT_EQ(facts.counts.at(throttled_calls).max_hourly, 12);
  ASSERT_EQ(facts.counts.at(throttled_calls).peak_hours.size(), 1U);
  EXPECT_EQ(at(to_json(facts), "/throttled_calls/severity"), "Moderate");
}

// The reference wrote zeros and "Excellent" when CloudWatch had nothing.
TEST(MetricsFacts, TakeTheReferencesZeroWithoutDataForUnknown) {
  const auto facts = reference_facts<MetricsFacts>(R"({
    "missed_calls": {"total": 0, "daily_average": 0},
    "throttled_calls": {"total_throttled": 0, "severity": "Excellent", "message": "No throttling"}})");
  EXPECT_FALSE(facts.counts.at(missed_calls).total);
  EXPECT_FALSE(facts.counts.at(throttled_calls).total);
  EXPECT_TRUE(at(to_json(facts), "/throttled_calls/severity").is_null());
}

// H-13: third-party types count into the shares.
TEST(PhoneFacts, CountThirdPartyTypesIntoTheShares) {
  model::Inventory inventory = denied_inventory();
  model::PhoneNumbers phone;
  for (const char* type : {"TOLL_FREE", "THIRD_PARTY_TF", "DID", "THIRD_PARTY_DID", "UIFN", "SHORT_CODE", "SHARED"}) {
    model::PhoneNumber number;
    number.type = type;
    phone.numbers.push_back(number);
  }
  inventory.phone_numbers = model::Dataset<model::PhoneNumbers>::of(phone);
  const json data = data_of("phone", inventory);
  EXPECT_EQ(data["total_numbers"], 7);
  EXPECT_EQ(data["toll_free_percentage"], 28.57);
  EXPECT_EQ(data["did_percentage"], 28.57);
  EXPECT_EQ(at(data, "/phone_numbers/0/carrier"), nullptr);
  EXPECT_EQ(at(data, "/phone_numbers/0/has_flow"), nullptr);
  EXPECT_EQ(data["carriers_missing"], "AWS denied the call");
}

TEST(PhoneFacts, TellCarriersPerCountryAndUnknownOnesApart) {
  const auto facts = facts_of<PhoneFacts>(data_of("phone", sample_inventory()));
  EXPECT_EQ(facts.total, 60);
  ASSERT_EQ(facts.carriers.size(), 4U);
  std::int64_t looked_up = 0, unknown = 0;
  for (const auto& country : facts.carriers) {
    unknown += country.unknown;
    looked_up += country.unknown;
    for (const auto& [name, count] : country.carriers) looked_up += count;
    EXPECT_FALSE(country.carriers.contains("Unknown"));
  }
  EXPECT_EQ(looked_up, 49);  // neither the international freephone numbers nor the short code
  EXPECT_GT(unknown, 0);
  EXPECT_EQ(facts.groups, std::vector<std::string>{"harbour-global"});
}

TEST(PhoneFacts, HandKnownCarriersToTheNextReview) {
  const auto facts = facts_of<PhoneFacts>(data_of("phone", sample_inventory()));
  const auto carriers = known_carriers(facts);
  EXPECT_EQ(carriers.at("+493023125000").name, "Telekom");
  EXPECT_TRUE(carriers.at("+493023125000").reused);
  EXPECT_FALSE(carriers.contains("+493023125003"));  // its carrier is not known
  EXPECT_TRUE(unknown_carriers(facts).contains("+493023125003"));
  EXPECT_FALSE(unknown_carriers(facts).contains("+493023125000"));
}

TEST(PhoneFacts, TellNumbersThatWereNotLookedUpFromThoseThatAwsDoesNotKnow) {
  auto inventory = sample_inventory();
  (*inventory.carriers.value)["+493023125003"].gap = model::Gap{model::GapKind::switched_off, "no budget", ""};
  EXPECT_FALSE(unknown_carriers(facts_of<PhoneFacts>(data_of("phone", inventory))).contains("+493023125003"));
}

TEST(PhoneFacts, ReadTheReference) {
  const auto facts = reference_facts<PhoneFacts>(R"({
    "total_numbers": 3, "by_type": {"DID": 2, "THIRD_PARTY_TF": 1.0}, "by_country": {"US": 3},
    "by_carrier": {"Acme": 1, "Unknown": 2}, "toll_free_percentage": 0, "did_percentage": 66.66,
    "phone_numbers": [{"phone_number": "+12065550100", "type": "DID", "country": "US", "carrier": "Acme"},
                      {"phone_number": "+12065550101", "type": "DID", "country": "US", "carrier": "Unknown"},
                      {"phone_number": "+18005550102", "type": "THIRD_PARTY_TF", "country": "US",
                       "carrier": "Unknown"}]})");
  EXPECT_EQ(facts.total, 3);
  EXPECT_NEAR(toll_free_percentage(facts).value(), 33.3, 0.1);
  ASSERT_EQ(facts.carriers.size(), 1U);
  EXPECT_EQ(facts.carriers[0].unknown, 2);
  EXPECT_EQ(facts.numbers[1].carrier, "");
}

// Of which it is known where every number leads.
model::Inventory sample_with_numbers() {
  model::Inventory inventory = sample_inventory();
  inventory.message_flows = model::Dataset<model::MessageFlows>::of({});
  if (inventory.flow_associations.known()) inventory.flow_associations.gap.reset();
  return inventory;
}

// H-10: drafts, archived flows and AWS's samples stand apart, and a flow that cannot be read is not compliant.
TEST(FlowFacts, CountLiveFlowsOnly) {
  const json data = data_of("flow", sample_with_numbers());
  EXPECT_EQ(data["total_flows"], 90);
  EXPECT_EQ(data["live_flows"], 60);
  EXPECT_EQ(data["draft_flows"], 6);
  EXPECT_EQ(data["archived_flows"], 12);
  EXPECT_EQ(data["aws_sample_flows"], 12);
  EXPECT_EQ(at(data, "/logging/on"), 36);
  EXPECT_EQ(at(data, "/logging/partly"), 6);
  EXPECT_EQ(at(data, "/logging/off"), 12);
  EXPECT_EQ(at(data, "/logging/not_assessed"), 6);
  EXPECT_EQ(data["flows_without_logging"].size(), 18U);
  EXPECT_TRUE(data["flows_without_logging"][0].contains("arn"));
  EXPECT_EQ(data["instance_logging"], true);
  EXPECT_EQ(at(data, "/modules/total"), 12);
  EXPECT_EQ(at(data, "/modules/logging/on"), 6);
  EXPECT_EQ(at(data, "/flow_modules/10/class"), "draft");  // its description says SAVED
}

// A share or a count of those that could be read goes up and down with their number.
TEST(FlowFacts, SumUpOnlyWhatWasReadOfEveryFlow) {
  model::Inventory inventory = sample_with_numbers();
  const json in_part = data_of("flow", inventory);
  EXPECT_TRUE(in_part["logging_compliance_percentage"].is_null());
  EXPECT_TRUE(in_part["flows_without_logging_count"].is_null());
  std::erase_if(*inventory.flows.value, [&](const auto& flow) {
    return inventory.flow_contents.value->contains(flow.id) && inventory.flow_contents.value->at(flow.id).gap;
  });
  const json data = data_of("flow", inventory);
  EXPECT_EQ(data["logging_compliance_percentage"], 66.66);
  EXPECT_EQ(data["flows_without_logging_count"], 18);
}

// One that is named like AWS's own is live when a number leads to it.
TEST(FlowFacts, DoNotTellAwssFlowsApartWithoutTheNumbers) {
  model::Inventory inventory = sample_with_numbers();
  inventory.flow_associations = model::Dataset<model::FlowAssociations>::missing({model::GapKind::denied, "no", ""});
  const json data = data_of("flow", inventory);
  EXPECT_TRUE(data["live_flows"].is_null());
  EXPECT_TRUE(data["aws_sample_flows"].is_null());
  EXPECT_EQ(data["draft_flows"], 6);
  EXPECT_EQ(at(data, "/logging/not_assessed"), 18);  // 6 were not read
  EXPECT_EQ(data["flows"].size(), 90U);
}

TEST(FlowFacts, LeaveUnreadFlowsOpen) {
  model::Inventory inventory = sample_with_numbers();
  inventory.flow_contents = model::Dataset<model::FlowContents>::missing({model::GapKind::denied, "not allowed", ""});
  const json data = data_of("flow", inventory);
  EXPECT_EQ(at(data, "/logging/not_assessed"), 60);
  EXPECT_TRUE(at(data, "/logging/on").is_null());
  EXPECT_TRUE(data["logging_compliance_percentage"].is_null());
  EXPECT_EQ(at(data, "/flows/0/why"), "not allowed");
  const json denied = data_of("flow", denied_inventory());
  EXPECT_TRUE(denied["total_flows"].is_null());
  EXPECT_TRUE(denied["live_flows"].is_null());
  EXPECT_TRUE(at(denied, "/logging/on").is_null());
}

TEST(FlowFacts, ReadTheReference) {
  const auto facts = reference_facts<FlowFacts>(R"({
    "total_flows": 250, "flows_by_type": {"CONTACT_FLOW": 250}, "flows_without_logging_count": 1,
    "flows_without_logging": [{"id": "f", "arn": "arn:f", "name": "Main", "type": "CONTACT_FLOW", "state": "ACTIVE",
                               "status": "PUBLISHED"}], "logging_compliance_percentage": 99.6})");
  EXPECT_EQ(facts.total, 250);
  EXPECT_FALSE(facts.classes.live);
  EXPECT_FALSE(facts.logging.on);
  ASSERT_EQ(facts.flows.size(), 1U);
  EXPECT_EQ(facts.flows[0].logging, Logging::off);
  EXPECT_EQ(to_json(facts)["flows_without_logging"].size(), 1U);
}

TEST(CloudTrailFacts, TellInstancesApart) {
  const json data = data_of("cloudtrail", sample_inventory());
  EXPECT_EQ(data["total_events_analyzed"], 412);
  EXPECT_EQ(data["total_throttled"], 14);
  EXPECT_EQ(data["this_instance"], 7);
  EXPECT_EQ(data["other_instances"], 4);
  EXPECT_EQ(data["unknown_instance"], 3);
  EXPECT_EQ(data["complete"], true);
  EXPECT_EQ(at(data, "/throttled_by_api/0"), json::parse(R"({"event_name": "ListUsers", "count": 6, "this_instance": 2,
                                                            "other_instances": 4, "unknown_instance": 0})"));
  EXPECT_EQ(data["by_hour"].size(), 2U);
}

// H-6: a failed look-up is not "no throttling".
TEST(CloudTrailFacts, LeaveAFailedLookUpOpen) {
  const json data = data_of("cloudtrail", denied_inventory());
  EXPECT_TRUE(data["total_throttled"].is_null());
  EXPECT_TRUE(data["this_instance"].is_null());
}

TEST(CloudTrailFacts, ReadTheReference) {
  const auto facts = reference_facts<CloudTrailFacts>(R"({"total_events_analyzed": 10, "total_throttled": 3,
    "throttled_by_api": [{"event_name": "ListUsers", "count": 3}], "account_id": "1", "region": "us-east-1"})");
  EXPECT_EQ(throttles(facts).total(), 3);
  EXPECT_EQ(throttles(facts).unknown, 3);
}

// H-12: the log's id is the flow's ARN; nothing is cut at twenty flows.
TEST(LogsFacts, CountByFlowKindModuleAndHour) {
  const json data = data_of("logs", sample_inventory());
  EXPECT_EQ(data["total_errors"], 128);
  EXPECT_EQ(data["flows_with_errors"], 2);
  EXPECT_EQ(at(data, "/error_summary/0/flow_name"), "Flow 001");
  EXPECT_EQ(at(data, "/error_summary/0/error_count"), 121);
  EXPECT_EQ(at(data, "/error_types/lambda_error"), 101);
  EXPECT_EQ(at(data, "/error_types/transfer_failed"), 7);
  EXPECT_EQ(at(data, "/module_types/InvokeExternalResource"), 121);
  EXPECT_EQ(at(data, "/sample_errors/0/message"), "The Lambda Function Returned An Error.");
  EXPECT_EQ(data["log_group"], "/aws/connect/harbour");
  EXPECT_TRUE(data["retention_days"].is_null());
  EXPECT_EQ(data["log_group_exists"], true);
}

TEST(LogsFacts, NameTheFlowsThatAModuleWasCalledBy) {
  auto inventory = sample_inventory();
  const std::string module = "arn:instance/i/flow-module/m", main = "arn:instance/i/contact-flow/f";
  model::FlowLog& log = *inventory.flow_log.value;
  log.failures[{module, "SetQueue", model::FailureKind::other, {}}] = 500;
  log.callers[module] = {{main, 3}, {"arn:instance/i/contact-flow/g", 4}};
  log.flow_names[main] = "Main";
  const json data = data_of("logs", inventory);
  EXPECT_EQ(at(data, "/error_summary/0/called_by"),
            json::parse(R"([{"flow_id": "arn:instance/i/contact-flow/g", "flow_name": null, "error_count": 4},
                            {"flow_id": "arn:instance/i/contact-flow/f", "flow_name": "Main", "error_count": 3}])"));
  EXPECT_FALSE(at(data, "/error_summary/1").contains("called_by"));
}

TEST(LogsFacts, SayThatLoggingIsOffNowBesideWhatWasRead) {
  auto inventory = sample_inventory();
  EXPECT_EQ(data_of("logs", inventory)["instance_logging"], true);
  inventory.attributes.value->front() = {"CONTACTFLOW_LOGS", "false"};
  EXPECT_EQ(data_of("logs", inventory)["instance_logging"], false);
  EXPECT_EQ(data_of("logs", inventory)["total_errors"], 128);
}

// H-1, H-14: the reference stored an error, or a sample without a time, and then failed over it.
TEST(LogsFacts, ReadTheReference) {
  EXPECT_FALSE(reference_facts<LogsFacts>(R"({"error": "takes 4 positional arguments"})").failures);
  const auto facts = reference_facts<LogsFacts>(R"({"total_errors": 5, "flows_with_errors": 1,
    "error_summary": [{"flow_id": "f", "flow_name": "Main", "error_count": 5}], "error_types": {"Timeout": 5},
    "sample_errors": [{"timestamp": null, "flow_id": "f", "flow_name": "Main", "message": "ERROR"}],
    "log_group": "/aws/connect/x", "days_analyzed": 14})");
  EXPECT_EQ(facts.failures, 5);
  EXPECT_EQ(facts.by_kind.at("Timeout"), 5);
  EXPECT_TRUE(to_json(facts)["sample_errors"][0]["timestamp"].is_null());
}

TEST(SecurityFacts, SayWhoCanChangeUsersAndSecurityProfiles) {
  const json data = data_of("security", sample_inventory());
  EXPECT_EQ(data["users"], 40);
  EXPECT_EQ(data["security_profiles"], 3);
  EXPECT_EQ(data["security_keys"], 1);
  EXPECT_EQ(data["admin_users"], 3);
  ASSERT_EQ(data["admin_profiles"].size(), 2U);
  EXPECT_EQ(named(data["admin_profiles"], "name", "Admin")["permissions"],
            json({"Users.Create", "SecurityProfiles.Edit"}));
  EXPECT_EQ(named(data["admin_profiles"], "name", "Lead <b>")["limited"], true);
  EXPECT_EQ(named(data["admin_profiles"], "name", "Lead <b>")["users"], 5);
}

TEST(SecurityFacts, CountNobodyWhenAPartWasNotRead) {
  model::Inventory inventory = sample_inventory();
  inventory.user_access.gap = model::Gap{model::GapKind::malformed, "AWS did not say", ""};
  inventory.security_profile_access.value->at("profile-1").gap = model::Gap{};
  const json data = data_of("security", inventory);
  EXPECT_TRUE(data["users"].is_null());
  EXPECT_TRUE(data["admin_users"].is_null());
  EXPECT_EQ(data["access_missing"], "AWS did not say");
  EXPECT_TRUE(named(data["admin_profiles"], "name", "Admin")["limited"].is_null());
  EXPECT_TRUE(named(data["admin_profiles"], "name", "Admin")["users"].is_null());
  EXPECT_TRUE(data_of("security", denied_inventory())["approved_origins"].is_null());
  EXPECT_TRUE(data_of("security", denied_inventory())["security_keys"].is_null());
}

TEST(ObservabilityFacts, HoldTheAlarmsAndWhatTheyWatch) {
  const json data = data_of("observability", sample_inventory());
  EXPECT_EQ(data["total_alarms"], 3);
  EXPECT_EQ(data["in_alarm"], 1);
  EXPECT_EQ(data["complete"], true);
  EXPECT_EQ(at(data, "/alarms/0/kind"), "composite");
  EXPECT_EQ(at(data, "/alarms/0/children"), json::parse(R"(["Calls at 80 %", "Queue waits"])"));
  EXPECT_EQ(at(data, "/alarms/0/actions"), 1);
  EXPECT_EQ(at(data, "/alarms/1/watches"), json::parse(R"([{"metric": "ConcurrentCallsPercentage"}])"));
  EXPECT_EQ(at(data, "/alarms/1/threshold"), 0.8);
  EXPECT_EQ(at(data, "/alarms/2/watches/0/metric"), "LongestQueueWaitTime");
  EXPECT_FALSE(at(data, "/alarms/2/watches/0/of").get<std::string>().empty());
  EXPECT_EQ(at(data, "/alarms/2/state_since"), "2026-11-15T14:00:00Z");
}

TEST(StorageFacts, TellWhereDataIsKeptAndHow) {
  const json data = data_of("storage", sample_inventory());
  EXPECT_EQ(data["total_buckets"], 2);
  EXPECT_EQ(data["total_streams"], 1);
  EXPECT_EQ(data["complete"], true);
  const json recordings = named(data["buckets"], "name", "harbour-recordings");
  EXPECT_EQ(recordings["keeps"], json::array({"CALL_RECORDINGS"}));
  EXPECT_EQ(recordings["public_access_blocked"], true);
  EXPECT_EQ(recordings["versioning"], "Enabled");
  EXPECT_EQ(at(data, "/streams/0/name"), "ctr");
  EXPECT_EQ(at(data, "/streams/0/retention_hours"), 24);
  EXPECT_EQ(at(data, "/streams/0/lag_seconds"), 60);
}

TEST(StorageFacts, CountWhatTheAccountBlocks) {
  model::Inventory inventory = sample_inventory();
  const auto blocked = [&]() -> json {
    const json bucket = named(data_of("storage", inventory)["buckets"], "name", "harbour-recordings");
    return bucket.contains("public_access_blocked") ? bucket["public_access_blocked"] : json();
  };
  for (auto& [name, bucket] : *inventory.data_buckets.value) bucket.public_access_block = {true, true, false, false};
  EXPECT_EQ(blocked(), false);
  inventory.account_public_access.value = model::PublicAccessBlock{false, false, true, true};
  EXPECT_EQ(blocked(), true);
  inventory.account_public_access = model::Dataset<model::AccountPublicAccess>::missing(
      {model::GapKind::denied, "no", "s3:GetAccountPublicAccessBlock"});
  EXPECT_EQ(blocked(), json());
}

TEST(StorageFacts, SayNothingOfWhatWasNotRead) {
  model::Inventory inventory = sample_inventory();
  inventory.data_buckets =
      model::Dataset<model::DataBuckets>::missing({model::GapKind::denied, "no", "s3:GetBucketPolicy"});
  const json bucket = at(data_of("storage", inventory), "/buckets/0");
  EXPECT_FALSE(bucket.contains("exists"));
  EXPECT_FALSE(bucket.contains("public_access_blocked"));
  EXPECT_TRUE(data_of("storage", denied_inventory())["total_buckets"].is_null());
}

TEST(ResilienceFacts, HoldTheGroupsAndHowTheyShareOut) {
  const json data = data_of("resilience", sample_inventory());
  EXPECT_EQ(data.at("other_regions"), json::array({"eu-west-2"}));
  const json& group = data.at("traffic_distribution_groups").at(0);
  EXPECT_EQ(group.at("calls"), (json{{"eu-central-1", 80}, {"eu-west-2", 20}}));
  EXPECT_EQ(group.at("sign_in"), json::array({"eu-central-1", "eu-west-2"}));
  EXPECT_EQ(data.at("changes"), 1);
  EXPECT_EQ(data.at("worst_loss_percent"), 2);
  EXPECT_EQ(again("resilience", data), data);
}

TEST(ResilienceFacts, KnowNothingThatWasNotRead) {
  const json data = data_of("resilience", denied_inventory());
  for (const char* member :
       {"other_regions", "traffic_distribution_groups", "changes", "last_change", "worst_loss_percent"})
    EXPECT_TRUE(data.at(member).is_null()) << member;
  EXPECT_FALSE(data.at("worst_loss_missing").is_null());
}

TEST(ObservabilityFacts, KnowNoNumberWithoutTheAlarms) {
  const json data = data_of("observability", denied_inventory());
  EXPECT_TRUE(data["total_alarms"].is_null());
  EXPECT_TRUE(data["in_alarm"].is_null());
}

TEST(TrafficFacts, AddContactsUpAndPutTheWorstQueueFirst) {
  const json data = data_of("traffic", sample_inventory());
  // 12 queues with calls, three of them with chats as well, and one with tasks.
  EXPECT_EQ(data["contacts_queued"], 12 * 400 - 5 * 66 + 3 * 400 - 5 * 12 + 390);
  EXPECT_EQ(data["contacts_by_queue"].size(), 16U);
  const json& worst = data["contacts_by_queue"][0];
  EXPECT_EQ(worst["name"], "<script>alert(1)</script>");
  EXPECT_EQ(worst["abandoned_percent"], 24.32);
  EXPECT_EQ(worst["queued"], 370);
  EXPECT_EQ(named(data["contacts_by_channel"], "channel", "TASK")["queued"], 390);
  EXPECT_EQ(named(data["contacts_by_channel"], "channel", "CHAT")["handled"], 3 * 400 - 5 * 12 - 9);
  EXPECT_EQ(data["agents_by_profile"][0]["name"], "Voice <b>");
  EXPECT_EQ(data["agents_by_profile"][0]["online_hours"], 640);
  EXPECT_TRUE(data["agents_by_profile"][1]["occupancy_percent"].is_null());
}

TEST(TrafficFacts, HaveNoTotalsOfAPart) {
  model::Inventory inventory = sample_inventory();
  inventory.queue_contacts.gap = model::Gap{model::GapKind::out_of_time, "the time ran out", ""};
  const json data = data_of("traffic", inventory);
  EXPECT_TRUE(data["contacts_queued"].is_null());
  EXPECT_TRUE(data["contacts_in_time_percent"].is_null());
  EXPECT_EQ(data["contacts_missing"], "the time ran out");
  EXPECT_EQ(data["contacts_by_queue"].size(), 16U);
  EXPECT_TRUE(data_of("traffic", denied_inventory())["contacts_by_queue"].is_null());
}

TEST(CostFacts, EstimateTheMonthByTheMinutesOfAgents) {
  const json data = data_of("cost", sample_inventory());
  const auto traffic = data_of("traffic", sample_inventory());
  const double calls = named(traffic["contacts_by_channel"], "channel", "VOICE")["handled"];
  EXPECT_NEAR(data["agent_call_minutes"].get<double>(), calls * (310.5 - 41.25) / 60, 0.1);
  const double a_month = data["agent_call_minutes_a_month"];
  EXPECT_NEAR(a_month, data["agent_call_minutes"].get<double>() / 14 * 30, 0.2);
  EXPECT_EQ(data["usd_a_minute"], 0.038);
  EXPECT_EQ(data["price_as_of"], "2026-10-07");
  EXPECT_NEAR(data["usd_a_month"].get<double>(), a_month * 0.038, 0.02);
  EXPECT_GE(data["claimed_numbers"].get<int>(), data["toll_free_numbers"].get<int>());
}

TEST(CostFacts, HaveNoEstimateOfAPartOrWithoutAPrice) {
  model::Inventory inventory = sample_inventory();
  inventory.queue_contacts.gap = model::Gap{model::GapKind::out_of_time, "the time ran out", ""};
  inventory.phone_numbers.gap = model::Gap{};
  const json part = data_of("cost", inventory);
  EXPECT_TRUE(part["usd_a_month"].is_null() && part["agent_call_minutes"].is_null());
  EXPECT_EQ(part["calls_missing"], "the time ran out");
  EXPECT_TRUE(part["claimed_numbers"].is_null());
  inventory = sample_inventory();
  inventory.instance_ref.partition = "aws-us-gov";
  const json elsewhere = data_of("cost", inventory);
  EXPECT_FALSE(elsewhere["agent_call_minutes"].is_null());
  EXPECT_TRUE(elsewhere["usd_a_minute"].is_null() && elsewhere["usd_a_month"].is_null());
  EXPECT_TRUE(data_of("cost", denied_inventory())["agent_call_minutes"].is_null());
}

TEST(OperationsFacts, SayWhoHasRoutingProfilesAndWhoCameTooLate) {
  const json data = data_of("operations", sample_inventory());
  EXPECT_EQ(data["routing_profiles"], 2);
  EXPECT_EQ(data["without_users"], 1);
  EXPECT_EQ(data["queued_when_closed"], 7);
  EXPECT_EQ(data["abandoned_when_closed"], 4);
  EXPECT_EQ(data["rules"], 1);
  EXPECT_EQ(data["evaluation_forms"], 1);
  EXPECT_EQ(at(data, "/profiles/0/name"), "Storm");
  EXPECT_EQ(at(data, "/profiles/0/users"), 0);
  EXPECT_EQ(at(data, "/profiles/0/channels"), json::parse(R"(["CHAT", "TASK"])"));
  EXPECT_EQ(at(data, "/profiles/1/users"), 40);
}

TEST(OperationsFacts, CountNobodyWhenAPartWasNotRead) {
  model::Inventory inventory = sample_inventory();
  inventory.user_access.gap = inventory.hours_traffic.gap = model::Gap{};
  const json data = data_of("operations", inventory);
  EXPECT_EQ(data["routing_profiles"], 2);
  EXPECT_TRUE(data["without_users"].is_null());
  EXPECT_TRUE(at(data, "/profiles/0/users").is_null());
  EXPECT_TRUE(data["queued_when_closed"].is_null());
  EXPECT_TRUE(data_of("operations", denied_inventory())["routing_profiles"].is_null());
}

TEST(AiFacts, SayWhatAiAgentsAreMadeOf) {
  const json data = data_of("ai", sample_inventory());
  EXPECT_EQ(data["integrations"], json({"CASES_DOMAIN", "WISDOM_ASSISTANT"}));
  EXPECT_EQ(data["assistants"].size(), 1U);
  EXPECT_EQ(data["agents_without_guardrail"], 1);
  const json booking = named(data["agents"], "name", "Booking");
  EXPECT_EQ(booking["guardrail"], "House rules");
  EXPECT_EQ(booking["filters"], json({"harmful content"}));
  EXPECT_EQ(booking["models"], json({"amazon.nova-pro-v1:0"}));
  EXPECT_EQ(booking["tools"], 4);
  EXPECT_EQ(named(data["agents"], "name", "Mails")["takes_guardrail"], false);
  EXPECT_EQ(data["knowledge_bases"][0]["ingestion"], "SYNC_FAILED");
}

TEST(AiFacts, CountNothingThatWasNotRead) {
  model::Inventory inventory = sample_inventory();
  inventory.ai_agents.gap = model::Gap{model::GapKind::out_of_time, "the time was up", ""};
  const json data = data_of("ai", inventory);
  EXPECT_TRUE(data["agents_without_guardrail"].is_null());
  EXPECT_EQ(data["agents_missing"], "the time was up");
  const json denied = data_of("ai", denied_inventory());
  EXPECT_TRUE(denied["assistants"].is_null() && denied["agents"].is_null() && denied["knowledge_bases"].is_null());
}

}  // namespace
}  // namespace components
