#include "app/fix/fix_alarms.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

#include "app/fix/fix_text.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"
#include "checks/registry.hpp"
#include "components/observability/facts.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace app {
namespace {

using model::Finding;
using model::MetricNature;
using model::MetricUnit;
using model::PublishedMetric;
using model::WantedAlarm;

constexpr std::string_view from_there = "GreaterThanOrEqualToThreshold", above_that = "GreaterThanThreshold";
constexpr double busy_share = 0.8, usual_packet_loss = 0.05;
constexpr int five_minutes = 300, an_hour = 3600;
constexpr std::size_t longest_of = 120;       // characters of a queue's or flow's name in an alarm's
constexpr std::size_t most_under_one = 90;    // alarms under a composite one, of which there may be 100
constexpr std::size_t longest_rule = 10'000;  // of 10,240 characters

// When an alarm fires.
struct FiresWhen {
  std::string_view statistic, comparison;
  double threshold = 0;
  int period = five_minutes;
};

// The line that a check draws.
double drawn_line(std::string_view check) {
  const checks::Check* found = checks::find(check);
  return found == nullptr || found->about.thresholds.empty() ? 0 : found->about.thresholds.front().value;
}

// In the metric's own unit. Nothing for a metric of which no value is usual.
std::optional<FiresWhen> condition_of(const PublishedMetric& published, const std::optional<double>& wanted) {
  if (published.group.empty()) return FiresWhen{"Average", above_that, wanted.value_or(usual_packet_loss)};
  if (published.unit == MetricUnit::fraction) return FiresWhen{"Maximum", from_there, wanted.value_or(busy_share)};
  if (published.unit == MetricUnit::percent) return FiresWhen{"Maximum", from_there, wanted.value_or(busy_share * 100)};
  if (published.metric == "MissedCalls")
    return FiresWhen{"Sum", above_that, wanted.value_or(drawn_line("missed_calls")), an_hour};
  if (published.nature == MetricNature::counter) return FiresWhen{"Sum", above_that, wanted.value_or(0)};
  if (published.metric == "LongestQueueWaitTime")
    return FiresWhen{"Maximum", above_that, wanted.value_or(drawn_line("queue_wait"))};
  return wanted ? std::optional(FiresWhen{"Maximum", from_there, *wanted}) : std::nullopt;
}

// Of what other services run for the instance, by one dimension. A stream keeps records for a day at least, and so long
// Firehose tries to deliver.
struct ServiceMetric {
  std::string_view metric_namespace, metric, dimension;
  FiresWhen fires;
};
constexpr ServiceMetric service_metrics[] = {
    {"AWS/Kinesis", "GetRecords.IteratorAgeMilliseconds", "StreamName", {"Maximum", above_that, 3'600'000}},
    {"AWS/Kinesis", "WriteProvisionedThroughputExceeded", "StreamName", {"Sum", above_that, 0}},
    {"AWS/Firehose", "DeliveryToS3.DataFreshness", "DeliveryStreamName", {"Maximum", above_that, an_hour}},
    {"AWS/Firehose", "ThrottledRecords", "DeliveryStreamName", {"Sum", above_that, 0}},
    {"AWS/Lambda", "Errors", "FunctionName", {"Sum", above_that, 0}},
    {"AWS/Lambda", "Throttles", "FunctionName", {"Sum", above_that, 0}},
};

// CloudFormation resolves such a text wherever it stands, and knows no way to keep it from that.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
bool is_dynamic_reference(std::string_view text) {
  return text.find("{{resolve:") != std::string_view::npos;
}

std::string hash_of(std::string_view text) {
  return base::sha256_hex(text).substr(0, 8);
}

// Names that are cut, or have characters that no alarm's name has, are told apart by their digits.
std::string part_of_name(const std::string& of) {
  const std::string shown = words::one_line(of, longest_of);
  return shown == of ? shown : fmt::format("{} {}", shown, hash_of(of));
}

class AlarmFixes {
 public:
  AlarmFixes(const model::Review& review, std::vector<std::string>& notes)
      : review_(review), instance_(model::instance_of(review)), notes_(notes) {
    if (const auto facts = review.facts<components::ObservabilityFacts>()) {
      for (const auto& alarm : facts->alarms) taken_.insert(alarm.name);
    }
  }

  void add(const Finding& finding) {
    for (const WantedAlarm& wanted : finding.alarms) add(finding, wanted);
  }

  // Of a finding that says that an alarm tells nobody, where no new alarm stands in its place.
  void add_silent(const Finding& finding) {
    const std::string& name = finding.resource.key;
    const auto replacing = std::ranges::find_if(
        all_.alarms, [&](const FixAlarm& one) { return std::ranges::find(one.replaces, name) != one.replaces.end(); });
    if (replacing != all_.alarms.end()) {
      add_closed(replacing->closes, {closed(finding)});
    } else if (name.find_first_of("\"\\") != std::string::npos || is_dynamic_reference(name)) {
      leave(finding, "no rule of a composite alarm can name the alarm");
    } else {
      silent_.push_back(&finding);
    }
  }

  FixAlarms take() {
    add_composites();
    return std::move(all_);
  }

 private:
  void leave(const Finding& finding, std::string_view why) {
    notes_.push_back(fmt::format("{}: {}.", closed_text(closed(finding)), why));
  }

  void add_of_service(const Finding& finding, const WantedAlarm& wanted) {
    const auto* metric = std::ranges::find_if(service_metrics, [&](const ServiceMetric& one) {
      return one.metric_namespace == wanted.metric_namespace && one.metric == wanted.metric;
    });
    if (metric == std::end(service_metrics)) return leave(finding, "the metric is not known");
    FixAlarm& alarm = alarm_under({{std::string(metric->dimension), wanted.of}}, wanted, "", metric->fires);
    add_closed(alarm.closes, {closed(finding)});
  }

  void add(const Finding& finding, const WantedAlarm& wanted) {
    if (is_dynamic_reference(wanted.of)) return leave(finding, "CloudFormation would resolve the name");
    if (!wanted.metric_namespace.empty()) return add_of_service(finding, wanted);
    const auto ways = model::published_as(wanted.metric);
    if (ways.empty() || instance_.instance_id.empty()) return leave(finding, "the metric is not known");
    for (const PublishedMetric* way : ways) {
      const auto condition = condition_of(*way, wanted.threshold);
      if (!condition) return leave(finding, "no threshold is usual for the metric: it is yours to choose");
      FixAlarm& alarm = alarm_of(wanted, *way, *condition, ways.size() > 1);
      add_closed(alarm.closes, {closed(finding)});
      const std::string& replaced = finding.resource.type == "alarm" ? finding.resource.key : "";
      const auto found = std::ranges::find(alarm.replaces, replaced);
      if (!replaced.empty() && found == alarm.replaces.end()) alarm.replaces.push_back(replaced);
    }
  }

  FixAlarm& alarm_of(const WantedAlarm& wanted, const PublishedMetric& way, const FiresWhen& condition,
                     bool is_one_of_several) {
    model::MetricDimensions dimensions = model::dimensions_of(way, instance_);
    for (auto& [name, value] : dimensions) {
      if (value.empty()) value = wanted.of;
    }
    return alarm_under(std::move(dimensions), wanted, is_one_of_several ? spelling_of(way) : "", condition);
  }

  // One for each metric and what it is of: who has set a threshold has it, whatever is usual.
  FixAlarm& alarm_under(model::MetricDimensions dimensions, const WantedAlarm& wanted, const std::string& spelling,
                        const FiresWhen& condition) {
    std::string material = wanted.metric;
    for (const auto& [name, value] : dimensions) material += fmt::format("\n{}\n{}", name, value);
    const auto [found, is_new] = places_.try_emplace(material, all_.alarms.size());
    if (!is_new) {
      FixAlarm& alarm = all_.alarms[found->second];
      if (wanted.threshold) alarm.threshold = condition.threshold;
      return alarm;
    }
    const bool is_of_service = !wanted.metric_namespace.empty();
    all_.alarms.push_back(
        {.id = id_of(wanted.metric) + hash_of(material),
         .name = name_of(wanted, spelling, hash_of(material)),
         .description =
             fmt::format("{} {} the Amazon Connect instance {}: made by "
                         "connect-ops-review from review {}",
                         wanted.metric, is_of_service ? "for" : "of", instance_.instance_id, review_.status.review_id),
         .metric_namespace = is_of_service ? wanted.metric_namespace : std::string(model::connect_namespace),
         .metric = wanted.metric,
         .dimensions = std::move(dimensions),
         .statistic = condition.statistic,
         .comparison = condition.comparison,
         .threshold = condition.threshold,
         .period = condition.period});
    return all_.alarms.back();
  }

  // Metrics of other services have dots in their names.
  static std::string id_of(std::string metric) {
    std::erase_if(metric, [](char c) { return !base::is_alphanumeric(c); });
    return metric;
  }

  static std::string spelling_of(const PublishedMetric& way) {
    return fmt::format("-{}", way.group.empty() ? way.instance_dimension : way.group);
  }

  // An alarm of that name may be there.
  std::string name_of(const WantedAlarm& wanted, const std::string& spelling, const std::string& digits) const {
    std::string name = fmt::format("{}-{}{}", plain_instance_name(review_), wanted.metric, spelling);
    if (!wanted.of.empty()) name += fmt::format("-{}", part_of_name(wanted.of));
    return taken_.contains(name) ? fmt::format("{}-{}", name, digits) : name;
  }

  void add_composites() {
    std::string rule;
    std::vector<ClosedFinding> closes;
    for (const Finding* finding : silent_) {
      const std::string term = fmt::format("ALARM(\"{}\")", finding->resource.key);
      if (closes.size() == most_under_one || rule.size() + term.size() > longest_rule) {
        add_composite(std::move(rule), std::move(closes));
        rule.clear();
        closes.clear();
      }
      rule += rule.empty() ? term : fmt::format(" OR {}", term);
      closes.push_back(closed(*finding));
    }
    if (!closes.empty()) add_composite(std::move(rule), std::move(closes));
  }

  void add_composite(std::string rule, std::vector<ClosedFinding> closes) {
    const std::string digits = hash_of(rule);
    std::string name = fmt::format("{}-alarms-that-told-nobody-{}", plain_instance_name(review_), digits);
    all_.composites.push_back({.id = "AlarmsThatToldNobody" + digits,
                               .name = std::move(name),
                               .description = "Tells the topic what these alarms tell nobody",
                               .rule = std::move(rule),
                               .closes = std::move(closes)});
  }

  const model::Review& review_;
  const model::InstanceRef instance_;
  std::vector<std::string>& notes_;
  FixAlarms all_;
  std::map<std::string, std::size_t> places_;
  std::set<std::string> taken_;  // names of alarms that are there
  std::vector<const Finding*> silent_;
};

// Of actions that are switched off, a command switches them on.
bool tells_nobody(const Finding& finding) {
  return finding.check_id == "alarm_actions" && finding.resource.type == "alarm" &&
         finding.command.find(" enable-alarm-actions ") == std::string::npos;
}

// What a wrong alarm needs is not always known.
bool is_left_open(const Finding& finding) {
  return finding.check_id == "alarm_settings" && finding.alarms.empty();
}

}  // namespace

FixAlarms fix_alarms(const model::Review& review, const std::vector<Finding>& findings,
                     std::vector<std::string>& notes) {
  AlarmFixes alarms(review, notes);
  for (const Finding& finding : findings) {
    alarms.add(finding);
    if (!is_left_open(finding)) continue;
    notes.push_back(fmt::format("{}: what it should be like is not certain.", closed_text(closed(finding))));
  }
  for (const Finding& finding : findings) {
    if (tells_nobody(finding)) alarms.add_silent(finding);
  }
  return alarms.take();
}

std::string number_in_template(double number) {
  return fmt::format("{:.10g}", number);
}

}  // namespace app
