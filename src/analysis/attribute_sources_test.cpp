#include "analysis/attribute_sources.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "analysis/flow_graph_for_test.hpp"

namespace analysis::test {
namespace {

using model::AttributeSource;

// "$.Attributes.to" set to attributes, or to a fixed text.
FlowAction setting(const std::string& id, const std::string& attribute, const std::vector<std::string>& from,
                   const std::vector<std::string>& next) {
  FlowAction action = block(id, "UpdateContactAttributes", next);
  action.sets = {{attribute, from}};
  return action;
}

FlowAction dialling(const std::string& id, const std::string& attribute) {
  FlowAction action = block(id, "TransferParticipantToThirdParty");
  action.dials = attribute;
  return action;
}

FlowAction given(FlowAction call, const std::string& name, const std::vector<std::string>& from) {
  call.sets.push_back({"$.Modules.Input." + name, from});
  return call;
}

FlowAction returning(const std::string& id, const std::string& name = "", const std::vector<std::string>& from = {}) {
  FlowAction action = block(id, "EndFlowModuleExecution");
  if (!name.empty()) action.sets = {{"$.Modules.ResultData." + name, from}};
  return action;
}

std::vector<std::string> dialled(const FlowAction& action) {
  return action.dials.empty() ? std::vector<std::string>() : std::vector<std::string>{action.dials};
}

// Of what the block "dial" of the flow or module dials.
std::optional<AttributeSource> source_in(const Instance& instance, const std::string& part) {
  const InstanceGraph graph = instance.graph();
  const FollowedFlows flows(graph);
  const Node dial = node(graph, part, "dial");
  return AttributeSources(flows, dialled).at(dial, graph.action(dial).dials);
}

const std::vector<std::string> keyed_in = {"$.StoredCustomerInput"}, fixed, looked_up = {"$.External.number"};

TEST(AttributeSources, GoOnIntoTheFlowThatIsTransferredTo) {
  for (const auto& [from, source] : {std::pair(fixed, AttributeSource::company),
                                     {looked_up, AttributeSource::company},
                                     {keyed_in, AttributeSource::caller},
                                     {std::vector<std::string>{"$.Attributes.to"}, AttributeSource::contact}}) {
    Instance instance;
    instance.flow("a", {setting("set", "$.Attributes.to", from, {"go"}), to_flow("go", "b")});
    instance.flow("b", {dialling("dial", "$.Attributes.to")});
    instance.entries = {"a"};
    EXPECT_EQ(source_in(instance, "b"), source);
    instance.entries = {"a", "b"};
    EXPECT_EQ(source_in(instance, "b"), std::min(source, AttributeSource::contact)) << "callers come in there too";
  }
}

TEST(AttributeSources, GoOnIntoTheFlowOfTheQueue) {
  Instance instance;
  instance.flow("a", {setting("set", "$.Attributes.to", fixed, {"hook"}),
                      naming(block("hook", "UpdateContactEventHooks", {"queue"}), ReferenceKind::hook, "q"),
                      block("queue", "TransferContactToQueue")});
  instance.flow("q", {dialling("dial", "$.Attributes.to")}, "CUSTOMER_QUEUE");
  instance.entries = {"a"};
  EXPECT_EQ(source_in(instance, "q"), AttributeSource::company);
}

TEST(AttributeSources, MayBeWhatIsSetUnderANameThatIsChosenLater) {
  const std::string chosen = "$.Attributes.$";
  for (const auto& [from, source] : {std::pair(fixed, AttributeSource::company), {keyed_in, AttributeSource::caller}}) {
    Instance instance;
    instance.flow("a", {setting("fix", "$.Attributes.to", fixed, {"set"}), setting("set", chosen, from, {"copy"}),
                        setting("copy", "$.FlowAttributes.to", {"$.Attributes.any"}, {"go"}), to_flow("go", "b")});
    instance.flow("b", {dialling("dial", "$.Attributes.to")});
    instance.entries = {"a"};
    EXPECT_EQ(source_in(instance, "b"), source);
    instance.contents.value->at("a").graph->actions[3] = dialling("dial", "$.FlowAttributes.to");
    instance.contents.value->at("a").graph->actions[2].branches = {{"dial"}};
    EXPECT_EQ(source_in(instance, "a"), std::min(source, AttributeSource::contact)) << "what it was is not lost";
  }
}

TEST(AttributeSources, MayBeAnythingWhereSomethingUnseenLeads) {
  Instance instance;
  instance.flow("a", {setting("set", "$.Attributes.to", keyed_in, {"end"}), block("end", "DisconnectParticipant")});
  instance.flow("b", {dialling("dial", "$.Attributes.to")});
  EXPECT_EQ(source_in(instance, "b"), AttributeSource::contact) << "a contact begins there";
  instance.other_entries = {"b"};
  EXPECT_EQ(source_in(instance, "b"), AttributeSource::caller) << "it may have been in the other flow";
}

TEST(AttributeSources, GoOnIntoAnyFlowWhereItIsChosenLater) {
  Instance instance;
  instance.flow("a", {setting("set", "$.Attributes.to", keyed_in, {"go"}), to_flow("go", "$.Attributes.next")});
  instance.flow("b", {dialling("dial", "$.Attributes.to")});
  instance.flow("c", {to_flow("go", "b")});
  instance.entries = {"a", "c"};
  EXPECT_EQ(source_in(instance, "b"), AttributeSource::caller);
}

TEST(AttributeSources, AreThoseThatAModuleLeaves) {
  for (const auto& [from, source] : {std::pair(fixed, AttributeSource::company), {keyed_in, AttributeSource::caller}}) {
    Instance instance;
    instance.module("m", {setting("set", "$.Attributes.to", from, {"back"}), returning("back")});
    instance.flow("a", {calling("call", "m", {"dial"}), dialling("dial", "$.Attributes.to")});
    EXPECT_EQ(source_in(instance, "a"), source);
  }
}

TEST(AttributeSources, StayWhatTheyWereBehindAModuleThatOthersCallToo) {
  Instance instance;
  instance.module("m", {setting("set", "$.Attributes.other", keyed_in, {"back"}), returning("back")});
  instance.flow("a", {setting("set", "$.Attributes.to", fixed, {"call"}), calling("call", "m", {"dial"}),
                      dialling("dial", "$.Attributes.to")});
  instance.flow("b", {setting("set", "$.Attributes.to", keyed_in, {"call"}), calling("call", "m", {"dial"}),
                      dialling("dial", "$.Attributes.to")});
  EXPECT_EQ(source_in(instance, "a"), AttributeSource::company);
  EXPECT_EQ(source_in(instance, "b"), AttributeSource::caller);
}

TEST(AttributeSources, AreWhatAModuleReturns) {
  for (const auto& [from, source] : {std::pair(looked_up, AttributeSource::company),
                                     {keyed_in, AttributeSource::caller},
                                     {std::vector<std::string>{"$.Attributes.to"}, AttributeSource::contact}}) {
    Instance instance;
    instance.module("m", {returning("back", "number", from)});
    instance.flow("a", {calling("call", "m", {"dial"}), dialling("dial", "$.Modules.ResultData.number")});
    EXPECT_EQ(source_in(instance, "a"), source);
    instance.flow("b", {calling("call", "m", {"dial"}), dialling("dial", "$.Modules.ResultData.number.of[0]")});
    EXPECT_EQ(source_in(instance, "b"), source) << "deep within";
  }
}

TEST(AttributeSources, AreOfTheModuleThatReturnedLast) {
  Instance instance;
  instance.module("m", {returning("back", "number", keyed_in)});
  instance.module("n", {returning("back", "number", looked_up)});
  instance.flow("a", {calling("first", "m", {"second"}), calling("second", "n", {"dial"}),
                      dialling("dial", "$.Modules.ResultData.number")});
  EXPECT_EQ(source_in(instance, "a"), AttributeSource::company);
}

TEST(AttributeSources, AreWhatAModuleIsGiven) {
  Instance instance;
  instance.module("m", {dialling("dial", "$.Modules.Input.number")});
  EXPECT_EQ(source_in(instance, "m"), AttributeSource::contact) << "by whoever calls it";
  instance.flow("a", {given(calling("call", "m", {}), "number", fixed)});
  EXPECT_EQ(source_in(instance, "m"), AttributeSource::company);
  instance.flow("b", {given(calling("call", "m", {}), "number", keyed_in)});
  EXPECT_EQ(source_in(instance, "m"), AttributeSource::caller);
}

TEST(AttributeSources, GoThroughAModuleWithinAModule) {
  Instance instance;
  instance.module("inner", {returning("back", "out", {"$.Modules.Input.in"})});
  instance.module("outer", {given(calling("call", "inner", {"back"}), "in", {"$.Modules.Input.number"}),
                            returning("back", "number", {"$.Modules.ResultData.out"})});
  instance.flow("a", {given(calling("call", "outer", {"dial"}), "number", keyed_in),
                      dialling("dial", "$.Modules.ResultData.number")});
  EXPECT_EQ(source_in(instance, "a"), AttributeSource::caller);
}

TEST(AttributeSources, AreThoseOfAnyModuleWhereItIsChosenLater) {
  Instance instance;
  instance.module("m", {returning("back", "number", keyed_in)});
  instance.flow("a",
                {calling("call", "$.Attributes.module", {"dial"}), dialling("dial", "$.Modules.ResultData.number")});
  EXPECT_EQ(source_in(instance, "a"), AttributeSource::caller);
}

TEST(AttributeSources, DoNotCrossIntoAModuleWithTheFlowsOwnAttributes) {
  Instance instance;
  instance.module("m", {setting("set", "$.FlowAttributes.to", keyed_in, {"back"}), returning("back")});
  instance.flow("a", {setting("set", "$.FlowAttributes.to", fixed, {"call"}), calling("call", "m", {"dial"}),
                      dialling("dial", "$.FlowAttributes.to")});
  EXPECT_EQ(source_in(instance, "a"), AttributeSource::company);
}

// Each of them sets attributes to the next ones, dials the first, and fails into the block behind it; the last leads to
// the first.
Instance copying_round(std::size_t blocks, std::size_t attributes) {
  const auto name = [&](std::size_t number) { return fmt::format("$.Attributes.a{}", number % (blocks * attributes)); };
  std::vector<FlowAction> actions;
  for (std::size_t i = 0; i < blocks; ++i) {
    FlowAction set = block(fmt::format("set{}", i), "UpdateContactAttributes", {fmt::format("dial{}", i)});
    for (std::size_t k = i * attributes; k < (i + 1) * attributes; ++k) set.sets.push_back({name(k), {name(k + 1)}});
    actions.push_back(with_error(set, set.branches.front().to));
    FlowAction dial = dialling(fmt::format("dial{}", i), name(i * attributes));
    actions.push_back(with_error(dial, fmt::format("set{}", (i + 1) % blocks)));
  }
  actions[blocks].sets.push_back({name(blocks * attributes / 2), keyed_in});
  Instance instance;
  instance.flow("a", std::move(actions));
  return instance;
}

std::pair<std::size_t, std::optional<AttributeSource>> work_on(const Instance& instance) {
  const InstanceGraph graph = instance.graph();
  const FollowedFlows flows(graph);
  const AttributeSources sources(flows, dialled);
  const Node dial = node(graph, "a", "dial0");
  return {sources.work(), sources.at(dial, graph.action(dial).dials)};
}

TEST(AttributeSources, TakeLittleWorkInAFlowOfTheLargestSize) {
  const auto [work, source] = work_on(copying_round(120, 10));
  EXPECT_EQ(source, AttributeSource::caller);
  EXPECT_LT(work, 60'000'000U);
}

TEST(AttributeSources, AreNotKnownWhereThereIsTooMuchToFollow) {
  const auto [work, source] = work_on(copying_round(2'000, 2));
  EXPECT_EQ(source, std::nullopt);
  EXPECT_LT(work, 700'000'000U);
}

}  // namespace
}  // namespace analysis::test
