// The tables of collectors, components and checks name one another's rows: nothing that one needs is missing in the
// other.
#include <algorithm>
#include <gtest/gtest.h>
#include <set>

#include "checks/registry.hpp"
#include "collect/collector.hpp"
#include "components/component.hpp"

namespace {

bool takes(const components::Component& component, std::string_view dataset) {
  const auto& all = component.datasets;
  return std::find(all.begin(), all.end(), dataset) != all.end();
}

TEST(Datasets, OfEveryComponentHaveACollector) {
  for (const auto& component : components::table()) {
    EXPECT_FALSE(component.datasets.empty()) << component.name;
    const std::set<std::string_view> once(component.datasets.begin(), component.datasets.end());
    EXPECT_EQ(once.size(), component.datasets.size()) << component.name;
    for (const auto dataset : once) EXPECT_NO_THROW(collect::find(dataset)) << component.name << " " << dataset;
  }
}

TEST(Datasets, AreTakenByTheComponentWhoseDocumentCountsTheirCalls) {
  for (const auto& collector : collect::table()) {
    EXPECT_TRUE(takes(components::find(collector.component), collector.dataset)) << collector.dataset;
  }
}

TEST(Datasets, OfEveryCheckAreAmongThoseOfItsComponent) {
  ASSERT_FALSE(checks::all().empty());
  for (const auto* check : checks::all()) {
    EXPECT_FALSE(check->needs.empty()) << check->id;
    for (const auto& need : check->needs) {
      EXPECT_TRUE(takes(components::find(check->component), need.dataset)) << check->id << " " << need.dataset;
      EXPECT_NO_THROW(collect::find(need.dataset)) << check->id << " " << need.dataset;
    }
  }
}

TEST(Datasets, AreWhatTheNeedsOfAChecksSayTheyAre) {
  for (const auto* check : checks::all()) {
    for (const auto& need : check->needs) {
      model::Inventory inventory;
      const auto& collector = collect::find(need.dataset);
      collector.miss(inventory, {model::GapKind::denied, "this one", ""});
      ASSERT_TRUE(need.gap(inventory)) << check->id << " " << need.dataset;
      EXPECT_EQ(need.gap(inventory)->reason, "this one") << check->id << " " << need.dataset;
      EXPECT_FALSE(need.known(inventory)) << check->id << " " << need.dataset;
    }
  }
}

}  // namespace
