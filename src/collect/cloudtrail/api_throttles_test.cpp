#include <gtest/gtest.h>

#include "aws/operations/cloudtrail.hpp"
#include "fakes/collecting.hpp"

namespace {

using aws::cloudtrail::lookup_events;
using base::ErrorKind;
using model::ThrottleScope;
using nlohmann::json;

class ThrottleCollector : public fakes::Collecting {
 protected:
  json event(const json& code, const json& parameters, const std::string& api = "ListUsers",
             const char* when = "2026-11-10T10:15:00Z") const {
    json detail = {{"eventName", api}, {"requestParameters", parameters}};
    if (!code.is_null()) detail["errorCode"] = code;
    return {{"EventName", api},
            {"EventTime", base::to_epoch_seconds(at(when))},
            {"CloudTrailEvent", detail.dump(-1, ' ', false, json::error_handler_t::replace)}};
  }
  model::ApiThrottles throttles_of(const std::vector<json>& events) {
    aws_.answer(lookup_events, {{"Events", events}});
    const auto dataset = read<&Inventory::api_throttles>();
    EXPECT_TRUE(dataset.complete());
    return *dataset.value;
  }
  static std::int64_t total(const model::ApiThrottles& throttles) {
    std::int64_t sum = 0;
    for (const auto& [key, count] : throttles.throttles) sum += count;
    return sum;
  }
};

TEST_F(ThrottleCollector, AsksForEveryEventOfConnectInTheWindow) {
  aws_.answer(lookup_events, {{"Events", json::array()}, {"NextToken", "t"}});
  aws_.answer(lookup_events, json::object());
  const auto dataset = read<&Inventory::api_throttles>();
  ASSERT_TRUE(dataset.complete());
  EXPECT_EQ(
      aws_.asked(lookup_events)[0],
      (json{{"LookupAttributes", {{{"AttributeKey", "EventSource"}, {"AttributeValue", "connect.amazonaws.com"}}}},
            {"StartTime", 1793611800},
            {"EndTime", 1794821400},
            {"MaxResults", 50}}));
  EXPECT_EQ(aws_.asked(lookup_events)[1].at("NextToken"), "t");
  EXPECT_EQ(dataset.value->window.start, inventory_.window.start);
  EXPECT_EQ(dataset.value->oldest_read, inventory_.window.start);  // all of it was read
  EXPECT_EQ(dataset.value->events_read, 0);
}

// The newest comes first. A draft is no publication, nor is what was refused or belongs to another instance.
TEST_F(ThrottleCollector, SeesWhoPublishedAFlowLast) {
  const auto by = [](json event, const char* name) {
    event["Username"] = name;
    return event;
  };
  const auto published = [&](const json& parameters, const char* when, const json& code = nullptr) {
    return event(code, parameters, "UpdateContactFlowContent", when);
  };
  const json a = {{"InstanceId", id}, {"ContactFlowId", "a"}};
  const json draft = {{"instanceId", id}, {"contactFlowId", "b:$SAVED"}};
  const json other = {{"instanceId", "another"}, {"contactFlowId", "c"}};
  json created = event(nullptr, {{"instanceId", id}}, "CreateContactFlow", "2026-11-10T08:00:00Z");
  created["CloudTrailEvent"] =
      json({{"requestParameters", {{"instanceId", id}}}, {"responseElements", {{"ContactFlowId", "d"}}}}).dump();
  const auto found = throttles_of(
      {by(published(a, "2026-11-10T12:00:00Z", "AccessDenied"), "mallory"),
       by(published(a, "2026-11-10T11:00:00Z"), "alice"), by(published(a, "2026-11-10T10:00:00Z"), "bob"),
       by(published(draft, "2026-11-10T10:00:00Z"), "bob"), by(published(other, "2026-11-10T10:00:00Z"), "bob"),
       by(created, "carol"), by(event(nullptr, a, "DescribeContactFlow"), "dave")});
  std::vector<std::string> told;
  for (const auto& [flow, one] : found.publications) told.push_back(flow + " " + one.by);
  EXPECT_EQ(told, (std::vector<std::string>{"a alice", "d carol"}));
  EXPECT_EQ(found.publications.at("a").at, at("2026-11-10T11:00:00Z"));
}

// Facts of who did it last stand beside how often it was done; what was refused or belongs to another instance is none.
TEST_F(ThrottleCollector, SeesWhoChangedWhatProtectsTheInstance) {
  const auto by = [](json event, const char* name) {
    event["Username"] = name;
    return event;
  };
  const json ours = {{"instanceId", id}}, other = {{"instanceId", "another"}};
  const char *switched = "UpdateInstanceAttribute", *deleted = "DeleteContactFlow";
  const auto found =
      throttles_of({by(event("AccessDenied", ours, switched, "2026-11-10T13:00:00Z"), "mallory"),
                    by(event(nullptr, other, switched, "2026-11-10T12:30:00Z"), "mallory"),
                    by(event(nullptr, ours, switched, "2026-11-10T12:00:00Z"), "alice"),
                    by(event(nullptr, ours, switched, "2026-11-10T11:00:00Z"), "bob"),
                    by(event(nullptr, ours, deleted, "2026-11-10T10:00:00Z"), "carol"),
                    event(nullptr, ours, "CreateUser"), event(nullptr, nullptr, "DisassociateInstanceStorageConfig")});
  ASSERT_EQ(found.sensitive.size(), 2U);
  const auto& last = found.sensitive.at(switched);
  EXPECT_EQ(last.count, 2);
  EXPECT_EQ(last.by, "alice");
  EXPECT_EQ(last.last, at("2026-11-10T12:00:00Z"));
  EXPECT_EQ(found.sensitive.at(deleted).by, "carol");
}

// H-11: the reference saw one code of two.
TEST_F(ThrottleCollector, H11_CountsEveryThrottleCodeByApiAndHour) {
  const json ours = {{"instanceId", id}};
  const auto found = throttles_of({event("TooManyRequestsException", ours), event("ThrottlingException", ours),
                                   event("ThrottlingException", ours, "ListUsers", "2026-11-10T10:59:59Z"),
                                   event("ThrottlingException", ours, "ListUsers", "2026-11-10T11:00:00Z"),
                                   event("ThrottlingException", ours, "ListQueues"), event(nullptr, ours),
                                   event("AccessDenied", ours), event("ResourceNotFoundException", ours)});
  const base::Time ten = at("2026-11-10T10:00:00Z"), eleven = at("2026-11-10T11:00:00Z");
  const auto scope = ThrottleScope::this_instance;
  EXPECT_EQ(found.throttles,
            (std::map<model::ThrottleKey, std::int64_t>{{{"ListUsers", "TooManyRequestsException", scope, ten}, 1},
                                                        {{"ListUsers", "ThrottlingException", scope, ten}, 2},
                                                        {{"ListUsers", "ThrottlingException", scope, eleven}, 1},
                                                        {{"ListQueues", "ThrottlingException", scope, ten}, 1}}));
  EXPECT_EQ(found.events_read, 8);
}

TEST_F(ThrottleCollector, TellsThisInstanceFromTheOthers) {
  struct Case {
    json parameters;
    ThrottleScope scope;
  };
  const std::string other = "arn:aws:connect:eu-central-1:111122223333:instance/other";
  for (const Case& one :
       {Case{{{"instanceId", id}}, ThrottleScope::this_instance},
        Case{{{"InstanceId", id}}, ThrottleScope::this_instance},
        Case{{{"instanceId", arn}}, ThrottleScope::this_instance},
        Case{{{"maxResults", 5}, {"instanceId", id}}, ThrottleScope::this_instance},
        Case{{{"targetArn", arn}}, ThrottleScope::this_instance},
        Case{{{"resourceArn", arn + "/queue/q"}}, ThrottleScope::this_instance},
        Case{{{"instanceId", "other"}}, ThrottleScope::other_instance},
        Case{{{"resourceArn", other + "/queue/q"}}, ThrottleScope::other_instance},
        Case{{{"instanceId", id + "x"}}, ThrottleScope::other_instance},
        Case{{{"resourceArn", arn + "x/queue/q"}}, ThrottleScope::other_instance},
        Case{{{"phoneNumberId", "p"}}, ThrottleScope::unknown}, Case{{{"instanceId", 7}}, ThrottleScope::unknown},
        Case{{{"instanceId", ""}}, ThrottleScope::unknown}, Case{json::object(), ThrottleScope::unknown},
        Case{nullptr, ThrottleScope::unknown}, Case{"text", ThrottleScope::unknown}}) {
    const auto found = throttles_of({event("ThrottlingException", one.parameters)});
    ASSERT_EQ(found.throttles.size(), 1U) << one.parameters;
    EXPECT_EQ(name(found.throttles.begin()->first.scope), name(one.scope)) << one.parameters;
  }
}

TEST_F(ThrottleCollector, SaysHowFarBackItReadWhenItWasStopped) {
  const json ours = {{"instanceId", id}};
  aws_.answer(lookup_events, {{"Events",
                               {event("ThrottlingException", ours, "ListUsers", "2026-11-15T10:00:00Z"),
                                event(nullptr, ours, "ListUsers", "2026-11-12T10:00:00Z")}},
                              {"NextToken", "t"}});
  aws_.fail(lookup_events, "ThrottlingException", 400);
  const auto dataset = read<&Inventory::api_throttles>();
  ASSERT_TRUE(dataset.known());
  ASSERT_TRUE(dataset.gap);
  EXPECT_EQ(dataset.gap->kind, model::GapKind::throttled);
  EXPECT_EQ(dataset.value->oldest_read, at("2026-11-12T10:00:00Z"));
  EXPECT_EQ(dataset.value->events_read, 2);
  EXPECT_EQ(total(*dataset.value), 1);
}

// H-6: "no throttling" was what the reference said when it was not allowed to look.
TEST_F(ThrottleCollector, H6_KnowsNothingWhenItIsNotAllowed) {
  aws_.fail(lookup_events, "AccessDeniedException", 400);
  EXPECT_EQ(failure_of([&] { read<&Inventory::api_throttles>(); }), ErrorKind::denied);
}

TEST_F(ThrottleCollector, SurvivesEventsThatAreNone) {
  const json ours = {{"instanceId", id}};
  json without_time = event("ThrottlingException", ours), odd_time = without_time, broken = without_time,
       not_text = without_time, odd_code = event({{"a", 1}}, ours), no_api = without_time,
       float_time = event("ThrottlingException", ours);
  without_time.erase("EventTime");
  odd_time["EventTime"] = "2026-11-10";
  broken["CloudTrailEvent"] = broken["CloudTrailEvent"].get<std::string>().substr(0, 90) + "ThrottlingException";
  not_text["CloudTrailEvent"] = {{"errorCode", "ThrottlingException"}};
  no_api["EventName"] = 7;
  float_time["EventTime"] = float_time["EventTime"].get<double>() + 0.25;
  json hostile = event("ThrottlingException", ours, hostile_text());
  json deep = without_time;
  deep["EventTime"] = 1794000000;
  deep["CloudTrailEvent"] = std::string(100'000, '[') + "Throttling";
  const auto found = throttles_of({nullptr, 7, json::object(), without_time, odd_time, broken, not_text, odd_code,
                                   no_api, float_time, hostile, deep});
  EXPECT_EQ(found.events_read, 12);
  EXPECT_EQ(total(found), 3);  // no_api, float_time, hostile
  for (const auto& [key, count] : found.throttles) {
    EXPECT_LT(key.api.size(), 200U);
    EXPECT_EQ(key.api.find('\x1B'), std::string::npos);
  }
}

// A word that stands in a parameter is no error.
TEST_F(ThrottleCollector, LooksAtTheErrorCodeOnly) {
  const auto found = throttles_of({event(nullptr, {{"name", "ThrottlingException"}}),
                                   event("AccessDenied", {{"instanceId", "TooManyRequestsException"}})});
  EXPECT_EQ(total(found), 0);
}

}  // namespace
