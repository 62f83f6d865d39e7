// Damaged descriptions of flows in a store: reading and comparing them ends with an answer, or says that they cannot be
// read.
#include "app/flows/kept_flows.hpp"

#include <gtest/gtest.h>

#include "analysis/flow_changes.hpp"
#include "app/flows/read_flows.hpp"
#include "base/error.hpp"
#include "fakes/mutator.hpp"
#include "fakes/replayed_review.hpp"

namespace {

// A few flows of the sample and their names: the more there are, the less of the damage is where it matters.
model::Inventory a_few_flows() {
  constexpr std::size_t few = 4;
  model::Inventory inventory = app::recorded_flows(fakes::harbour, {});
  auto& contents = *inventory.flow_contents.value;
  contents.erase(std::next(contents.begin(), few), contents.end());
  std::erase_if(*inventory.flows.value, [&](const model::FlowSummary& flow) { return !contents.contains(flow.id); });
  inventory.module_contents.value->clear();
  inventory.modules.value->clear();
  inventory.prompts.value->resize(few);
  inventory.quick_connects.value->resize(few);
  inventory.queue_details.value->resize(few);
  inventory.routing_profiles.value->resize(few);
  return inventory;
}

TEST(KeptFlowsFuzz, DamagedTextsAreFlowsOrRefused) {
  const model::Inventory whole = a_few_flows();
  const std::string text = app::flows_text(app::packed_flows(whole));
  fakes::Mutator mutator(7);
  int read = 0, refused = 0;
  for (int i = 0; i < 500; ++i) {
    try {
      const model::Inventory damaged = app::unpacked_flows(app::packed_text(mutator.damage(text)));
      ++read;
      for (const auto& change : analysis::flow_changes(whole, damaged).changes) {
        EXPECT_TRUE(change.before != nullptr || change.now != nullptr);
      }
      app::packed_flows(damaged);
    } catch (const base::Error& error) {
      ASSERT_EQ(error.kind(), base::ErrorKind::corrupt) << error.what();
      ++refused;
    }
  }
  EXPECT_GT(read, 50);  // the damage is not so great that nothing is compared
  EXPECT_GT(refused, 50);
}

TEST(KeptFlowsFuzz, DamagedBytesAreRefused) {
  const std::string bytes = app::packed_flows(a_few_flows());
  fakes::Mutator mutator(8);
  for (int i = 0; i < 300; ++i) {
    const std::string damaged = mutator.damage(bytes);
    if (damaged == bytes) continue;
    try {
      app::unpacked_flows(damaged);  // of what stands behind the end of the packed text nothing is read
    } catch (const base::Error& error) {
      ASSERT_EQ(error.kind(), base::ErrorKind::corrupt) << error.what();
    }
  }
}

}  // namespace
