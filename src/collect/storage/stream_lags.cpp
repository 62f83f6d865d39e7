#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "aws/operations/cloudwatch.hpp"
#include "base/json/read.hpp"
#include "base/timestamp.hpp"
#include "collect/collector.hpp"
#include "collect/metrics/metric_data.hpp"

namespace collect {
namespace {

using model::Gap;
using model::GapKind;
using model::StreamLag;
using model::StreamLags;
using nlohmann::json;
namespace read = base::read;

constexpr std::chrono::hours looked_at{24};
constexpr std::chrono::seconds lag_period{3600};

// https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html
// https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-metrics.html
struct LagMetric {
  std::string_view metric_namespace, metric, dimension;
  double in_seconds;
};
constexpr LagMetric of_data_streams = {"AWS/Kinesis", "GetRecords.IteratorAgeMilliseconds", "StreamName", 0.001};
constexpr LagMetric of_firehose_streams = {"AWS/Firehose", "DeliveryToS3.DataFreshness", "DeliveryStreamName", 1};

const LagMetric& metric_of(std::string_view arn) {
  return model::is_firehose(arn) ? of_firehose_streams : of_data_streams;
}

// The one at this place of the map.
std::string query_id(std::size_t place) {
  return fmt::format("lag{}", place);
}

json lag_query(std::string_view arn, std::size_t place) {
  const LagMetric& metric = metric_of(arn);
  return metric_query({.id = query_id(place),
                       .metric_namespace = metric.metric_namespace,
                       .metric = metric.metric,
                       .dimensions = {{std::string(metric.dimension), std::string(model::stream_name(arn))}},
                       .period = lag_period,
                       .statistic = "Maximum"});
}

json lag_input(const StreamLags& lags, base::Time end) {
  const base::Time until = std::chrono::floor<std::chrono::hours>(end);
  json queries = json::array();
  for (const auto& [arn, lag] : lags) queries.push_back(lag_query(arn, queries.size()));
  return metric_data_input({until - looked_at, until}, std::move(queries));
}

// What cannot be read may have been the worst.
void take_lag(const json& result, double in_seconds, StreamLag& lag) {
  if (lag.gap && lag.gap->kind == GapKind::malformed) return;
  for (const json& value : read::array(result, "Values")) {
    if (!value.is_number() || value.get<double>() < 0) {
      lag.gap = Gap{GapKind::malformed, "CloudWatch's answer holds values that cannot be read", ""};
      return;
    }
    lag.worst_seconds = std::max(lag.worst_seconds.value_or(0), value.get<double>() * in_seconds);
  }
  const std::string status = read::text(result, "StatusCode");
  if (status == "Complete") lag.gap.reset();
  if (status == "Forbidden")
    lag.gap = Gap{GapKind::denied, "CloudWatch refused the metric", "cloudwatch:GetMetricData"};
}

void read_lags(Source& source, StreamLags& lags) {
  const json input = lag_input(lags, source.given.window.end);
  aws::for_each_item(source.client, aws::cloudwatch::get_metric_data, input, [&](const json& result) {
    std::size_t place = 0;
    for (auto& [arn, lag] : lags) {
      if (query_id(place++) == read::text(result, "Id")) take_lag(result, metric_of(arn).in_seconds, lag);
    }
  });
}

// Of Firehose, what goes to S3 has such a metric.
bool has_lag(const std::string& arn, const model::DataStream& stream) {
  return stream.exists && !stream.gap && (!model::is_firehose(arn) || stream.delivers_to_s3);
}

Dataset<StreamLags> fetch_stream_lags(Source& source, const Dataset<model::DataStreams>& streams) {
  if (!streams.known()) return Dataset<StreamLags>::missing(needs_other("list of streams", streams.gap));
  StreamLags lags;
  for (const auto& [arn, stream] : *streams.value) {
    if (!has_lag(arn, stream) || lags.size() == aws::cloudwatch::max_metric_queries) continue;
    lags[arn].gap = Gap{GapKind::unavailable, "CloudWatch did not answer for the metric", ""};
  }
  if (!lags.empty()) read_lags(source, lags);
  auto gap = gap_of_items(lags, "metrics of streams");
  return {std::move(lags), std::move(gap)};
}

}  // namespace

const Collector collectors::stream_lags =
    collector<&Inventory::stream_lags, fetch_stream_lags, &Inventory::data_streams>(
        "storage", {&aws::cloudwatch::get_metric_data});

}  // namespace collect
