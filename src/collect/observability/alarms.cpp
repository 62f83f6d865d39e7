#include <algorithm>
#include <set>

#include "aws/operations/cloudwatch.hpp"
#include "base/encode.hpp"
#include "base/json/read.hpp"
#include "base/text.hpp"
#include "base/timestamp.hpp"
#include "collect/collector.hpp"
#include "model/metrics_insights.hpp"

namespace collect {
namespace {

using model::Alarm;
using model::AlarmKind;
using model::Alarms;
using model::WatchedMetric;
using nlohmann::json;
namespace read = base::read;

constexpr std::size_t longest_query = 10'000;  // that AWS allows

model::MetricDimensions dimensions_in(const json& metric) {
  model::MetricDimensions dimensions;
  for (const json& one : read::array(metric, "Dimensions")) dimensions[label(one, "Name")] = label(one, "Value");
  return dimensions;
}

// Of an alarm on one metric, which holds all in one object, or of a part of metric math, where "Metric" is another.
WatchedMetric watched_in(const json& metric, const json& around, const char* statistic) {
  return {.metric_namespace = label(metric, "Namespace"),
          .metric = label(metric, "MetricName"),
          .dimensions = dimensions_in(metric),
          .statistic = label(around, statistic),
          .period = read::integer(around, "Period").value_or(0),
          .unit = label(around, "Unit")};
}

// Queries may be written over several lines.
std::string expression_in(const json& query) {
  std::string text = base::printable(read::text(query, "Expression"), longest_query);
  std::ranges::replace_if(text, [](char c) { return c == '\n' || c == '\t'; }, ' ');
  return std::string(base::trimmed(text, " "));
}

// ThrottledCalls of SELECT SUM(ThrottledCalls) FROM …
WatchedMetric queried_in(const std::string& query) {
  const auto open = query.find('('), close = query.find(')');
  WatchedMetric metric;
  if (open < close && close != std::string::npos) {
    metric.metric = base::trimmed(std::string_view(query).substr(open + 1, close - open - 1), " \"'");
    metric.statistic = base::trimmed(std::string_view(query).substr(6, open - 6), " ");
  }
  const bool is_connect = query.find(model::connect_namespace) != std::string::npos;
  metric.metric_namespace = is_connect ? model::connect_namespace : "";
  return metric;
}

void read_math(Alarm& alarm, const json& item) {
  bool has_expression = false;
  for (const json& query : read::array(item, "Metrics")) {
    const json& stat = read::object(query, "MetricStat");
    const std::string expression = expression_in(query);
    if (!stat.empty()) alarm.metrics.push_back(watched_in(read::object(stat, "Metric"), stat, "Stat"));
    if (model::is_metrics_insights(expression)) {
      alarm.query = expression;
      alarm.metrics.push_back(queried_in(expression));
    }
    has_expression = has_expression || !expression.empty();
  }
  if (!alarm.query.empty()) {
    alarm.kind = AlarmKind::query;
  } else if (!read::text(item, "ThresholdMetricId").empty()) {
    alarm.kind = AlarmKind::band;
  } else {
    alarm.kind = has_expression ? AlarmKind::expression : AlarmKind::metric;
  }
}

// What it looks at. Which of the ways it is AWS tells only by the members that are there.
void read_criteria(Alarm& alarm, const json& item) {
  const json& promql = read::object(read::object(item, "EvaluationCriteria"), "PromQLCriteria");
  if (!promql.empty()) {
    alarm.kind = AlarmKind::promql;
    alarm.query = base::printable(read::text(promql, "Query"), longest_query);
  } else if (!read::text(item, "MetricName").empty()) {
    alarm.metrics.push_back(watched_in(item, item, "Statistic"));
    if (alarm.metrics[0].statistic.empty()) alarm.metrics[0].statistic = label(item, "ExtendedStatistic");
  } else {
    read_math(alarm, item);
    if (alarm.metrics.empty()) alarm.kind = AlarmKind::unknown;
  }
}

// What metric alarms and composite alarms have in common.
Alarm alarm_in(const json& item) {
  Alarm alarm;
  alarm.name = base::printable(needed(item, "AlarmName", aws::cloudwatch::describe_alarms), 300);
  alarm.actions_enabled = read::boolean(item, "ActionsEnabled").value_or(true);
  for (const json& action : read::array(item, "AlarmActions")) {
    if (action.is_string()) alarm.actions.push_back(base::printable(action.get_ref<const std::string&>(), 1024));
  }
  alarm.state = label(item, "StateValue");
  const auto since = read::number(item, "StateTransitionedTimestamp");
  if (since) alarm.state_since = base::from_epoch_seconds(*since);
  return alarm;
}

Alarm metric_alarm(const json& item) {
  Alarm alarm = alarm_in(item);
  alarm.comparison = label(item, "ComparisonOperator");
  alarm.threshold = read::number(item, "Threshold");
  const std::int64_t periods = read::integer(item, "EvaluationPeriods").value_or(1);
  alarm.datapoints_to_alarm = read::integer(item, "DatapointsToAlarm").value_or(periods);
  if (const std::string treatment = label(item, "TreatMissingData"); !treatment.empty()) alarm.missing_data = treatment;
  alarm.evaluation_state = label(item, "EvaluationState");
  read_criteria(alarm, item);
  return alarm;
}

Alarm composite_alarm(const json& item) {
  Alarm alarm = alarm_in(item);
  alarm.kind = AlarmKind::composite;
  alarm.is_of_instance = false;  // until one is found that it is over
  alarm.children = model::alarms_taken_over(read::text(item, "AlarmRule"));
  return alarm;
}

// Tells the alarms of the instance from those of everything else in the account.
class Ownership {
 public:
  Ownership(const model::InstanceRef& ref, const Dataset<model::InstanceDetails>& details)
      : ref_(ref), alias_(details.known() ? details.value->alias : "") {}

  bool operator()(const Alarm& alarm) const {
    switch (alarm.kind) {
      case AlarmKind::unknown: return true;  // it may be one
      case AlarmKind::promql: return has_id(alarm.query) || names_a_metric(alarm.query);
      case AlarmKind::query: return is_of_query(alarm);
      default: return std::ranges::any_of(alarm.metrics, [this](const auto& metric) { return is_of_metric(metric); });
    }
  }

 private:
  bool has_id(std::string_view text) const { return text.find(ref_.instance_id) != std::string_view::npos; }

  static bool names_a_metric(std::string_view query) {
    return std::ranges::any_of(model::published_metrics, [&](const model::PublishedMetric& one) {
      return query.find(one.metric) != std::string_view::npos;
    });
  }

  // One that names no instance watches nothing, whosever it is.
  bool is_of_metric(const WatchedMetric& metric) const {
    if (metric.metric_namespace != model::connect_namespace) return false;
    bool names_another = false;
    for (const auto& [name, value] : metric.dimensions) {
      const bool is_instance = name == "InstanceId" || name == "Instance ID";
      if (has_id(value) || (is_instance && !alias_.empty() && value == alias_)) return true;
      names_another = names_another || is_instance;
    }
    return !names_another;
  }

  // Without a condition on the instance it is of all of them.
  bool is_of_query(const Alarm& alarm) const {
    if (alarm.query.find(model::connect_namespace) == std::string::npos) return false;
    const bool is_narrowed = model::query_condition(alarm.query).find("InstanceId") != std::string_view::npos;
    return !is_narrowed || has_id(alarm.query);
  }

  const model::InstanceRef& ref_;
  const std::string alias_;
};

// Composite alarms are of the instance when they take over one that is, by way of others too.
void claim_composites(Alarms& alarms) {
  std::set<std::string> names;
  for (const Alarm& alarm : model::alarms_of_instance(alarms)) names.insert(alarm.name);
  const auto is_unclaimed_parent = [&](const Alarm& alarm) {
    return !alarm.is_of_instance &&
           std::ranges::any_of(alarm.children, [&](const auto& child) { return names.contains(child); });
  };
  const auto next = [&] { return std::ranges::find_if(alarms, is_unclaimed_parent); };
  for (auto parent = next(); parent != alarms.end(); parent = next()) {
    parent->is_of_instance = true;
    names.insert(parent->name);
  }
}

Dataset<Alarms> fetch_alarms(Source& source, const Dataset<model::InstanceDetails>& instance) {
  const auto& operation = aws::cloudwatch::describe_alarms;
  const Ownership is_of_instance(source.given.instance_ref, instance);
  Alarms alarms;
  bool is_begun = false;
  const auto take = [&](const json& page) {
    for (const json& item : aws::items_of(page, operation)) {
      alarms.push_back(metric_alarm(item));
      alarms.back().is_of_instance = is_of_instance(alarms.back());
    }
    for (const json& item : read::array(page, "CompositeAlarms")) alarms.push_back(composite_alarm(item));
    is_begun = true;
    return true;
  };
  ItemGaps gaps;
  auto gap = gaps.of(
      [&] { aws::for_each_page(source.client, operation, {{"AlarmTypes", {"MetricAlarm", "CompositeAlarm"}}}, take); });
  if (gap && !is_begun) return Dataset<Alarms>::missing(*std::move(gap));
  claim_composites(alarms);
  std::ranges::sort(alarms, {}, &Alarm::name);
  return {std::move(alarms), std::move(gap)};
}

}  // namespace

const Collector collectors::alarms = collector<&Inventory::alarms, fetch_alarms, &Inventory::instance>(
    "observability", {&aws::cloudwatch::describe_alarms});

}  // namespace collect
