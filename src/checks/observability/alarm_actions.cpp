#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/arn.hpp"
#include "checks/observability/alarm_look.hpp"
#include "checks/observability/alarm_told.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using model::Alarm;
using model::AlarmTopic;

// Of the actions: the one that reaches somebody, or those that may or do not.
struct Reach {
  std::optional<std::string> listener;  // who is told, in words
  std::vector<std::string> dead;        // what is wrong with topics, in words
  std::optional<Gap> unknown;
};

std::string topic_name(std::string_view arn) {
  return words::in_quotes(base::arn_field(arn, base::arn_resource));
}

Reach reach_of(const AlarmActions& actions, const Dataset<model::AlarmTopics>& topics) {
  Reach reach;
  for (const std::string& arn : actions.arns) {
    if (!model::is_topic(arn)) {
      reach.listener = fmt::format("starts {}", words::in_quotes(arn));
      continue;
    }
    const auto found = topics.known() ? topics.value->find(arn) : model::AlarmTopics::const_iterator();
    if (!topics.known() || found == topics.value->end()) {
      reach.unknown = topics.gap.value_or(Gap{model::GapKind::unavailable, "the topic was not read", ""});
    } else if (const AlarmTopic& topic = found->second; topic.gap) {
      reach.unknown = topic.gap;
    } else if (topic.confirmed > 0) {
      reach.listener = fmt::format("tells the topic {} with {}", topic_name(arn),
                                   words::counted(topic.confirmed, "confirmed subscription"));
    } else if (!topic.exists) {
      reach.dead.push_back(fmt::format("The topic {} does not exist.", topic_name(arn)));
    } else {
      reach.dead.push_back(fmt::format("The topic {} has no confirmed subscription and {} pending.", topic_name(arn),
                                       words::count(topic.pending)));
    }
  }
  return reach;
}

void judge_dead(Judgement& judgement, const Reach& reach) {
  judgement.status = Status::fail;
  judgement.headline = headline("Alarm ", judgement.resource,
                                fmt::format(" tells {} nobody listens to",
                                            words::counted(double(reach.dead.size()), "topic that", "topics that")));
  judgement.observed = fmt::format("{}", fmt::join(reach.dead, " "));
  judgement.remedy = "Subscribe those who are on call to the topic, and let them confirm the subscription.";
  judgement.action = "Subscribe somebody to the topic";
}

void judge_switched_off(const Scene& scene, const Alarm& alarm, Judgement& judgement) {
  judgement.status = Status::warn;
  judgement.headline = headline("Alarm ", judgement.resource, " has actions that are switched off");
  judgement.observed = "There are actions, which are switched off: nothing happens when the alarm fires.";
  judgement.remedy = "Switch the alarm's actions on again.";
  judgement.action = "Switch the actions on";
  if (!alarm.actions_enabled && !alarm.actions.empty())
    judgement.command = aws_command(scene, "cloudwatch enable-alarm-actions", {{"alarm-names", alarm.name}});
}

void judge_silent(Judgement& judgement) {
  judgement.status = Status::warn;
  judgement.headline = headline("Alarm ", judgement.resource, " has no action");
  judgement.observed = "Nothing happens when the alarm fires, unless an EventBridge rule takes its changes of state.";
}

// Composite alarms that were not read may tell somebody.
Judgement judge_one(const Scene& scene, const Alarm& alarm, const Dataset<model::Alarms>& all,
                    const Dataset<model::AlarmTopics>& topics) {
  Judgement judgement = about_alarm(scene, alarm);
  judgement.limit = "Somebody is told when it fires";
  judgement.evidence += ", sns:GetTopicAttributes";
  const AlarmActions actions = actions_of(alarm, *all.value);
  const Reach reach = reach_of(actions, topics);
  if (reach.listener) {
    judgement.status = Status::pass;
    judgement.observed = words::sentence(*reach.listener);
    if (!actions.composites.empty())
      judgement.observed += fmt::format(" Composite alarms over it: {}.", words::list(actions.composites));
  } else if (const auto& unknown = reach.unknown ? reach.unknown : all.gap; unknown) {
    judgement.observed = fmt::format("Has {}.", words::counted(std::int64_t(actions.arns.size()), "action"));
    leave_open(judgement, *unknown);
  } else if (!reach.dead.empty()) {
    judge_dead(judgement, reach);
  } else if (actions.are_off) {
    judge_switched_off(scene, alarm, judgement);
  } else {
    judge_silent(judgement);
  }
  return judgement;
}

Judgements judge(const Scene& scene, Known<model::Alarms> alarms, const Dataset<model::AlarmTopics>& topics) {
  Judgements judgements;
  for (const Alarm& alarm : model::alarms_of_instance(*alarms)) {
    if (alarm.kind != model::AlarmKind::composite && alarm.kind != model::AlarmKind::unknown)
      judgements.push_back(judge_one(scene, alarm, alarms.dataset, topics));
  }
  if (judgements.empty()) {
    judgements.push_back(not_applicable(the_instance(scene), "No CloudWatch alarm watches the instance."));
  }
  return judgements;
}

}  // namespace

const Check alarm_actions = on<judge, &Inventory::alarms, &Inventory::alarm_topics>({
    .id = "alarm_actions",
    .component = "observability",
    .title = "Actions of alarms",
    .pillar = Pillar::observability,
    .severity = Severity::medium,
    .why = "When an alarm tells nobody, the problem comes to light only when customers complain.",
    .remedy = "Let the alarm tell an SNS topic that those who are on call have subscribed to.",
    .action = "Add an SNS topic to the alarm",
    .links = {"https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html",
              "https://docs.aws.amazon.com/sns/latest/dg/sns-create-subscribe-endpoint-to-topic.html"},
});

}  // namespace checks
