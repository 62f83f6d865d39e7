// The tables of collectors, components and checks name one another's rows: nothing that one needs is missing in the
// other.
#include <algorithm>
#include <gtest/gtest.h>
#include <mutex>
#include <set>

#include "app/component_reads.hpp"
#include "checks/registry.hpp"
#include "collect/collector.hpp"
#include "components/component.hpp"
#include "fakes/manual_clock.hpp"
#include "fakes/patient.hpp"
#include "fakes/source_directory.hpp"
#include "recording/replay.hpp"

namespace {

using model::DatasetId;

TEST(Datasets, HaveACollectorEach) {
  for (const auto& row : model::datasets()) EXPECT_EQ(collect::collector_of(row.id).dataset, row.id) << row.name;
  EXPECT_EQ(collect::table().size(), model::datasets().size());
}

TEST(Datasets, AreReadByTheComponentWhoseDocumentCountsTheirCalls) {
  for (const auto& collector : collect::table()) {
    if (collector.dataset == DatasetId::tags) continue;  // mutes ask for it, whatever is reviewed
    EXPECT_TRUE(app::datasets_of(components::find(collector.component)).contains(collector.dataset))
        << row_of(collector.dataset).name;
  }
}

TEST(Components, HaveAFolderOfChecksEach) {
  std::set<std::string_view> judged;
  for (const auto* check : checks::all()) judged.insert(check->about.component);
  for (const auto& component : components::table()) EXPECT_TRUE(judged.erase(component.name) > 0) << component.name;
  EXPECT_TRUE(judged.empty()) << *judged.begin() << " is no component";
}

TEST(Datasets, OfAComponentAreThoseOfItsFactsAndItsChecks) {
  for (const auto& component : components::table()) {
    const auto datasets = app::datasets_of(component);
    EXPECT_TRUE(datasets.contains(DatasetId::instance)) << component.name;
    for (const auto read : component.reads) EXPECT_TRUE(datasets.contains(read)) << component.name;
  }
  for (const auto* check : checks::all()) {
    const auto datasets = app::datasets_of(components::find(check->about.component));
    for (const auto& read : check->reads) EXPECT_TRUE(datasets.contains(read.dataset)) << check->about.id;
  }
}

// Asks a recording, and remembers which operations were called.
class Listening final : public aws::Transport {
 public:
  aws::Answer send(const aws::Operation& operation, const nlohmann::json& input) override {
    {
      const std::lock_guard lock(mutex_);
      called.insert(&operation);
    }
    return answered(operation, input);
  }

  std::set<const aws::Operation*> called;

 private:
  // With what the sample has none of: a campaign, an event integration and a trail with selectors of its own.
  aws::Answer answered(const aws::Operation& operation, const nlohmann::json& input) {
    if (operation.name == "ListCampaigns") return {{{"campaignSummaryList", {{{"id", "one"}}}}}, 0};
    aws::Answer answer = recording_.send(operation, input);
    if (operation.name == "ListEventIntegrations") answer.output["EventIntegrations"].push_back({{"Name", "shop"}});
    if (operation.name == "DescribeTrails") {
      for (auto& trail : answer.output["trailList"]) trail["HasCustomEventSelectors"] = true;
    }
    return answer;
  }

  std::mutex mutex_;  // guards called
  recording::ReplayTransport recording_{std::string(fakes::source_directory) + "/samples/harbour"};
};

// What the sample has none of, and collectors ask AWS for: an AI agent's prompt that is in no list, a bucket's key that
// is none of the instance's data storage, a bucket that does not block public access, and a service role of the
// customer's own.
void plant_what_the_sample_lacks(DatasetId read, model::Inventory& inventory) {
  if (read == DatasetId::ai_agents) inventory.ai_agents.value->front().prompts.emplace_back("unlisted:1");
  if (read == DatasetId::instance)
    inventory.instance.value->service_role = "arn:aws:iam::111122223333:role/harbour-functions";
  if (read == DatasetId::attributes)
    std::erase_if(*inventory.attributes.value, [](const auto& one) { return one.type == "HIGH_VOLUME_OUTBOUND"; });
  if (read == DatasetId::data_buckets) {
    inventory.data_buckets.value->begin()->second.key_id = "another-key";
    inventory.data_buckets.value->begin()->second.public_access_block = {};
  }
}

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
  std::set<DatasetId> datasets;
  for (const auto& row : model::datasets()) datasets.insert(row.id);
  collect::run(datasets, transport, patient.patience, inventory, 1,
               [&](const collect::Collector& collector, const auto&) {
                 const std::set<const aws::Operation*> listed(collector.operations.begin(), collector.operations.end());
                 const auto names = [](const auto& operations) {
                   std::set<std::string> all;
                   for (const auto* operation : operations) all.insert(aws::action(*operation));
                   return all;
                 };
                 EXPECT_EQ(names(transport.called), names(listed)) << row_of(collector.dataset).name;
                 transport.called.clear();
                 plant_what_the_sample_lacks(collector.dataset, inventory);
               });
}

}  // namespace
