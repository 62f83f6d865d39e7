#include <algorithm>
#include <fmt/format.h>

#include "base/encode.hpp"
#include "checks/check.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

constexpr Threshold warn{
    .check = "hours_against_traffic",
    .id = "warn",
    .value = 10,
    .unit = "abandoned contacts",
    .what = "From so many on in the weeks under review, in queues that were closed, it is a warning.",
    .least = 1};

struct Closed {
  const model::HoursTraffic* hours = nullptr;
  model::ClosedTraffic traffic;

  // "Hamburg Winter (Europe/Berlin): 112 contacts, 45 abandoned"
  std::string text() const {
    return fmt::format("{} ({}): {}, {} abandoned", base::printable(hours->name, 60), hours->time_zone,
                       words::counted(traffic.queued, "contact", "contacts"),
                       words::count(std::int64_t(traffic.abandoned)));
  }
};

// Those with contacts, most first.
std::vector<Closed> closed_of(const model::HoursTraffics& all) {
  std::vector<Closed> found;
  for (const auto& one : all) {
    const auto traffic = model::closed_traffic(one);
    if (traffic && traffic->queued > 0) found.push_back({&one, *traffic});
  }
  std::ranges::stable_sort(found, std::greater(), [](const Closed& one) { return one.traffic.queued; });
  return found;
}

model::ClosedTraffic sum_of(const std::vector<Closed>& closed) {
  model::ClosedTraffic sum;
  for (const auto& one : closed) {
    sum.queued += one.traffic.queued;
    sum.abandoned += one.traffic.abandoned;
  }
  return sum;
}

std::string observed(const std::vector<Closed>& closed) {
  if (closed.empty()) return "No calls or chats were put into a queue while its hours of operation were closed.";
  std::vector<std::string> texts;
  for (const auto& one : closed) texts.push_back(one.text());
  return fmt::format(
      "Calls and chats were put into queues while these were closed: {}. Callbacks that were asked for "
      "then count as well; hours that are closed in part do not.",
      words::list(texts));
}

// Of time zones that the program does not know, nothing can be said.
std::optional<Gap> unknown_zone(const model::HoursTraffics& all) {
  const auto nameless = std::ranges::find_if(all, [](const auto& one) { return !model::closed_traffic(one); });
  if (nameless == all.end()) return std::nullopt;
  return Gap{model::GapKind::malformed,
             fmt::format("the time zone of the hours {} is not known: {}", words::in_quotes(nameless->name),
                         words::in_quotes(nameless->time_zone)),
             ""};
}

Judgements judge(const Scene& scene, Known<model::HoursTraffics> traffics) {
  const model::HoursTraffics& all = *traffics;
  if (all.empty())
    return {not_applicable(the_instance(scene), "No queue that takes contacts has hours of operation that close.")};
  const auto closed = closed_of(all);
  const auto sum = sum_of(closed);
  Judgement judgement;
  judgement.resource = the_instance(scene);
  judgement.limit = "No calls or chats are put into a queue while its hours of operation are closed";
  judgement.evidence = "connect:GetEffectiveHoursOfOperations, connect:GetMetricDataV2";
  judgement.observed = observed(closed);
  judgement.measured = {.value = sum.queued, .unit = "contacts"};
  judgement.status = closed.empty() ? Status::pass : Status::info;
  if (sum.abandoned >= warn.in(scene)) {
    judgement.status = Status::warn;
    judgement.headline = fmt::format("{} abandoned in queues that were closed",
                                     words::counted(sum.abandoned, "contact was", "contacts were"));
    judgement.command =
        aws_command(scene, "connect describe-hours-of-operation",
                    {{"instance-id", scene.instance.instance_id}, {"hours-of-operation-id", closed.front().hours->id}});
  } else if (traffics.dataset.gap) {  // more may have been abandoned
    leave_open(judgement, *traffics.dataset.gap);
  } else if (const auto gap = unknown_zone(all)) {
    leave_open(judgement, *gap);
  }
  return {judgement};
}

}  // namespace

const Check hours_against_traffic = on<judge, &Inventory::hours_traffic>({
    .id = "hours_against_traffic",
    .component = "operations",
    .title = "Contacts outside the hours of operation",
    .pillar = Pillar::operational_excellence,
    .severity = Severity::medium,
    .why = "Hours of operation close no queue by themselves: whoever is put into one while nobody works waits until "
           "they give up.",
    .remedy = "Let the flow check the hours before the transfer to the queue, or open the hours for as long as "
              "customers come.",
    .action = "Check the hours before the queue",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/set-hours-operation.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/check-hours-of-operation.html"},
    .thresholds = {warn},
});

}  // namespace checks
