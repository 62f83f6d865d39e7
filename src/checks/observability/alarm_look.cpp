#include "checks/observability/alarm_look.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "checks/observability/alarm_value.hpp"
#include "model/console.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"
#include "words/width.hpp"

namespace checks {
namespace {

using model::Alarm;
using model::AlarmKind;
using model::MetricScope;
using model::PublishedMetric;
using model::WatchedMetric;

constexpr std::size_t room_for_value = 20;  // in a headline, beside the alarm's name

// What is not as Amazon Connect publishes it; nothing when all is.
std::optional<AlarmFlaw> difference(const WatchedMetric& watched, const model::MetricDimensions& wanted) {
  for (const auto& [name, value] : wanted) {
    const auto found = watched.dimensions.find(name);
    if (found == watched.dimensions.end()) {
      return AlarmFlaw{.headline = fmt::format(" cannot fire: {} is missing", name),
                       .observed = fmt::format("The dimension {} is missing.", name)};
    }
    if (!value.empty() && found->second != value) {
      const bool is_short = value.size() <= room_for_value;
      return AlarmFlaw{.headline = fmt::format(" cannot fire: {} is {}", name, is_short ? "not " + value : "wrong"),
                       .observed = fmt::format("The dimension {} is {}, and {} has data under {} alone.", name,
                                               words::in_quotes(found->second), watched.metric, value)};
    }
  }
  for (const auto& [name, value] : watched.dimensions) {
    if (!wanted.contains(name)) {
      const std::string shown = words::one_line(name);
      return AlarmFlaw{
          .headline =
              fmt::format(" cannot fire: {} is one dimension too many", words::shortened(shown, room_for_value)),
          .observed = fmt::format("{} is published without the dimension {}.", watched.metric, words::in_quotes(name))};
    }
  }
  return std::nullopt;
}

// Whether there is a queue or flow of that name: no answer where the list was not read in full.
template <typename List>
std::optional<bool> is_listed(const Dataset<List>& list, std::string_view name) {
  const bool is_found =
      list.known() && std::ranges::any_of(*list.value, [&](const auto& one) { return one.name == name; });
  return is_found || list.complete() ? std::optional(is_found) : std::nullopt;
}

class Looker {
 public:
  Looker(const Scene& scene, const Alarm& alarm, const Dataset<model::Queues>& queues,
         const Dataset<model::FlowSummaries>& flows, const Dataset<model::Metrics>& metrics)
      : scene_(scene), alarm_(alarm), queues_(queues), flows_(flows), metrics_(metrics) {
    look_.alarm = &alarm;
  }

  AlarmLook look() {
    look_at_evaluation();
    switch (alarm_.kind) {
      case AlarmKind::promql: leave("its PromQL query is nothing that this review reads"); break;
      case AlarmKind::unknown: leave("it is of a kind that this review does not know"); break;
      case AlarmKind::query: look_.beyond = "Of its Metrics Insights query this review reads the metric alone."; break;
      case AlarmKind::expression:
        look_.beyond = "This review does not compute the metric math that its threshold is for.";
        [[fallthrough]];
      default: look_at_metrics();
    }
    look_at_duration();
    std::ranges::stable_partition(look_.flaws, &AlarmFlaw::is_blind);
    look_.right = right_alarm();
    return std::move(look_);
  }

 private:
  void leave(std::string why) {
    if (!look_.unknown) look_.unknown = Gap{model::GapKind::not_supported, std::move(why), ""};
  }
  void leave(const std::string& what, const std::optional<Gap>& gap) {
    if (!look_.unknown && gap)
      look_.unknown = Gap{gap->kind, fmt::format("{}: {}", what, gap->reason), gap->permission};
  }
  void add(std::optional<AlarmFlaw> flaw) {
    if (flaw) look_.flaws.push_back(std::move(*flaw));
  }

  void look_at_evaluation() {
    if (alarm_.evaluation_state != "EVALUATION_ERROR") return;
    add(AlarmFlaw{.is_of_settings = false,
                  .headline = " cannot be evaluated",
                  .observed = "CloudWatch cannot evaluate the alarm: its configuration has an error."});
  }

  void look_at_metrics() {
    for (const WatchedMetric& watched : alarm_.metrics) {
      if (watched.metric_namespace != model::connect_namespace) continue;
      const auto ways = model::published_as(watched.metric);
      if (ways.empty()) {
        leave(fmt::format("this review does not know the metric {}", words::in_quotes(watched.metric)));
      } else if (const auto* way = published(watched, scene_.instance); way == nullptr) {
        add_mismatch(watched, *ways.front());
      } else {
        look_at_one(watched, *way);
      }
    }
  }

  // What metric math makes of a metric without data may still have a value.
  void add_mismatch(const WatchedMetric& watched, const model::PublishedMetric& way) {
    auto flaw = difference(watched, model::dimensions_of(way, scene_.instance));
    if (flaw && alarm_.kind == AlarmKind::expression) {
      flaw->is_blind = false;
      flaw->headline = " has a metric without data";
    }
    add(std::move(flaw));
  }

  void look_at_one(const WatchedMetric& watched, const model::PublishedMetric& way) {
    look_at_name(watched, way);
    add(wrong_unit(watched, way));
    add(wrong_period(alarm_, watched, way));
    if (alarm_.kind != AlarmKind::metric) return;
    for (auto& flaw : wrong_values(alarm_, watched, way)) add(std::move(flaw));
    if (!look_.is_blind()) look_at_data(watched, way);
  }

  void look_at_name(const WatchedMetric& watched, const model::PublishedMetric& way) {
    if (way.scope == MetricScope::instance) return;
    const std::string name(dimension_of(watched, way.scope));
    const bool is_queue = way.scope == MetricScope::queue;
    const std::string noun = is_queue ? "queue" : "flow";
    const auto is_there = is_queue ? is_listed(queues_, name) : is_listed(flows_, name);
    if (is_there == false) {
      add(AlarmFlaw{.is_of_settings = false,
                    .headline = fmt::format(" cannot fire: no {} is called {}", noun,
                                            words::shortened(words::one_line(name), room_for_value)),
                    .observed = fmt::format("The instance has no {} of the name {}.", noun, words::in_quotes(name))});
    } else if (!is_there) {
      leave(fmt::format("whether there is a {} of that name is not known", noun), is_queue ? queues_.gap : flows_.gap);
    } else if (!model::is_published_name(name)) {
      add(AlarmFlaw{.is_of_settings = false,
                    .headline = fmt::format(" cannot fire: CloudWatch does not take the {}'s name", noun),
                    .observed = fmt::format("CloudWatch gets no metrics for the {} {}, whose name has characters that "
                                            "it does not take.",
                                            noun, words::in_quotes(name))});
    }
  }

  // Most metrics are there only while something happens: an alarm without data is wrong only where the metric has some.
  void look_at_data(const WatchedMetric& watched, const model::PublishedMetric& way) {
    if (alarm_.state != model::no_data_state || !alarm_.state_since) return;
    if (!metrics_.known()) return leave("whether its metric has data is not known", metrics_.gap);
    for (const auto& series : metrics_.value->series) {
      if (series.row->metric != watched.metric || series.dimension != dimension_of(watched, way.scope)) continue;
      const auto is_later = [this](const model::MetricPoint& point) { return point.at > *alarm_.state_since; };
      const auto seen = std::ranges::find_if(series.points, is_later);
      if (seen != series.points.end()) return add_unseen(watched, *seen);
      leave("whether its metric has data is not known", series.gap);
    }
  }

  void add_unseen(const WatchedMetric& watched, const model::MetricPoint& point) {
    add(AlarmFlaw{
        .is_of_settings = false,
        .headline = fmt::format(" has seen no data since {}", words::day(*alarm_.state_since)),
        .observed = fmt::format("The alarm is in INSUFFICIENT_DATA since {}, although {} has data, for "
                                "instance of {}.",
                                words::moment(*alarm_.state_since), watched.metric, words::moment(point.at))});
  }

  void look_at_duration() {
    if (alarm_.state != model::alarm_state || !alarm_.state_since || *alarm_.state_since >= scene_.window.start) return;
    const model::Window since{*alarm_.state_since, scene_.window.end};
    add(AlarmFlaw{
        .is_blind = false,
        .is_of_settings = false,
        .headline = fmt::format(" has been in alarm for {}", words::counted(std::int64_t(since.days()), "day")),
        .observed = fmt::format("The alarm is in ALARM since {}: it tells nothing new.", words::moment(since.start))});
  }

  // Of a name that is not known to be there, nothing is known to be right.
  bool can_be_watched(const PublishedMetric& way, const std::string& name) const {
    if (way.scope == MetricScope::instance) return true;
    const auto is_there = way.scope == MetricScope::queue ? is_listed(queues_, name) : is_listed(flows_, name);
    return is_there == true && model::is_published_name(name);
  }

  std::optional<model::WantedAlarm> right_alarm() const {
    const bool is_certain = alarm_.kind == AlarmKind::metric && alarm_.metrics.size() == 1 && !look_.unknown &&
                            !look_.flaws.empty() && std::ranges::all_of(look_.flaws, &AlarmFlaw::is_of_settings);
    if (!is_certain) return std::nullopt;
    const WatchedMetric& watched = alarm_.metrics.front();
    const auto ways = model::published_as(watched.metric);
    if (ways.empty()) return std::nullopt;
    std::string of(dimension_of(watched, ways.front()->scope));
    if (!can_be_watched(*ways.front(), of)) return std::nullopt;
    return model::WantedAlarm{watched.metric, std::move(of), right_threshold(alarm_, *ways.front())};
  }

  const Scene& scene_;
  const Alarm& alarm_;
  const Dataset<model::Queues>& queues_;
  const Dataset<model::FlowSummaries>& flows_;
  const Dataset<model::Metrics>& metrics_;
  AlarmLook look_;
};

}  // namespace

AlarmLooks alarm_looks(const Scene& scene, const model::Alarms& alarms, const Dataset<model::Queues>& queues,
                       const Dataset<model::FlowSummaries>& flows, const Dataset<model::Metrics>& metrics) {
  AlarmLooks looks;
  for (const Alarm& alarm : model::alarms_of_instance(alarms)) {
    if (alarm.kind != AlarmKind::composite) looks.push_back(Looker(scene, alarm, queues, flows, metrics).look());
  }
  return looks;
}

const model::PublishedMetric* published(const WatchedMetric& watched, const model::InstanceRef& instance) {
  for (const auto* way : model::published_as(watched.metric)) {
    if (!difference(watched, model::dimensions_of(*way, instance))) return way;
  }
  return nullptr;
}

std::string_view dimension_of(const WatchedMetric& watched, MetricScope scope) {
  if (scope == MetricScope::instance) return "";
  const auto found = watched.dimensions.find(
      std::string(scope == MetricScope::queue ? model::queue_dimension : model::flow_dimension));
  return found == watched.dimensions.end() ? std::string_view() : found->second;
}

std::string watched_text(const Alarm& alarm) {
  std::vector<std::string> all;
  for (const WatchedMetric& watched : alarm.metrics) {
    std::string text = watched.metric;
    for (const MetricScope scope : {MetricScope::queue, MetricScope::flow}) {
      const auto name = dimension_of(watched, scope);
      if (!name.empty()) text += fmt::format(" of {}", words::in_quotes(name));
    }
    all.push_back(std::move(text));
  }
  return all.empty() ? "something that this review cannot tell" : words::list(all);
}

Judgement about_alarm(const Scene& scene, const Alarm& alarm) {
  Judgement judgement;
  judgement.resource = {"alarm", alarm.name, alarm.name};
  judgement.evidence = "cloudwatch:DescribeAlarms";
  judgement.command = aws_command(scene, "cloudwatch describe-alarms", {{"alarm-names", alarm.name}});
  judgement.console_url = model::console::alarm(scene.instance, alarm.name);
  return judgement;
}

}  // namespace checks
