#include "aws/client.hpp"

#include <gtest/gtest.h>

#include "aws/error.hpp"
#include "fakes/manual_clock.hpp"
#include "fakes/scripted_client.hpp"

namespace {

using aws::Operation;
using base::ErrorKind;
using fakes::ScriptedClient;
using nlohmann::json;

constexpr Operation describe = {"connect", "connect", "DescribeThing"};
constexpr Operation list = {"connect", "connect", "ListThings", {"NextToken", "NextToken", "Things", "MaxResults", 25}};
constexpr Operation events = {"logs", "logs", "FilterThings", {"nextToken", "nextToken", "events", "", 0}};

ErrorKind kind_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const base::Error& error) {
    return error.kind();
  }
  ADD_FAILURE() << "nothing was thrown";
  return ErrorKind::internal;
}

class Retrying : public testing::Test {
 protected:
  std::chrono::milliseconds waited() const { return clock_.now() - started_; }

  ScriptedClient inner_;
  fakes::ManualClock clock_;
  base::Time started_ = clock_.now();
  model::Usage usage_;
  aws::RetryingClient client_{inner_, clock_, usage_};
};

TEST_F(Retrying, PassesAnswersOn) {
  inner_.answer(describe, {{"Name", "x"}});
  EXPECT_EQ(client_.call(describe, {{"Id", 1}}), (json{{"Name", "x"}}));
  EXPECT_EQ(inner_.asked(describe), (std::vector<json>{json{{"Id", 1}}}));
  EXPECT_EQ(usage_.calls, 1);
  EXPECT_EQ(usage_.retries, 0);
  EXPECT_EQ(usage_.throttles, 0);
  EXPECT_EQ(waited(), std::chrono::milliseconds(0));
}

TEST_F(Retrying, TriesAgainAfterThrottlesAndFaults) {
  inner_.fail(describe, "TooManyRequestsException", 429);
  inner_.fail(describe, "InternalServiceException", 500);
  inner_.fail(describe, "ThrottlingException", 400);
  inner_.answer(describe, {{"Name", "x"}});
  EXPECT_EQ(client_.call(describe, {{"Id", 1}}), (json{{"Name", "x"}}));
  EXPECT_EQ(inner_.asked(describe), (std::vector<json>(4, {{"Id", 1}})));
  EXPECT_EQ(usage_.calls, 4);
  EXPECT_EQ(usage_.retries, 3);
  EXPECT_EQ(usage_.throttles, 2);
}

TEST_F(Retrying, WaitsLongerEachTimeThroughTheClock) {
  std::chrono::milliseconds last{0};
  for (int throttles = 1; throttles < aws::RetryingClient::max_attempts; ++throttles) {
    for (int i = 0; i < throttles; ++i) inner_.fail(describe, "ThrottlingException", 429);
    inner_.answer(describe, json::object());
    const auto before = waited();
    client_.call(describe, json::object());
    const auto took = waited() - before;
    EXPECT_GE(took - last, std::chrono::milliseconds(500)) << throttles;
    EXPECT_GT(took, 2 * last - std::chrono::milliseconds(1)) << throttles;
    EXPECT_LT(took, std::chrono::seconds(30)) << throttles;
    last = took;
  }
}

TEST_F(Retrying, GivesUpAfterFiveAttempts) {
  inner_.always_fail(describe, "ThrottlingException", 429);
  EXPECT_EQ(kind_of([&] { client_.call(describe, json::object()); }), ErrorKind::throttled);
  EXPECT_EQ(usage_.calls, 5);
  EXPECT_EQ(usage_.retries, 4);
  EXPECT_EQ(usage_.throttles, 5);
}

TEST_F(Retrying, StartsAnewWithEachCall) {
  for (int call = 0; call < 3; ++call) {
    for (int i = 0; i < 4; ++i) inner_.fail(describe, "ThrottlingException", 429);
    inner_.answer(describe, json::object());
    EXPECT_NO_THROW(client_.call(describe, json::object()));
  }
  EXPECT_EQ(usage_.calls, 15);
  EXPECT_EQ(usage_.throttles, 12);
}

TEST_F(Retrying, DoesNotInsistWhereAskingAgainCannotHelp) {
  struct Case {
    const char* code;
    int http_status;
    ErrorKind kind;
  };
  for (const Case& one : {Case{"AccessDeniedException", 403, ErrorKind::denied},
                          Case{"ExpiredTokenException", 403, ErrorKind::credentials},
                          Case{"ResourceNotFoundException", 404, ErrorKind::not_found},
                          Case{"InvalidParameterException", 400, ErrorKind::internal},
                          Case{"LimitExceededException", 429, ErrorKind::internal}}) {
    const auto calls = usage_.calls;
    inner_.fail(describe, one.code, one.http_status);
    EXPECT_EQ(kind_of([&] { client_.call(describe, json::object()); }), one.kind) << one.code;
    EXPECT_EQ(usage_.calls, calls + 1) << one.code;
  }
  EXPECT_EQ(usage_.retries, 0);
  EXPECT_EQ(usage_.throttles, 0);
  EXPECT_EQ(waited(), std::chrono::milliseconds(0));
}

std::vector<json> items_of_list(aws::Client& client, const Operation& operation = list, json input = json::object()) {
  std::vector<json> items;
  aws::for_each_item(client, operation, std::move(input), [&](const json& item) { items.push_back(item); });
  return items;
}

TEST(Paging, AsksForLargestPagesUntilThereIsNoToken) {
  ScriptedClient client;
  client.answer(list, {{"Things", {1, 2}}, {"NextToken", "a"}});
  client.answer(list, {{"Things", {3}}, {"NextToken", "b"}});
  client.answer(list, {{"Things", {4}}});
  EXPECT_EQ(items_of_list(client, list, {{"InstanceId", "i"}}), (std::vector<json>{1, 2, 3, 4}));
  EXPECT_EQ(client.asked(list), (std::vector<json>{{{"InstanceId", "i"}, {"MaxResults", 25}},
                                                   {{"InstanceId", "i"}, {"MaxResults", 25}, {"NextToken", "a"}},
                                                   {{"InstanceId", "i"}, {"MaxResults", 25}, {"NextToken", "b"}}}));
}

TEST(Paging, SendsNoPageSizeWhereTheOperationHasNone) {
  ScriptedClient client;
  client.answer(events, {{"events", {1}}, {"nextToken", "a"}});
  client.answer(events, {{"events", {2}}});
  EXPECT_EQ(items_of_list(client, events), (std::vector<json>{1, 2}));
  EXPECT_EQ(client.asked(events), (std::vector<json>{json::object(), {{"nextToken", "a"}}}));
}

TEST(Paging, GoesOnAfterAnEmptyPage) {
  for (const json& empty : {json{{"Things", json::array()}, {"NextToken", "a"}}, json{{"NextToken", "a"}},
                            json{{"Things", nullptr}, {"NextToken", "a"}}}) {
    ScriptedClient client;
    client.answer(list, empty);
    client.answer(list, {{"Things", {1}}});
    EXPECT_EQ(items_of_list(client), std::vector<json>{1}) << empty;
  }
}

TEST(Paging, EndsWithAnEmptyTokenOrNone) {
  for (const json& page : {json{{"Things", {1}}}, json{{"Things", {1}}, {"NextToken", ""}},
                           json{{"Things", {1}}, {"NextToken", nullptr}}}) {
    ScriptedClient client;
    client.answer(list, page);
    EXPECT_EQ(items_of_list(client), std::vector<json>{1}) << page;
    EXPECT_EQ(client.calls(), 1U);
  }
  ScriptedClient client;
  client.answer(list, json::object());
  EXPECT_TRUE(items_of_list(client).empty());
}

TEST(Paging, RefusesAnswersThatAreNoPages) {
  for (const json& page :
       {json(), json(7), json("text"), json::array({1}), json{{"Things", "no list"}}, json{{"Things", {{"Id", 1}}}},
        json{{"Things", 5}}, json{{"Things", json::array()}, {"NextToken", 5}}}) {
    ScriptedClient client;
    client.answer(list, page);
    EXPECT_EQ(kind_of([&] { items_of_list(client); }), ErrorKind::corrupt) << page;
  }
}

TEST(Paging, EndsWhenTokensGoRound) {
  ScriptedClient same;
  same.always_answer(list, {{"Things", {1}}, {"NextToken", "a"}});
  EXPECT_EQ(kind_of([&] { items_of_list(same); }), ErrorKind::corrupt);
  EXPECT_EQ(same.calls(), 2U);

  ScriptedClient circle;
  circle.always_answer(list, {{"NextToken", "b"}}, {{"NextToken", "a"}});
  circle.always_answer(list, {{"NextToken", "c"}}, {{"NextToken", "b"}});
  circle.always_answer(list, {{"NextToken", "a"}});
  EXPECT_EQ(kind_of([&] { items_of_list(circle); }), ErrorKind::corrupt);
  EXPECT_LE(circle.calls(), 4U);
}

TEST(Paging, LetsErrorsThroughWithWhatCameBefore) {
  ScriptedClient client;
  client.answer(list, {{"Things", {1}}, {"NextToken", "a"}});
  client.fail(list, "AccessDeniedException", 403);
  std::vector<json> items;
  EXPECT_EQ(kind_of([&] { aws::for_each_item(client, list, {}, [&](const json& item) { items.push_back(item); }); }),
            ErrorKind::denied);
  EXPECT_EQ(items, std::vector<json>{1});
}

TEST(Paging, StopsWhenTheTakerHasEnough) {
  ScriptedClient client;
  client.always_answer(list, {{"Things", {1}}, {"NextToken", "a"}});
  aws::for_each_page(client, list, json::object(), [](const json&) { return false; });
  EXPECT_EQ(client.calls(), 1U);
}

}  // namespace
