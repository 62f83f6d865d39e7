#include <algorithm>
#include <fmt/format.h>
#include <unordered_map>

#include "aws/operations/cloudwatch.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"
#include "collect/collector.hpp"
#include "collect/metrics/metric_data.hpp"
#include "collect/whole_hours.hpp"

namespace collect {
namespace {

using model::Gap;
using model::GapKind;
using model::MetricRow;
using model::MetricScope;
using model::MetricSeries;
using nlohmann::json;
namespace read = base::read;

const char* dimension_name(MetricScope scope) {
  return scope == MetricScope::queue ? "QueueName" : "ContactFlowName";
}

json query(const MetricSeries& series, const std::string& id, const std::string& instance_id) {
  const MetricRow& row = *series.row;
  MetricQuery query{.id = id,
                    .metric_namespace = "AWS/Connect",
                    .metric = row.metric,
                    .dimensions = {{"InstanceId", instance_id}, {"MetricGroup", std::string(row.group)}},
                    .period = model::hour,
                    .statistic = row.statistic};
  if (row.scope != MetricScope::instance) query.dimensions.emplace_back(dimension_name(row.scope), series.dimension);
  return metric_query(query);
}

void add_series(std::vector<MetricSeries>& all, MetricScope scope, const std::string& dimension) {
  for (const MetricRow& row : model::metric_rows) {
    if (row.scope == scope) all.push_back({&row, dimension, {}, std::nullopt});
  }
}

model::Metrics plan(const model::Window& review, const Dataset<model::Queues>& queues,
                    const Dataset<model::FlowSummaries>& flows) {
  model::Metrics metrics;
  metrics.window = whole_hours(review, model::metrics_days);
  add_series(metrics.series, MetricScope::instance, "");
  if (queues.known()) {
    for (const auto& queue : *queues.value) {
      if (model::is_published_name(queue.name)) add_series(metrics.series, MetricScope::queue, queue.name);
    }
  }
  if (flows.known()) {
    for (const auto& flow : *flows.value) {
      // AWS's own among them: customers run through the defaults whenever nothing else is set.
      if (model::is_published(flow) && model::is_published_name(flow.name))
        add_series(metrics.series, MetricScope::flow, flow.name);
    }
  }
  return metrics;
}

class Batch {
 public:
  Batch(std::vector<MetricSeries>& series, std::size_t first, std::size_t end)
      : series_(series), first_(first), end_(end) {
    for (std::size_t i = first; i < end; ++i) {
      series_[i].gap = Gap{GapKind::unavailable, "CloudWatch did not answer for the metric", ""};
      slots_[id(i)] = i;
    }
  }

  json input(const model::Window& window, const std::string& instance_id) const {
    json queries = json::array();
    for (std::size_t i = first_; i < end_; ++i) queries.push_back(query(series_[i], id(i), instance_id));
    return metric_data_input(window, std::move(queries));
  }

  void take(const json& result) {
    const auto slot = slots_.find(read::text(result, "Id"));
    if (slot == slots_.end()) return;
    add_result(series_[slot->second], result);
  }

  // What was not answered in full by then stays unknown, because.
  void miss(const Gap& why) {
    for (std::size_t i = first_; i < end_; ++i) {
      if (series_[i].gap) series_[i].gap = why;
    }
  }

 private:
  static std::string id(std::size_t i) { return fmt::format("m{}", i); }

  std::vector<MetricSeries>& series_;
  std::unordered_map<std::string, std::size_t> slots_;  // by query id
  std::size_t first_, end_;
};

// Metrics that were not asked for, for want of a name, or else those that CloudWatch did not answer in full.
std::optional<Gap> cut_short(const Dataset<model::Queues>& queues, const Dataset<model::FlowSummaries>& flows,
                             const model::Metrics& metrics) {
  if (!queues.known()) return needs_other("list of queues", queues.gap);
  if (!flows.known()) return needs_other("list of flows", flows.gap);
  return gap_of_items(metrics.series, "metrics");
}

Dataset<model::Metrics> fetch_metrics(Source& source, const Dataset<model::Queues>& queues,
                                      const Dataset<model::FlowSummaries>& flows) {
  model::Metrics metrics = plan(source.given.window, queues, flows);
  std::optional<Gap> failure;
  ItemGaps gaps;
  source.steps.expect("metrics", metrics.series.size(), nullptr);
  for (std::size_t first = 0; first < metrics.series.size(); first += aws::cloudwatch::max_metric_queries) {
    const std::size_t end = std::min(first + aws::cloudwatch::max_metric_queries, metrics.series.size());
    Batch batch(metrics.series, first, end);
    const auto gap = gaps.of([&] {
      aws::for_each_item(source.client, aws::cloudwatch::get_metric_data,
                         batch.input(metrics.window, source.given.instance_ref.instance_id),
                         [&](const json& result) { batch.take(result); });
    });
    if (gap) batch.miss(*gap);
    if (!failure) failure = gap;
    source.steps.done(end - first);
  }
  const bool none = std::ranges::all_of(metrics.series, [](const auto& one) { return one.gap && one.points.empty(); });
  if (failure && none) return Dataset<model::Metrics>::missing(std::move(*failure));
  auto gap = cut_short(queues, flows, metrics);
  return {std::move(metrics), std::move(gap)};
}

}  // namespace

const Collector collectors::metrics =
    collector<&Inventory::metrics, fetch_metrics, &Inventory::queues, &Inventory::flows>(
        "metrics", {&aws::cloudwatch::get_metric_data});

}  // namespace collect
