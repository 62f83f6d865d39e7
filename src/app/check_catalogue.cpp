#include "app/check_catalogue.hpp"

#include <nlohmann/json.hpp>

#include "app/component_reads.hpp"
#include "checks/registry.hpp"
#include "collect/collector.hpp"

namespace app {
namespace {

using checks::Check;
using nlohmann::json;

std::set<model::DatasetId> datasets_of(const Check& check) {
  std::set<model::DatasetId> datasets;
  for (const auto& read : check.reads) datasets.insert(read.dataset);
  return datasets;
}

}  // namespace

std::set<std::string> permissions_of(const Check& check) {
  std::set<std::string> permissions;
  for (const auto dataset : with_needs(datasets_of(check))) {
    for (const auto* operation : collect::collector_of(dataset).operations) permissions.insert(aws::action(*operation));
  }
  return permissions;
}

json to_json(const Check& check) {
  json datasets = json::array();
  for (const auto dataset : datasets_of(check)) datasets.push_back(row_of(dataset).name);
  return {{"id", check.about.id},
          {"component", check.about.component},
          {"title", check.about.title},
          {"pillar", model::name(check.about.pillar)},
          {"severity", model::name(check.about.severity)},
          {"why", check.about.why},
          {"remedy", check.about.remedy},
          {"links", check.about.links},
          {"controls", checks::controls_of(check)},
          {"datasets", datasets},
          {"permissions", permissions_of(check)}};
}

json to_json(const Check& check, const Config& config) {
  json described = to_json(check);
  described["thresholds"] = json::array();
  for (const checks::Threshold& threshold : check.about.thresholds) {
    const Value value = config.threshold(threshold);
    described["thresholds"].push_back({{"id", threshold.id},
                                       {"value", json::parse(value.text)},
                                       {"unit", threshold.unit},
                                       {"meaning", threshold.what},
                                       {"source", value.source},
                                       {"default", threshold.value}});
  }
  return described;
}

json to_json(const std::vector<const Check*>& checks) {
  json all = json::array();
  for (const Check* check : checks) all.push_back(to_json(*check));
  return all;
}

}  // namespace app
