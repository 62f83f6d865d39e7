#include "model/published_metric.hpp"

namespace model {

std::vector<const PublishedMetric*> published_as(std::string_view metric) {
  std::vector<const PublishedMetric*> ways;
  for (const auto& one : published_metrics) {
    if (one.metric == metric) ways.push_back(&one);
  }
  return ways;
}

MetricDimensions dimensions_of(const PublishedMetric& published, const InstanceRef& instance) {
  MetricDimensions dimensions = {{std::string(published.instance_dimension), instance.instance_id}};
  if (published.group.empty()) {
    dimensions.insert({{"Participant", "Agent"}, {"Type of Connection", "WebRTC"}, {"Stream Type", "Voice"}});
  } else {
    dimensions.emplace("MetricGroup", published.group);
  }
  if (published.scope == MetricScope::queue) dimensions.emplace(queue_dimension, "");
  if (published.scope == MetricScope::flow) dimensions.emplace(flow_dimension, "");
  return dimensions;
}

}  // namespace model
