#include <gtest/gtest.h>

#include "aws/operations/logs.hpp"
#include "fakes/collecting.hpp"

namespace {

using aws::logs::describe_log_groups;
using aws::logs::describe_subscription_filters;
using aws::logs::filter_log_events;
using base::ErrorKind;
using model::FailureKind;
using model::GapKind;
using nlohmann::json;

class LogGroupCollector : public fakes::Collecting {
 protected:
  void know_alias(const std::string& alias) {
    inventory_.instance = model::Dataset<model::InstanceDetails>::of({});
    inventory_.instance.value->alias = alias;
  }
};

TEST_F(LogGroupCollector, FindsTheGroupOfExactlyThatName) {
  know_alias("harbour");
  aws_.answer(describe_log_groups,
              {{"logGroups", {{{"logGroupName", "/aws/connect/harbour-test"}}}}, {"nextToken", "t"}});
  aws_.answer(describe_log_groups, {{"logGroups",
                                     {{{"logGroupName", "/aws/connect/harbour"},
                                       {"arn", "arn:group:*"},
                                       {"retentionInDays", 30.0},
                                       {"storedBytes", 734003200},
                                       {"kmsKeyId", "arn:key"}},
                                      {{"logGroupName", "/aws/connect/harbour2"}},
                                      nullptr}}});
  const auto dataset = read<&Inventory::log_group>();
  ASSERT_TRUE(dataset.complete());
  ASSERT_TRUE(dataset.value->has_value());
  const auto& group = dataset.value->value();
  EXPECT_EQ(group.name, "/aws/connect/harbour");
  EXPECT_EQ(group.arn, "arn:group:*");
  EXPECT_EQ(group.retention_days, 30);
  EXPECT_EQ(group.stored_bytes, 734003200);
  EXPECT_EQ(group.kms_key_id, "arn:key");
  EXPECT_EQ(aws_.asked(describe_log_groups)[0], (json{{"logGroupNamePrefix", "/aws/connect/harbour"}, {"limit", 50}}));
}

TEST_F(LogGroupCollector, KnowsThatThereIsNone) {
  know_alias("harbour");
  aws_.answer(describe_log_groups, {{"logGroups", {{{"logGroupName", "/aws/connect/harbour-test"}}}}});
  const auto dataset = read<&Inventory::log_group>();
  ASSERT_TRUE(dataset.complete());
  EXPECT_FALSE(dataset.value->has_value());
}

TEST_F(LogGroupCollector, TakesTheNameOfTheConfiguration) {
  inventory_.settings.log_group = "/custom/group";
  aws_.answer(describe_log_groups, {{"logGroups", {{{"logGroupName", "/custom/group"}}}}});
  const auto dataset = read<&Inventory::log_group>();
  EXPECT_TRUE(dataset.value->has_value());
  EXPECT_FALSE(dataset.value->value().retention_days);  // never expires
}

TEST_F(LogGroupCollector, NeedsTheAliasOtherwise) {
  inventory_.instance = model::Dataset<model::InstanceDetails>::missing(denied);
  const auto missing = read<&Inventory::log_group>();
  EXPECT_EQ(missing.gap->kind, GapKind::needs_other);
  EXPECT_EQ(missing.gap->permission, denied.permission);
  know_alias("");
  const auto nameless = read<&Inventory::log_group>();
  EXPECT_EQ(nameless.gap->kind, GapKind::not_supported);
  EXPECT_THAT(nameless.gap->reason, testing::HasSubstr("--log-group"));
  EXPECT_EQ(aws_.calls(), 0U);
}

class LogSubscriptionCollector : public fakes::Collecting {
 protected:
  LogSubscriptionCollector() {
    inventory_.log_group =
        model::Dataset<model::LogGroupLookup>::of(model::LogGroup{"/aws/connect/harbour", "", {}, {}, ""});
  }
};

TEST_F(LogSubscriptionCollector, SaysWhichTakeAllLines) {
  const std::string stream = "arn:aws:firehose:eu-central-1:111122223333:deliverystream/logs";
  aws_.answer(describe_subscription_filters,
              {{"subscriptionFilters",
                {{{"filterName", "a"}, {"destinationArn", stream}, {"filterPattern", " "}},
                 {{"filterName", "b"}, {"destinationArn", stream}, {"filterPattern", "Error"}}}},
               {"nextToken", "t"}});
  const json last = {{"filterName", "c"}, {"destinationArn", stream}, {"fieldSelectionCriteria", "@aws.region = 'x'"}};
  aws_.answer(describe_subscription_filters, {{"subscriptionFilters", json::array({last})}});
  const auto dataset = read<&Inventory::log_subscriptions>();
  ASSERT_TRUE(dataset.complete());
  ASSERT_EQ(dataset.value->size(), 3U);
  EXPECT_EQ(dataset.value->at(0).destination, stream);
  EXPECT_TRUE(dataset.value->at(0).takes_all);
  EXPECT_FALSE(dataset.value->at(1).takes_all || dataset.value->at(2).takes_all);
  EXPECT_EQ(aws_.asked(describe_subscription_filters)[0].at("logGroupName"), "/aws/connect/harbour");
}

TEST_F(LogSubscriptionCollector, AsksNothingWithoutALogGroup) {
  inventory_.log_group = model::Dataset<model::LogGroupLookup>::of(std::nullopt);
  EXPECT_TRUE(read<&Inventory::log_subscriptions>().complete());
  inventory_.log_group = model::Dataset<model::LogGroupLookup>::missing(denied);
  EXPECT_EQ(read<&Inventory::log_subscriptions>().gap->permission, denied.permission);
  EXPECT_EQ(aws_.calls(), 0U);
}

class FlowLogCollector : public fakes::Collecting {
 protected:
  FlowLogCollector() {
    inventory_.log_group =
        model::Dataset<model::LogGroupLookup>::of(model::LogGroup{"/aws/connect/harbour", "", {}, {}, ""});
  }
  json line(const std::string& flow, const std::string& module_type, const json& results) {
    return {{"ContactId", "contact " + std::to_string(++contacts_)},
            {"ContactFlowId", arn + "/contact-flow/" + flow},
            {"ContactFlowName", flow},
            {"ContactFlowModuleType", module_type},
            {"Identifier", "block 1"},
            {"Results", results},
            {"Timestamp", "2026-11-10T10:15:00.000Z"}};
  }
  json event(const json& message, const char* when = "2026-11-10T10:15:00Z") {
    return {{"eventId", std::to_string(++events_)},
            {"timestamp", base::to_epoch_milliseconds(at(when))},
            {"message", message.is_string() ? message : json(message.dump())}};
  }
  model::FlowLog log_of(const std::vector<json>& events) {
    aws_.answer(filter_log_events, {{"events", events}});
    const auto dataset = read<&Inventory::flow_log>();
    EXPECT_TRUE(dataset.complete());
    return *dataset.value;
  }

  int events_ = 0;
  int contacts_ = 0;
};

TEST_F(FlowLogCollector, AsksForFailuresInMillisecondsAndReadsOnAfterAnEmptyPage) {
  aws_.answer(filter_log_events, {{"events", {event(line("Main", "InvokeLambda", "Error"))}}, {"nextToken", "t"}});
  aws_.answer(filter_log_events, {{"events", json::array()}, {"nextToken", "u"}});
  aws_.answer(filter_log_events, {{"events", {event(line("Main", "InvokeLambda", "Error"))}}});
  const auto dataset = read<&Inventory::flow_log>();
  ASSERT_TRUE(dataset.complete());
  EXPECT_EQ(dataset.value->lines_read, 2);
  EXPECT_EQ(dataset.value->log_group, "/aws/connect/harbour");
  const json input = aws_.asked(filter_log_events)[0];
  EXPECT_EQ(input.at("logGroupName"), "/aws/connect/harbour");
  EXPECT_EQ(input.at("startTime"), 1793611800000);
  EXPECT_EQ(input.at("endTime"), 1794821400000);
  EXPECT_EQ(input.at("limit"), 10000);
  EXPECT_FALSE(input.contains("nextToken"));
  EXPECT_EQ(aws_.asked(filter_log_events)[2].at("nextToken"), "u");
}

// Patterns are case-sensitive, and longer ones than 1,024 characters are refused.
TEST_F(FlowLogCollector, LetsThroughWhateverMayBeAFailure) {
  log_of({});
  const std::string pattern = aws_.asked(filter_log_events)[0].at("filterPattern");
  EXPECT_LE(pattern.size(), 1024U);
  for (const char* result : {"Error",
                             "The Lambda Function Returned An Error.",
                             "Failed",
                             "CallFailed",
                             "Failure",
                             "InternalServiceException",
                             "Timeout",
                             "timeout",
                             "Task timed out",
                             "Timed out",
                             "Instance has reached concurrent Lambda thread access limit",
                             "No prompt provided",
                             "Invalid input",
                             "Unsupported",
                             "Queue not found",
                             "Not found",
                             "NotDone",
                             "MultipleFound",
                             "NoneFound",
                             "AccessDenied",
                             "QueueAtCapacity",
                             "FAILED",
                             "ERROR",
                             "Not Found",
                             "ParticipantNotFound",
                             "Limit reached",
                             "TimeLimitExceeded",
                             "Rate exceeded",
                             "User is not authorized"}) {
    bool let_through = false;
    for (std::size_t from = pattern.find("\"*"); from != std::string::npos; from = pattern.find("\"*", from + 1)) {
      const std::string word = pattern.substr(from + 2, pattern.find("*\"", from + 2) - from - 2);
      let_through = let_through || std::string_view(result).find(word) != std::string_view::npos;
    }
    EXPECT_TRUE(let_through) << result;
    EXPECT_TRUE(model::classify_failure("InvokeLambda", result)) << result;
  }
}

// What is not asked for must not be counted where it came by another way, nor what is asked for be dropped.
TEST_F(FlowLogCollector, AsksForWhatTheClassifierCountsAndForNothingElse) {
  for (const char* result :
       {"Success", "Unavailable", "Details sent", "E-mail sent", "Found", "Authorized", "mIsMaTcH"}) {
    EXPECT_FALSE(model::classify_failure("InvokeLambda", result)) << result;
  }
  for (const std::string_view mark : model::failure_marks()) {
    EXPECT_TRUE(model::classify_failure("InvokeLambda", mark)) << mark;
    EXPECT_TRUE(model::classify_failure("SetQueue", mark)) << mark;
  }
}

// Silence says nothing of days that the log does not hold.
TEST_F(FlowLogCollector, ReachesBackAsFarAsTheGroupKeepsItsLines) {
  const base::Time end = *base::from_iso8601("2026-11-16T09:00:00Z");
  model::LogGroup group;
  EXPECT_LT(model::reaches_back_to(group, end), end - std::chrono::days(365));
  group.retention_days = 3;
  EXPECT_EQ(model::reaches_back_to(group, end), end - std::chrono::days(3));
  group.created = end - std::chrono::hours(1);
  EXPECT_EQ(model::reaches_back_to(group, end), end - std::chrono::hours(1));
}

// H-12: the log's id of a flow is its ARN.
TEST_F(FlowLogCollector, H12_CountsFailuresByFlowArnBlockKindAndHour) {
  const auto log =
      log_of({event(line("Main", "InvokeLambda", "Error")),
              event(line("Main", "InvokeLambda", "Error"), "2026-11-10T10:59:59Z"),
              event(line("Main", "InvokeLambda", "Error"), "2026-11-10T11:00:00Z"),
              event(line("Main", "TransferToQueue", "Error")), event(line("Other", "InvokeLambda", "Error")),
              event(line("Main", "InvokeLambda", "Success")), event(line("Main", "GetUserInput", "Timeout"))});
  const std::string main = arn + "/contact-flow/Main", other = arn + "/contact-flow/Other";
  const base::Time ten = at("2026-11-10T10:00:00Z"), eleven = at("2026-11-10T11:00:00Z");
  EXPECT_EQ(log.failures, (std::map<model::FlowLogKey, std::int64_t>{
                              {{main, "InvokeLambda", FailureKind::lambda_error, ten}, 2},
                              {{main, "InvokeLambda", FailureKind::lambda_error, eleven}, 1},
                              {{main, "TransferToQueue", FailureKind::transfer_failed, ten}, 1},
                              {{other, "InvokeLambda", FailureKind::lambda_error, ten}, 1}}));
  EXPECT_EQ(log.flow_names, (std::map<std::string, std::string>{{main, "Main"}, {other, "Other"}}));
  EXPECT_EQ(log.lines_read, 7);
  EXPECT_EQ(log.lines_malformed, 0);
}

TEST_F(FlowLogCollector, CountsALineOnceHoweverOftenItIsDelivered) {
  const json twice = event(line("Main", "InvokeLambda", "Error"));
  json no_id = twice;
  no_id.erase("eventId");
  const auto log = log_of({twice, twice, event(line("Main", "InvokeLambda", "Error")), twice, no_id, no_id});
  EXPECT_EQ(log.duplicates, 4);
  EXPECT_EQ(log.lines_read, 2);
  EXPECT_EQ(log.failures.begin()->second, 2);
}

// Connect repeats lines as events of their own: only time and content tell.
TEST_F(FlowLogCollector, CountsALineOnceInHoweverManyStreamsItIsWritten) {
  const json one = line("Main", "InvokeLambda", "Error"), other = line("Main", "InvokeLambda", "Error");
  std::vector<json> events = {event(one), event(one), event(other), event(one, "2026-11-10T10:15:01Z")};
  for (std::size_t i = 0; i < events.size(); ++i) events[i]["logStreamName"] = "stream-" + std::to_string(i);
  const auto log = log_of(events);
  EXPECT_EQ(log.duplicates, 1);
  EXPECT_EQ(log.lines_read, 3);
  EXPECT_EQ(log.failures.begin()->second, 3);
  EXPECT_EQ(log.samples.size(), 3U);
}

TEST_F(FlowLogCollector, CountsLinesThatAreNoFlowLog) {
  json no_flow = line("Main", "InvokeLambda", "Error"), no_type = no_flow, no_time = event(no_flow),
       odd_time = event(no_flow), text_time = event(no_flow), no_message = event(no_flow);
  no_flow.erase("ContactFlowId");
  no_type["ContactFlowModuleType"] = 7;
  no_time.erase("timestamp");
  odd_time["timestamp"] = -1;
  text_time["timestamp"] = "now";
  no_message["message"] = line("Main", "InvokeLambda", "Error");  // an object, no text
  const auto log = log_of({nullptr, json::object(), event("no JSON, Error"), event("[1, 2]"), event("{\"a\": "),
                           event(std::string(100'000, '[')), event("{\"a\": 1, \"Results\": \"\xFF\"}"), event(no_flow),
                           event(no_type), no_time, odd_time, text_time, no_message});
  EXPECT_EQ(log.lines_read, 13);
  EXPECT_EQ(log.lines_malformed, 13);
  EXPECT_TRUE(log.failures.empty());
  EXPECT_TRUE(log.samples.empty());
}

TEST_F(FlowLogCollector, ReadsResultsOfAnyTypeAsNone) {
  for (const json& results : {json(), json(7), json{{"Error", 1}}, json::array({"Error"})}) {
    const auto log = log_of({event(line("Main", "InvokeLambda", results))});
    EXPECT_TRUE(log.failures.empty()) << results;
    EXPECT_EQ(log.lines_malformed, 0) << results;
  }
}

TEST_F(FlowLogCollector, KeepsTheNewestSamples) {
  std::vector<json> events;
  for (int i = 0; i < 2600; ++i) {  // not in order
    const int minute = i * 7 % 2600;
    json one = event(line("Main", "InvokeLambda", "Error"));
    one["timestamp"] = base::to_epoch_milliseconds(at("2026-11-10T00:00:00Z") + std::chrono::minutes(minute));
    events.push_back(one);
  }
  const auto log = log_of(events);
  ASSERT_EQ(log.samples.size(), model::max_flow_log_samples);
  for (std::size_t i = 0; i < log.samples.size(); ++i) {
    EXPECT_EQ(log.samples[i].at, at("2026-11-10T00:00:00Z") + std::chrono::minutes(2599 - int(i)));
  }
  std::int64_t total = 0;
  for (const auto& [key, count] : log.failures) total += count;
  EXPECT_EQ(total, 2600);
}

TEST_F(FlowLogCollector, KeepsOfASampleOnlyWhatIsNeededCleanAndCut) {
  json hostile = line(hostile_text(), "InvokeLambda", hostile_text() + " Error");
  hostile["Results"] = "Error " + hostile_text();
  hostile["Parameters"] = {{"secret", "4111-1111"}};
  hostile["Identifier"] = hostile_text();
  const auto log = log_of({event(hostile.dump(-1, ' ', false, json::error_handler_t::replace))});
  ASSERT_EQ(log.samples.size(), 1U);
  const auto& sample = log.samples[0];
  for (const std::string& text : {sample.flow_arn, sample.flow_name, sample.block, sample.result}) {
    EXPECT_LT(text.size(), 400U);
    EXPECT_EQ(text.find('\x1B'), std::string::npos);
    EXPECT_EQ(text.find("4111"), std::string::npos);
  }
}

TEST_F(FlowLogCollector, KeepsOfSamplesWhatItIsTold) {
  const auto samples_with = [&](model::LogSamples samples) {
    inventory_.settings.log_samples = samples;
    return log_of({event(line("Main", "SetQueue", "Queue of Zebra 4711 not found"))}).samples;
  };
  EXPECT_TRUE(samples_with(model::LogSamples::none).empty());
  EXPECT_EQ(samples_with(model::LogSamples::masked)[0].result, "Queue of Xxxxx 0000 not found");
  EXPECT_EQ(samples_with(model::LogSamples::full)[0].result, "Queue of Zebra 4711 not found");
}

TEST_F(FlowLogCollector, KeepsWhatItReadBeforeAnError) {
  aws_.answer(filter_log_events, {{"events", {event(line("Main", "InvokeLambda", "Error"))}}, {"nextToken", "t"}});
  aws_.fail(filter_log_events, "ThrottlingException", 400);
  const auto partly = read<&Inventory::flow_log>();
  ASSERT_TRUE(partly.known());
  EXPECT_EQ(partly.value->samples.size(), 1U);
  EXPECT_EQ(partly.gap->kind, GapKind::throttled);

  aws_.answer(filter_log_events, {{"events", json::array()}, {"nextToken", "t"}});
  aws_.fail(filter_log_events, "AccessDeniedException", 400);
  EXPECT_EQ(failure_of([&] { read<&Inventory::flow_log>(); }), ErrorKind::denied);
}

TEST_F(FlowLogCollector, KnowsWhichFlowAModuleRanIn) {
  const std::string module = arn + "/flow-module/m", nested = arn + "/flow-module/n";
  const std::string main = arn + "/contact-flow/Main", other = arn + "/contact-flow/Other";
  const auto line_in = [&](const std::string& flow, const json& stack) {
    json one = line("Voicemail", "StartMediaStreaming", "Error");
    one["ContactFlowId"] = flow;
    one["ModuleExecutionStack"] = stack;
    return event(one);
  };
  const auto log = log_of({line_in(module, {module, main}), line_in(module, {module, nested, main}),
                           line_in(module, {module, other}), line_in(main, {main}), line_in(module, "odd"),
                           line_in(module, {nullptr, 7}), line_in(module, json::object())});
  EXPECT_EQ(log.callers,
            (std::map<std::string, std::map<std::string, std::int64_t>>{{module, {{main, 2}, {other, 1}}}}));
  EXPECT_EQ(std::ranges::count(log.samples, main, &model::FlowLogSample::calling_flow), 2);
}

// What is asked for and then dropped would be a failure that nobody is told of.
TEST_F(FlowLogCollector, KeepsWhateverItsFilterLetsThrough) {
  log_of({});
  const std::string filter = aws_.asked(filter_log_events)[0].at("filterPattern");
  std::size_t patterns = 0;
  for (std::size_t at = filter.find("\"*"); at != std::string::npos; at = filter.find("\"*", at + 1)) {
    const std::string inner = filter.substr(at + 2, filter.find("*\"", at) - at - 2);
    // The letter before is left out where it may be small or large.
    const bool is_kept = std::ranges::any_of(std::string("eftiudncx "), [&](char letter) {
      return model::classify_failure("StartMediaStreaming", letter + inner + " reached").has_value();
    });
    EXPECT_TRUE(is_kept) << inner;
    ++patterns;
  }
  EXPECT_GE(patterns, 10U);
}

TEST_F(FlowLogCollector, StopsWhenItHasReadEnough) {
  json page = {{"events", json::array()}};
  for (int i = 0; i < 10'000; ++i) page["events"].push_back(nullptr);
  for (int i = 1; i <= 21; ++i) {
    page["nextToken"] = std::to_string(i);
    aws_.answer(filter_log_events, page);
  }
  const auto dataset = read<&Inventory::flow_log>();
  ASSERT_TRUE(dataset.known());
  EXPECT_EQ(dataset.value->lines_read, 200'000);
  EXPECT_EQ(aws_.calls(), 20U);
  ASSERT_TRUE(dataset.gap);
  EXPECT_EQ(dataset.gap->kind, GapKind::out_of_time);
  EXPECT_NE(dataset.gap->reason.find("200000 lines"), std::string::npos);
}

// Pages without a failure cost as much time as others.
TEST_F(FlowLogCollector, StopsAfterManyPagesAndSaysHowFarItCame) {
  aws_.answer(filter_log_events, {{"events", {event(line("Main", "InvokeLambda", "Error"), "2026-11-09T09:30:00Z")}},
                                  {"nextToken", "first"}});
  for (int i = 0; i < 2'500; ++i) {
    aws_.answer(filter_log_events, {{"events", json::array()}, {"nextToken", std::to_string(i)}});
  }
  const auto dataset = read<&Inventory::flow_log>();
  EXPECT_EQ(aws_.calls(), 2'000U);
  ASSERT_TRUE(dataset.known());
  EXPECT_EQ(dataset.value->window.start, inventory_.window.start);
  EXPECT_EQ(dataset.value->window.end, at("2026-11-09T09:30:00Z"));
  ASSERT_TRUE(dataset.gap);
  EXPECT_EQ(dataset.gap->kind, GapKind::out_of_time);
  EXPECT_EQ(dataset.gap->reason,
            "reading stopped after 2000 pages; 7.0 of 14 days were read, up to 2026-11-09 09:30 UTC");
}

// Each call takes a while.
class SlowClient final : public aws::Client {
 public:
  SlowClient(aws::Client& inner, base::Clock& clock) : inner_(inner), clock_(clock) {}
  json call(const aws::Operation& operation, const json& input) override {
    clock_.sleep_for(std::chrono::seconds(20));
    return inner_.call(operation, input);
  }

 private:
  aws::Client& inner_;
  base::Clock& clock_;
};

TEST_F(FlowLogCollector, StopsAfterFiveMinutesAndKnowsNothingWithoutALine) {
  SlowClient slow(aws_, clock_);
  collect::Source source{slow, clock_, inventory_};
  for (int i = 0; i < 100; ++i) {
    aws_.answer(filter_log_events, {{"events", json::array()}, {"nextToken", std::to_string(i)}});
  }
  collect::collectors::flow_log.collect(source, inventory_);
  EXPECT_EQ(aws_.calls(), 15U);
  EXPECT_FALSE(inventory_.flow_log.known());
  EXPECT_EQ(inventory_.flow_log.gap->reason, "reading stopped after 300 s");
}

TEST_F(FlowLogCollector, IsWholeWhenTheLastPageComesAtTheEndOfItsTime) {
  SlowClient slow(aws_, clock_);
  collect::Source source{slow, clock_, inventory_};
  for (int i = 0; i < 14; ++i) {
    aws_.answer(filter_log_events, {{"events", json::array()}, {"nextToken", std::to_string(i)}});
  }
  aws_.answer(filter_log_events, {{"events", json::array()}});
  collect::collectors::flow_log.collect(source, inventory_);
  EXPECT_TRUE(inventory_.flow_log.complete());
}

TEST_F(FlowLogCollector, NeedsTheLogGroup) {
  inventory_.log_group = model::Dataset<model::LogGroupLookup>::missing(denied);
  const auto unknown = read<&Inventory::flow_log>();
  EXPECT_EQ(unknown.gap->kind, GapKind::needs_other);
  EXPECT_EQ(unknown.gap->permission, denied.permission);
  inventory_.log_group = model::Dataset<model::LogGroupLookup>::of(std::nullopt);
  const auto none = read<&Inventory::flow_log>();
  EXPECT_EQ(none.gap->kind, GapKind::not_found);
  EXPECT_FALSE(unknown.known() || none.known());
  EXPECT_EQ(aws_.calls(), 0U);
}

}  // namespace
