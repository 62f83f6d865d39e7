#include "app/flows/read_flows.hpp"

#include "app/flows/kept_flows.hpp"
#include "app/perform.hpp"
#include "aws/bounded.hpp"
#include "collect/collector.hpp"

namespace app {
namespace {

using model::DatasetId;

constexpr std::size_t reading_threads = 8;

model::Inventory flows_by_way_of(aws::Transport& transport, aws::Patience& patience, const model::InstanceRef& instance,
                                 const model::Window& window, const model::Settings& settings) {
  std::set<DatasetId> datasets = kept_datasets();
  datasets.insert({DatasetId::instance, DatasetId::lambda_functions, DatasetId::lambda_associations});
  model::Inventory inventory;
  inventory.instance_ref = instance;
  inventory.window = window;
  inventory.settings = settings;
  collect::run(datasets, transport, patience, inventory, reading_threads, [](const auto&, const auto&) {});
  return inventory;
}

}  // namespace

model::Inventory recorded_flows(const std::filesystem::path& directory, const model::Settings& settings) {
  Replay replay(directory);
  return flows_by_way_of(replay.transport, replay.patience, model::parse_instance_arn(replay.info.instance_arn),
                         model::Window::before(replay.info.recorded_at, replay.info.days), settings);
}

model::Inventory live_flows(Cloud& cloud, const model::InstanceRef& instance, const model::Settings& settings) {
  cloud.credentials_source();  // without any, that is said in one line
  const aws::Bounds bounds = cloud.start_time();
  aws::BoundedTransport transport(cloud.reviewed().transport(instance.region), bounds, cloud.patience().clock);
  return flows_by_way_of(transport, cloud.patience(), instance, window_until_now(cloud.clock(), 1), settings);
}

}  // namespace app
