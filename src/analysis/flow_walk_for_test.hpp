// Random instances, and a walk over everything that contacts can do in them, which a fixed point is held against. For
// tests only.
#pragma once

#include <algorithm>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <iterator>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "analysis/flow_events.hpp"
#include "analysis/flow_graph_for_test.hpp"
#include "analysis/flow_states.hpp"

namespace analysis::test {

class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}
  std::size_t below(std::size_t bound) { return engine_() % bound; }
  bool one_in(std::size_t n) { return below(n) == 0; }

 private:
  std::mt19937 engine_;
};

// Modules call only those behind them, so that the walk has an end.
inline std::string linked(Random& random, const char* kind, std::size_t from, std::size_t to) {
  return random.one_in(8) || from >= to ? "$" : fmt::format("{}{}", kind, from + random.below(to - from));
}

inline FlowAction random_block(Random& random, const std::string& id, std::size_t flows, std::size_t module,
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
                                          "UpdateContactData",
                                          "UpdateContactData",
                                          "EndFlowModuleExecution",
                                          "UpdateContactEventHooks",
                                          "UpdateContactEventHooks",
                                          "TransferContactToQueue",
                                          "DequeueContactAndTransferToQueue",
                                          "CreateTask",
                                          "CreateCallbackContact",
                                          "Hologram"};
  static constexpr const char* results[] = {"", "yes", "no", "$.Attributes.result"};
  static constexpr const char* languages[] = {"de-DE", "en-GB", "fr-FR", "$.Attributes.language"};
  FlowAction action = block(id, types[random.below(std::size(types))]);
  if (action.type == "UpdateFlowLoggingBehavior") action.sets_logging = !random.one_in(3);
  if (action.type == "UpdateContactRecordingBehavior") action.sets_recording = !random.one_in(3);
  if (action.type == "UpdateContactData") action.language = languages[random.below(std::size(languages))];
  if (action.type == "TransferToFlow") action = to_flow(id, linked(random, "f", 0, flows));
  if (action.type == "InvokeFlowModule") action = calling(id, linked(random, "m", module, modules), {});
  if (action.type == "EndFlowModuleExecution") action.result = results[random.below(std::size(results))];
  if (action.type == "UpdateContactEventHooks") {
    action = naming(std::move(action), ReferenceKind::hook, linked(random, "f", 0, flows));
  }
  if (action.type.starts_with("Create")) {
    action = naming(std::move(action), ReferenceKind::flow, linked(random, "f", 0, flows));
  }
  return action;
}

inline BranchKind random_kind(Random& random) {
  static constexpr BranchKind kinds[] = {BranchKind::error, BranchKind::error, BranchKind::error, BranchKind::timeout,
                                         BranchKind::condition};
  const std::size_t kind = random.below(2 * std::size(kinds));
  return kind < std::size(kinds) ? kinds[kind] : BranchKind::next;
}

inline model::FlowBranch random_way(Random& random, const std::string& to, bool has_results) {
  if (has_results && random.one_in(2)) return {to, BranchKind::condition, random.one_in(2) ? "yes" : "no"};
  return {to, random_kind(random), "NoMatchingError"};
}

inline std::vector<FlowAction> random_blocks(Random& random, std::size_t flows, std::size_t module,
                                             std::size_t modules) {
  std::vector<FlowAction> blocks;
  const std::size_t count = 2 + random.below(6);
  for (std::size_t b = 0; b < count; ++b) {
    blocks.push_back(random_block(random, std::to_string(b), flows, module, modules));
    for (std::size_t n = 1 + random.below(3); n > 0; --n) {
      const std::string to = std::to_string(random.below(count + 1));
      blocks.back().branches.push_back(random_way(random, to, blocks.back().type == "InvokeFlowModule"));
    }
  }
  return blocks;
}

inline Instance random_instance(Random& random) {
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

// Which flow a contact's queue runs: that of AWS, one that a hook has set, or any.
struct WalkedQueueFlow {
  bool is_known = false;
  const Part* flow = nullptr;  // of what is known: nothing for that of AWS
};

// One contact: where it is, through which calls it came there, what holds of it, and which flows its hooks have set.
struct Contact {
  std::vector<Node> calls;
  Node at;
  unsigned state;
  bool is_sure;
  WalkedQueueFlow queue_flow{};
  std::set<const Part*> hooks{};

  auto key() const { return std::tie(calls, at, state, is_sure, queue_flow.is_known, queue_flow.flow, hooks); }
  bool operator<(const Contact& other) const { return key() < other.key(); }
};

inline bool has_all(const Arrivals& arrivals, StateSet states) {
  return (states & ~(arrivals.surely | arrivals.perhaps)) == 0;
}

// `Rules` say what a state is, as FixedPoint's States do, of one state at a time.
template <typename Rules>
class Walk {
 public:
  // What only circles lead to begins where the fixed point says so: it may see more ways there than there are.
  Walk(const InstanceGraph& graph, const Rules& rules, const std::vector<Arrivals>& by_fixed_point)
      : graph_(graph), rules_(rules), found_(graph.size()) {
    const auto led_to = led_to_by_others(graph);
    each_flow([](const Part& part) { return part.is_entry; },
              [&](const Part& part) { begin(part, rules_.begun(), true, {.is_known = true}); });
    each_flow([](const Part& part) { return part.has_other_entrance; },
              [&](const Part& part) { begin(part, rules_.any(), false); });
    each_flow([&](const Part& part) { return !part.is_entry && !led_to.contains(&part); },
              [&](const Part& part) { begin(part, rules_.unseen(part), false); });
    std::set<const Part*> unreached;
    each_flow([&](const Part& part) { return found_[part.start].none(); },
              [&](const Part& part) { unreached.insert(&part); });
    for (const Part* part : unreached) {
      if (has_all(by_fixed_point[part->start], rules_.unseen(*part))) begin(*part, rules_.unseen(*part), false);
    }
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

  void begin(const Part& part, StateSet states, bool is_sure, WalkedQueueFlow queue_flow = {}) {
    each_state(states, [&](unsigned state) { enter({{}, part.start, state, is_sure, queue_flow}); });
  }

  template <typename Visit>
  static void each_state(StateSet states, Visit&& visit) {
    for (unsigned state = 0; state < 64; ++state) {
      if ((states >> state & 1U) != 0) visit(state);
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

  // Who lets the time run out, or does not want to sign in, is as far as where the block has failed.
  static bool has_worked(const FlowAction& action, BranchKind kind) {
    const bool has_declined = action.type == "AuthenticateParticipant" && kind == BranchKind::condition;
    return kind != BranchKind::error && kind != BranchKind::timeout && !has_declined;
  }

  void leave(Contact contact, Node block, bool failed) {
    const bool is_queued = model::queues_contact(graph_.action(block));
    for (const Way& way : graph_.ways(block)) {
      if (has_worked(graph_.action(block), way.branch->kind) == failed) continue;
      if (is_queued && way.branch->kind == model::BranchKind::next) continue;
      contact.at = way.to;
      enter(contact);
    }
  }

  void come_back(Contact contact, Node call, const std::string& result) {
    const auto takes = [&](const model::FlowBranch& branch) {
      if (!has_worked(graph_.action(call), branch.kind)) return false;
      if (result == "$.Attributes.result") return true;
      return branch.kind == BranchKind::condition ? branch.of == result : !has_condition(call, result);
    };
    bool leads_on = false;
    for (const Way& way : graph_.ways(call)) leads_on = leads_on || (way.to != nowhere && takes(*way.branch));
    if (!leads_on) return leave(contact, call, false);
    for (const Way& way : graph_.ways(call)) {
      contact.at = way.to;
      if (takes(*way.branch)) enter(contact);
    }
  }

  bool has_condition(Node call, const std::string& of) const {
    return std::ranges::any_of(graph_.ways(call), [&](const Way& way) {
      return way.to != nowhere && way.branch->kind == BranchKind::condition && way.branch->of == of;
    });
  }

  void step(const Contact& contact) {
    const FlowAction& action = graph_.action(contact.at);
    if (!model::is_known_type(action.type)) return do_anything(contact);
    Contact failed = contact, done = contact;
    failed.state = rules_.failed(action, contact.state);
    done.state = rules_.done(action, contact.state);
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
      come_back(back, contact.calls.back(), action.result);
    }
  }

  void do_anything(Contact contact) {
    contact.is_sure = false;
    contact.queue_flow = {};
    each_state(rules_.any(), [&](unsigned state) {
      contact.state = state;
      leave(contact, contact.at, true);
      leave(contact, contact.at, false);
    });
  }

  static void set_hook(Contact& contact, const Link& link) {
    if (link.to == nullptr) {
      contact.queue_flow = {};
    } else if (is_queue_flow(*link.to)) {
      contact.queue_flow = {true, link.to};
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
    if (!moves && !rules_.is_queued(contact.state)) return;
    contact.calls.clear();
    if (moves) contact.state = rules_.moved(contact.state);
    if (moves || !contact.queue_flow.is_known) return enter_any_queue(contact);
    if (contact.queue_flow.flow == nullptr) return;
    contact.at = contact.queue_flow.flow->start;
    enter(std::move(contact));
  }

  // Whatever hook may have set its flow.
  void enter_any_queue(Contact contact) {
    contact.is_sure = false;
    contact.queue_flow = {};
    for (Node node = 0; node < graph_.size(); ++node) {
      for (const Link& link : graph_.links(node)) {
        if (link.kind != LinkKind::event || link.to == nullptr || !is_queue_flow(*link.to)) continue;
        contact.at = link.to->start;
        enter(contact);
      }
    }
  }

  void call(const Contact& contact) {
    const Part* module = graph_.links(contact.at)[0].to;
    if (module == nullptr) {
      return each_state(rules_.any(),
                        [&](unsigned state) { leave({contact.calls, contact.at, state, false}, contact.at, false); });
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
      begin(*link.to, rules_.begun_by(graph_.action(contact.at), contact.state), false);
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

  const InstanceGraph& graph_;
  const Rules& rules_;
  std::vector<Arrivals> found_;
  std::set<Contact> seen_;
  std::vector<Contact> open_;
};

inline bool has_hooks(const InstanceGraph& graph) {
  for (Node node = 0; node < graph.size(); ++node) {
    for (const Link& link : graph.links(node)) {
      if (link.kind == LinkKind::event) return true;
    }
  }
  return false;
}

// Of flows that hooks set, what comes there perhaps may be more than the walk finds; what surely does is the same.
template <typename Rules>
void expect_what_walks_find() {
  Random random(14);
  int exact = 0, returned = 0, queued = 0;
  for (int i = 0; i < 1600; ++i) {
    const Instance instance = random_instance(random);
    const InstanceGraph graph = instance.graph();
    const Rules rules(graph);
    const auto found = rules.found();
    const auto walked = Walk<Rules>(graph, rules, found).found();
    const bool is_exact = !has_hooks(graph);
    for (Node node = 0; node < graph.size(); ++node) {
      SCOPED_TRACE(fmt::format("instance {}, block {}", i, node));
      ASSERT_EQ(found[node].surely, walked[node].surely);
      if (is_exact) {
        ASSERT_EQ(found[node].perhaps, walked[node].perhaps);
      }
      ASSERT_TRUE(has_all(found[node], walked[node].perhaps));
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

}  // namespace analysis::test
