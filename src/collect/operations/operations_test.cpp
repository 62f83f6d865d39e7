// The collectors of what an operator keeps in order.
#include <gtest/gtest.h>

#include "aws/operations/appintegrations.hpp"
#include "aws/operations/connect.hpp"
#include "aws/operations/customer_profiles.hpp"
#include "fakes/collecting.hpp"

namespace {

using nlohmann::json;
namespace connect = aws::connect;
namespace integrations = aws::appintegrations;
namespace profiles = aws::customer_profiles;
using Names = std::vector<std::string>;

// Queue q1 has hours that close, q2 hours that do not, and q3 is disabled.
class HoursTrafficCollector : public fakes::Collecting {
 protected:
  HoursTrafficCollector() {
    inventory_.queue_details = model::Dataset<model::QueueDetails>::of({{"q1", "Sales", "ENABLED", "office", ""},
                                                                        {"q2", "Emergency", "ENABLED", "always", ""},
                                                                        {"q3", "Old", "DISABLED", "night", ""}});
    model::HoursDetail office{
        .id = "office", .name = "Office", .time_zone = "UTC", .open = {{0, 480, 1080}}, .gap = {}};
    model::HoursDetail always{.id = "always", .name = "Always", .time_zone = "UTC", .open = {}, .gap = {}};
    for (std::int64_t day = 0; day < 7; ++day) always.open.push_back({day, 0, 1440});
    inventory_.hours_details = model::Dataset<model::HoursDetails>::of(
        {office, always, {.id = "night", .name = "Night", .time_zone = "UTC", .open = {{0, 0, 60}}, .gap = {}}});
  }

  void effective(const json& days) {
    aws_.answer(connect::get_effective_hours_of_operations,
                {{"EffectiveHoursOfOperationList", days}, {"TimeZone", "Europe/Berlin"}});
  }

  static json day(const char* date, const json& end) {
    const json span = {{"Start", {{"Hours", 9}, {"Minutes", 30}}}, {"End", end}};
    return {{"Date", date}, {"OperationalHours", json::array({span})}};
  }

  static json result(std::int64_t start, const json& queued, const json& abandoned) {
    return {{"MetricInterval", {{"Interval", "HOUR"}, {"StartTime", start}, {"EndTime", start + 3600}}},
            {"Collections",
             {{{"Metric", {{"Name", "CONTACTS_QUEUED_BY_ENQUEUE"}}}, {"Value", queued}},
              {{"Metric", {{"Name", "CONTACTS_ABANDONED"}}}, {"Value", abandoned}}}}};
  }

  // Of the first two days; in the other twelve nobody came.
  void contacts(const json& results) {
    aws_.answer(connect::get_metric_data_v2, {{"MetricResults", results}});
    for (int question = 1; question < 7; ++question)
      aws_.answer(connect::get_metric_data_v2, {{"MetricResults", json::array()}});
  }

  auto traffic() { return read<&Inventory::hours_traffic>(); }

  const std::int64_t first_hour_ = base::to_epoch_seconds(at("2026-11-02T09:00:00Z"));
};

TEST_F(HoursTrafficCollector, AsksForTheQueuesThatClose) {
  effective(json::array({day("2026-11-02", {{"Hours", 0}, {"Minutes", 0}})}));
  contacts({result(first_hour_, 3, 1), result(first_hour_ + 3600, 2, nullptr)});
  const auto dataset = traffic();
  ASSERT_TRUE(dataset.complete());
  ASSERT_EQ(dataset.value->size(), 1U);
  const model::HoursTraffic& office = dataset.value->front();
  EXPECT_EQ(office.name + " " + office.time_zone, "Office Europe/Berlin");
  EXPECT_EQ(office.queues, 1);
  ASSERT_EQ(office.days.size(), 1U);
  EXPECT_EQ(office.days[0].day, at("2026-11-02T00:00:00Z"));
  EXPECT_EQ(office.days[0].open[0].from, 570);
  EXPECT_EQ(office.days[0].open[0].to, 1440);
  ASSERT_EQ(office.hours.size(), 2U);
  EXPECT_EQ(office.hours[0].queued, 3);
  EXPECT_EQ(office.hours[0].abandoned, 1);
  EXPECT_EQ(office.hours[1].abandoned, 0);
  EXPECT_EQ(
      aws_.asked(connect::get_effective_hours_of_operations)[0],
      (json{
          {"InstanceId", id}, {"HoursOfOperationId", "office"}, {"FromDate", "2026-11-01"}, {"ToDate", "2026-11-17"}}));
  const auto asked = aws_.asked(connect::get_metric_data_v2);
  ASSERT_EQ(asked.size(), 7U);
  EXPECT_EQ(asked[0]["Filters"][0]["FilterValues"], json({"q1"}));
  EXPECT_EQ(asked[0]["StartTime"], first_hour_);
  EXPECT_EQ(asked[0]["EndTime"], first_hour_ + 2 * 86400);
  EXPECT_EQ(asked[6]["EndTime"], first_hour_ + 14 * 86400);
}

TEST_F(HoursTrafficCollector, AsksForNothingWhereNoQueueCloses) {
  inventory_.queue_details.value->erase(inventory_.queue_details.value->begin());
  const auto dataset = traffic();
  EXPECT_TRUE(dataset.complete() && dataset.value->empty());
  EXPECT_EQ(aws_.calls(), 0U);
}

TEST_F(HoursTrafficCollector, SaysWhatItCannotRead) {
  effective({day("2026-11-02", "late"), {{"Date", "soon"}}});
  contacts({result(first_hour_, 3, 1), result(first_hour_, "many", 1), nullptr});
  const auto dataset = traffic();
  ASSERT_TRUE(dataset.known());
  EXPECT_EQ(dataset.value->front().gap->kind, model::GapKind::malformed);
  EXPECT_EQ(dataset.gap->reason.find("1 of 1 sets of hours of operation could not be read; "), 0U);
}

TEST_F(HoursTrafficCollector, IsNotKnownWhereNothingWasAnswered) {
  aws_.fail(connect::get_effective_hours_of_operations, "AccessDeniedException", 403);
  EXPECT_EQ(traffic().gap->permission, "connect:GetEffectiveHoursOfOperations");
  inventory_.hours_details = model::Dataset<model::HoursDetails>::missing(denied);
  EXPECT_EQ(traffic().gap->kind, model::GapKind::needs_other);
}

using ContactRuleCollector = fakes::Collecting;

TEST_F(ContactRuleCollector, DescribesThoseThatNameSomething) {
  aws_.answer(connect::list_rules,
              {{"RuleSummaryList",
                {{{"RuleId", "r1"}, {"Name", "Complaints"}, {"ActionSummaries", {{{"ActionType", "CREATE_TASK"}}}}},
                 {{"RuleId", "r2"}, {"Name", "Words"}, {"ActionSummaries", {{{"ActionType", "CREATE_CASE"}}}}},
                 {{"RuleId", "r3"}, {"Name", "Unsaid"}}}}});
  aws_.answer(connect::describe_rule,
              {{"Rule",
                {{"Actions",
                  {{{"TaskAction", {{"ContactFlowId", "f"}}}},
                   {{"SubmitAutoEvaluationAction", {{"EvaluationFormId", "e"}}}},
                   nullptr}}}}},
              {{"RuleId", "r1"}});
  aws_.answer(connect::describe_rule, {{"Rule", {{"Actions", "none"}}}}, {{"RuleId", "r3"}});
  const auto dataset = read<&Inventory::contact_rules>();
  ASSERT_EQ(dataset.value->size(), 3U);
  EXPECT_EQ(dataset.value->at(0).flow_ids, Names{"f"});
  EXPECT_EQ(dataset.value->at(0).form_ids, Names{"e"});
  EXPECT_FALSE(dataset.value->at(1).gap);
  EXPECT_EQ(dataset.value->at(2).gap->kind, model::GapKind::malformed);
  EXPECT_EQ(dataset.gap->reason.find("1 of 3 rules could not be read; "), 0U);
  EXPECT_EQ(aws_.asked(connect::list_rules)[0],
            (json{{"InstanceId", id}, {"PublishStatus", "PUBLISHED"}, {"MaxResults", 200}}));
}

TEST_F(ContactRuleCollector, AsksOnceWhereThereAreNone) {
  aws_.answer(connect::list_rules, {{"RuleSummaryList", json::array()}});
  EXPECT_TRUE(read<&Inventory::contact_rules>().complete());
  EXPECT_EQ(aws_.calls(), 1U);
}

using EvaluationFormCollector = fakes::Collecting;

TEST_F(EvaluationFormCollector, KnowsWhichAreAndWereActive) {
  aws_.answer(connect::list_evaluation_forms,
              {{"EvaluationFormSummaryList",
                {{{"EvaluationFormId", "a"}, {"Title", "Greeting"}, {"ActiveVersion", 2}},
                 {{"EvaluationFormId", "b"}, {"Title", "Old"}, {"LastActivatedTime", 1700000000}},
                 {{"EvaluationFormId", "c"}, {"Title", hostile_text()}, {"ActiveVersion", "two"}}}}});
  const auto dataset = read<&Inventory::evaluation_forms>();
  ASSERT_TRUE(dataset.complete());
  EXPECT_EQ(dataset.value->at(0).active_version, 2);
  EXPECT_TRUE(dataset.value->at(1).was_active && !dataset.value->at(1).active_version);
  EXPECT_FALSE(dataset.value->at(2).was_active);
  EXPECT_LT(dataset.value->at(2).title.size(), 400U);
}

class TaggableCollector : public fakes::Collecting {
 protected:
  auto taggables() { return read<&Inventory::taggables>(); }
};

TEST_F(TaggableCollector, ReadsTheTagsOfEachKind) {
  aws_.answer(profiles::list_domains, {{"Items",
                                        {{{"DomainName", "crm"}, {"Tags", {{"aws:cloudformation:stack-id", "s"}}}},
                                         {{"DomainName", "not a name"}, {"Tags", {{"Owner", "us"}}}}}}});
  aws_.answer(profiles::list_profile_object_types, {{"Items", {{{"ObjectTypeName", "Order"}, {"Tags", "none"}}}}},
              {{"DomainName", "crm"}});
  aws_.answer(integrations::list_applications,
              {{"Applications",
                {{{"Arn", "arn:1"}, {"Name", "Orders"}}, {{"Arn", "arn:2"}, {"Name", "Cases"}, {"IsService", true}}}}});
  aws_.answer(integrations::list_tags_for_resource, {{"tags", {{"Owner", "us"}}}}, {{"resourceArn", "arn:1"}});
  aws_.answer(integrations::list_event_integrations, {{"EventIntegrations", {{{"Name", "shop"}}}}});
  const auto dataset = taggables();
  ASSERT_EQ(dataset.value->size(), 4U);
  const auto& [domains, types, applications, events] =
      std::tie(dataset.value->at(0), dataset.value->at(1), dataset.value->at(2), dataset.value->at(3));
  EXPECT_FALSE(domains.items[0].has_tags);  // AWS's own do not count
  EXPECT_TRUE(domains.items[1].has_tags);
  EXPECT_EQ(types.items[0].name, "Order of crm");
  EXPECT_EQ(types.gap->kind, model::GapKind::malformed);
  ASSERT_EQ(applications.items.size(), 1U);
  EXPECT_TRUE(applications.items[0].has_tags);
  EXPECT_FALSE(events.items[0].has_tags || events.gap);
}

TEST_F(TaggableCollector, AsksThreeTimesWhereNothingIsUsed) {
  for (const auto* operation :
       {&profiles::list_domains, &integrations::list_applications, &integrations::list_event_integrations})
    aws_.answer(*operation, json::object());
  EXPECT_TRUE(taggables().complete());
  EXPECT_EQ(aws_.calls(), 3U);
}

TEST_F(TaggableCollector, LeavesUnknownOnlyTheKindThatItMayNotRead) {
  aws_.fail(profiles::list_domains, "AccessDeniedException", 403);
  aws_.answer(integrations::list_applications, {{"Applications", {{{"Arn", "arn:1"}, {"Name", "Orders"}}}}});
  aws_.fail(integrations::list_tags_for_resource, "AccessDeniedException", 403);
  aws_.answer(integrations::list_event_integrations, json::object());
  const auto dataset = taggables();
  ASSERT_TRUE(dataset.known());
  EXPECT_EQ(dataset.value->at(0).gap->permission, "profile:ListDomains");
  EXPECT_EQ(dataset.value->at(1).gap->permission, "profile:ListDomains");
  EXPECT_EQ(dataset.value->at(2).items[0].gap->permission, "app-integrations:ListTagsForResource");
  EXPECT_FALSE(dataset.value->at(3).gap);
}

}  // namespace
