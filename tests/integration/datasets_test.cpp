// The tables of collectors, components and checks name one another's rows: nothing that one needs is missing in the
// other.
#include <algorithm>
#include <gtest/gtest.h>
#include <set>

#include "checks/registry.hpp"
#include "collect/collector.hpp"
#include "components/component.hpp"
#include "fakes/manual_clock.hpp"
#include "fakes/patient.hpp"
#include "fakes/source_directory.hpp"
#include "recording/replay.hpp"

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

// Asks a recording, and remembers which operations were called.
class Listening final : public aws::Transport {
 public:
  aws::Answer send(const aws::Operation& operation, const nlohmann::json& input) override {
    called.insert(&operation);
    return recording_.send(operation, input);
  }

  std::set<const aws::Operation*> called;

 private:
  recording::ReplayTransport recording_{std::string(fakes::source_directory) + "/samples/harbour"};
};

// Least privilege follows from the table.
TEST(CollectorTable, ListsExactlyTheOperationsThatEachCollectorCalls) {
  const std::string directory = std::string(fakes::source_directory) + "/samples/harbour";
  const auto info = recording::read_recording_info(directory);
  model::Inventory inventory;
  inventory.instance_ref = model::parse_instance_arn(info.instance_arn);
  inventory.window = {info.recorded_at - std::chrono::days(info.days), info.recorded_at};
  fakes::ManualClock clock;
  fakes::Patient patient(clock);
  Listening transport;
  std::vector<std::string_view> datasets;
  for (const auto& collector : collect::table()) datasets.push_back(collector.dataset);
  collect::run(datasets, transport, patient.patience, inventory, 1,
               [&](const collect::Collector& collector, const auto&) {
                 const std::set<const aws::Operation*> listed(collector.operations.begin(), collector.operations.end());
                 const auto names = [](const auto& operations) {
                   std::set<std::string> all;
                   for (const auto* operation : operations) all.insert(aws::action(*operation));
                   return all;
                 };
                 EXPECT_EQ(names(transport.called), names(listed)) << collector.dataset;
                 transport.called.clear();
               });
}

}  // namespace
