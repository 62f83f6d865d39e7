#include "analysis/flow_languages.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>
#include <string>
#include <utility>
#include <vector>

#include "analysis/flow_graph_for_test.hpp"
#include "analysis/flow_walk_for_test.hpp"

namespace analysis::test {
namespace {

using Kind = Language::Kind;

FlowAction speak(const std::string& id, const std::string& language, const std::vector<std::string>& next) {
  FlowAction action = block(id, "UpdateContactData", next);
  action.language = language;
  return action;
}

FlowAction voice(const std::string& id, const std::string& name, const std::vector<std::string>& next) {
  FlowAction action = block(id, "UpdateContactTextToSpeechVoice", next);
  action.voice = name;
  return action;
}

std::string text(const Language& language) {
  switch (language.kind) {
    case Kind::not_set: return "none";
    case Kind::chosen_later: return "later";
    case Kind::another: return "another";
    case Kind::language: return std::string(language.name);
    case Kind::voice: break;
  }
  return fmt::format("voice {}", language.name);
}

// "none, de-DE; perhaps later; callback none".
std::string at(const Instance& instance, const std::string& flow, const std::string& id,
               FlowLanguages::Followed followed = {}) {
  const InstanceGraph graph = instance.graph();
  const FlowLanguages languages(graph);
  const auto texts = [&](StateSet states) {
    std::vector<std::string> all;
    for (const Language& language : languages.of(states)) all.push_back(text(language));
    return fmt::format("{}", fmt::join(all, ", "));
  };
  const Arrivals arrivals = languages.arrivals(followed)[node(graph, flow, id)];
  std::string all = texts(arrivals.surely);
  if (arrivals.perhaps != 0) all += "; perhaps " + texts(arrivals.perhaps);
  if (with_callback(arrivals.surely) != 0) all += "; callback " + texts(with_callback(arrivals.surely));
  return all;
}

TEST(FlowLanguages, AreThoseThatBlocksOnTheWaySetLast) {
  Instance instance;
  instance.flow("a", {block("ask", "Compare", {"de", "en", "end"}), speak("de", "de-DE", {"queue"}),
                      speak("en", "en-GB", {"again"}), speak("again", "en-US", {"queue"}), block("queue", "Wait"),
                      block("end", "DisconnectParticipant")});
  instance.entries = {"a"};
  EXPECT_EQ(at(instance, "a", "ask"), "none");
  EXPECT_EQ(at(instance, "a", "queue"), "de-DE, en-US");
  EXPECT_EQ(at(instance, "a", "end"), "none");
}

TEST(FlowLanguages, KeepApartWhatTheCallersOfAModuleHadBefore) {
  Instance instance;
  instance.module("m", {block("say", "MessageParticipant", {"end"}), block("end", "EndFlowModuleExecution")});
  for (const auto& [flow, language] : {std::pair{"a", "de-DE"}, std::pair{"b", "fr-FR"}}) {
    instance.flow(flow, {speak("set", language, {"call"}), calling("call", "m", {"x"}), block("x", "Wait")});
    instance.entries.insert(flow);
  }
  EXPECT_EQ(at(instance, "m", "say"), "de-DE, fr-FR");
  EXPECT_EQ(at(instance, "a", "x"), "de-DE");
  EXPECT_EQ(at(instance, "b", "x"), "fr-FR");
}

TEST(FlowLanguages, AreAVoiceWhereNoLanguageIsSetBehindIt) {
  Instance instance;
  instance.flow("a", {voice("amy", "Amy", {"ask"}), block("ask", "Compare", {"set", "x"}), speak("set", "en-GB", {"x"}),
                      block("x", "Wait")});
  instance.entries = {"a"};
  EXPECT_EQ(at(instance, "a", "x"), "en-GB, voice Amy");
}

TEST(FlowLanguages, OfAFailedBlockAreThoseFromBefore) {
  Instance instance;
  instance.flow("a", {with_error(speak("set", "de-DE", {"x"}), "x"), block("x", "Wait")});
  instance.entries = {"a"};
  EXPECT_EQ(at(instance, "a", "x"), "none, de-DE");
  EXPECT_EQ(at(instance, "a", "x", {.through_failures = false}), "de-DE");
}

TEST(FlowLanguages, MayBeChosenWhileTheContactRuns) {
  Instance instance;
  instance.flow("a", {speak("set", "$.Attributes.language", {"x"}), block("x", "Wait")});
  instance.entries = {"a"};
  EXPECT_EQ(at(instance, "a", "x"), "later");
}

TEST(FlowLanguages, ArePerhapsAnyBehindWhatWasNotRead) {
  Instance instance;
  instance.flow("a", {speak("set", "de-DE", {"call"}), calling("call", "unread", {"x"}), block("x", "Wait")});
  instance.flow("widget", {block("x", "Wait")});
  instance.entries = {"a"};
  EXPECT_EQ(at(instance, "a", "call"), "de-DE");
  EXPECT_EQ(at(instance, "a", "x"), "; perhaps none, later, another, de-DE");
  EXPECT_EQ(at(instance, "widget", "x"), "; perhaps none, later, another, de-DE");
}

TEST(FlowLanguages, AreOfOneNumberWhereOnlyItsContactsAreFollowed) {
  Instance instance;
  instance.flow("a", {speak("set", "de-DE", {"task"}),
                      naming(block("task", "CreateTask", {"go"}), ReferenceKind::flow, "t"), to_flow("go", "shared")});
  instance.flow("b", {speak("set", "en-GB", {"go"}), to_flow("go", "shared")});
  instance.flow("shared", {block("x", "Wait")});
  instance.flow("t", {block("x", "Wait")});
  instance.entries = {"a", "b"};
  EXPECT_EQ(at(instance, "shared", "x"), "de-DE, en-GB");
  const InstanceGraph graph = instance.graph();
  const FlowLanguages languages(graph);
  const auto arrivals = languages.arrivals({.from = &graph.part(node(graph, "a", "set"))});
  EXPECT_EQ(text(languages.of(arrivals[node(graph, "shared", "x")].surely).at(0)), "de-DE");
  EXPECT_TRUE(arrivals[node(graph, "t", "x")].none()) << "a task is another contact";
  EXPECT_TRUE(arrivals[node(graph, "b", "set")].none());
}

TEST(FlowLanguages, KnowWhoWasOfferedACallback) {
  Instance instance;
  instance.flow("a", {block("ask", "Compare", {"de", "back"}), speak("de", "de-DE", {"x"}),
                      with_error(block("back", "CreateCallbackContact", {"x"}), "failed"), block("x", "Wait"),
                      block("failed", "Wait")});
  instance.entries = {"a"};
  EXPECT_EQ(at(instance, "a", "x"), "none, de-DE; callback none");
  EXPECT_EQ(at(instance, "a", "failed"), "none");
}

TEST(FlowLanguages, GoOnInTheQueueFlowOfAHook) {
  Instance instance;
  instance.flow("a", {speak("set", "de-DE", {"hook"}),
                      naming(block("hook", "UpdateContactEventHooks", {"enter"}), ReferenceKind::hook, "queue"),
                      block("enter", "TransferContactToQueue")});
  instance.flow("queue", {block("back", "CreateCallbackContact", {"x"}), block("x", "Wait")}, "CUSTOMER_QUEUE");
  instance.entries = {"a"};
  EXPECT_EQ(at(instance, "queue", "x"), "de-DE; callback de-DE");
}

// No more than 29 are told apart, voices last.
TEST(FlowLanguages, FallTogetherWhereTheyAreTooMany) {
  Instance instance;
  std::vector<FlowAction> blocks = {voice("voice", "Amy", {"spoken"}), block("spoken", "Compare")};
  for (int i = 0; i < 40; ++i) {
    const std::string id = fmt::format("{}", i);
    blocks[1].branches.push_back({id, BranchKind::condition, id});
    blocks.push_back(speak(id, fmt::format("x-{}", i), {"end" + id}));
    blocks.push_back(block("end" + id, "Wait"));
  }
  instance.flow("a", blocks);
  instance.entries = {"a"};
  EXPECT_EQ(at(instance, "a", "end28"), "x-28");
  EXPECT_EQ(at(instance, "a", "end29"), "another");
  EXPECT_EQ(at(instance, "a", "spoken"), "another");
}

// As a walk asks for it.
class LanguageRules {
 public:
  explicit LanguageRules(const InstanceGraph& graph) : languages_(graph), all_(languages_.of(~StateSet(0))) {}

  std::vector<Arrivals> found() const { return languages_.arrivals({}); }

  static StateSet begun() { return 1; }
  StateSet any() const {
    const StateSet half = (StateSet(1) << all_.size()) - 1;
    return half | half << language_count;
  }
  StateSet unseen(const Part&) const { return any(); }
  static unsigned failed(const FlowAction&, unsigned state) { return state; }
  unsigned done(const FlowAction& action, unsigned state) const {
    if (action.type == "CreateCallbackContact") return state | language_count;
    return action.language.empty() ? state : (state & language_count) + number_of(action.language);
  }
  static bool is_queued(unsigned) { return true; }
  static unsigned moved(unsigned state) { return state; }
  StateSet begun_by(const FlowAction&, unsigned) const { return any(); }

 private:
  unsigned number_of(const std::string& name) const {
    const Language wanted = name.starts_with('$') ? Language{Kind::chosen_later} : Language{Kind::language, name};
    return unsigned(std::ranges::find(all_, wanted) - all_.begin());
  }

  const FlowLanguages languages_;
  const std::vector<Language> all_;
};

TEST(FlowLanguages, AreWhatAWalkOverAllStatesFinds) {
  expect_what_walks_find<LanguageRules>();
}

}  // namespace
}  // namespace analysis::test
