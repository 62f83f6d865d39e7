#include "collect/listed.hpp"

#include <gtest/gtest.h>

#include "aws/operations/connect.hpp"
#include "fakes/collecting.hpp"

namespace {

using nlohmann::json;
namespace connect = aws::connect;

class ListCollectors : public fakes::Collecting {};

json prompt(const json& name) {
  return {{"Id", "id"}, {"Arn", "arn"}, {"Name", name}};
}

TEST_F(ListCollectors, ReadEveryPage) {
  aws_.answer(connect::list_prompts, {{"PromptSummaryList", {prompt("Beep.wav")}}, {"NextToken", "t"}});
  aws_.answer(connect::list_prompts, {{"PromptSummaryList", {prompt("Music.wav"), nullptr, prompt(hostile_text())}}});
  const auto dataset = read<&Inventory::prompts>();
  ASSERT_TRUE(dataset.complete());
  ASSERT_EQ(dataset.value->size(), 4U);
  EXPECT_EQ(dataset.value->at(1).id, "id");
  EXPECT_EQ(dataset.value->at(1).arn, "arn");
  EXPECT_EQ(dataset.value->at(1).name, "Music.wav");
  EXPECT_EQ(dataset.value->at(2).id, "");
  EXPECT_LT(dataset.value->at(3).name.size(), 400U);
  EXPECT_EQ(aws_.asked(connect::list_prompts)[0], (json{{"InstanceId", id}, {"MaxResults", 1000}}));
}

TEST_F(ListCollectors, HaveNoPartOfAListThatWasCutShort) {
  aws_.answer(connect::list_hours_of_operations,
              {{"HoursOfOperationSummaryList", {prompt("Office")}}, {"NextToken", "t"}});
  aws_.fail(connect::list_hours_of_operations, "AccessDeniedException", 403);
  EXPECT_EQ(failure_of([&] { read<&Inventory::hours>(); }), base::ErrorKind::denied);
}

}  // namespace
