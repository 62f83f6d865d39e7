#include <fmt/format.h>
#include <tuple>

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

std::string the_instance_key() {
  return empty_inventory().instance_ref.instance_id;
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

// Each counter with the metric of the contacts that it would be counted among.
constexpr std::tuple<std::string_view, std::string_view, std::string_view> counters[] = {
    {"missed_calls", "MissedCalls", "ConcurrentCalls"},
    {"throttled_calls", "ThrottledCalls", "ConcurrentCalls"},
    {"misconfigured_phone_numbers", "MisconfiguredPhoneNumbers", "ConcurrentCalls"},
    {"recording_upload_errors", "CallRecordingUploadError", "ConcurrentCalls"},
    {"breached_concurrency", "CallsBreachingConcurrencyQuota", "ConcurrentCalls"},
    {"breached_concurrency", "ChatsBreachingActiveChatQuota", "ConcurrentActiveChats"},
    {"breached_concurrency", "TasksBreachingConcurrencyQuota", "ConcurrentTasks"}};

TEST(Counters, ThatAreSilentAreZeroOnlyWhereASiblingShowsTraffic) {
  for (const auto& [check, metric, sibling] : counters) {
    const std::string key = check == "breached_concurrency" ? std::string(metric) : the_instance_key();
    const auto judged = [&](const std::vector<double>& contacts, std::optional<Gap> gap = std::nullopt) {
      Inventory inventory = empty_inventory();
      add_series(inventory, metric, "Sum", {});
      add_series(inventory, sibling, "Maximum", contacts).gap = std::move(gap);
      return by_key(run(check, inventory), key);
    };
    EXPECT_EQ(judged({0, 3}).status, Status::pass) << metric;
    EXPECT_HAS(judged({0, 3}).observed, fmt::format("CloudWatch holds {} of that time", sibling));
    EXPECT_EQ(judged({}).status, Status::not_applicable) << metric;
    EXPECT_EQ(judged({0}).status, Status::not_applicable) << metric;
    EXPECT_EQ(judged({}, cut_short()).status, Status::not_assessed) << metric;
    EXPECT_EQ(judged({0}, cut_short()).status, Status::not_assessed) << metric;
  }
}

// ---- queues ----

// Two queues of which CloudWatch holds only how many waited: somebody did in the first.
Inventory with_silent_queues() {
  Inventory inventory = empty_inventory();
  inventory.queues = Dataset<model::Queues>::of({{"q1", "", "Sales"}, {"q2", "", "Night"}});
  for (const char* queue : {"Sales", "Night"}) {
    add_series(inventory, "QueueCapacityExceededError", "Sum", {}, queue);
    add_series(inventory, "LongestQueueWaitTime", "Maximum", {}, queue);
  }
  add_series(inventory, "QueueSize", "Maximum", {0, 2}, "Sales");
  add_series(inventory, "QueueSize", "Maximum", {}, "Night");
  return inventory;
}

TEST(QueueCapacity, NobodyWasRefusedWhereSomebodyWaitedAndNothingWasCounted) {
  const Findings findings = run("queue_capacity", with_silent_queues());
  EXPECT_EQ(findings.size(), 2U);
  EXPECT_EQ(by_key(findings, the_instance_key()).status, Status::pass);
  EXPECT_EQ(by_key(findings, "idle").status, Status::not_applicable);
  EXPECT_HAS(by_key(findings, "idle").observed, "1 queue: Night");
}

TEST(QueueWait, IsNotAskedWhereNobodyWaited) {
  const Findings findings = run("queue_wait", with_silent_queues());
  EXPECT_EQ(findings.size(), 2U);
  EXPECT_EQ(by_key(findings, "idle").status, Status::not_applicable);
  EXPECT_EQ(by_key(findings, "no_data").status, Status::not_assessed);
  EXPECT_HAS(by_key(findings, "no_data").observed, "Sales");
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
       flow("f9", "Default agent hold")});
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

// An error of a flow would be counted; which flow ran nobody says.
TEST(FlowErrors, ThatNobodyCountedAreInformationWhereContactsCame) {
  const auto judged = [](const std::vector<double>& calls) {
    Inventory inventory = empty_inventory();
    inventory.flows = Dataset<std::vector<model::FlowSummary>>::of({flow("f1", "Main"), flow("f2", "Menu")});
    add_errors(inventory, "Main", {}, {});
    add_errors(inventory, "Menu", {3}, {});
    for (const char* metric : {"ConcurrentActiveChats", "ConcurrentTasks", "ConcurrentEmails"})
      add_series(inventory, metric, "Maximum", {});
    add_series(inventory, "ConcurrentCalls", "Maximum", calls);
    return run("flow_errors", inventory);
  };
  EXPECT_EQ(judged({4}).size(), 2U);
  EXPECT_EQ(by_key(judged({4}), "idle").status, Status::info);
  EXPECT_HAS(by_key(judged({4}), "idle").observed, "Main");
  EXPECT_EQ(by_key(judged({4}), "f2").status, Status::warn);
  EXPECT_EQ(by_key(judged({}), "idle").status, Status::not_applicable);
}

}  // namespace
}  // namespace checks::test
