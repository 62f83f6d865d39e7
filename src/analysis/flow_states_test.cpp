#include "analysis/flow_states.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <random>

#include "analysis/flow_events.hpp"
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
  instance.flow("main", {block("say", "Compare", {"go"}), to_flow("go", "$"), block("z", "Wait")});
  instance.flow("queue", {block("x", "Wait")}, "CUSTOMER_QUEUE");
  instance.flow("circle", {to_flow("x", "round")});
  instance.flow("round", {to_flow("x", "circle")});
  instance.entries = {"main"};
  EXPECT_EQ(at(instance, "widget", "x"), (Arrivals{0, states_without(every_state, Fact::logging)}));
  EXPECT_EQ(states_without(at(instance, "widget", "y").perhaps, Fact::spoken_to), 0U);
  EXPECT_EQ(at(instance, "main", "go").surely, no_fact);
  EXPECT_EQ(at(instance, "main", "say").perhaps, no_fact) << "the dynamic transfer may lead back";
  EXPECT_TRUE(at(instance, "main", "z").none());
  EXPECT_EQ(at(instance, "queue", "x"), (Arrivals{0, every_state}));
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

// A quick connect leads from the midst of a contact.
TEST(FlowStates, ArePerhapsAnyWhereAQuickConnectLeads) {
  Instance instance;
  instance.flow("a", {to_flow("go", "b")});
  instance.flow("b", {block("x", "Wait")});
  instance.entries = {"a"};
  EXPECT_EQ(at(instance, "b", "x"), (Arrivals{no_fact, 0}));
  instance.other_entries = {"b"};
  EXPECT_EQ(at(instance, "b", "x"), (Arrivals{no_fact, every_state}));
}

// That takes the queue, goes into it, and goes on where it cannot.
std::vector<FlowAction> into_queue(std::vector<FlowAction> before) {
  before.push_back(block("set", "UpdateContactTargetQueue", {"enter"}));
  before.push_back(with_error(block("enter", "TransferContactToQueue"), "end"));
  before.push_back(block("end", "DisconnectParticipant"));
  return before;
}

FlowAction hook(const std::string& id, const std::string& flow, const std::string& next) {
  return naming(block(id, "UpdateContactEventHooks", {next}), ReferenceKind::hook, flow);
}

FlowAction log(const std::string& id, bool on, const std::vector<std::string>& next) {
  FlowAction action = block(id, "UpdateFlowLoggingBehavior", next);
  action.sets_logging = on;
  return action;
}

TEST(FlowStates, GoOnInTheQueueFlowThatTheLastHookHasSet) {
  Instance instance;
  instance.flow("main",
                into_queue({hook("first", "other", "last"), hook("last", "queue", "log"), log("log", true, {"set"})}));
  for (const auto* id : {"queue", "other"}) instance.flow(id, {block("x", "Wait")}, "CUSTOMER_QUEUE");
  instance.entries = {"main"};
  EXPECT_EQ(at(instance, "queue", "x"), (Arrivals{state({Fact::logging, Fact::queue_set}), 0}));
  EXPECT_EQ(at(instance, "other", "x").surely, 0U);
}

// Which of them runs is not kept apart from what else holds.
TEST(FlowStates, ArePerhapsThoseOfTheQueueWhereSeveralFlowsMayRun) {
  Instance instance;
  instance.flow("main", into_queue({block("ask", "Compare", {"one", "two"}), hook("one", "queue", "set"),
                                    hook("two", "other", "set")}));
  for (const auto* id : {"queue", "other"}) instance.flow(id, {block("x", "Wait")}, "CUSTOMER_QUEUE");
  instance.entries = {"main"};
  for (const auto* id : {"queue", "other"}) EXPECT_EQ(at(instance, id, "x"), (Arrivals{0, state({Fact::queue_set})}));
}

TEST(FlowStates, KeepTheQueueFlowThroughModules) {
  Instance instance;
  instance.module("plain", {block("end", "EndFlowModuleExecution")});
  instance.module("hooks", {calling("inner", "sets", {"end"}), block("end", "EndFlowModuleExecution")});
  instance.module("sets", {hook("hook", "queue", "end"), block("end", "EndFlowModuleExecution")});
  instance.flow("main", into_queue({calling("hooks", "hooks", {"plain"}), calling("plain", "plain", {"set"})}));
  instance.flow("second", {hook("hook", "other", "call"), calling("call", "plain", {"end"}), block("end", "Wait")});
  for (const auto* id : {"queue", "other"}) instance.flow(id, {block("x", "Wait")}, "CUSTOMER_QUEUE");
  instance.entries = {"main", "second"};
  EXPECT_EQ(at(instance, "queue", "x").surely, state({Fact::queue_set}));
}

// Its event may come at any later block.
TEST(FlowStates, OfAHooksFlowAreThoseOfAllThatFollows) {
  Instance instance;
  instance.flow("main", {log("log", true, {"hook"}), hook("hook", "gone", "say"),
                         block("say", "MessageParticipant", {"go"}), to_flow("go", "next")});
  instance.flow("next", {block("end", "DisconnectParticipant")});
  instance.flow("gone", {block("x", "Wait")});
  instance.entries = {"main"};
  EXPECT_EQ(at(instance, "gone", "x"), (Arrivals{0, state({Fact::logging}) | state({Fact::logging, Fact::spoken_to})}));
  instance.contents.value->at("next").graph->actions = {log("end", false, {})};
  EXPECT_NE(states_without(at(instance, "gone", "x").perhaps, Fact::logging), 0U);
}

TEST(FlowStates, OfANewContactAreWhetherItLogs) {
  Instance instance;
  const auto creates = [](const std::string& id, const std::string& type, const std::string& flow) {
    return naming(block(id, type, {"next"}), ReferenceKind::flow, flow);
  };
  instance.flow("main", {block("say", "MessageParticipant", {"log"}), log("log", true, {"task"}),
                         creates("task", "CreateTask", "t"), creates("next", "CreateCallbackContact", "c")});
  for (const auto* id : {"t", "c"}) instance.flow(id, {block("x", "Wait")});
  instance.entries = {"main"};
  EXPECT_EQ(at(instance, "t", "x"), (Arrivals{0, state({Fact::logging})}));
  EXPECT_EQ(at(instance, "c", "x"), (Arrivals{0, state({Fact::logging, Fact::queue_set})}));
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
                                          "UpdateContactEventHooks",
                                          "UpdateContactEventHooks",
                                          "TransferContactToQueue",
                                          "DequeueContactAndTransferToQueue",
                                          "CreateTask",
                                          "CreateCallbackContact"};
  FlowAction action = block(id, types[random.below(std::size(types))]);
  if (action.type == "UpdateFlowLoggingBehavior") action.sets_logging = !random.one_in(3);
  if (action.type == "UpdateContactRecordingBehavior") action.sets_recording = !random.one_in(3);
  if (action.type == "TransferToFlow") action = to_flow(id, linked(random, "f", 0, flows));
  if (action.type == "InvokeFlowModule") action = calling(id, linked(random, "m", module, modules), {});
  if (action.type == "UpdateContactEventHooks") {
    action = naming(std::move(action), ReferenceKind::hook, linked(random, "f", 0, flows));
  }
  if (action.type.starts_with("Create")) {
    action = naming(std::move(action), ReferenceKind::flow, linked(random, "f", 0, flows));
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
    if (random.one_in(8)) instance.other_entries.insert(fmt::format("f{}", f));
  }
  for (std::size_t m = 0; m < modules; ++m)
    instance.module(fmt::format("m{}", m), random_blocks(random, flows, m + 1, modules));
  return instance;
}

// One contact: where it is, through which calls it came there, what holds of it, and which flows its hooks have set.
struct Contact {
  std::vector<Node> calls;
  Node at;
  unsigned state;
  bool is_sure;
  QueueFlow queue_flow{QueueFlow::Known::several};
  std::set<const Part*> hooks{};

  auto key() const { return std::tie(calls, at, state, is_sure, queue_flow.known, queue_flow.flow, hooks); }
  bool operator<(const Contact& other) const { return key() < other.key(); }
};

bool has_all(const Arrivals& arrivals, StateSet states) {
  return (states & ~(arrivals.surely | arrivals.perhaps)) == 0;
}

class Walk {
 public:
  // What only circles lead to begins where the fixed point says so: it may see more ways there than there are.
  Walk(const InstanceGraph& graph, const std::vector<Arrivals>& by_fixed_point) : graph_(graph), found_(graph.size()) {
    const auto led_to = led_to_by_others(graph);
    each_flow([](const Part& part) { return part.is_entry; },
              [&](const Part& part) { enter({{}, part.start, 0, true, {QueueFlow::Known::one}}); });
    each_flow([](const Part& part) { return part.has_other_entrance; },
              [&](const Part& part) { begin_perhaps(part, every_state); });
    each_flow([&](const Part& part) { return !part.is_entry && !led_to.contains(&part); },
              [&](const Part& part) { begin_perhaps(part, unseen(part)); });
    std::set<const Part*> unreached;
    each_flow([&](const Part& part) { return found_[part.start].none(); },
              [&](const Part& part) { unreached.insert(&part); });
    for (const Part* part : unreached) {
      if (has_all(by_fixed_point[part->start], unseen(*part))) begin_perhaps(*part, unseen(*part));
    }
    walk();
  }

  const std::vector<Arrivals>& found() const { return found_; }

 private:
  static StateSet unseen(const Part& part) {
    return starts_contacts(*part.flow) ? states_without(every_state, Fact::logging) : every_state;
  }

  template <typename Which, typename Begin>
  void each_flow(Which&& which, Begin&& begin) {
    for (const Part& part : graph_.parts()) {
      if (!part.is_module && which(part)) begin(part);
    }
    walk();
  }

  void begin_perhaps(const Part& part, StateSet states) {
    for (unsigned state = 0; state < 64; ++state) {
      if ((states >> state & 1U) != 0) enter({{}, part.start, state, false});
    }
  }

  void enter(Contact contact) {
    if (contact.at == nowhere) return;
    const auto [place, is_new] = seen_.insert(std::move(contact));
    if (is_new) open_.push_back(*place);
  }

  void walk() {
    while (!open_.empty()) {
      const Contact contact = std::move(open_.back());
      open_.pop_back();
      (contact.is_sure ? found_[contact.at].surely : found_[contact.at].perhaps) |= StateSet(1) << contact.state;
      step(contact);
    }
  }

  void leave(Contact contact, Node block, bool failed) {
    for (const Way& way : graph_.ways(block)) {
      if (model::is_failure(*way.branch) != failed) continue;
      contact.at = way.to;
      enter(contact);
    }
  }

  void step(const Contact& contact) {
    const FlowAction& action = graph_.action(contact.at);
    Contact failed = contact, done = contact;
    if (action.speaks) failed.state |= bit(Fact::spoken_to);
    done.state = changed(action, contact.state);
    leave(failed, contact.at, true);
    happen(contact);
    happen(done);
    if (action.type == "InvokeFlowModule") return call(contact);
    for (const Link& link : graph_.links(contact.at)) {
      follow(contact, link);
      if (link.kind == LinkKind::event) set_hook(done, link);
    }
    leave(done, contact.at, false);
    if (model::queues_contact(action)) enter_queue(contact, action);
    if (action.type == "EndFlowModuleExecution" && !contact.calls.empty()) {
      Contact back = contact;
      back.calls.pop_back();
      leave(back, contact.calls.back(), false);
    }
  }

  static void set_hook(Contact& contact, const Link& link) {
    if (link.to == nullptr) {
      contact.queue_flow = {QueueFlow::Known::several};
    } else if (is_queue_flow(*link.to)) {
      contact.queue_flow = {QueueFlow::Known::one, link.to};
    } else {
      contact.hooks.insert(link.to);
    }
  }

  // What the flows of hooks do is seen by none of the others.
  void happen(const Contact& contact) {
    for (const Part* part : contact.hooks) enter({{}, part->start, contact.state, false});
  }

  void enter_queue(Contact contact, const FlowAction& action) {
    const bool moves = action.type == "DequeueContactAndTransferToQueue";
    if (!moves && (contact.state & bit(Fact::queue_set)) == 0) return;
    contact.state |= bit(Fact::queue_set);
    contact.calls.clear();
    if (moves) contact.is_sure = false;
    if (contact.queue_flow.flow != nullptr) {
      contact.at = contact.queue_flow.flow->start;
      enter(contact);
    }
  }

  void call(const Contact& contact) {
    const Part* module = graph_.links(contact.at)[0].to;
    if (module == nullptr) {
      for (unsigned state = 0; state < 64; ++state) leave({contact.calls, contact.at, state, false}, contact.at, false);
      return;
    }
    Contact inside = contact;
    inside.at = module->start;
    inside.calls.push_back(contact.at);
    enter(std::move(inside));
  }

  void follow(Contact contact, const Link& link) {
    if (link.kind == LinkKind::event) return;
    contact.calls.clear();
    if (link.kind == LinkKind::new_contact) {
      if (link.to == nullptr) return;
      unsigned state = contact.state & bit(Fact::logging);
      if (graph_.action(contact.at).type == "CreateCallbackContact") state |= bit(Fact::queue_set);
      enter({{}, link.to->start, state, false});
    } else if (link.to != nullptr) {
      contact.at = link.to->start;
      enter(std::move(contact));
    } else {
      contact.is_sure = false;
      for (const Part& part : graph_.parts()) {
        contact.at = part.start;
        if (!part.is_module && part.flow->type == "CONTACT_FLOW") enter(contact);
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

bool has_hooks(const InstanceGraph& graph) {
  for (Node node = 0; node < graph.size(); ++node) {
    for (const Link& link : graph.links(node)) {
      if (link.kind == LinkKind::event) return true;
    }
  }
  return false;
}

// Of flows that hooks set, what is sure is never more than the walk finds, and nothing that it finds is missing.
TEST(FlowStates, AreWhatAWalkOverAllStatesFinds) {
  Random random(14);
  int exact = 0, returned = 0, queued = 0;
  for (int i = 0; i < 1200; ++i) {
    const Instance instance = random_instance(random);
    const InstanceGraph graph = instance.graph();
    const auto found = arrivals(graph);
    const auto walked = Walk(graph, found).found();
    const bool is_exact = !has_hooks(graph);
    for (Node node = 0; node < graph.size(); ++node) {
      SCOPED_TRACE(fmt::format("instance {}, block {}", i, node));
      if (is_exact) {
        ASSERT_EQ(found[node], walked[node]);
      }
      ASSERT_EQ(found[node].surely & ~walked[node].surely, 0U);
      ASSERT_TRUE(has_all(found[node], walked[node].surely | walked[node].perhaps));
      if (found[node].surely == 0) continue;
      exact += is_exact ? 1 : 0;
      returned += graph.part(node).is_module ? 1 : 0;
      queued += is_queue_flow(graph.part(node)) && !graph.part(node).is_entry ? 1 : 0;
    }
  }
  EXPECT_GT(exact, 500);
  EXPECT_GT(returned, 50);
  EXPECT_GT(queued, 20);
}

}  // namespace
}  // namespace analysis::test
