#include "checks/traffic/contact_figures.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>

#include "base/timestamp.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using model::ChannelContacts;
using model::QueueContacts;

constexpr double fewest_waiting = 30;   // calls and chats of a queue
constexpr double fewest_handled = 100;  // for an average that a few contacts do not make

void add(Waiting& waiting, const ChannelContacts& contacts) {
  const double before = waiting.queued;
  waiting.queued += *contacts.queued;
  if (waiting.abandoned && contacts.abandoned) {
    *waiting.abandoned += *contacts.abandoned;
  } else {
    waiting.abandoned.reset();
  }
  if (waiting.in_time && contacts.in_time) {
    *waiting.in_time = (*waiting.in_time * before + *contacts.in_time * *contacts.queued) / waiting.queued;
  } else {
    waiting.in_time.reset();
  }
}

std::vector<Waiting> waiting_in(const QueueContacts& contacts) {
  std::map<std::string, Waiting> by_id;
  for (const auto& one : contacts.rows) {
    if (!model::is_waited_for(one) || one.queued.value_or(0) <= 0) continue;
    const Waiting none{{"queue", one.queue_id, one.queue_name}, 0, 0.0, 0.0};
    add(by_id.try_emplace(one.queue_id, none).first->second, one);
  }
  std::vector<Waiting> all;
  for (auto& [id, waiting] : by_id) all.push_back(std::move(waiting));
  return all;
}

struct QueueFigure {
  std::string name;
  std::optional<double> value;
};

std::vector<QueueFigure> figures_of(const QueueContacts& contacts, const Outliers& outliers) {
  std::vector<QueueFigure> all;
  for (const auto& one : contacts.rows) {
    if (one.channel == outliers.channel && one.handled.value_or(0) >= fewest_handled)
      all.push_back({one.queue_name, outliers.figure(one)});
  }
  std::ranges::stable_sort(all, std::ranges::greater(), &QueueFigure::value);
  return all;
}

// "Claims EN (14 min 2 s)", of those above the line.
std::vector<std::string> outlying(const std::vector<QueueFigure>& figures, const Outliers& outliers) {
  std::vector<std::string> names;
  for (const auto& one : figures) {
    if (one.value && *one.value > outliers.line)
      names.push_back(fmt::format("{} ({})", one.name, outliers.said(*one.value)));
  }
  return names;
}

double to_the_line(const Judgement& judgement) {
  return std::abs(judgement.measured->value - judgement.measured->limit.value());
}

}  // namespace

Judgements with_passes_as_one(Judgements judgements, std::string_view type) {
  const auto passes =
      std::ranges::stable_partition(judgements, [](const auto& one) { return one.status != Status::pass; });
  if (passes.size() < 2) return judgements;
  const std::string noun = words::spelled_out(type);
  Judgement one = std::ranges::min(passes, {}, to_the_line);
  one.observed = fmt::format("{} {} keep to the line. Nearest to it is {}. {}",
                             words::count(std::int64_t(passes.size())), noun, one.resource.name, one.observed);
  one.resource = {std::string(type), "within_the_line", words::capitalized(noun) + " within the line"};
  judgements.erase(passes.begin(), passes.end());
  judgements.push_back(std::move(one));
  return judgements;
}

Judgements judge_waiting(const Scene& scene, const QueueContacts& contacts, JudgeWaiting judge) {
  Judgements judgements;
  std::vector<std::string> few;
  const std::string evidence =
      traffic_evidence(contacts.window, "CONTACTS_QUEUED, CONTACTS_ABANDONED and SERVICE_LEVEL");
  for (const Waiting& waiting : waiting_in(contacts)) {
    if (waiting.queued < fewest_waiting) {
      few.push_back(waiting.queue.name);
    } else {
      judgements.push_back(judge(scene, waiting));
    }
  }
  judgements = with_passes_as_one(std::move(judgements), "queues");
  const std::string in_window = words::days(contacts.window);
  if (!few.empty()) {
    judgements.push_back(not_applicable(
        {"queues", "few_contacts", "Queues with few contacts"},
        fmt::format("Fewer than {} calls and chats waited in {} in {}: {}.", words::number(fewest_waiting),
                    words::counted(std::int64_t(few.size()), "queue"), in_window, words::list(few))));
  }
  if (judgements.empty()) {
    judgements.push_back(
        not_applicable(the_instance(scene), fmt::format("No call or chat waited in a queue in {}.", in_window)));
  }
  for (Judgement& judgement : judgements) judgement.evidence = evidence;
  return judgements;
}

Judgement judge_outliers(const Scene& scene, const QueueContacts& contacts, const Outliers& outliers) {
  const auto figures = figures_of(contacts, outliers);
  const auto names = outlying(figures, outliers);
  const std::string enough = fmt::format("at least {} {} that agents took in {}", words::number(fewest_handled),
                                         outliers.contacts, words::days(contacts.window));
  Judgement judgement;
  judgement.resource = the_instance(scene);
  judgement.limit = outliers.limit;
  judgement.evidence = traffic_evidence(contacts.window, outliers.evidence);
  if (figures.empty()) {
    judgement.status = Status::not_applicable;
    judgement.observed = fmt::format("No queue had {}.", enough);
    return judgement;
  }
  judgement.measured = {.value = double(names.size()), .unit = "queues"};
  const std::string counted = words::counted(std::int64_t(figures.size()), "queue");
  if (!names.empty()) {
    judgement.status = Status::info;
    judgement.observed = fmt::format("{} of {} with {} {} above that: {}.", words::count(std::int64_t(names.size())),
                                     counted, enough, names.size() == 1 ? "is" : "are", words::list(names));
  } else if (std::ranges::all_of(figures, [](const auto& one) { return one.value.has_value(); })) {
    judgement.status = Status::pass;
    judgement.observed = fmt::format("{} in each queue with {}: {}.", outliers.limit, enough, counted);
  } else {
    leave_open(judgement, {model::GapKind::unavailable, "AWS did not say it of every queue", ""});
    judgement.measured.reset();
  }
  return judgement;
}

std::string traffic_evidence(const model::Window& window, std::string_view metrics) {
  return fmt::format("connect:GetMetricDataV2, {}, {}", metrics, words::from_to(window.start, window.end));
}

std::string traffic_command(const Scene& scene, std::string_view filter, const Resource& resource,
                            std::string_view metric, std::string_view of_metric) {
  return aws_command(
      scene, "connect get-metric-data-v2",
      {{"resource-arn", scene.instance.arn},
       {"start-time",
        base::to_iso8601(std::max(scene.window.start, scene.window.end - std::chrono::days(model::traffic_days)))},
       {"end-time", base::to_iso8601(scene.window.end)},
       {"filters", fmt::format("FilterKey={},FilterValues={}", filter, resource.key)},
       {"metrics", fmt::format("Name={}", metric)},
       {"", fmt::format("Name={}", of_metric)}});
}

}  // namespace checks
