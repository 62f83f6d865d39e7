#include <algorithm>
#include <fmt/format.h>

#include "checks/observability/alarm_look.hpp"
#include "checks/observability/alarm_value.hpp"

namespace checks {
namespace {

std::string observed(const AlarmLook& look) {
  std::string text = fmt::format("Watches {}", watched_text(*look.alarm));
  const std::string condition = condition_text(*look.alarm);
  text += condition.empty() ? "." : fmt::format(": {}.", condition);
  for (const AlarmFlaw& flaw : look.flaws) text += fmt::format(" {}", flaw.observed);
  return look.beyond.empty() ? text : fmt::format("{} {}", text, look.beyond);
}

Judgement judge_one(const Scene& scene, const AlarmLook& look) {
  Judgement judgement = about_alarm(scene, *look.alarm);
  judgement.observed = observed(look);
  judgement.limit = "It fires when the metric is bad, and only then";
  if (!look.flaws.empty()) {
    judgement.status = look.is_blind() ? Status::fail : Status::warn;
    if (!look.is_blind()) judgement.severity = Severity::low;
    judgement.headline = headline("Alarm ", judgement.resource, look.flaws.front().headline);
    if (look.right) judgement.alarms = {*look.right};
  } else if (look.unknown) {
    leave_open(judgement, *look.unknown);
  } else {
    judgement.status = look.beyond.empty() ? Status::pass : Status::info;
  }
  return judgement;
}

Judgements judge(const Scene& scene, const AlarmLooks& looks) {
  Judgements judgements;
  for (const AlarmLook& look : looks) judgements.push_back(judge_one(scene, look));
  if (judgements.empty()) {
    judgements.push_back(not_applicable(the_instance(scene), "No CloudWatch alarm watches the instance."));
  }
  return judgements;
}

}  // namespace

const Check alarm_settings = on_made<judge, MakesAlarmLooks>({
    .id = "alarm_settings",
    .component = "observability",
    .title = "Settings of alarms",
    .pillar = Pillar::observability,
    .severity = Severity::medium,
    .why = "An alarm whose dimensions, threshold or statistic do not fit its metric stays silent while callers are "
           "refused, or fires so often that nobody looks any more.",
    .remedy =
        "Give the alarm the dimensions, the unit and the statistic with which Amazon Connect publishes the metric. "
        "Delete it if nobody needs it.",
    .action = "Correct the alarm",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/monitoring-cloudwatch.html",
              "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html"},
});

}  // namespace checks
