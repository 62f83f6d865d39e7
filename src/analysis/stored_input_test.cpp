#include "analysis/stored_input.hpp"

#include <gtest/gtest.h>
#include <map>
#include <tuple>

#include "analysis/flow_graph_for_test.hpp"
#include "analysis/flow_walk_for_test.hpp"

namespace analysis::test {
namespace {

const std::string stored(model::stored_input);
constexpr std::int64_t secret = 16;

FlowAction ask(const std::string& id, const std::string& next) {
  FlowAction action = with_error(block(id, "GetParticipantInput", {next}), "sorry");
  action.input = model::InputKind::stored;
  action.most_digits = id == "ask" ? secret : 1;
  return action;
}

FlowAction set(const std::string& id, const std::string& attribute, const std::vector<std::string>& from,
               const std::string& next) {
  FlowAction action = block(id, "UpdateContactAttributes", {next});
  action.sets = {{attribute, from}};
  return action;
}

bool is_source(const InstanceGraph& graph, Node node) {
  return graph.action(node).most_digits == secret;
}

// Whether what the block "ask" stored may be in the attribute at the block x of the flow or module.
bool is_in(const Instance& instance, const std::string& part, const std::string& attribute) {
  const InstanceGraph graph = instance.graph();
  const StoredInput input(graph, [&](Node node) { return is_source(graph, node); });
  return input.may_be_in(attribute, node(graph, part, "x"));
}

TEST(StoredInput, IsInItsCopiesUntilTheyAreSetToSomethingElse) {
  Instance instance;
  instance.flow("a", {ask("ask", "copy"), set("copy", "$.Attributes.card", {stored}, "again"),
                      set("again", "$.Attributes.said", {"$.Attributes.card"}, "over"),
                      set("over", "$.Attributes.card", {"$.External.last"}, "other"), ask("other", "x"),
                      block("x", "Wait"), block("sorry", "Wait")});
  EXPECT_TRUE(is_in(instance, "a", "$.Attributes.said"));
  EXPECT_FALSE(is_in(instance, "a", "$.Attributes.card")) << "it was set to something else";
  EXPECT_FALSE(is_in(instance, "a", stored)) << "something else was stored";
  EXPECT_FALSE(is_in(instance, "a", "$.Attributes.other"));
}

TEST(StoredInput, MayBeInWhateverIsSetUnderANameThatIsChosenLater) {
  Instance instance;
  instance.flow(
      "a",
      {ask("ask", "copy"), set("copy", "$.Attributes.$", {stored}, "over"), set("over", "$.Attributes.$", {}, "again"),
       set("again", "$.FlowAttributes.said", {"$.Attributes.card"}, "x"), block("x", "Wait"), block("sorry", "Wait")});
  EXPECT_TRUE(is_in(instance, "a", "$.Attributes.card"));
  EXPECT_TRUE(is_in(instance, "a", "$.FlowAttributes.said"));
  EXPECT_FALSE(is_in(instance, "a", "$.FlowAttributes.other"));
}

// More blocks than AWS takes, which copy all that they have from attribute to attribute.
TEST(StoredInput, IsNotFollowedWithoutEnd) {
  constexpr std::size_t count = 9'000;
  const auto name = [](std::size_t i) { return "$.Attributes.a" + std::to_string(i % count); };
  std::vector<FlowAction> blocks = {ask("ask", "0"), block("sorry", "Wait")};
  for (std::size_t i = 0; i < count; ++i) {
    blocks.push_back(set(std::to_string(i), name(i), {i == 0 ? stored : name(i + count - 1)},
                         std::to_string((i + count - 1) % count)));
  }
  Instance instance;
  instance.flow("a", std::move(blocks));
  const InstanceGraph graph = instance.graph();
  const StoredInput input(graph, [&](Node node) { return is_source(graph, node); });
  EXPECT_FALSE(input.is_whole());
  EXPECT_TRUE(input.may_be_in("$.Attributes.a0", node(graph, "a", "1")));
}

TEST(StoredInput, IsStillInWhatABlockFailedToSet) {
  Instance instance;
  instance.flow("a", {ask("ask", "copy"), set("copy", "$.Attributes.card", {stored}, "over"),
                      with_error(set("over", "$.Attributes.card", {}, "sorry"), "x"), block("x", "Wait"),
                      block("sorry", "Wait")});
  EXPECT_TRUE(is_in(instance, "a", "$.Attributes.card"));
}

TEST(StoredInput, GoesOnWithTheContactInItsAttributesAlone) {
  Instance instance;
  instance.flow("a",
                {ask("ask", "copy"), set("copy", "$.Attributes.card", {stored}, "local"),
                 set("local", "$.FlowAttributes.card", {stored}, "go"), to_flow("go", "b"), block("sorry", "Wait")});
  instance.flow("b", {block("x", "Wait")});
  EXPECT_TRUE(is_in(instance, "b", "$.Attributes.card"));
  EXPECT_FALSE(is_in(instance, "b", "$.FlowAttributes.card"));
  EXPECT_FALSE(is_in(instance, "b", stored));
}

TEST(StoredInput, ComesBackFromAModuleThatStoresIt) {
  Instance instance;
  instance.flow("a", {calling("call", "m", {"x"}), block("x", "Wait")});
  instance.module("m", {ask("ask", "copy"), set("copy", "$.Attributes.card", {stored}, "end"),
                        block("end", "EndFlowModuleExecution"), block("sorry", "Wait")});
  EXPECT_TRUE(is_in(instance, "a", "$.Attributes.card"));
  EXPECT_FALSE(is_in(instance, "a", stored));
}

// One that two flows call does not mix what they had before.
TEST(StoredInput, GoesThroughModulesToWhereTheyWereCalled) {
  Instance instance;
  instance.flow("a", {ask("ask", "copy"), set("copy", "$.Attributes.card", {stored}, "call"),
                      calling("call", "m", {"x"}), block("x", "Wait"), block("sorry", "Wait")});
  instance.flow("b", {calling("call", "m", {"x"}), block("x", "Wait")});
  instance.module("m", {block("x", "Wait", {"end"}), block("end", "EndFlowModuleExecution")});
  EXPECT_TRUE(is_in(instance, "m", "$.Attributes.card"));
  EXPECT_FALSE(is_in(instance, "m", stored));
  EXPECT_TRUE(is_in(instance, "a", "$.Attributes.card"));
  EXPECT_TRUE(is_in(instance, "a", stored)) << "it is the flow's own";
  EXPECT_FALSE(is_in(instance, "b", "$.Attributes.card"));
}

TEST(StoredInput, IsGoneBehindAModuleThatSetsTheAttribute) {
  Instance instance;
  instance.flow("a", {ask("ask", "copy"), set("copy", "$.Attributes.card", {stored}, "call"),
                      calling("call", "m", {"x"}), block("x", "Wait"), block("sorry", "Wait")});
  instance.module(
      "m", {set("mask", "$.Attributes.card", {"$.External.last"}, "end"), block("end", "EndFlowModuleExecution")});
  EXPECT_FALSE(is_in(instance, "a", "$.Attributes.card"));
}

FlowAction handing(FlowAction action, const std::string& attribute, const std::string& from) {
  action.sets.push_back({attribute, {from}});
  return action;
}

TEST(StoredInput, IsInWhatAModuleIsGivenAndReturns) {
  Instance instance;
  instance.flow("a", {ask("ask", "call"), handing(calling("call", "m", {"x"}), "$.Modules.Input.card", stored),
                      block("x", "Wait", {"next"}), calling("next", "other", {"last"}), block("last", "Wait"),
                      block("sorry", "Wait")});
  instance.module("m", {block("x", "Wait", {"inner"}), calling("inner", "other", {"end"}),
                        handing(block("end", "EndFlowModuleExecution"), "$.Modules.ResultData.said",
                                "$.Modules.Input.card.number")});
  instance.module("other", {block("x", "Wait", {"end"}), block("end", "EndFlowModuleExecution")});
  EXPECT_TRUE(is_in(instance, "m", "$.Modules.Input.card"));
  EXPECT_TRUE(is_in(instance, "m", "$.Modules.Input.card.number[0]"));
  EXPECT_FALSE(is_in(instance, "other", "$.Modules.Input.card")) << "it is given nothing";
  EXPECT_FALSE(is_in(instance, "a", "$.Modules.Input.card")) << "it is the module's";
  EXPECT_TRUE(is_in(instance, "a", "$.Modules.ResultData.said"));
  const InstanceGraph graph = instance.graph();
  const StoredInput input(graph, [&](Node node) { return is_source(graph, node); });
  EXPECT_FALSE(input.may_be_in("$.Modules.ResultData.said", node(graph, "a", "last"))) << "another module returned";
}

// The hook is set before anything is stored, and in the flow before.
TEST(StoredInput, IsThereWhenTheFlowOfAHookRuns) {
  Instance instance;
  instance.flow("first", {naming(block("hook", "UpdateContactEventHooks", {"go"}), ReferenceKind::hook, "whisper"),
                          to_flow("go", "a")});
  instance.flow("a", {ask("ask", "copy"), set("copy", "$.Attributes.card", {stored}, "queue"),
                      block("queue", "TransferContactToQueue"), block("sorry", "Wait")});
  instance.flow("whisper", {block("x", "Wait")}, "AGENT_WHISPER");
  instance.flow("other", {naming(block("hook", "UpdateContactEventHooks", {}), ReferenceKind::hook, "elsewhere")});
  instance.flow("elsewhere", {block("x", "Wait")}, "AGENT_WHISPER");
  EXPECT_TRUE(is_in(instance, "whisper", "$.Attributes.card"));
  EXPECT_FALSE(is_in(instance, "elsewhere", "$.Attributes.card"));
}

// One attribute of one contact, through which calls it came there.
struct Carried {
  std::vector<Node> calls;
  Node at;
  std::string attribute;

  auto key() const { return std::tie(calls, at, attribute); }
  bool operator<(const Carried& other) const { return key() < other.key(); }
};

class CarriedWalk {
 public:
  explicit CarriedWalk(const InstanceGraph& graph) : graph_(graph) {
    for (Node node = 0; node < graph.size(); ++node) {
      if (is_source(graph, node)) begin(node);
    }
    while (!open_.empty()) {
      const Carried here = std::move(open_.back());
      open_.pop_back();
      step(here);
    }
  }

  bool has(Node node, const std::string& attribute) const { return found_.contains({node, attribute}); }

 private:
  void enter(Carried one) {
    if (one.at == nowhere || !seen_.insert(one).second) return;
    found_.emplace(one.at, one.attribute);
    open_.push_back(std::move(one));
  }

  // In a module, for all ways of calls that lead there.
  void begin(Node source) {
    each_call_of(source, {}, [&](const std::vector<Node>& calls) { leave({calls, source, stored}, false); });
  }

  template <typename Visit>
  void each_call_of(Node node, std::vector<Node> calls, const Visit& visit) {
    const Part& part = graph_.part(node);
    visit(calls);
    if (!part.is_module) return;
    for (Node caller = 0; caller < graph_.size(); ++caller) {
      if (callee(caller) != &part) continue;
      std::vector<Node> longer = calls;
      longer.insert(longer.begin(), caller);
      each_call_of(caller, std::move(longer), visit);
    }
  }

  const Part* callee(Node node) const {
    for (const Link& link : graph_.links(node)) {
      if (link.kind == LinkKind::call) return link.to;
    }
    return nullptr;
  }

  void leave(Carried one, bool failed) {
    const Node from = one.at;
    for (const Way& way : graph_.ways(from)) {
      if ((way.branch->kind == BranchKind::error) != failed) continue;
      one.at = way.to;
      enter(one);
    }
  }

  void step(const Carried& here) {
    const FlowAction& action = graph_.action(here.at);
    const bool is_of_contact = here.attribute.starts_with("$.Attributes.");
    leave(here, true);
    const Part* module = callee(here.at);
    const bool goes_in = module != nullptr && is_of_contact;
    if (!goes_in && !is_replaced(here, action)) leave(here, false);
    for (const auto& setting : action.sets) {
      if (std::ranges::find(setting.from, here.attribute) != setting.from.end())
        leave({here.calls, here.at, setting.attribute}, false);
    }
    if (is_of_contact) go_elsewhere(here, action);
  }

  static bool is_replaced(const Carried& here, const FlowAction& action) {
    const bool stores = action.input == model::InputKind::stored && here.attribute == stored;
    return stores || std::ranges::count(action.sets, here.attribute, &model::AttributeSetting::attribute) != 0;
  }

  void go_elsewhere(const Carried& here, const FlowAction& action) {
    for (const Link& link : graph_.links(here.at)) {
      if (link.to == nullptr || link.kind == LinkKind::event) continue;
      Carried there{{}, link.to->start, here.attribute};
      if (link.kind == LinkKind::call) {
        there.calls = here.calls;
        there.calls.push_back(here.at);
      }
      enter(std::move(there));
    }
    if (action.type != "EndFlowModuleExecution" || here.calls.empty()) return;
    Carried back = here;
    back.at = back.calls.back();
    back.calls.pop_back();
    leave(std::move(back), false);
  }

  const InstanceGraph& graph_;
  std::set<Carried> seen_;
  std::set<std::pair<Node, std::string>> found_;
  std::vector<Carried> open_;
};

constexpr const char* random_attributes[] = {"$.StoredCustomerInput", "$.Attributes.a", "$.Attributes.b",
                                             "$.FlowAttributes.c"};

void let_some_store_and_set(Random& random, model::FlowContents& contents) {
  for (auto& [id, content] : contents) {
    for (FlowAction& action : content.graph->actions) {
      if (random.one_in(6)) action.input = model::InputKind::stored;
      if (model::stores_input(action) && random.one_in(2)) action.most_digits = secret;
      if (model::stores_input(action) || !random.one_in(4)) continue;
      const std::size_t to = 1 + random.below(3);
      action.sets = {{random_attributes[to], {random_attributes[random.below(4)]}}};
    }
  }
}

// Through modules more may come than walks bring, and nothing that they bring is missing.
TEST(StoredInput, IsWhereWalksBringIt) {
  Random random(15);
  int exact = 0, returned = 0;
  for (int i = 0; i < 600; ++i) {
    Instance instance = random_instance(random);
    let_some_store_and_set(random, *instance.contents.value);
    let_some_store_and_set(random, *instance.module_contents.value);
    const InstanceGraph graph = instance.graph();
    const StoredInput input(graph, [&](Node node) { return is_source(graph, node); });
    const CarriedWalk walk(graph);
    const bool is_exact = !has_hooks(graph) && instance.modules.value->empty();
    for (Node node = 0; node < graph.size(); ++node) {
      for (const char* attribute : random_attributes) {
        SCOPED_TRACE(fmt::format("instance {}, block {}, {}", i, node, attribute));
        const bool is_brought = walk.has(node, attribute), is_found = input.may_be_in(attribute, node);
        ASSERT_TRUE(is_found || !is_brought);
        if (is_exact) {
          ASSERT_EQ(is_found, is_brought);
        }
        exact += is_exact && is_brought ? 1 : 0;
        returned += !graph.part(node).is_module && is_brought && !is_exact ? 1 : 0;
      }
    }
  }
  EXPECT_GT(exact, 50);
  EXPECT_GT(returned, 200);
}

}  // namespace
}  // namespace analysis::test
