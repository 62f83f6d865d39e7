#include "aws/operations/sns.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"
#include "base/text.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

using model::AlarmTopic;
using model::AlarmTopics;
namespace read = base::read;

// SNS writes numbers as texts.
std::optional<std::int64_t> number_at(const nlohmann::json& attributes, const char* name) {
  return base::number_in<std::int64_t>(read::text(attributes, name));
}

AlarmTopic describe_topic(Source& source, const std::string& arn) {
  const auto answer = source.client.call(aws::sns::get_topic_attributes, {{"TopicArn", arn}});
  const auto& attributes = read::object(answer, "Attributes");
  const auto confirmed = number_at(attributes, "SubscriptionsConfirmed");
  if (!confirmed) {
    throw base::Error(base::ErrorKind::corrupt, "sns:GetTopicAttributes answered no SubscriptionsConfirmed");
  }
  return {.confirmed = *confirmed, .pending = number_at(attributes, "SubscriptionsPending").value_or(0)};
}

Dataset<AlarmTopics> fetch_alarm_topics(Source& source, const Dataset<model::Alarms>& alarms) {
  if (!alarms.known()) return Dataset<AlarmTopics>::missing(needs_other("list of CloudWatch alarms", alarms.gap));
  AlarmTopics topics;
  for (const auto& alarm : model::alarms_of_instance(*alarms.value)) {
    for (const auto& action : alarm.actions) {
      if (model::is_topic(action)) topics.try_emplace(action);
    }
  }
  ItemGaps gaps(ItemGaps::Permission::its_own);  // topics of other accounts are denied by themselves
  for (auto& [arn, topic] : topics) {
    topic.gap = gaps.of([&] { topic = describe_topic(source, arn); });
    topic.exists = !topic.gap || topic.gap->kind != model::GapKind::not_found;
    if (!topic.exists) topic.gap.reset();
  }
  return gaps.dataset(std::move(topics), "SNS topics");
}

}  // namespace

const Collector collectors::alarm_topics = collector<&Inventory::alarm_topics, fetch_alarm_topics, &Inventory::alarms>(
    "observability", {&aws::sns::get_topic_attributes}, Asks::each_item);

}  // namespace collect
