// Damaged flow contents: whatever AWS or a person's edit puts there, reading and judging it ends with an answer.
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "analysis/flow_circles.hpp"
#include "analysis/flow_states.hpp"
#include "base/json/read.hpp"
#include "collect/flow/exported_flow.hpp"
#include "collect/flow/language.hpp"
#include "fakes/mutator.hpp"
#include "fakes/source_directory.hpp"

namespace {

using nlohmann::json;
namespace read = base::read;

const std::vector<std::string>& contents() {
  static const auto all = [] {
    std::vector<std::string> found;
    std::ifstream lines(std::string(fakes::source_directory) + "/samples/harbour/connect.jsonl");
    for (std::string line; std::getline(lines, line);) {
      if (line.find("\"Content\"") == std::string::npos) continue;
      const json call = json::parse(line);
      const json& output = read::object(call, "output");
      std::vector<json> flows = {read::object(output, "ContactFlow"), read::object(output, "ContactFlowModule")};
      for (const char* list : {"ContactFlows", "ContactFlowModules"}) {
        for (const json& flow : read::array(output, list)) flows.push_back(flow);
      }
      for (const json& flow : flows) {
        const std::string content = read::text(flow, "Content");
        if (!content.empty()) found.push_back(content);
      }
    }
    return found;
  }();
  return all;
}

// What holds for every graph of an instance, here of one flow.
void check_alone(const model::FlowGraph& graph) {
  const auto list =
      model::Dataset<model::FlowSummaries>::of({{"f", "", "Flow", "CONTACT_FLOW", "ACTIVE", "PUBLISHED"}});
  const auto content = model::Dataset<model::FlowContents>::of({{"f", {graph, "PUBLISHED", "", std::nullopt}}});
  const analysis::InstanceGraph alone(list, content, {}, {}, {"f"});
  ASSERT_EQ(alone.size(), graph.actions.size());
  const auto reached = analysis::reached_in_flow(alone);
  const auto arrivals = analysis::contact_states(alone).arrivals;
  for (analysis::Node node = 0; node < alone.size(); ++node) {
    EXPECT_TRUE(reached[node] || arrivals[node].surely == 0);
  }
  for (const analysis::Node node : analysis::endless_circles(alone)) EXPECT_TRUE(reached[node]);
}

// What holds for every graph.
void check(const model::FlowGraph& graph) {
  check_alone(graph);
  const auto result = model::flow_logging(graph);
  EXPECT_FALSE(result.why.empty());
  EXPECT_LT(result.why.size(), 1000U);

  model::FlowGraph with_island = graph;
  with_island.actions.push_back({"a block that nothing leads to", "", true, {{graph.start}}});
  EXPECT_EQ(name(model::flow_logging(with_island).logging), name(result.logging));

  model::FlowGraph logs_first = graph;
  logs_first.start = "a new start";
  logs_first.actions.push_back({"a new start", "", true, {{graph.start}}});
  EXPECT_NE(model::flow_logging(logs_first).logging, model::FlowLogging::off);
}

TEST(FlowContentFuzz, DamagedBytesAreAFlowOrNone) {
  ASSERT_GT(contents().size(), 50U);
  fakes::Mutator mutator(1);
  int flows = 0;
  for (int i = 0; i < 1000; ++i) {
    const auto graph = collect::parse_flow_content(mutator.damage(contents()[mutator.below(contents().size())]));
    if (!graph) continue;
    ++flows;
    check(*graph);
  }
  EXPECT_GT(flows, 100);  // the damage is not so great that nothing is tested
}

// As a file, a block that has a place has it within the text, where a text begins.
TEST(FlowContentFuzz, DamagedFilesAreAFlowOrSayWhyNot) {
  fakes::Mutator mutator(4);
  int flows = 0;
  for (int i = 0; i < 1000; ++i) {
    const std::string text = mutator.damage(contents()[mutator.below(contents().size())]);
    const auto reading = collect::read_exported_flow(text);
    EXPECT_NE(reading.flow.has_value(), !reading.wrong.empty());
    if (!reading.flow) continue;
    ++flows;
    for (const auto& [identifier, place] : reading.flow->places) {
      ASSERT_LT(place, text.size());
      EXPECT_TRUE(identifier.empty() || text[place] == '"') << text.substr(place, 20);
    }
  }
  EXPECT_GT(flows, 100);
}

TEST(FlowContentFuzz, DamagedMembersAreAFlowOrNone) {
  fakes::Mutator mutator(2);
  int flows = 0;
  for (int i = 0; i < 400; ++i) {
    json content = json::parse(contents()[mutator.below(contents().size())], nullptr, false);
    if (content.is_discarded()) continue;
    for (std::size_t left = 1 + mutator.below(5); left > 0; --left) mutator.damage_value(content);
    const auto graph = collect::parse_flow_content(content.dump(-1, ' ', false, json::error_handler_t::replace));
    if (!graph) continue;
    ++flows;
    check(*graph);
  }
  EXPECT_GT(flows, 100);
}

// Graphs that no editor would draw: any block leads to any other, or to none.
TEST(FlowContentFuzz, RandomGraphsAreJudged) {
  fakes::Mutator mutator(3);
  int judged[3] = {};
  for (int i = 0; i < 1000; ++i) {
    model::FlowGraph graph{"0", {}};
    const std::size_t blocks = 1 + mutator.below(8);
    for (std::size_t b = 0; b < blocks; ++b) {
      model::FlowAction action{std::to_string(b), mutator.one_in(6) ? "TransferToFlow" : "Wait", std::nullopt, {}};
      if (mutator.one_in(3)) action.sets_logging = !mutator.one_in(4);
      for (std::size_t n = mutator.below(4); n > 0; --n)
        action.branches.push_back({std::to_string(mutator.below(blocks + 1))});
      graph.actions.push_back(std::move(action));
    }
    check(graph);
    ++judged[int(model::flow_logging(graph).logging)];
  }
  for (const int count : judged) EXPECT_GT(count, 50);
}

}  // namespace
