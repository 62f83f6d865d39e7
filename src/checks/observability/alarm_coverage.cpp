#include <algorithm>
#include <fmt/format.h>
#include <ranges>

#include "checks/observability/alarm_look.hpp"
#include "checks/observability/alarm_watch.hpp"
#include "model/console.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using model::MetricScope;
using model::Traffic;

// What an alarm should watch.
struct Wanted {
  std::string_view metric;
  Severity severity = Severity::low;  // of none that watches it
  std::string_view advice;            // on what
  std::string_view traffic = "";      // the metric that tells whether there are contacts of this kind
  std::string_view contacts = "";     // "calls"
  std::string_view instead = "";      // another metric that tells the same
};

// Where customers are refused, or soon will be, an alarm matters most.
constexpr Severity matters = Severity::medium, helps = Severity::low;
constexpr std::string_view none = "the Sum above 0";
constexpr std::ptrdiff_t most_alarms = 500;  // that a finding keeps as data: as many as a template has resources
constexpr Wanted wanted_of_instance[] = {
    {"ConcurrentCallsPercentage", matters, "the Maximum at 0.8, which is 80 %", "ConcurrentCalls", "calls",
     "ConcurrentCalls"},
    {"CallsBreachingConcurrencyQuota", matters, none, "ConcurrentCalls", "calls"},
    {"ThrottledCalls", matters, none, "ConcurrentCalls", "calls"},
    {"MisconfiguredPhoneNumbers", matters, none, "ConcurrentCalls", "calls"},
    {"MissedCalls", helps, "the Sum above what is usual", "ConcurrentCalls", "calls"},
    {"CallRecordingUploadError", helps, none, "ConcurrentCalls", "calls"},
    {"ToInstancePacketLossRate", helps, "the Average above 0.05", "ConcurrentCalls", "calls"},
    {"ConcurrentActiveChatsPercentage", matters, "the Maximum at 80", "ConcurrentActiveChats", "chats",
     "ConcurrentActiveChats"},
    {"ChatsBreachingActiveChatQuota", matters, none, "ConcurrentActiveChats", "chats"},
    {"ConcurrentTasksPercentage", matters, "the Maximum at 80", "ConcurrentTasks", "tasks", "ConcurrentTasks"},
    {"TasksBreachingConcurrencyQuota", matters, none, "ConcurrentTasks", "tasks"},
    {"ConcurrentEmailsPercentage", matters, "the Maximum at 80", "ConcurrentEmails", "e-mails", "ConcurrentEmails"},
};
constexpr Wanted wanted_of_queues[] = {
    {.metric = "LongestQueueWaitTime", .advice = "the Maximum above what customers bear", .instead = "QueueSize"},
    {.metric = "QueueCapacityExceededError", .advice = none},
};
constexpr Wanted wanted_of_flows = {.metric = "ContactFlowFatalErrors", .severity = matters, .advice = none};

AlarmWatch watch_of(const Scene& scene, const AlarmLooks& looks, const Wanted& wanted, const WatchedPlace& place) {
  AlarmWatch watch = alarm_watch(scene, looks, wanted.metric, place);
  if (wanted.instead.empty()) return watch;
  const AlarmWatch other = alarm_watch(scene, looks, wanted.instead, place);
  watch.alarms.insert(other.alarms.begin(), other.alarms.end());
  watch.blind.insert(other.blind.begin(), other.blind.end());
  watch.cannot_tell = watch.cannot_tell || other.cannot_tell;
  return watch;
}

Judgement start(const Scene& scene, const Wanted& wanted) {
  Judgement judgement;
  judgement.resource = {"metric", std::string(wanted.metric), std::string(wanted.metric)};
  judgement.limit = fmt::format("An alarm on {}", wanted.advice);
  judgement.evidence = "cloudwatch:DescribeAlarms";
  judgement.console_url = model::console::alarm(scene.instance, "");
  return judgement;
}

constexpr std::string_view may_be_watched = "an alarm that this review cannot judge may watch the metric";

void judge_missing(Judgement& judgement, const Wanted& wanted, const AlarmWatch& watch, const std::optional<Gap>& gap) {
  if (gap) return leave_open(judgement, *gap);
  if (watch.cannot_tell) {
    return leave_open(judgement, {model::GapKind::not_supported, std::string(may_be_watched), ""});
  }
  judgement.status = Status::warn;
  judgement.severity = wanted.severity;
}

std::string blind_text(const AlarmWatch& watch) {
  if (watch.blind.empty()) return "";
  return fmt::format(" {} for it and cannot fire: {}.",
                     words::counted(double(watch.blind.size()), "alarm is meant", "alarms are meant"),
                     words::list({watch.blind.begin(), watch.blind.end()}));
}

// "47 in 14 days", of a counter that there is data of.
std::string count_text(const model::Metrics& metrics, const Wanted& wanted) {
  const auto total = model::sum(model::find(metrics, wanted.metric, "Sum"));
  return total && *total > 0
             ? fmt::format(" {} was {} in {}.", wanted.metric, words::number(*total), words::days(metrics.window))
             : "";
}

// Why it is not known whether there were contacts.
Gap unknown_traffic(const Wanted& wanted, const Dataset<model::Metrics>& metrics) {
  const auto* series = metrics.known() ? model::find(*metrics.value, wanted.traffic, "Maximum") : nullptr;
  Gap gap{model::GapKind::unavailable, "CloudWatch was not asked for it", ""};
  if (!metrics.known() && metrics.gap) gap = *metrics.gap;
  if (series != nullptr && series->gap) gap = *series->gap;
  gap.reason = fmt::format("whether there were {} is not known: {}", wanted.contacts, gap.reason);
  return gap;
}

Judgement judge_of_instance(const Scene& scene, const AlarmLooks& looks, const Wanted& wanted,
                            const std::optional<Gap>& gap, const Dataset<model::Metrics>& metrics) {
  Judgement judgement = start(scene, wanted);
  const AlarmWatch watch = watch_of(scene, looks, wanted, {});
  judgement.measured = {.value = double(watch.alarms.size()), .unit = "alarms", .lower_is_worse = true};
  if (!watch.alarms.empty()) {
    judgement.status = Status::pass;
    judgement.observed = fmt::format("Watched by {}.", words::list({watch.alarms.begin(), watch.alarms.end()}));
    return judgement;
  }
  const Traffic traffic = metrics.known() ? model::traffic_by(*metrics.value, wanted.traffic) : Traffic::unknown;
  if (traffic == Traffic::none) {
    return not_applicable(judgement.resource,
                          fmt::format("There were no {} in {}.", wanted.contacts, words::days(metrics.value->window)));
  }
  judgement.observed = fmt::format("Watched by no alarm that can fire.{}", blind_text(watch));
  if (metrics.known()) judgement.observed += count_text(*metrics.value, wanted);
  judge_missing(judgement, wanted, watch, gap || traffic == Traffic::some ? gap : unknown_traffic(wanted, metrics));
  if (judgement.status == Status::warn) {
    judgement.alarms = {{.metric = std::string(wanted.metric)}};
    judgement.headline = watch.blind.empty()
                             ? headline("", judgement.resource, " is watched by 0 alarms")
                             : headline("", judgement.resource, " is watched only by an alarm that cannot fire");
  } else {
    judgement.measured.reset();
  }
  return judgement;
}

// Queues or flows that should be watched.
struct Places {
  std::string_view noun;   // "queue"
  std::string_view which;  // "that customers waited in"
  std::string_view none;   // said where there are none
  MetricScope scope = MetricScope::queue;
  std::vector<std::string> names;
  std::optional<Gap> gap;  // why there may be more
};

Judgement judge_of_places(const Scene& scene, const AlarmLooks& looks, const Wanted& wanted,
                          const std::optional<Gap>& gap, const Places& places) {
  Judgement judgement = start(scene, wanted);
  std::vector<std::string> unwatched;
  AlarmWatch all;
  for (const auto& name : places.names) {
    const AlarmWatch watch = watch_of(scene, looks, wanted, {places.scope, name});
    if (!watch.alarms.empty()) continue;
    unwatched.push_back(name);
    all.cannot_tell = all.cannot_tell || watch.cannot_tell;
    all.blind.insert(watch.blind.begin(), watch.blind.end());
  }
  const auto count = std::int64_t(places.names.size());
  judgement.observed = fmt::format("{} of {} {} {} watched.", count - std::int64_t(unwatched.size()),
                                   words::counted(count, places.noun), places.which, count == 1 ? "is" : "are");
  if (!unwatched.empty()) {
    judgement.observed += fmt::format(" Not watched: {}.{}", words::list(unwatched), blind_text(all));
    judge_missing(judgement, wanted, all, gap);
  } else if (places.gap) {
    leave_open(judgement, *places.gap);
  } else if (places.names.empty()) {
    return not_applicable(judgement.resource, std::string(places.none));
  } else {
    judgement.status = Status::pass;
  }
  if (judgement.status == Status::not_assessed) return judgement;
  judgement.measured = {.value = double(unwatched.size()), .unit = fmt::format("{}s without an alarm", places.noun)};
  if (judgement.status == Status::warn) {
    for (const auto& name : unwatched | std::views::take(most_alarms)) {
      judgement.alarms.push_back({.metric = std::string(wanted.metric), .of = name});
    }
    judgement.headline =
        headline("", judgement.resource,
                 fmt::format(" has no alarm for {} of {}", unwatched.size(), words::counted(count, places.noun)));
  }
  return judgement;
}

Places busy_queues(const Dataset<model::Queues>& queues, const Dataset<model::Metrics>& metrics) {
  Places places{"queue", "with contacts", "No queue had contacts.", MetricScope::queue, {}, queues.gap};
  if (!places.gap && !metrics.known()) places.gap = metrics.gap;
  if (!queues.known() || !metrics.known()) return places;
  for (const auto& queue : *queues.value) {
    if (!model::is_published_name(queue.name)) continue;  // no alarm can watch it
    const Traffic traffic = model::traffic_by(*metrics.value, "QueueSize", queue.name);
    if (traffic == Traffic::some) places.names.push_back(queue.name);
    if (traffic == Traffic::unknown && !places.gap)
      places.gap = Gap{model::GapKind::unavailable, "whether all queues had contacts is not known", ""};
  }
  return places;
}

// Whether there were contacts at all: nothing while that is not known, and then why.
std::optional<bool> is_busy(const Dataset<model::Metrics>& metrics, std::optional<Gap>& gap) {
  const Traffic traffic = metrics.known() ? model::traffic_of(*metrics.value) : Traffic::unknown;
  if (traffic != Traffic::unknown) return traffic == Traffic::some;
  const Gap silent{model::GapKind::unavailable, "whether there were contacts is not known", ""};
  if (!gap) gap = metrics.known() ? silent : metrics.gap;
  return std::nullopt;
}

// Those that numbers lead to, and those that failed.
Places entry_flows(const Dataset<model::FlowSummaries>& flows, const Dataset<model::Metrics>& metrics,
                   const Dataset<model::FlowAssociations>& associations, const Dataset<model::MessageFlows>& messages) {
  Places places{"flow",
                "that numbers lead to or that failed",
                "No contacts came to a flow that a number leads to.",
                MetricScope::flow,
                {},
                std::nullopt};
  const auto busy = is_busy(metrics, places.gap);
  if (busy != true) return places;
  places.gap = flows.gap ? flows.gap : model::unknown_entries(associations, messages);
  if (!flows.known()) return places;
  const auto entries = model::entry_flows(associations, messages);
  for (const auto& flow : *flows.value) {
    if (!model::is_published(flow) || !model::is_published_name(flow.name)) continue;  // no alarm can watch it
    const auto* failures = model::find(*metrics.value, wanted_of_flows.metric, "Sum", flow.name);
    if (entries.contains(flow.id) || model::sum(failures).value_or(0) > 0) {
      places.names.push_back(flow.name);
    } else if (failures != nullptr && failures->gap && !places.gap) {
      places.gap = failures->gap;
    }
  }
  return places;
}

// Without recordings there is nothing to upload.
Judgement judge_recordings(const Scene& scene, const AlarmLooks& looks, const Wanted& wanted, std::optional<Gap> gap,
                           const Dataset<model::Metrics>& metrics, const Dataset<model::StorageResources>& storage) {
  if (!gap) gap = storage.gap;
  if (storage.known()) {
    const auto found = std::ranges::find(*storage.value, "CALL_RECORDINGS", &model::StorageResource::type);
    if (found != storage.value->end()) {
      if (!gap) gap = found->gap;
      if (!found->gap && found->configs.empty())
        return not_applicable(start(scene, wanted).resource, "The instance stores no recordings of calls.");
    }
  }
  return judge_of_instance(scene, looks, wanted, gap, metrics);
}

Judgements judge(const Scene& scene, const AlarmLooks& looks, Known<model::Alarms> alarms,
                 const Dataset<model::Metrics>& metrics, const Dataset<model::Queues>& queues,
                 const Dataset<model::FlowSummaries>& flows, const Dataset<model::FlowAssociations>& associations,
                 const Dataset<model::MessageFlows>& messages, const Dataset<model::StorageResources>& storage) {
  const auto& gap = alarms.dataset.gap;
  Judgements judgements;
  for (const Wanted& wanted : wanted_of_instance) {
    judgements.push_back(wanted.metric == "CallRecordingUploadError"
                             ? judge_recordings(scene, looks, wanted, gap, metrics, storage)
                             : judge_of_instance(scene, looks, wanted, gap, metrics));
  }
  const Places busy = busy_queues(queues, metrics);
  for (const Wanted& wanted : wanted_of_queues) judgements.push_back(judge_of_places(scene, looks, wanted, gap, busy));
  const Places entries = entry_flows(flows, metrics, associations, messages);
  judgements.push_back(judge_of_places(scene, looks, wanted_of_flows, gap, entries));
  return judgements;
}

}  // namespace

const Check alarm_coverage = on_made<judge, MakesAlarmLooks, &Inventory::alarms, &Inventory::metrics,
                                     &Inventory::queues, &Inventory::flows, &Inventory::flow_associations,
                                     &Inventory::message_flows, &Inventory::storage>({
    .id = "alarm_coverage",
    .component = "observability",
    .title = "Alarms on what matters",
    .pillar = Pillar::observability,
    .severity = Severity::medium,
    .why = "Without an alarm, refused calls, failing flows and long waits come to light only when somebody complains.",
    .remedy =
        "Create a CloudWatch alarm on the metric, with exactly the dimensions under which Amazon Connect publishes "
        "it, and let it tell those who are on call. This review does not see the alarms of other accounts and other "
        "tools.",
    .action = "Create an alarm on the metric",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/monitoring-cloudwatch.html",
              "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html"},
});

}  // namespace checks
