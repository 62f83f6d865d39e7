#include "checks/observability/alarm_value.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using model::Alarm;
using model::MetricNature;
using model::MetricUnit;
using model::PublishedMetric;
using model::WatchedMetric;

constexpr int threshold_decimals = 4;
constexpr std::int64_t longest_delay = 3600;  // seconds: what is refused for so long, callers have told already

std::string number(double value) {
  return words::number(value, threshold_decimals);
}

// What AWS documents, and None, which is what it may have meant. ThrottledCalls is documented with both.
bool may_have_unit(const PublishedMetric& published, std::string_view unit) {
  if (unit.empty() || unit == "None") return true;
  switch (published.unit) {
    case MetricUnit::seconds: return unit == "Seconds";
    case MetricUnit::per_second: return unit == "Count" || unit == "Count/Second";
    case MetricUnit::fraction:
    case MetricUnit::percent: return unit == "Percent";
    case MetricUnit::count: break;
  }
  return unit == "Count" || (published.metric == "ThrottledCalls" && unit == "Seconds");
}

// The largest value that there can be.
std::optional<double> most_of(const PublishedMetric& published) {
  if (published.unit == MetricUnit::fraction) return 1;
  if (published.unit == MetricUnit::percent) return 100;
  return std::nullopt;
}

bool takes_equal(const Alarm& alarm) {
  return alarm.comparison == "GreaterThanOrEqualToThreshold" || alarm.comparison == "LessThanOrEqualToThreshold";
}

std::optional<AlarmFlaw> unreachable(const Alarm& alarm, const PublishedMetric& published, double threshold) {
  const auto most = most_of(published);
  if (!most || threshold < *most || (threshold == *most && takes_equal(alarm))) return std::nullopt;
  return AlarmFlaw{
      .headline = fmt::format(" cannot fire: threshold {} of at most {}", number(threshold), number(*most)),
      .observed = fmt::format("{} goes from 0 to {}, so that 80 % is {}, and the threshold is {}.", published.metric,
                              number(*most), number(*most * 0.8), number(threshold))};
}

// 0.8 of a metric that goes to 100.
std::optional<AlarmFlaw> fraction_of_percent(const PublishedMetric& published, double threshold) {
  if (published.unit != MetricUnit::percent || threshold <= 0 || threshold > 1) return std::nullopt;
  return AlarmFlaw{.is_blind = false,
                   .headline = fmt::format(" fires at {} %, where 80 % is 80", number(threshold)),
                   .observed = fmt::format("{} goes from 0 to 100, so that 80 % is 80, and the threshold is {}.",
                                           published.metric, number(threshold))};
}

std::optional<AlarmFlaw> wrong_threshold(const Alarm& alarm, const PublishedMetric& published) {
  if (!alarm.threshold) return std::nullopt;
  const double threshold = *alarm.threshold;
  if (threshold < 0 || (threshold == 0 && takes_equal(alarm))) {
    return AlarmFlaw{
        .is_blind = false,
        .headline = " fires at every value, at 0 too",
        .observed = fmt::format("No value of {} is below the threshold of {}.", published.metric, number(threshold))};
  }
  if (auto flaw = unreachable(alarm, published, threshold)) return flaw;
  return fraction_of_percent(published, threshold);
}

// Low calls may be what an alarm is for; few errors never are.
std::optional<AlarmFlaw> wrong_direction(const Alarm& alarm, const PublishedMetric& published) {
  if (published.nature != MetricNature::counter && !most_of(published)) return std::nullopt;
  return AlarmFlaw{.is_blind = false,
                   .headline = " fires at low values, not at high ones",
                   .observed = fmt::format("The more of {}, the worse; the alarm compares with {}.", published.metric,
                                           alarm.comparison)};
}

// Of what is above zero each statistic but the smallest is above zero too.
bool tells_any(const Alarm& alarm, const WatchedMetric& watched) {
  return alarm.threshold == 0 && !takes_equal(alarm) &&
         (watched.statistic == "Maximum" || watched.statistic == "Average");
}

bool is_right_statistic(const Alarm& alarm, const WatchedMetric& watched, const PublishedMetric& published) {
  const std::string& statistic = watched.statistic;
  if (statistic == "SampleCount" || statistic == "Minimum") return false;
  if (published.nature == MetricNature::counter) return statistic == "Sum" || tells_any(alarm, watched);
  const bool joins_values = watched.period > published.seconds;
  const bool is_quota_share = most_of(published) && !published.group.empty();
  if (statistic == "Sum") return !joins_values;
  return statistic != "Average" || !joins_values || !is_quota_share;
}

std::optional<AlarmFlaw> wrong_statistic(const Alarm& alarm, const WatchedMetric& watched,
                                         const PublishedMetric& published) {
  if (is_right_statistic(alarm, watched, published)) return std::nullopt;
  const std::string_view right = published.nature == MetricNature::counter ? "Sum"
                                 : published.group.empty()                 ? "Average"
                                                                           : "Maximum";
  const std::string said = words::one_line(watched.statistic, 20);
  return AlarmFlaw{.is_blind = false,
                   .headline = fmt::format(" takes the {}, not the {}", said, right),
                   .observed = fmt::format("The alarm takes the {} of {} over {}, where the {} tells how bad it is.",
                                           said, published.metric, words::seconds(double(watched.period)), right)};
}

// Whenever nothing happens, there is no data.
std::optional<AlarmFlaw> wrong_missing_data(const Alarm& alarm, const PublishedMetric& published) {
  if (alarm.missing_data != "breaching") return std::nullopt;
  return AlarmFlaw{.is_blind = false,
                   .headline = " fires whenever there is no data",
                   .observed = fmt::format("{} has data only while there is something to measure, and the alarm takes "
                                           "missing data as breaching.",
                                           published.metric)};
}

std::string_view comparison_text(const Alarm& alarm) {
  if (!model::looks_up(alarm)) return takes_equal(alarm) ? "at most" : "below";
  return takes_equal(alarm) ? "at least" : "above";
}

}  // namespace

std::optional<AlarmFlaw> wrong_unit(const WatchedMetric& watched, const PublishedMetric& published) {
  if (may_have_unit(published, watched.unit)) return std::nullopt;
  const std::string unit = words::one_line(watched.unit, 20);
  return AlarmFlaw{
      .headline = fmt::format(" cannot fire: no value has the unit {}", unit),
      .observed = fmt::format("The alarm counts only values of {} in {}, and there are none.", published.metric, unit)};
}

std::optional<AlarmFlaw> wrong_period(const Alarm& alarm, const WatchedMetric& watched,
                                      const PublishedMetric& published) {
  if (watched.period < published.seconds) {
    return AlarmFlaw{
        .is_blind = false,
        .headline = fmt::format(" looks every {} at a value of every {}", words::seconds(double(watched.period)),
                                words::seconds(published.seconds)),
        .observed = fmt::format("{} has a value every {}, and the alarm's period is {}.", published.metric,
                                words::seconds(published.seconds), words::seconds(double(watched.period)))};
  }
  const std::int64_t delay = (alarm.datapoints_to_alarm - 1) * watched.period;
  if (delay < longest_delay) return std::nullopt;
  return AlarmFlaw{.is_blind = false,
                   .headline = fmt::format(" fires after {} at the earliest", words::seconds(double(delay))),
                   .observed = fmt::format("The alarm waits for {} of {} each.",
                                           words::counted(alarm.datapoints_to_alarm, "bad period"),
                                           words::seconds(double(watched.period)))};
}

std::vector<AlarmFlaw> wrong_values(const Alarm& alarm, const WatchedMetric& watched,
                                    const PublishedMetric& published) {
  std::vector<AlarmFlaw> flaws;
  const auto add = [&flaws](std::optional<AlarmFlaw> flaw) {
    if (flaw) flaws.push_back(std::move(*flaw));
  };
  if (!model::looks_up(alarm)) {
    add(wrong_direction(alarm, published));
    return flaws;
  }
  add(wrong_threshold(alarm, published));
  add(wrong_statistic(alarm, watched, published));
  add(wrong_missing_data(alarm, published));
  return flaws;
}

std::optional<double> right_threshold(const Alarm& alarm, const PublishedMetric& published) {
  if (!alarm.threshold || !model::looks_up(alarm)) return std::nullopt;
  double threshold = *alarm.threshold;
  const auto most = most_of(published);
  if (published.unit == MetricUnit::fraction && threshold > 1) threshold /= 100;
  if (fraction_of_percent(published, threshold)) threshold *= 100;
  const bool is_counter = published.nature == MetricNature::counter;
  if (most && threshold >= *most) return std::nullopt;
  return threshold > 0 || (is_counter && threshold == 0) ? std::optional(threshold) : std::nullopt;
}

std::string condition_text(const Alarm& alarm) {
  if (alarm.kind == model::AlarmKind::band) return "what is unusual";
  if (alarm.kind != model::AlarmKind::metric || alarm.metrics.empty() || !alarm.threshold) return "";
  const WatchedMetric& watched = alarm.metrics.front();
  return fmt::format("{} over {} {} {}", words::one_line(watched.statistic, 20), words::seconds(double(watched.period)),
                     comparison_text(alarm), number(*alarm.threshold));
}

}  // namespace checks
