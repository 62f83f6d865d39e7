#include "analysis/flow_rings.hpp"

#include <algorithm>
#include <gtest/gtest.h>

#include "analysis/flow_graph_for_test.hpp"
#include "analysis/flow_walk_for_test.hpp"

namespace analysis::test {
namespace {

bool takes_all(Node, const Way&) {
  return true;
}

TEST(FlowRings, AreOfBlocksThatLeadRoundToEachOther) {
  Instance instance;
  instance.flow("a", {block("1", "Compare", {"2"}), block("2", "Compare", {"3", "4"}), block("3", "Compare", {"2"}),
                      block("4", "Compare", {"4", "gone"})});
  const InstanceGraph graph = instance.graph();
  const auto found = rings(graph, takes_all);
  EXPECT_EQ(found[1], found[2]);
  EXPECT_NE(found[0], found[1]);
  EXPECT_NE(found[3], found[1]);
  const auto without = rings(graph, [](Node node, const Way&) { return node != 2; });
  EXPECT_NE(without[1], without[2]) << "a way that is not taken closes no ring";
}

TEST(FlowRings, AreThoseOfWhatEachBlockReaches) {
  Random random(7);
  for (int i = 0; i < 200; ++i) {
    std::vector<FlowAction> blocks;
    const std::size_t count = 1 + random.below(12);
    for (std::size_t b = 0; b < count; ++b) {
      blocks.push_back(block(std::to_string(b), "Compare"));
      for (std::size_t n = random.below(3); n > 0; --n) {
        blocks.back().branches.push_back({std::to_string(random.below(count))});
      }
    }
    Instance instance;
    instance.flow("a", std::move(blocks));
    const InstanceGraph graph = instance.graph();
    const auto found = rings(graph, takes_all);
    const auto reaches = [&](Node from, Node to) {
      const auto all = blocks_from(graph, from, takes_all);
      return std::ranges::find(all, to) != all.end();
    };
    for (Node a = 0; a < count; ++a) {
      for (Node b = 0; b < count; ++b) ASSERT_EQ(found[a] == found[b], reaches(a, b) && reaches(b, a));
    }
  }
}

}  // namespace
}  // namespace analysis::test
