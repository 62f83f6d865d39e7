#include "checks/observability/service_watch.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/arn.hpp"
#include "base/glob.hpp"
#include "checks/observability/alarm_told.hpp"
#include "model/console.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using model::Alarm;
using model::AlarmKind;
using model::Traffic;
using model::WatchedMetric;

constexpr std::ptrdiff_t most_alarms = 500;  // that a finding keeps as data: as many as a template has resources

enum class Fit { no, yes, perhaps };

bool is_among(const std::vector<std::string_view>& patterns, std::string_view metric) {
  return std::ranges::any_of(patterns, [&](std::string_view pattern) { return base::fits(pattern, metric); });
}

Fit fit_of(const WatchedMetric& watched, const ServiceThing& thing) {
  const auto& dimensions = watched.dimensions;
  if (watched.metric_namespace != thing.metric_namespace) return Fit::no;
  if (dimensions.empty()) return thing.is_published_for_all ? Fit::yes : Fit::no;
  const auto found = dimensions.find(std::string(thing.dimension));
  if (found == dimensions.end() || found->second != thing.name) return Fit::no;
  for (const auto& [name, value] : thing.narrower) {
    const auto beside = dimensions.find(name);
    if (beside != dimensions.end() && beside->second != value) return Fit::no;
  }
  return dimensions.contains(std::string(thing.part)) ? Fit::perhaps : Fit::yes;
}

// A query without a condition is of all; of others it is told only whether they ask for this one by its name.
Fit fit_of_query(const Alarm& alarm, const ServiceThing& thing) {
  if (alarm.query.find(thing.metric_namespace) == std::string::npos) return Fit::no;
  const std::string_view condition = model::query_condition(alarm.query);
  if (condition.empty()) return Fit::yes;
  const std::string asked = fmt::format("{} = '{}'", thing.dimension, thing.name);
  return condition == asked || condition.starts_with(asked + " ORDER ") ? Fit::yes : Fit::perhaps;
}

// Of how many went well, too few are bad; of all else, too many.
bool fires_when_bad(const Alarm& alarm, std::string_view metric) {
  if (alarm.kind == AlarmKind::band) return true;
  return model::looks_up(alarm) != metric.ends_with(".Success");
}

class Watcher {
 public:
  Watcher(const model::Alarms& all, const ServiceThing& thing, const WantedSign& sign)
      : all_(all), thing_(thing), sign_(sign) {}

  void add(const Alarm& alarm) {
    switch (alarm.kind) {
      case AlarmKind::composite: return;
      case AlarmKind::unknown: watch_.cannot_tell = true; return;
      case AlarmKind::promql: return add_promql(alarm);
      default: add_metrics(alarm);
    }
  }

  ServiceWatch take() { return std::move(watch_); }

 private:
  void add_promql(const Alarm& alarm) {
    const auto is_named = [&](std::string_view metric) { return alarm.query.find(metric) != std::string::npos; };
    watch_.cannot_tell = watch_.cannot_tell || std::ranges::any_of(sign_.metrics, is_named);
  }

  void add_metrics(const Alarm& alarm) {
    for (const WatchedMetric& watched : alarm.metrics) {
      if (is_among(sign_.elsewhere, watched.metric)) watch_.cannot_tell = true;
      if (!is_among(sign_.metrics, watched.metric) || !fires_when_bad(alarm, watched.metric)) continue;
      add(alarm, alarm.kind == AlarmKind::query ? fit_of_query(alarm, thing_) : fit_of(watched, thing_));
    }
  }

  void add(const Alarm& alarm, Fit fit) {
    if (fit == Fit::perhaps) watch_.cannot_tell = true;
    if (fit != Fit::yes) return;
    (actions_of(alarm, all_).arns.empty() ? watch_.silent : watch_.alarms).insert(alarm.name);
  }

  const model::Alarms& all_;
  const ServiceThing& thing_;
  const WantedSign& sign_;
  ServiceWatch watch_;
};

// What the alarms on all of them come to.
struct WatchTally {
  std::vector<std::string> unwatched;      // with what of each, in words
  std::vector<model::WantedAlarm> wanted;  // those that are missing
  std::set<std::string> alarms, silent;
  std::vector<std::string> open;  // names of those that an alarm may watch
  std::optional<Gap> gap;         // why it is open
};

void leave(WatchTally& tally, const ServiceThing& thing, Gap gap) {
  tally.open.push_back(thing.shown);
  if (!tally.gap) tally.gap = std::move(gap);
}

void add_thing(const ServiceThing& thing, const model::Alarms& alarms, WatchTally& tally) {
  std::vector<std::string_view> missing;
  std::optional<Gap> open;
  for (const WantedSign& sign : *thing.signs) {
    const ServiceWatch watch = service_watch(alarms, thing, sign);
    tally.alarms.insert(watch.alarms.begin(), watch.alarms.end());
    if (!watch.alarms.empty()) continue;
    tally.silent.insert(watch.silent.begin(), watch.silent.end());
    if (watch.cannot_tell) {
      open = {model::GapKind::not_supported, "an alarm that this review cannot judge may watch them", ""};
    } else if (thing.unknown || sign.unknown) {
      open = thing.unknown ? thing.unknown : sign.unknown;
    } else {
      missing.push_back(sign.what);
      if (!sign.best.empty())
        tally.wanted.push_back({std::string(sign.best), thing.name, {}, std::string(thing.metric_namespace)});
    }
  }
  if (!missing.empty()) {
    tally.unwatched.push_back(fmt::format("{} ({})", thing.shown, fmt::join(missing, ", ")));
  } else if (open) {
    leave(tally, thing, *std::move(open));
  }
}

std::string quoted_list(const std::set<std::string>& names) {
  return words::list({names.begin(), names.end()});
}

std::string observed(const ServiceThings& all, const WatchTally& tally) {
  const auto count = std::int64_t(all.things.size());
  const auto watched = count - std::int64_t(tally.unwatched.size() + tally.open.size());
  std::string text =
      fmt::format("Alarms watch {} of {} {}.", words::count(watched), words::counted(count, all.noun), all.which);
  if (!tally.unwatched.empty()) text += fmt::format(" Nothing tells of: {}.", words::list(tally.unwatched));
  if (!tally.open.empty()) text += fmt::format(" Not known: {}.", words::list(tally.open));
  if (!tally.silent.empty()) text += fmt::format(" No action is started by: {}.", quoted_list(tally.silent));
  if (!tally.alarms.empty()) text += fmt::format(" Alarms: {}.", quoted_list(tally.alarms));
  return text;
}

void judge_missing(const ServiceThings& all, const WatchTally& tally, const std::optional<Gap>& unread,
                   Judgement& judgement) {
  if (unread) return leave_open(judgement, *unread);
  const auto count = std::int64_t(tally.unwatched.size());
  judgement.status = Status::warn;
  judgement.headline =
      fmt::format("{} of {} {} {} an alarm", words::count(count),
                  words::counted(std::int64_t(all.things.size()), all.noun), all.which, count == 1 ? "lacks" : "lack");
  judgement.measured = {.value = double(count), .unit = fmt::format("{}s without an alarm", all.noun)};
  const auto kept = std::min(most_alarms, std::ptrdiff_t(tally.wanted.size()));
  judgement.alarms.assign(tally.wanted.begin(), tally.wanted.begin() + kept);
}

// Why what no alarm watches is no fault yet.
std::optional<Gap> gap_of_missing(const Dataset<model::Alarms>& alarms, const Dataset<model::Metrics>& metrics,
                                  Traffic traffic) {
  if (alarms.gap) return alarms.gap;
  if (traffic == Traffic::some) return std::nullopt;
  Gap gap{model::GapKind::unavailable, "CloudWatch has no answer", ""};
  if (!metrics.known() && metrics.gap) gap = *metrics.gap;
  gap.reason = fmt::format("whether there were contacts is not known: {}", gap.reason);
  return gap;
}

}  // namespace

ServiceWatch service_watch(const model::Alarms& alarms, const ServiceThing& thing, const WantedSign& sign) {
  Watcher watcher(alarms, thing, sign);
  for (const Alarm& alarm : alarms) watcher.add(alarm);
  return watcher.take();
}

Judgements judge_service_watch(const Scene& scene, const ServiceThings& all, Known<model::Alarms> alarms,
                               const Dataset<model::Metrics>& metrics) {
  const Traffic traffic = metrics.known() ? model::traffic_of(*metrics.value) : Traffic::unknown;
  if (traffic == Traffic::none) {
    return {not_applicable(the_instance(scene),
                           fmt::format("There were no contacts in {}.", words::days(metrics.value->window)))};
  }
  if (all.things.empty()) {
    return {all.gap ? not_assessed(the_instance(scene), *all.gap)
                    : not_applicable(the_instance(scene), std::string(all.none))};
  }
  WatchTally tally;
  for (const ServiceThing& thing : all.things) add_thing(thing, *alarms, tally);
  Judgement judgement;
  judgement.resource = the_instance(scene);
  judgement.limit = fmt::format("An alarm on the failures of each {}", all.noun);
  judgement.evidence = "cloudwatch:DescribeAlarms";
  judgement.console_url = model::console::alarm(scene.instance, "");
  judgement.observed = observed(all, tally);
  if (!tally.unwatched.empty()) {
    judge_missing(all, tally, gap_of_missing(alarms.dataset, metrics, traffic), judgement);
  } else if (const auto& gap = tally.gap ? tally.gap : all.gap; gap) {
    leave_open(judgement, *gap);
  } else {
    judgement.status = Status::pass;
    judgement.measured = {.value = 0, .unit = fmt::format("{}s without an alarm", all.noun)};
  }
  return {judgement};
}

std::optional<Gap> gap_of_alarms_on(const Scene& scene, std::string_view arn) {
  const bool is_here = base::arn_field(arn, base::arn_account) == scene.instance.account_id &&
                       base::arn_field(arn, base::arn_region) == scene.instance.region;
  if (is_here) return std::nullopt;
  return Gap{
      model::GapKind::not_supported,
      fmt::format("{} is of another account or Region, whose alarms this review does not read", words::in_quotes(arn)),
      ""};
}

}  // namespace checks
