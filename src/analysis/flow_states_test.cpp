#include "analysis/flow_states.hpp"

#include <gtest/gtest.h>

#include "analysis/flow_graph_for_test.hpp"
#include "analysis/flow_walk_for_test.hpp"

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
  return contact_states(graph).arrivals[node(graph, flow, id)];
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

TEST(FlowStates, WaitInTheQueueWhenATransferToItSucceeds) {
  Instance instance;
  instance.flow("a", {with_error(block("queue", "TransferContactToQueue", {"over"}), "sorry"),
                      block("over", "EndFlowExecution"), block("sorry", "DisconnectParticipant")});
  instance.entries = {"a"};
  EXPECT_TRUE(at(instance, "a", "over").none());
  EXPECT_EQ(at(instance, "a", "sorry").surely, no_fact);
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

// As most modules that ask something are used: one result leads on, the other does not.
TEST(FlowStates, GoOnByTheResultWithWhichAModuleEnds) {
  const auto ending = [](const char* id, const char* result) {
    FlowAction end = block(id, "EndFlowModuleExecution");
    end.result = result;
    return end;
  };
  FlowAction call = calling("call", "m", {});
  call.branches = {{"go", BranchKind::condition, "found"},
                   {"sorry", BranchKind::condition, "lost"},
                   {"none", BranchKind::error, "NoMatchingCondition"},
                   {"failed", BranchKind::error, "NoMatchingError"}};
  Instance instance;
  instance.flow("a",
                {call, block("go", "Wait"), block("sorry", "Wait"), block("none", "Wait"), block("failed", "Wait")});
  instance.module("m", {block("ask", "Compare", {"set", "lost", "odd", "later"}),
                        block("set", "UpdateContactTargetQueue", {"found"}), ending("found", "found"),
                        ending("lost", "lost"), ending("odd", "odd"), block("later", "MessageParticipant", {"chosen"}),
                        ending("chosen", "$.Attributes.result")});
  instance.entries = {"a"};
  const StateSet chosen = state({Fact::spoken_to});
  EXPECT_EQ(at(instance, "a", "go").surely, state({Fact::queue_set}) | chosen);
  EXPECT_EQ(at(instance, "a", "sorry").surely, no_fact | chosen);
  EXPECT_EQ(at(instance, "a", "none").surely, no_fact | chosen);
  EXPECT_EQ(at(instance, "a", "failed").surely, no_fact);
}

TEST(FlowStates, GoOnAnywhereBehindAResultThatLeadsNowhere) {
  FlowAction call = calling("call", "m", {});
  call.branches = {{"yes", BranchKind::condition, "yes"}, {"failed", BranchKind::error, "NoMatchingError"}};
  Instance instance;
  instance.flow("a", {call, block("yes", "Wait"), block("failed", "Wait")});
  instance.module("m", {block("say", "MessageParticipant", {"end"}), block("end", "EndFlowModuleExecution")});
  instance.entries = {"a"};
  EXPECT_EQ(at(instance, "a", "yes").surely, state({Fact::spoken_to}));
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

TEST(FlowStates, ArePerhapsAnyBehindABlockOfATypeThatIsNotKnown) {
  Instance instance;
  instance.flow("a", {with_error(block("new", "Hologram", {"x"}), "failed"), block("x", "Wait"),
                      block("failed", "DisconnectParticipant")});
  instance.entries = {"a"};
  EXPECT_EQ(at(instance, "a", "new"), (Arrivals{no_fact, 0}));
  for (const auto* id : {"x", "failed"}) EXPECT_EQ(at(instance, "a", id), (Arrivals{0, every_state})) << id;
}

TEST(FlowStates, AreAuthenticatedWhereThatWorked) {
  Instance instance;
  FlowAction authenticate = with_error(block("ask", "AuthenticateParticipant", {"in"}), "failed");
  authenticate.branches.push_back({"late", BranchKind::timeout, "TimeLimitExceeded"});
  authenticate.branches.push_back({"out", BranchKind::condition, "OptedOut", "Equals"});
  authenticate.speaks = true;
  std::vector<FlowAction> blocks = {authenticate};
  for (const auto* id : {"in", "failed", "late", "out"}) blocks.push_back(block(id, "DisconnectParticipant"));
  instance.flow("a", blocks);
  instance.entries = {"a"};
  EXPECT_EQ(at(instance, "a", "in").surely, state({Fact::authenticated, Fact::spoken_to}));
  for (const auto* id : {"failed", "late", "out"}) {
    EXPECT_EQ(at(instance, "a", id).surely, state({Fact::spoken_to})) << id;
  }
}

TEST(FlowStates, AreSpokenToWhereATransferToANumberReturns) {
  Instance instance;
  FlowAction dial = with_error(block("dial", "TransferParticipantToThirdParty", {"after"}), "failed");
  dial.branches.push_back({"late", BranchKind::timeout, "ConnectionTimeLimitExceeded"});
  dial.returns = true;
  instance.flow("a", {dial, block("after", "DisconnectParticipant"), block("failed", "DisconnectParticipant"),
                      block("late", "DisconnectParticipant")});
  instance.entries = {"a"};
  EXPECT_EQ(at(instance, "a", "after").surely, state({Fact::spoken_to}));
  for (const auto* id : {"failed", "late"}) EXPECT_EQ(at(instance, "a", id).surely, no_fact) << id;
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

TEST(FlowStates, GoOnInTheQueueFlowOfTheirOwnWayWhereWaysJoin) {
  Instance instance;
  instance.flow("main", into_queue({block("ask", "Compare", {"one", "log"}), hook("one", "queue", "set"),
                                    log("log", true, {"two"}), hook("two", "other", "set")}));
  for (const auto* id : {"queue", "other"}) instance.flow(id, {block("x", "Wait")}, "CUSTOMER_QUEUE");
  instance.entries = {"main"};
  EXPECT_EQ(at(instance, "queue", "x"), (Arrivals{state({Fact::queue_set}), 0}));
  EXPECT_EQ(at(instance, "other", "x"), (Arrivals{state({Fact::logging, Fact::queue_set}), 0}));
}

// Most hooks go on where they would if they had worked.
TEST(FlowStates, GoOnInTheQueueFlowWhereTheHookThatSetsItMayFail) {
  Instance instance;
  instance.flow("main", into_queue({with_error(hook("hook", "queue", "set"), "set")}));
  instance.flow("queue", {block("x", "Wait")}, "CUSTOMER_QUEUE");
  instance.entries = {"main"};
  EXPECT_EQ(at(instance, "queue", "x"), (Arrivals{state({Fact::queue_set}), 0}));
}

TEST(FlowStates, ArePerhapsThoseOfTheQueueWhereItsFlowIsChosenLater) {
  const auto with_hook = [](const std::string& event) {
    Instance instance;
    instance.flow("main", into_queue({hook("hook", "queue", "later"), hook("later", "$.Attributes.next", "set")}));
    instance.contents.value->at("main").graph->actions[1].references[0].event = event;
    instance.flow("queue", {block("x", "Wait")}, "CUSTOMER_QUEUE");
    instance.entries = {"main"};
    return at(instance, "queue", "x");
  };
  EXPECT_EQ(with_hook("CustomerQueue"), (Arrivals{0, state({Fact::queue_set})}));
  EXPECT_EQ(with_hook("AgentWhisper"), (Arrivals{state({Fact::queue_set}), 0})) << "that sets no queue flow";
}

// More queue flows than are told apart in one flow of the largest instance.
TEST(FlowStates, ArePerhapsThoseOfTheQueueWhereThereAreTooManyFlows) {
  constexpr std::size_t flows = 300, blocks = 15'000;
  Instance instance;
  std::vector<FlowAction> main = {block("ask", "Compare")};
  for (std::size_t i = 0; i < flows; ++i) {
    const std::string id = std::to_string(i);
    main.front().branches.push_back({"h" + id});
    main.push_back(hook("h" + id, "q" + id, "0"));
    instance.flow("q" + id, {block("x", "Wait")}, "CUSTOMER_QUEUE");
  }
  for (std::size_t i = 0; i < blocks; ++i) {
    main.push_back(block(std::to_string(i), "MessageParticipant", {i + 1 < blocks ? std::to_string(i + 1) : "set"}));
  }
  instance.flow("main", into_queue(std::move(main)));
  instance.entries = {"main"};
  const InstanceGraph graph = instance.graph();
  const auto found = contact_states(graph).arrivals;
  const StateSet queued = state({Fact::queue_set, Fact::spoken_to});
  std::size_t sure = 0;
  for (std::size_t i = 0; i < flows; ++i) {
    const Arrivals there = found[node(graph, "q" + std::to_string(i), "x")];
    sure += there.surely == queued ? 1 : 0;
    EXPECT_EQ(there.surely | there.perhaps, queued);
  }
  EXPECT_GT(sure, 100U);
  EXPECT_LT(sure, flows);
}

// AWS's default flow is known by its name, which somebody may have given to another.
TEST(FlowStates, OfADefaultFlowArePerhapsAny) {
  Instance instance;
  instance.flow("main", into_queue({}));
  instance.flow("after", {block("x", "Wait")});
  instance.default_flow("d", "Default customer queue", "CUSTOMER_QUEUE", {to_flow("go", "after")});
  instance.entries = {"main"};
  EXPECT_EQ(at(instance, "d", "go"), (Arrivals{0, every_state}));
  EXPECT_EQ(at(instance, "after", "x"), (Arrivals{0, every_state}));
  instance.flow("hooked", into_queue({hook("hook", "d", "set")}));
  instance.entries = {"main", "hooked"};
  EXPECT_EQ(at(instance, "after", "x"), (Arrivals{state({Fact::queue_set}), every_state}))
      << "a hook names it by its id";
}

TEST(FlowStates, OfAHooksFlowHaveBehindThemWhatADefaultFlowMayDo) {
  Instance instance;
  instance.flow("main", into_queue({hook("hook", "gone", "set")}));
  instance.flow("gone", {block("x", "Wait")});
  instance.entries = {"main"};
  EXPECT_EQ(states_with(at(instance, "gone", "x").perhaps, Fact::spoken_to), 0U);
  instance.default_flow("d", "Default customer queue", "CUSTOMER_QUEUE", {block("say", "MessageParticipant")});
  EXPECT_NE(states_with(at(instance, "gone", "x").perhaps, Fact::spoken_to), 0U);
}

TEST(FlowStates, OfATaskOfATemplateArePerhapsAnyButLogging) {
  Instance instance;
  instance.flow("main", {log("log", true, {"task"}),
                         naming(block("task", "CreateTask", {"end"}), ReferenceKind::task_template, "t"),
                         block("end", "DisconnectParticipant")});
  instance.flow("sub", {block("x", "Wait")});
  instance.entries = {"main"};
  *instance.task_templates.value = {{"t", "Claim", "ACTIVE", "sub", "", {}}};
  EXPECT_EQ(at(instance, "sub", "x"),
            (Arrivals{0, states_without(every_state, Fact::logging) | state({Fact::logging})}));
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

// As a walk asks for it.
struct FactRules {
  explicit FactRules(const InstanceGraph& of) : graph(of) {}

  std::vector<Arrivals> found() const { return contact_states(graph).arrivals; }
  static StateSet begun() { return no_fact; }
  static StateSet any() { return every_state; }
  static StateSet unseen(const Part& part) {
    return starts_contacts(*part.flow) ? states_without(every_state, Fact::logging) : every_state;
  }
  static unsigned failed(const FlowAction& action, unsigned state) {
    return action.speaks ? state | bit(Fact::spoken_to) : state;
  }
  static unsigned done(const FlowAction& action, unsigned state) {
    const auto set = [&](Fact fact, bool holds) { state = holds ? state | bit(fact) : state & ~bit(fact); };
    if (action.sets_logging) set(Fact::logging, *action.sets_logging);
    if (action.sets_recording) set(Fact::recording, *action.sets_recording);
    if (action.speaks) set(Fact::spoken_to, true);
    if (action.type == "CheckHoursOfOperation") set(Fact::hours_checked, true);
    if (action.type == "UpdateContactTargetQueue") set(Fact::queue_set, true);
    if (action.type == "AuthenticateParticipant") set(Fact::authenticated, true);
    return state;
  }
  static bool is_queued(unsigned state) { return (state & bit(Fact::queue_set)) != 0; }
  static unsigned moved(unsigned state) { return state | bit(Fact::queue_set); }
  static StateSet begun_by(const FlowAction& action, unsigned state) {
    state &= bit(Fact::logging);
    if (action.type == "CreateCallbackContact") state |= bit(Fact::queue_set);
    return StateSet(1) << state;
  }

  const InstanceGraph& graph;
};

TEST(FlowStates, AreWhatAWalkOverAllStatesFinds) {
  expect_what_walks_find<FactRules>();
}

}  // namespace
}  // namespace analysis::test
