#include "aws/client.hpp"

#include <gtest/gtest.h>

#include "aws/error.hpp"
#include "aws/operations/connect.hpp"
#include "aws/operations/dynamodb.hpp"
#include "aws/operations/logs.hpp"
#include "fakes/scripted_client.hpp"

namespace {

using aws::Operation;
using base::ErrorKind;
using fakes::ScriptedClient;
using nlohmann::json;

constexpr Operation list = {.service = aws::connect::service,
                            .name = "ListThings",
                            .paging = {"NextToken", "NextToken", "Things", "MaxResults", 25}};
constexpr Operation events = {
    .service = aws::logs::service, .name = "FilterThings", .paging = {"nextToken", "nextToken", "events", "", 0}};

ErrorKind kind_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const base::Error& error) {
    return error.kind();
  }
  ADD_FAILURE() << "nothing was thrown";
  return ErrorKind::internal;
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

TEST(Paging, SendsATokenBackAsItIs) {
  const json key = {{"reviewId", {{"S", "20260213-090000"}}}, {"componentType", {{"S", "quota"}}}};
  ScriptedClient client;
  client.answer(aws::dynamodb::query, {{"Items", {1}}, {"LastEvaluatedKey", key}});
  client.answer(aws::dynamodb::query, {{"Items", {2}}, {"LastEvaluatedKey", json::object()}});
  EXPECT_EQ(items_of_list(client, aws::dynamodb::query), (std::vector<json>{1, 2}));
  EXPECT_EQ(client.asked(aws::dynamodb::query), (std::vector<json>{json::object(), {{"ExclusiveStartKey", key}}}));
}

TEST(Paging, RefusesAnswersThatAreNoPages) {
  for (const json& page :
       {json(), json(7), json("text"), json::array({1}), json{{"Things", "no list"}}, json{{"Things", {{"Id", 1}}}},
        json{{"Things", 5}}, json{{"Things", json::array()}, {"NextToken", 5}},
        json{{"Things", json::array()}, {"NextToken", {"a"}}}}) {
    ScriptedClient client;
    client.answer(list, page);
    EXPECT_EQ(kind_of([&] { items_of_list(client); }), ErrorKind::corrupt) << page;
  }
}

TEST(Paging, EndsWhenTokensGoRound) {
  ScriptedClient same;
  same.always_answer(list, {{"Things", {1}}, {"NextToken", "a"}});
  int items = 0;
  EXPECT_EQ(kind_of([&] { aws::for_each_item(same, list, json::object(), [&](const json&) { ++items; }); }),
            ErrorKind::corrupt);
  EXPECT_EQ(same.calls(), 2U);
  EXPECT_EQ(items, 1);  // what comes twice does not count twice

  ScriptedClient same_key;
  same_key.always_answer(aws::dynamodb::scan, {{"LastEvaluatedKey", {{"reviewId", {{"S", "a"}}}}}});
  EXPECT_EQ(kind_of([&] { items_of_list(same_key, aws::dynamodb::scan); }), ErrorKind::corrupt);
  EXPECT_EQ(same_key.calls(), 2U);

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
