#include <algorithm>
#include <map>

#include "aws/operations/cloudwatch.hpp"
#include "base/json/read.hpp"
#include "base/timestamp.hpp"
#include "collect/collector.hpp"
#include "collect/metrics/metric_data.hpp"
#include "collect/whole_hours.hpp"
#include "model/published_metric.hpp"

namespace collect {
namespace {

using model::MetricSeries;
using model::PacketLoss;
using nlohmann::json;

constexpr std::string_view lost_packets = "ToInstancePacketLossRate";

json loss_query(const model::PublishedMetric& published, const std::string& id, const model::InstanceRef& instance) {
  const auto dimensions = model::dimensions_of(published, instance);
  return metric_query({.id = id,
                       .metric_namespace = model::connect_namespace,
                       .metric = published.metric,
                       .dimensions = {dimensions.begin(), dimensions.end()},
                       .period = model::hour,
                       .statistic = "Average"});
}

// AWS's documentation has spelled its dimensions in two ways; data are under one of them.
PacketLoss hours_of(const model::Window& window, const std::map<std::string, MetricSeries>& all) {
  std::map<base::Time, double> by_hour;
  for (const auto& [id, series] : all) {
    for (const auto& point : series.points) {
      double& worst = by_hour.try_emplace(point.at, point.value).first->second;
      worst = std::max(worst, point.value);
    }
  }
  PacketLoss loss{window, {}};
  for (const auto& [at, value] : by_hour) loss.hours.push_back({at, value});
  return loss;
}

Dataset<PacketLoss> fetch_packet_loss(Source& source) {
  const model::Window window = whole_hours(source.given.window, model::metrics_days);
  std::map<std::string, MetricSeries> all;
  json queries = json::array();
  for (const auto* published : model::published_as(lost_packets)) {
    const std::string id = "loss" + std::to_string(queries.size());
    all[id].gap = model::Gap{model::GapKind::unavailable, "CloudWatch did not answer for the metric", ""};
    queries.push_back(loss_query(*published, id, source.given.instance_ref));
  }
  aws::for_each_item(source.client, aws::cloudwatch::get_metric_data, metric_data_input(window, std::move(queries)),
                     [&](const json& result) {
                       const auto found = all.find(base::read::text(result, "Id"));
                       if (found != all.end()) add_result(found->second, result);
                     });
  PacketLoss loss = hours_of(window, all);
  for (const auto& [id, series] : all) {
    if (!series.gap) continue;
    return loss.hours.empty() ? Dataset<PacketLoss>::missing(*series.gap)
                              : Dataset<PacketLoss>::partly(std::move(loss), *series.gap);
  }
  return Dataset<PacketLoss>::of(std::move(loss));
}

}  // namespace

const Collector collectors::packet_loss =
    collector<&Inventory::packet_loss, fetch_packet_loss>("resilience", {&aws::cloudwatch::get_metric_data});

}  // namespace collect
