#include "checks/metrics/metric_check.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "base/timestamp.hpp"
#include "model/console.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

const model::MetricRow& row_of(std::string_view metric) {
  return *std::ranges::find_if(model::metric_rows, [&](const model::MetricRow& row) { return row.metric == metric; });
}

std::string words(std::string_view statistic) {
  return statistic == "Sum" ? "sum" : "highest value";
}

// "47 missed calls in 14 days, 3.36 a day; the most in one hour: 31, from 2026-11-10 10:00 UTC."
std::string observed(const model::Metrics& metrics, const Counter& counter, const Total& total) {
  const std::string in_window = fmt::format(" in {}", words::days(metrics.window));
  if (*total.value == 0) return fmt::format("No {}{}.", counter.many, in_window);
  std::string text = words::counted(*total.value, counter.one, counter.many) + in_window;
  if (metrics.window.days() > 0) text += fmt::format(", {} a day", words::number(*total.value / metrics.window.days()));
  return fmt::format("{}; the most in one hour: {}, from {}.", text, words::number(total.worst->value),
                     base::to_minute_text(total.worst->at));
}

std::optional<model::MetricPoint> last_above_zero(const model::MetricSeries* series) {
  if (series == nullptr) return std::nullopt;
  const auto found = std::ranges::find_if(series->points.rbegin(), series->points.rend(),
                                          [](const model::MetricPoint& point) { return point.value > 0; });
  return found == series->points.rend() ? std::nullopt : std::optional(*found);
}

Gap no_data(std::string_view metric) {
  return {model::GapKind::not_supported,
          fmt::format("CloudWatch has no data for {} in this time. It publishes only metrics that have data, so "
                      "this is not a zero",
                      metric),
          ""};
}

std::string show_command(const Scene& scene, const model::Window& window, const model::MetricRow& row) {
  return aws_command(scene, "cloudwatch get-metric-statistics",
                     {{"namespace", "AWS/Connect"},
                      {"metric-name", row.metric},
                      {"dimensions", fmt::format("Name=InstanceId,Value={}", scene.instance.instance_id)},
                      {"", fmt::format("Name=MetricGroup,Value={}", row.group)},
                      {"statistics", row.statistic},
                      {"period", std::to_string(model::hour.count())},
                      {"start-time", base::to_iso8601(window.start)},
                      {"end-time", base::to_iso8601(window.end)}});
}

void add_sources(const Scene& scene, const model::Metrics& metrics, const Counter& counter, Judgement& judgement) {
  judgement.limit = counter.limit;
  judgement.evidence = metric_evidence(metrics, counter.metric);
  judgement.command = show_command(scene, metrics.window, row_of(counter.metric));
  judgement.console_url = model::console::metrics(scene.instance);
}

Judgement nothing_to_count(const Scene& scene, const model::Metrics& metrics, Resource resource,
                           const Counter& counter) {
  Judgement judgement =
      not_applicable(std::move(resource), fmt::format("CloudWatch holds no {} in {}, so there was nothing to count.",
                                                      counter.contacts, words::days(metrics.window)));
  add_sources(scene, metrics, counter, judgement);
  return judgement;
}

}  // namespace

Total total_of(const model::Metrics& metrics, std::string_view metric, std::string_view dimension) {
  const auto* series = model::find(metrics, metric, "Sum", dimension);
  return {model::sum(series), model::peak(series), last_above_zero(series),
          series == nullptr ? std::nullopt : series->gap};
}

Judgement judge_counter(const Scene& scene, const model::Metrics& metrics, Resource resource, const Counter& counter,
                        Verdict (*judge)(const Scene&, const Total&)) {
  Total total = total_of(metrics, counter.metric);
  std::string said_by_sibling;
  if (model::is_silent(metrics, counter.metric, "Sum")) {
    const model::Traffic traffic = model::traffic_by(metrics, counter.sibling);
    if (traffic == model::Traffic::none) return nothing_to_count(scene, metrics, std::move(resource), counter);
    if (traffic == model::Traffic::some) {
      total.value = 0;
      said_by_sibling = fmt::format(" CloudWatch holds {} of that time, and publishes {} only when there are some.",
                                    counter.sibling, counter.metric);
    }
  }
  const Verdict verdict = total.value ? judge(scene, total) : Verdict{Status::not_assessed};
  const bool fine = verdict.status == Status::pass || verdict.status == Status::info;
  Judgement judgement;
  if (!total.value || (fine && total.gap)) {
    judgement = not_assessed(std::move(resource), total.gap.value_or(no_data(counter.metric)));
  } else {
    judgement.status = verdict.status;
    judgement.severity = verdict.severity;
    judgement.resource = std::move(resource);
    judgement.measured = {.value = *total.value, .unit = std::string(counter.many)};
    if (!fine) {
      judgement.headline = fmt::format("{}, last on {}", words::counted(*total.value, counter.one, counter.many),
                                       words::hour(total.last->at));
    }
  }
  if (total.value) judgement.observed = observed(metrics, counter, total) + said_by_sibling;
  add_sources(scene, metrics, counter, judgement);
  return judgement;
}

Verdict none_allowed(const Scene& /*scene*/, const Total& total) {
  return {*total.value > 0 ? Status::fail : Status::pass};
}

void Unmeasured::add_without_data(const std::string& name, const std::optional<Gap>& why) {
  without_data.push_back(name);
  if (!gap) gap = why;
}

std::string listed(const std::vector<std::string>& names, std::string_view noun) {
  return fmt::format("{}: {}", words::counted(std::int64_t(names.size()), noun), words::list(names));
}

void add_unmeasured(Judgements& judgements, const Unmeasured& unmeasured, std::string_view noun,
                    std::string_view metrics) {
  const std::string type = fmt::format("{}s", noun);
  if (!unmeasured.without_data.empty()) {
    const Gap silent{model::GapKind::not_supported,
                     "CloudWatch publishes a metric only when there is something to count, so no data may mean that "
                     "nothing came by or that it was not measured",
                     ""};
    Judgement judgement = not_assessed({type, "no_data", "Without data"}, unmeasured.gap.value_or(silent));
    judgement.observed = fmt::format("No data for {}.", listed(unmeasured.without_data, noun));
    judgement.evidence = fmt::format("CloudWatch AWS/Connect {}", metrics);
    judgements.push_back(std::move(judgement));
  }
  if (!unmeasured.unpublished.empty()) {
    Judgement judgement = not_assessed(
        {type, "unpublished", "Names that CloudWatch does not take"},
        fmt::format("CloudWatch gets no metrics for {} whose name has characters other than the letters A to Z, "
                    "digits, spaces and . , - _ / # : $ @ | & {{ }} + ? %",
                    type));
    judgement.observed = fmt::format("Not measured: {}.", listed(unmeasured.unpublished, noun));
    judgement.evidence = fmt::format("CloudWatch AWS/Connect {}", metrics);
    judgement.remedy = fmt::format("If you need metrics for these {}, rename them with plain characters.", type);
    judgement.action = fmt::format("Rename these {} with plain characters", type);
    judgements.push_back(std::move(judgement));
  }
}

void add_idle_queues(Judgements& judgements, const Unmeasured& unmeasured, std::string_view metric) {
  if (unmeasured.idle.empty()) return;
  Judgement judgement = not_applicable({"queues", "idle", "Where nobody waited"},
                                       fmt::format("Nobody waited in {}.", listed(unmeasured.idle, "queue")));
  judgement.evidence = fmt::format("CloudWatch AWS/Connect {} and QueueSize, of which it holds nothing", metric);
  judgements.push_back(std::move(judgement));
}

std::string metric_evidence(const model::Metrics& metrics, std::string_view metric) {
  const auto& row = row_of(metric);
  return fmt::format("CloudWatch AWS/Connect {}, {} per hour, {}", metric, words(row.statistic),
                     words::from_to(metrics.window.start, metrics.window.end));
}

}  // namespace checks
