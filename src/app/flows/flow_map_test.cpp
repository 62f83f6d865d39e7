#include "app/flows/flow_map.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "app/flows/flows_for_test.hpp"
#include "base/error.hpp"

namespace {

using namespace analysis::test;
using model::Gap;
using page::Map;
using page::MapBox;
using page::MapExit;
using Lines = std::vector<std::string>;

class FlowMaps : public app::test::FlowsOfInstance {
 protected:
  Map map(const std::string& wanted, const app::MapBounds& bounds = {}) {
    return app::map_of_flow(app::SeenFlows(inventory()), wanted, bounds);
  }
};

const MapBox& box(const Map& map, const std::string& name) {
  const auto found =
      std::ranges::find_if(map.boxes, [&](const MapBox& one) { return one.note == name || one.title == name; });
  if (found == map.boxes.end()) throw std::out_of_range(name);
  return *found;
}

// "1 → sales", "error ⇢ end", "success – nowhere".
Lines exits(const Map& map, const std::string& name) {
  Lines lines;
  for (const MapExit& exit : box(map, name).exits) {
    const std::string_view arrow = exit.is_failure ? "⇢" : exit.is_aside ? "↗" : "→";
    if (exit.to == page::none) {
      lines.push_back(fmt::format("{} – {}", exit.label, exit.instead));
    } else {
      const MapBox& to = map.boxes[exit.to];
      lines.push_back(fmt::format("{} {} {}", exit.label, arrow, to.note.empty() ? to.title : to.note));
    }
  }
  return lines;
}

// Blocks that each lead to the next one and, when they fail, to the last.
std::vector<FlowAction> long_flow(std::size_t length) {
  std::vector<FlowAction> blocks;
  for (std::size_t i = 0; i + 1 < length; ++i) {
    blocks.push_back(with_error(block(fmt::format("b{}", i), "InvokeLambdaFunction", {fmt::format("b{}", i + 1)}),
                                fmt::format("b{}", length - 1)));
  }
  blocks.push_back(block(fmt::format("b{}", length - 1), "DisconnectParticipant"));
  return blocks;
}

TEST_F(FlowMaps, HaveTheNumbersAndWordsOfTheJourney) {
  FlowAction ask = block("ask", "GetParticipantInput");
  ask.branches.push_back({"sales", BranchKind::condition, "1", "Equals"});
  ask.branches.push_back({"sales", BranchKind::condition, "2", "Equals"});
  ask.branches.push_back({"ask", BranchKind::timeout, "InputTimeLimitExceeded"});
  ask.branches.push_back({"bye", BranchKind::error, "NoMatchingCondition"});
  ask.branches.push_back({"bye", BranchKind::error, "NoMatchingError"});
  ask.branches.push_back({"gone", BranchKind::condition, "3", "Equals"});
  instance.flow(
      "a", {with_error(block("hello", "MessageParticipant", {"ask"}), "ask"), ask,
            with_error(naming(block("sales", "UpdateContactTargetQueue", {"go"}), ReferenceKind::queue, "q"), "bye"),
            with_error(block("go", "TransferContactToQueue"), "bye"), block("bye", "DisconnectParticipant"),
            block("old", "MessageParticipant", {"ask"})});
  number("+49 1", "a");
  const Map told = map("+49 1");
  EXPECT_EQ(told.title, "+49 1");
  EXPECT_EQ(told.kind, "Map of a phone number");
  EXPECT_EQ(box(told, "hello").number, "1");
  EXPECT_EQ(box(told, "ask").number, "2");
  EXPECT_EQ(box(told, "sales").says, "queue Sales is set");
  EXPECT_EQ(box(told, "sales").title, "Set working queue");
  EXPECT_EQ(box(told, "Start").says, "+49 1");
  EXPECT_EQ(exits(told, "hello"), Lines{"success or error → ask"});
  EXPECT_EQ(exits(told, "ask"), (Lines{"1, 2 → sales", "timeout → ask", "anything else, error → bye", "3 – nowhere"}));
  EXPECT_EQ(exits(told, "sales"), (Lines{"success → go", "error ⇢ bye"}));
  EXPECT_TRUE(box(told, "old").is_faded);
  EXPECT_FALSE(box(told, "bye").is_faded);
}

TEST_F(FlowMaps, MarkTheBlocksOfFindings) {
  instance.flow(
      "a", {with_error(naming(block("set", "UpdateContactTargetQueue", {"go"}), ReferenceKind::queue, "none"), "bye"),
            block("go", "TransferContactToQueue", {"lost"}), block("bye", "DisconnectParticipant")});
  number("+49 1", "a");
  const Map told = map("a");
  const auto has = [&](const std::string& name, const std::string& what) {
    return std::ranges::any_of(box(told, name).marks, [&](const page::MapMark& mark) { return mark.text == what; });
  };
  EXPECT_TRUE(has("set", "the queue 'none' does not exist"));
  EXPECT_TRUE(has("go", "leads nowhere"));
  const auto headline = [&](const std::string& text) {
    return std::ranges::find(told.problems, text, &page::MapProblem::headline) != told.problems.end();
  };
  EXPECT_TRUE(headline("1 block of Flow a leads nowhere"));
  EXPECT_TRUE(headline("1 block of Flow a names a queue that does not exist"));
  EXPECT_EQ(told.about.back(), fmt::format("{} problems", told.problems.size()));
}

TEST_F(FlowMaps, DrawSmallFlowsBehindTheFirstAndNameLargeOnes) {
  instance.flow("a", {with_error(calling("ask", "m", {"go"}), "go"), to_flow("go", "b")});
  instance.flow("b", {block("end", "DisconnectParticipant")});
  instance.module("m", {block("back", "EndFlowModuleExecution")});
  const Map whole = map("a");
  EXPECT_EQ(whole.frames, (Lines{"Flow a (contact flow)", "Module m (module)", "Flow b (contact flow)"}));
  EXPECT_EQ(exits(whole, "ask"), (Lines{"the module ↗ back", "success or error → go"}));
  const Map folded = map("a", {.in_full = 3});
  EXPECT_TRUE(folded.frames.empty());
  EXPECT_EQ(exits(folded, "ask"), (Lines{"the module ↗ Module m", "success or error → go"}));
  EXPECT_EQ(exits(folded, "go"), Lines{"the flow ↗ Flow b"});
  EXPECT_EQ(box(folded, "Module m").says, "module of 1 block");
}

TEST_F(FlowMaps, SayAtWhichDepthTheyEnd) {
  instance.flow("a", long_flow(20));
  const Map cut = map("a", {.boxes = 8});
  EXPECT_EQ(cut.missing.front(), "12 more blocks are not drawn: the map ends 6 branches from the start of the flow.");
  EXPECT_EQ(exits(cut, "b6"), (Lines{"success – not drawn", "error ⇢ b19"}));
  EXPECT_EQ(cut.about.front(), "8 of 20 blocks");
  EXPECT_TRUE(map("a").missing.empty());
}

TEST_F(FlowMaps, OfABroadFlowHaveWhatIsNearest) {
  std::vector<FlowAction> blocks = {block("all", "Compare")};
  for (int i = 0; i < 50; ++i) {
    blocks[0].branches.push_back({fmt::format("b{}", i), BranchKind::condition, fmt::format("{}", i), "Equals"});
    blocks.push_back(block(fmt::format("b{}", i), "DisconnectParticipant"));
  }
  instance.flow("a", blocks);
  const Map cut = map("a", {.boxes = 10});
  EXPECT_EQ(cut.missing.front(), "41 more blocks are not drawn: the map has the 10 nearest to the start of the flow.");
}

TEST_F(FlowMaps, OfManyLinesEndAsWell) {
  std::vector<FlowAction> blocks;
  for (int i = 0; i < 60; ++i) {
    std::vector<std::string> to;
    for (int j = 0; j < 60; ++j) to.push_back(fmt::format("b{}", j));
    blocks.push_back(block(fmt::format("b{}", i), "Compare", to));
  }
  instance.flow("a", blocks);
  EXPECT_EQ(map("a", {.lines = 600}).missing.front(),
            "50 more blocks are not drawn: the map has the 10 nearest to the start of the flow.");
}

TEST_F(FlowMaps, MaskNumbers) {
  instance.flow("a", {block("end", "DisconnectParticipant")});
  number("+49 1", "a");
  const auto mask = [](const std::string&) { return std::string("+00"); };
  const Map of_number = app::map_of_flow(app::SeenFlows(inventory(), mask), "+49 1");
  EXPECT_EQ(of_number.title, "+00");
  EXPECT_EQ(box(of_number, "Start").says, "+00");
  EXPECT_EQ(app::map_of_instance(app::SeenFlows(inventory(), mask)).boxes.back().title, "+00");
}

TEST_F(FlowMaps, RefuseWhatTheJourneyRefuses) {
  instance.flow("a", {block("end", "DisconnectParticipant")});
  EXPECT_THROW(map("Flow b"), base::Error);
}

TEST_F(FlowMaps, SayWhatIsNotKnown) {
  instance.flow("a", {block("end", "DisconnectParticipant")});
  model::Inventory all = inventory();
  all.flow_associations = Dataset<model::FlowAssociations>::missing(Gap{model::GapKind::denied, "not allowed", ""});
  EXPECT_EQ(app::map_of_flow(app::SeenFlows(all), "a").not_read,
            Lines{"Not all problems are known, since where numbers lead is not: not allowed"});
  EXPECT_FALSE(app::map_of_instance(app::SeenFlows(all)).missing.empty());
  all.flows = Dataset<model::FlowSummaries>::missing(Gap{model::GapKind::denied, "not allowed", ""});
  EXPECT_THROW(app::map_of_instance(app::SeenFlows(all)), base::Error);
}

using InstanceMaps = FlowMaps;

TEST_F(InstanceMaps, HaveNumbersFlowsAndModules) {
  instance.flow("a", {with_error(calling("ask", "m", {"go"}), "go"), to_flow("go", "b")});
  instance.flow("b", {to_flow("again", "a")});
  instance.module("m", {block("back", "EndFlowModuleExecution")});
  number("+49 1", "a");
  number("+49 2", "a");
  number("+49 3", "gone");
  const Map told = app::map_of_instance(app::SeenFlows(inventory()));
  EXPECT_EQ(exits(told, "Flow a"), (Lines{"calls Module m → Module m", "to Flow b → Flow b"}));
  EXPECT_EQ(exits(told, "Flow b"), Lines{"to Flow a → Flow a"});
  EXPECT_EQ(box(told, "2 numbers").says, "+49 1, +49 2");
  EXPECT_EQ(exits(told, "2 numbers"), Lines{" → Flow a"});
  EXPECT_EQ(exits(told, "+49 3"), Lines{" → gone"});
  EXPECT_EQ(box(told, "gone").says, "the flow does not exist");
  EXPECT_EQ((Lines{told.about[0], told.about[1]}), (Lines{"3 numbers", "3 flows and modules"}));
}

TEST_F(InstanceMaps, HaveQuickConnectsAndQueuesThatWhisper) {
  instance.flow("whisper", {block("Say", "MessageParticipant")}, "OUTBOUND_WHISPER");
  instance.flow("move", {block("Bye", "DisconnectParticipant")}, "QUEUE_TRANSFER");
  quick_connects = {{"c", "arn/c", "To Sales", "QUEUE", "q", "move"},
                    {"d", "arn/d", "Hotline", "PHONE_NUMBER", "", ""}};
  queues = {{"q", "Sales", "ENABLED", "h", "whisper"}, {"r", "Support", "ENABLED", "h", "whisper"}};
  const page::Map map = app::map_of_instance(app::SeenFlows(inventory()));
  const auto led_to = [&](const std::string& title) {
    const auto box = std::ranges::find(map.boxes, title, &page::MapBox::title);
    if (box == map.boxes.end() || box->exits.size() != 1) return std::string("nowhere");
    return fmt::format("{}{}", box->exits[0].label, map.boxes[box->exits[0].to].title);
  };
  EXPECT_EQ(led_to("To Sales"), "Flow move");
  EXPECT_EQ(led_to("2 queues"), "whispers in outbound callsFlow whisper");
  EXPECT_THAT(map.about, testing::Contains("1 quick connect"));
  EXPECT_THAT(map.about, testing::Contains("2 queues that whisper"));
  const page::Map flow = app::map_of_flow(app::SeenFlows(inventory()), "Flow whisper");
  EXPECT_EQ(flow.boxes[flow.start].says, "outbound calls of queues Sales, Support");
}

TEST_F(InstanceMaps, HaveTaskTemplatesAndDefaultFlows) {
  instance.flow("task", {block("Wait", "Wait")});
  instance.default_flow("d", "Default customer queue", "CUSTOMER_QUEUE", {to_flow("Go", "task")});
  *instance.task_templates.value = {{"t", "Claim", "ACTIVE", "arn/task", "task", {}},
                                    {"i", "Claim 2019", "INACTIVE", "task", "", {}}};
  const Map map = app::map_of_instance(app::SeenFlows(inventory()));
  EXPECT_EQ(exits(map, "Claim"), Lines{"starts tasks → Flow task"});
  EXPECT_EQ(exits(map, "Default customer queue"), Lines{"to Flow task → Flow task"});
  EXPECT_EQ(box(map, "Default customer queue").says,
            "customer queue of 1 block; by its name, Connect runs it where no other is set");
  EXPECT_THAT(map.about, testing::Contains("1 task template"));
  const auto start = [&](const std::string& flow) {
    const Map drawn = app::map_of_flow(app::SeenFlows(inventory()), flow);
    return drawn.boxes[drawn.start].says;
  };
  EXPECT_EQ(start("Flow task"), "task template Claim");
  EXPECT_EQ(start("Default customer queue"), "by its name, Connect runs it where no other is set");
}

TEST_F(InstanceMaps, BeginWithWhatNumbersLeadTo) {
  for (int i = 0; i < 30; ++i) instance.flow(fmt::format("f{}", i), {block("end", "DisconnectParticipant")});
  number("+49 1", "f29");
  const Map told = app::map_of_instance(app::SeenFlows(inventory()), {.boxes = 10});
  EXPECT_EQ(told.boxes.front().title, "Flow f29");
  EXPECT_EQ(told.missing.front(),
            "20 more flows and modules are not drawn: the map has those that are nearest to a number.");
}

}  // namespace
