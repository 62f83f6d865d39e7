#include "analysis/flow_states.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <random>

#include "analysis/flow_graph_for_test.hpp"

namespace analysis::test {
namespace {

constexpr unsigned bit(Fact fact) {
  return 1U << unsigned(fact);
}

// The set of one state, in which these facts hold.
StateSet state(std::initializer_list<Fact> facts) {
  unsigned number = 0;
  for (const Fact fact : facts) number |= bit(fact);
  return StateSet(1) << number;
}

Arrivals at(const Instance& instance, const std::string& flow, const std::string& id) {
  const InstanceGraph graph = instance.graph();
  return arrivals(graph)[node(graph, flow, id)];
}

TEST(FlowStates, AreOfAllWaysThatLeadToABlock) {
  Instance instance;
  FlowAction log = block("log", "UpdateFlowLoggingBehavior", {"queue"});
  log.sets_logging = true;
  instance.flow("a", {block("ask", "Compare", {"log", "queue"}), log,
                      with_error(block("queue", "UpdateContactTargetQueue", {"say"}), "sorry"),
                      with_error(block("say", "MessageParticipant", {"end"}), "end"),
                      block("end", "DisconnectParticipant"), block("sorry", "DisconnectParticipant")});
  instance.entries = {"a"};
  EXPECT_EQ(at(instance, "a", "queue"), (Arrivals{no_fact | state({Fact::logging}), 0}));
  EXPECT_EQ(at(instance, "a", "end").surely,
            state({Fact::queue_set, Fact::spoken_to}) | state({Fact::logging, Fact::queue_set, Fact::spoken_to}));
  EXPECT_EQ(at(instance, "a", "sorry").surely, no_fact | state({Fact::logging})) << "no queue was set";
}

TEST(FlowStates, GoOnInTheFlowThatIsTransferredTo) {
  Instance instance;
  instance.flow("a", {block("say", "MessageParticipant", {"go"}), to_flow("go", "b")});
  instance.flow("b", {block("x", "UpdateContactTargetQueue", {"y"}), block("y", "TransferContactToQueue")});
  instance.entries = {"a"};
  EXPECT_EQ(at(instance, "b", "y"), (Arrivals{state({Fact::spoken_to, Fact::queue_set}), 0}));
}

// A module that two flows call does not mix what they had before.
TEST(FlowStates, ReturnFromAModuleToWhereItWasCalled) {
  Instance instance;
  instance.flow("a", {block("say", "MessageParticipant", {"call"}), calling("call", "m", {"x"}), block("x", "Wait")});
  instance.flow("b", {with_error(calling("call", "m", {"x"}), "failed"), block("x", "Wait"), block("failed", "Wait")});
  instance.module("m", {block("1", "UpdateContactTargetQueue", {"2"}), block("2", "EndFlowModuleExecution")});
  instance.entries = {"a", "b"};
  EXPECT_EQ(at(instance, "a", "x").surely, state({Fact::spoken_to, Fact::queue_set}));
  EXPECT_EQ(at(instance, "b", "x").surely, state({Fact::queue_set}));
  EXPECT_EQ(at(instance, "b", "failed").surely, no_fact);
  EXPECT_EQ(at(instance, "m", "2").surely, state({Fact::spoken_to, Fact::queue_set}) | state({Fact::queue_set}));
}

TEST(FlowStates, ArePerhapsAnyWhereTheBeginningIsNotSeen) {
  Instance instance;
  instance.flow("widget", {block("x", "MessageParticipant", {"y"}), block("y", "Wait")});
  instance.flow("main", {naming(block("hook", "UpdateContactEventHooks", {"go"}), ReferenceKind::hook, "later"),
                         to_flow("go", "$"), block("z", "Wait")});
  instance.flow("later", {block("x", "Wait")}, "CUSTOMER_QUEUE");
  instance.flow("circle", {to_flow("x", "round")});
  instance.flow("round", {to_flow("x", "circle")});
  instance.entries = {"main"};
  EXPECT_EQ(at(instance, "widget", "x"), (Arrivals{0, every_state}));
  EXPECT_EQ(states_without(at(instance, "widget", "y").perhaps, Fact::spoken_to), 0U);
  EXPECT_EQ(at(instance, "main", "go").surely, no_fact);
  EXPECT_EQ(at(instance, "main", "hook").perhaps, no_fact) << "the dynamic transfer may lead back";
  EXPECT_TRUE(at(instance, "main", "z").none());
  EXPECT_EQ(at(instance, "later", "x"), (Arrivals{0, every_state}));
  EXPECT_FALSE(at(instance, "circle", "x").none());
}

TEST(FlowStates, ArePerhapsAnyBehindAModuleThatWasNotRead) {
  Instance instance;
  instance.flow("a",
                {with_error(calling("call", "unread", {"x"}), "failed"), block("x", "Wait"), block("failed", "Wait")});
  instance.entries = {"a"};
  EXPECT_EQ(at(instance, "a", "x"), (Arrivals{0, every_state}));
  EXPECT_EQ(at(instance, "a", "failed"), (Arrivals{no_fact, 0}));
}

TEST(FlowStates, EndThoughModulesCallEachOther) {
  Instance instance;
  instance.flow("a", {calling("call", "m", {"x"}), block("x", "Wait")});
  instance.module("m", {block("say", "MessageParticipant", {"again", "end"}), calling("again", "n", {"end"}),
                        block("end", "EndFlowModuleExecution")});
  instance.module("n", {calling("back", "m", {"end"}), block("end", "EndFlowModuleExecution")});
  instance.entries = {"a"};
  EXPECT_EQ(at(instance, "a", "x").surely, state({Fact::spoken_to}));
}

// ---- the fixed point against a walk over everything that a contact can do ----

class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}
  std::size_t below(std::size_t bound) { return engine_() % bound; }
  bool one_in(std::size_t n) { return below(n) == 0; }

 private:
  std::mt19937 engine_;
};

// Modules call only those behind them, so that the walk has an end.
std::string linked(Random& random, const char* kind, std::size_t from, std::size_t to) {
  return random.one_in(8) || from >= to ? "$" : fmt::format("{}{}", kind, from + random.below(to - from));
}

FlowAction random_block(Random& random, const std::string& id, std::size_t flows, std::size_t module,
                        std::size_t modules) {
  static constexpr const char* types[] = {"MessageParticipant",
                                          "UpdateFlowLoggingBehavior",
                                          "UpdateContactRecordingBehavior",
                                          "CheckHoursOfOperation",
                                          "UpdateContactTargetQueue",
                                          "AuthenticateParticipant",
                                          "Compare",
                                          "TransferToFlow",
                                          "InvokeFlowModule",
                                          "InvokeFlowModule",
                                          "EndFlowModuleExecution",
                                          "UpdateContactEventHooks"};
  FlowAction action = block(id, types[random.below(std::size(types))]);
  if (action.type == "UpdateFlowLoggingBehavior") action.sets_logging = !random.one_in(3);
  if (action.type == "UpdateContactRecordingBehavior") action.sets_recording = !random.one_in(3);
  if (action.type == "TransferToFlow") action = to_flow(id, linked(random, "f", 0, flows));
  if (action.type == "InvokeFlowModule") action = calling(id, linked(random, "m", module, modules), {});
  if (action.type == "UpdateContactEventHooks" && random.one_in(6)) {
    action = naming(std::move(action), ReferenceKind::hook, linked(random, "f", 0, flows));
  }
  return action;
}

std::vector<FlowAction> random_blocks(Random& random, std::size_t flows, std::size_t module, std::size_t modules) {
  std::vector<FlowAction> blocks;
  const std::size_t count = 2 + random.below(6);
  for (std::size_t b = 0; b < count; ++b) {
    blocks.push_back(random_block(random, std::to_string(b), flows, module, modules));
    for (std::size_t n = 1 + random.below(3); n > 0; --n) {
      const std::string to = std::to_string(random.below(count + 1));
      blocks.back().branches.push_back(
          {to, random.one_in(3) ? BranchKind::error : BranchKind::next, "NoMatchingError"});
    }
  }
  return blocks;
}

Instance random_instance(Random& random) {
  Instance instance;
  const std::size_t flows = 1 + random.below(4), modules = random.below(4);
  for (std::size_t f = 0; f < flows; ++f) {
    instance.flow(fmt::format("f{}", f), random_blocks(random, flows, 0, modules),
                  random.one_in(4) ? "CUSTOMER_QUEUE" : "CONTACT_FLOW");
    if (random.one_in(2)) instance.entries.insert(fmt::format("f{}", f));
  }
  for (std::size_t m = 0; m < modules; ++m)
    instance.module(fmt::format("m{}", m), random_blocks(random, flows, m + 1, modules));
  return instance;
}

// One contact: where it is, through which calls it came there, and what holds of it.
struct Contact {
  std::vector<Node> calls;
  Node at;
  unsigned state;
  bool is_sure;

  auto operator<=>(const Contact&) const = default;
};

class Walk {
 public:
  explicit Walk(const InstanceGraph& graph) : graph_(graph), found_(graph.size()) {
    std::set<const Part*> led_to;
    for (Node node = 0; node < graph.size(); ++node) {
      for (const Link& link : graph.links(node)) {
        if (link.to != &graph.part(node)) led_to.insert(link.to);
      }
    }
    each_flow([](const Part& part) { return part.is_entry; },
              [&](const Part& part) { enter({{}, part.start, 0, true}); });
    each_flow([&](const Part& part) { return !part.is_entry && !led_to.contains(&part); },
              [&](const Part& part) { begin_perhaps(part); });
    std::set<const Part*> unreached;
    each_flow([&](const Part& part) { return found_[part.start].none(); },
              [&](const Part& part) { unreached.insert(&part); });
    for (const Part* part : unreached) begin_perhaps(*part);
    walk();
  }

  const std::vector<Arrivals>& found() const { return found_; }

 private:
  template <typename Which, typename Begin>
  void each_flow(Which&& which, Begin&& begin) {
    for (const Part& part : graph_.parts()) {
      if (!part.is_module && which(part)) begin(part);
    }
    walk();
  }

  void begin_perhaps(const Part& part) {
    for (unsigned state = 0; state < 64; ++state) enter({{}, part.start, state, false});
  }

  void enter(Contact contact) {
    if (contact.at == nowhere) return;
    if (seen_.insert(contact).second) open_.push_back(std::move(contact));
  }

  void walk() {
    while (!open_.empty()) {
      const Contact contact = std::move(open_.back());
      open_.pop_back();
      (contact.is_sure ? found_[contact.at].surely : found_[contact.at].perhaps) |= StateSet(1) << contact.state;
      step(contact);
    }
  }

  void leave(const Contact& contact, Node block, bool failed, unsigned state, bool is_sure) {
    for (const Way& way : graph_.ways(block)) {
      if (model::is_failure(*way.branch) == failed) enter({contact.calls, way.to, state, is_sure});
    }
  }

  void step(const Contact& contact) {
    const FlowAction& action = graph_.action(contact.at);
    leave(contact, contact.at, true, action.speaks ? contact.state | bit(Fact::spoken_to) : contact.state,
          contact.is_sure);
    if (action.type == "InvokeFlowModule") return call(contact);
    leave(contact, contact.at, false, changed(action, contact.state), contact.is_sure);
    if (action.type == "EndFlowModuleExecution" && !contact.calls.empty()) {
      Contact back = contact;
      back.calls.pop_back();
      leave(back, contact.calls.back(), false, contact.state, contact.is_sure);
    }
    for (const Link& link : graph_.links(contact.at)) follow(contact, link);
  }

  void call(const Contact& contact) {
    const Part* module = graph_.links(contact.at)[0].to;
    if (module == nullptr) {
      for (unsigned state = 0; state < 64; ++state) leave(contact, contact.at, false, state, false);
      return;
    }
    Contact inside{contact.calls, module->start, contact.state, contact.is_sure};
    inside.calls.push_back(contact.at);
    enter(std::move(inside));
  }

  void follow(const Contact& contact, const Link& link) {
    if (link.kind == LinkKind::event) {
      if (link.to != nullptr) begin_perhaps(*link.to);
    } else if (link.to != nullptr) {
      enter({{}, link.to->start, contact.state, contact.is_sure});
    } else {
      for (const Part& part : graph_.parts()) {
        if (!part.is_module && part.flow->type == "CONTACT_FLOW") enter({{}, part.start, contact.state, false});
      }
    }
  }

  static unsigned changed(const FlowAction& action, unsigned state) {
    const auto set = [&](Fact fact, bool holds) { state = holds ? state | bit(fact) : state & ~bit(fact); };
    if (action.sets_logging) set(Fact::logging, *action.sets_logging);
    if (action.sets_recording) set(Fact::recording, *action.sets_recording);
    if (action.speaks) set(Fact::spoken_to, true);
    if (action.type == "CheckHoursOfOperation") set(Fact::hours_checked, true);
    if (action.type == "UpdateContactTargetQueue") set(Fact::queue_set, true);
    if (action.type == "AuthenticateParticipant") set(Fact::authenticated, true);
    return state;
  }

  const InstanceGraph& graph_;
  std::vector<Arrivals> found_;
  std::set<Contact> seen_;
  std::vector<Contact> open_;
};

TEST(FlowStates, AreWhatAWalkOverAllStatesFinds) {
  Random random(14);
  int sure = 0, returned = 0;
  for (int i = 0; i < 400; ++i) {
    const Instance instance = random_instance(random);
    const InstanceGraph graph = instance.graph();
    const auto found = arrivals(graph);
    const Walk walk(graph);
    for (Node node = 0; node < graph.size(); ++node) {
      ASSERT_EQ(found[node].surely, walk.found()[node].surely) << "instance " << i << ", block " << node;
      ASSERT_EQ(found[node].perhaps, walk.found()[node].perhaps) << "instance " << i << ", block " << node;
      sure += found[node].surely != 0 ? 1 : 0;
      returned += graph.part(node).is_module && found[node].surely != 0 ? 1 : 0;
    }
  }
  EXPECT_GT(sure, 500);
  EXPECT_GT(returned, 50);
}

}  // namespace
}  // namespace analysis::test
