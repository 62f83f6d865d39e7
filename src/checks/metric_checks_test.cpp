#include "checks/inventory_for_test.hpp"

namespace checks::test {
namespace {

Finding counted(std::string_view check, std::string_view metric, const std::vector<double>& values) {
  Inventory inventory = empty_inventory();
  add_series(inventory, metric, "Sum", values);
  return only(check, inventory);
}

// The total of a metric of which CloudWatch answered only a part.
Finding counted_in_part(std::string_view check, std::string_view metric, const std::vector<double>& values) {
  Inventory inventory = empty_inventory();
  add_series(inventory, metric, "Sum", values).gap = Gap{GapKind::unavailable, "CloudWatch answered in part", ""};
  return only(check, inventory);
}

struct Step {
  double calls;
  Status status;
  Severity severity;
};

TEST(ThrottledCalls, GetMoreSevereWithTheirNumber) {
  const Step steps[] = {{0, Status::pass, Severity::informational}, {1, Status::warn, Severity::low},
                        {9, Status::warn, Severity::low},           {10, Status::warn, Severity::medium},
                        {99, Status::warn, Severity::medium},       {100, Status::fail, Severity::high},
                        {999, Status::fail, Severity::high},        {1000, Status::fail, Severity::critical}};
  for (const auto& step : steps) {
    const Finding finding = counted("throttled_calls", "ThrottledCalls", {0, step.calls, 0});
    EXPECT_EQ(finding.status, step.status) << step.calls;
    EXPECT_EQ(finding.severity, step.severity) << step.calls;
  }
}

TEST(ThrottledCalls, SayWhenAndHowTheyAreKnown) {
  const Finding finding = counted("throttled_calls", "ThrottledCalls", {16, 31});
  EXPECT_EQ(finding.observed,
            "47 throttled calls in 14 days, 3.36 a day; the most in one hour: 31, from 2026-11-02 10:00 UTC.");
  EXPECT_EQ(finding.evidence,
            "CloudWatch AWS/Connect ThrottledCalls, sum per hour, 2026-11-02 09:00 UTC to 2026-11-16 09:00 UTC");
  EXPECT_EQ(finding.resource.key, instance_id);
  EXPECT_HAS(finding.command,
             "--dimensions Name=InstanceId,Value=" + instance_id + " Name=MetricGroup,Value=VoiceCalls ");
  EXPECT_HAS(finding.command, "--start-time 2026-11-02T09:00:00Z");
}

// H-6: the reference called no data "Excellent".
TEST(ThrottledCalls, H6_NoDataIsNotZero) {
  const Finding finding = only("throttled_calls", empty_inventory());
  EXPECT_EQ(finding.status, Status::not_assessed);
  EXPECT_HAS(finding.reason, "not a zero");
  EXPECT_EQ(finding.severity, Severity::high);
}

TEST(ThrottledCalls, AZeroOfAPartIsNotAPassButAFailureOfAPartStands) {
  EXPECT_EQ(counted_in_part("throttled_calls", "ThrottledCalls", {0}).status, Status::not_assessed);
  EXPECT_HAS(counted_in_part("throttled_calls", "ThrottledCalls", {0}).reason, "CloudWatch answered in part");
  EXPECT_EQ(counted_in_part("throttled_calls", "ThrottledCalls", {500}).status, Status::fail);
}

TEST(ThrottledCalls, AMetricThatCloudWatchRefusedSaysSo) {
  Inventory inventory = empty_inventory();
  add_series(inventory, "ThrottledCalls", "Sum", {}).gap = denied("cloudwatch:GetMetricData");
  EXPECT_EQ(only("throttled_calls", inventory).permission, "cloudwatch:GetMetricData");
}

TEST(MissedCalls, ABadHourWarns) {
  EXPECT_EQ(counted("missed_calls", "MissedCalls", {0, 0}).status, Status::pass);
  EXPECT_EQ(counted("missed_calls", "MissedCalls", {10, 10}).status, Status::info);
  const Finding finding = counted("missed_calls", "MissedCalls", {3, 18, 4});
  EXPECT_EQ(finding.status, Status::warn);
  EXPECT_EQ(finding.severity, Severity::medium);
  EXPECT_HAS(finding.observed, "the most in one hour: 18, from 2026-11-02 10:00 UTC");
  EXPECT_EQ(only("missed_calls", empty_inventory()).status, Status::not_assessed);
  EXPECT_EQ(counted_in_part("missed_calls", "MissedCalls", {3}).status, Status::not_assessed);
}

// H-17: the reference divided by the days that had data: 28 calls of one day were 28 a day.
TEST(MissedCalls, H17_TheAverageIsOverTheWindow) {
  EXPECT_HAS(counted("missed_calls", "MissedCalls", {10, 10, 8}).observed, "28 missed calls in 14 days, 2 a day");
}

TEST(BreachedConcurrency, JudgesEachMetricByItself) {
  Inventory inventory = empty_inventory();
  add_series(inventory, "CallsBreachingConcurrencyQuota", "Sum", {0, 0});
  add_series(inventory, "TasksBreachingConcurrencyQuota", "Sum", {0, 3});
  const Findings findings = run("breached_concurrency", inventory);
  EXPECT_EQ(findings.size(), 3U);
  EXPECT_EQ(by_key(findings, "CallsBreachingConcurrencyQuota").status, Status::pass);
  EXPECT_EQ(by_key(findings, "ChatsBreachingActiveChatQuota").status, Status::not_assessed);
  const Finding tasks = by_key(findings, "TasksBreachingConcurrencyQuota");
  EXPECT_EQ(tasks.status, Status::fail);
  EXPECT_EQ(tasks.severity, Severity::critical);
  EXPECT_EQ(tasks.resource.type, "metric");
  EXPECT_HAS(tasks.observed, "3 tasks over the quota");
  EXPECT_HAS(tasks.command, "Name=MetricGroup,Value=Tasks");
}

TEST(CountersThatShouldBeZero, FailAboveZeroAndAreUnknownWithoutData) {
  const std::pair<std::string_view, std::string_view> checks[] = {
      {"misconfigured_phone_numbers", "MisconfiguredPhoneNumbers"},
      {"recording_upload_errors", "CallRecordingUploadError"}};
  for (const auto& [check, metric] : checks) {
    EXPECT_EQ(counted(check, metric, {0, 5}).status, Status::fail) << check;
    EXPECT_EQ(counted(check, metric, {0, 5}).severity, Severity::high) << check;
    EXPECT_EQ(counted(check, metric, {0}).status, Status::pass) << check;
    EXPECT_EQ(only(check, empty_inventory()).status, Status::not_assessed) << check;
    EXPECT_EQ(counted_in_part(check, metric, {0}).status, Status::not_assessed) << check;
  }
}

// ---- queues ----

Inventory with_queues(model::Queues queues) {
  Inventory inventory = empty_inventory();
  inventory.queues = Dataset<model::Queues>::of(std::move(queues));
  return inventory;
}

Inventory four_queues() {
  return with_queues({{"q1", "", "Sales"}, {"q2", "", "Service"}, {"q3", "", "Quiet"}, {"q4", "", "München"}});
}

TEST(QueueWait, WarnsOverTwoMinutes) {
  Inventory inventory = four_queues();
  add_series(inventory, "LongestQueueWaitTime", "Maximum", {30, 121}, "Sales");
  add_series(inventory, "LongestQueueWaitTime", "Maximum", {120}, "Service");
  const Findings findings = run("queue_wait", inventory);
  EXPECT_EQ(findings.size(), 4U);
  EXPECT_EQ(by_key(findings, "q1").status, Status::warn);
  EXPECT_EQ(by_key(findings, "q1").resource.type, "queue");
  EXPECT_HAS(by_key(findings, "q1").observed, "121 seconds, in the hour from 2026-11-02 10:00 UTC");
  EXPECT_HAS(by_key(findings, "q1").limit, "120 seconds");
  EXPECT_EQ(by_key(findings, "q2").status, Status::pass);
  EXPECT_EQ(by_key(findings, "no_data").status, Status::not_assessed);
  EXPECT_HAS(by_key(findings, "no_data").observed, "Quiet");
  EXPECT_EQ(by_key(findings, "no_data").resource.type, "queues");
  EXPECT_EQ(by_key(findings, "unpublished").status, Status::not_assessed);
  EXPECT_HAS(by_key(findings, "unpublished").observed, "München");
}

// H-7: the reference asked without QueueName and never had data of a queue.
TEST(QueueWait, H7_AQueueWithoutDataIsNotAQueueWithoutWait) {
  const Findings findings = run("queue_wait", with_queues({{"q1", "", "Sales"}}));
  EXPECT_EQ(only(findings).resource.key, "no_data");
  EXPECT_EQ(only(findings).status, Status::not_assessed);
}

TEST(QueueWait, AShortWaitInPartOfTheDataIsNotAPass) {
  Inventory inventory = with_queues({{"q1", "", "Sales"}, {"q2", "", "Service"}});
  add_series(inventory, "LongestQueueWaitTime", "Maximum", {30}, "Sales").gap = cut_short();
  add_series(inventory, "LongestQueueWaitTime", "Maximum", {300}, "Service").gap = cut_short();
  const Findings findings = run("queue_wait", inventory);
  EXPECT_EQ(by_key(findings, "no_data").reason, "The time for it ran out.");
  EXPECT_EQ(by_key(findings, "q2").status, Status::warn);
}

TEST(QueueWait, WithoutQueuesNothingIsAsked) {
  EXPECT_EQ(only("queue_wait", empty_inventory()).status, Status::not_applicable);
  EXPECT_EQ(only("queue_wait", empty_inventory()).resource.key, instance_id);
}

TEST(QueueCapacity, AFullQueueFails) {
  Inventory inventory = four_queues();
  add_series(inventory, "QueueCapacityExceededError", "Sum", {1, 3}, "Sales");
  add_series(inventory, "QueueCapacityExceededError", "Sum", {0}, "Service");
  const Findings findings = run("queue_capacity", inventory);
  EXPECT_EQ(findings.size(), 3U);
  EXPECT_EQ(by_key(findings, "q1").status, Status::fail);
  EXPECT_HAS(by_key(findings, "q1").observed, "4 contacts were refused");
  EXPECT_HAS(by_key(findings, "q1").command, "--queue-id q1");
  EXPECT_HAS(by_key(findings, "no_data").observed, "Quiet");
  EXPECT_HAS(by_key(findings, "unpublished").observed, "München");
}

TEST(QueueCapacity, PassesOnlyOnTheQueuesThatHaveData) {
  Inventory inventory = four_queues();
  add_series(inventory, "QueueCapacityExceededError", "Sum", {0}, "Sales");
  const Findings findings = run("queue_capacity", inventory);
  EXPECT_EQ(by_key(findings, instance_id).status, Status::pass);
  EXPECT_HAS(by_key(findings, instance_id).observed, "1 queue that CloudWatch has data for");
  EXPECT_HAS(by_key(findings, "no_data").observed, "Service, Quiet");
}

TEST(QueueCapacity, WithoutAnyDataNothingPasses) {
  EXPECT_EQ(only("queue_capacity", with_queues({{"q1", "", "Sales"}})).resource.key, "no_data");
  EXPECT_EQ(only("queue_capacity", with_queues({{"q4", "", "München"}})).resource.key, "unpublished");
  EXPECT_EQ(only("queue_capacity", empty_inventory()).status, Status::not_applicable);
}

TEST(QueueCapacity, AZeroOfAPartIsNoData) {
  Inventory inventory = with_queues({{"q1", "", "Sales"}});
  add_series(inventory, "QueueCapacityExceededError", "Sum", {0}, "Sales").gap = cut_short();
  EXPECT_EQ(only("queue_capacity", inventory).reason, "The time for it ran out.");
}

// ---- flows ----

model::FlowSummary flow(const std::string& id, const std::string& name, const std::string& state = "ACTIVE",
                        const std::string& status = "PUBLISHED") {
  return {id, instance_arn + "/contact-flow/" + id, name, "CONTACT_FLOW", state, status};
}

void add_errors(Inventory& inventory, const std::string& name, const std::vector<double>& errors,
                const std::vector<double>& fatal) {
  add_series(inventory, "ContactFlowErrors", "Sum", errors, name);
  add_series(inventory, "ContactFlowFatalErrors", "Sum", fatal, name);
}

TEST(FlowErrors, FatalErrorsFailAndOthersWarn) {
  Inventory inventory = empty_inventory();
  inventory.flows = Dataset<std::vector<model::FlowSummary>>::of(
      {flow("f1", "Main"), flow("f2", "Menu"), flow("f3", "Fine"), flow("f4", "Half"), flow("f5", "Silent"),
       flow("f6", "Größe"), flow("f7", "Old", "ARCHIVED"), flow("f8", "Draft", "ACTIVE", "SAVED"),
       flow("f9", "Default hold")});
  add_errors(inventory, "Main", {2}, {1});
  add_errors(inventory, "Menu", {2, 5}, {});
  add_errors(inventory, "Fine", {0}, {0});
  add_errors(inventory, "Half", {0}, {});
  const Findings findings = run("flow_errors", inventory);
  EXPECT_EQ(findings.size(), 5U);
  EXPECT_EQ(by_key(findings, "f1").status, Status::fail);
  EXPECT_EQ(by_key(findings, "f1").severity, Severity::high);
  EXPECT_HAS(by_key(findings, "f1").observed, "1 fatal error and 2 errors in 14 days.");
  EXPECT_EQ(by_key(findings, "f1").console_url.substr(0, 31), "https://harbour.my.connect.aws/");
  EXPECT_EQ(by_key(findings, "f2").status, Status::warn);
  EXPECT_EQ(by_key(findings, "f2").severity, Severity::medium);
  EXPECT_HAS(by_key(findings, "f2").observed, "No data on fatal errors and 7 errors");
  EXPECT_EQ(by_key(findings, "f3").status, Status::pass);
  EXPECT_HAS(by_key(findings, "no_data").observed, "Half, Silent");
  EXPECT_EQ(by_key(findings, "no_data").resource.type, "flows");
  EXPECT_HAS(by_key(findings, "unpublished").observed, "Größe");
}

TEST(FlowErrors, AnsweredInPartIsNoPass) {
  Inventory inventory = empty_inventory();
  inventory.flows = Dataset<std::vector<model::FlowSummary>>::of({flow("f1", "Main")});
  add_errors(inventory, "Main", {0}, {0});
  inventory.metrics.value->series.back().gap = cut_short();
  EXPECT_EQ(only("flow_errors", inventory).reason, "The time for it ran out.");
}

TEST(FlowErrors, WithoutLiveFlowsNothingIsAsked) {
  Inventory inventory = empty_inventory();
  inventory.flows = Dataset<std::vector<model::FlowSummary>>::of({flow("f7", "Old", "ARCHIVED")});
  EXPECT_EQ(only("flow_errors", inventory).status, Status::not_applicable);
}

}  // namespace
}  // namespace checks::test
