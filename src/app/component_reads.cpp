#include "app/component_reads.hpp"

#include "checks/registry.hpp"
#include "collect/collector.hpp"

namespace app {
namespace {

void add_with_needs(model::DatasetId dataset, std::set<model::DatasetId>& all) {
  if (!all.insert(dataset).second) return;
  for (const auto need : collect::collector_of(dataset).needs) add_with_needs(need, all);
}

}  // namespace

std::set<model::DatasetId> datasets_of(const components::Component& component) {
  std::set<model::DatasetId> datasets = checks::reads_of(component.name);
  datasets.insert(component.reads.begin(), component.reads.end());
  datasets.insert(model::DatasetId::instance);
  return datasets;
}

std::set<model::DatasetId> with_needs(const std::set<model::DatasetId>& datasets) {
  std::set<model::DatasetId> all;
  for (const auto dataset : datasets) add_with_needs(dataset, all);
  return all;
}

}  // namespace app
