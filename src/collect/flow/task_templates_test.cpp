#include <gtest/gtest.h>

#include "aws/operations/connect.hpp"
#include "fakes/collecting.hpp"

namespace {

using nlohmann::json;
namespace connect = aws::connect;

class TaskTemplateCollector : public fakes::Collecting {
 protected:
  void lists(const json& templates) { aws_.answer(connect::list_task_templates, {{"TaskTemplates", templates}}); }
};

TEST_F(TaskTemplateCollector, ReadsTheFlowsOfThoseInUse) {
  lists({{{"Id", "t1"}, {"Name", "Claim"}, {"Status", "ACTIVE"}},
         {{"Id", "t2"}, {"Name", "Claim 2019"}, {"Status", "INACTIVE"}},
         {{"Id", "t3"}, {"Name", "Refund"}, {"Status", "ACTIVE"}}});
  aws_.answer(connect::get_task_template, {{"ContactFlowId", "f"}, {"SelfAssignFlowId", "g"}},
              {{"TaskTemplateId", "t1"}});
  aws_.answer(connect::get_task_template, {{"Name", "Refund"}}, {{"TaskTemplateId", "t3"}});
  const auto dataset = read<&Inventory::task_templates>();
  ASSERT_TRUE(dataset.complete());
  std::vector<std::string> found;
  for (const auto& one : *dataset.value)
    found.push_back(one.id + " " + one.name + " " + one.status + " " + one.flow_id + " " + one.self_assign_flow_id);
  EXPECT_EQ(found, (std::vector<std::string>{"t1 Claim ACTIVE f g", "t2 Claim 2019 INACTIVE  ", "t3 Refund ACTIVE  "}));
  EXPECT_EQ(aws_.asked(connect::list_task_templates)[0], (json{{"InstanceId", id}, {"MaxResults", 100}}));
  EXPECT_EQ(aws_.asked(connect::get_task_template)[0], (json{{"InstanceId", id}, {"TaskTemplateId", "t1"}}));
}

TEST_F(TaskTemplateCollector, AsksOnceWhereThereAreNone) {
  lists(json::array());
  const auto dataset = read<&Inventory::task_templates>();
  EXPECT_TRUE(dataset.complete() && dataset.value->empty());
  EXPECT_EQ(aws_.calls(), 1U);
}

TEST_F(TaskTemplateCollector, LeavesUnknownOnlyTheOneThatItCouldNotRead) {
  lists({{{"Id", "t1"}, {"Status", "ACTIVE"}}, {{"Id", "t2"}, {"Status", "ACTIVE"}}});
  aws_.fail(connect::get_task_template, "AccessDeniedException", 403, {{"TaskTemplateId", "t1"}});
  aws_.answer(connect::get_task_template, {{"ContactFlowId", "f"}}, {{"TaskTemplateId", "t2"}});
  const auto dataset = read<&Inventory::task_templates>();
  ASSERT_TRUE(dataset.known());
  EXPECT_EQ(dataset.value->at(0).gap->kind, model::GapKind::denied);
  EXPECT_EQ(dataset.value->at(1).flow_id, "f");
  EXPECT_EQ(dataset.gap->permission, "connect:GetTaskTemplate");
  EXPECT_EQ(dataset.gap->reason.find("1 of 2 task templates could not be read; "), 0U);
}

TEST_F(TaskTemplateCollector, DoesNotGuessWhatIsNotSaid) {
  lists({{{"Name", "Claim"}}});
  EXPECT_EQ(failure_of([&] { read<&Inventory::task_templates>(); }), base::ErrorKind::corrupt);
}

TEST_F(TaskTemplateCollector, HasNoPartOfAListThatWasCutShort) {
  aws_.answer(connect::list_task_templates, {{"TaskTemplates", {{{"Id", "t1"}}}}, {"NextToken", "t"}});
  aws_.fail(connect::list_task_templates, "AccessDeniedException", 403);
  EXPECT_EQ(failure_of([&] { read<&Inventory::task_templates>(); }), base::ErrorKind::denied);
}

}  // namespace
