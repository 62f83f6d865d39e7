"""CloudWatch's alarms on an instance, and the SNS topics that they tell.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
"""

from . import functions, storage, targets
from .identity import ACCOUNT, Identity, is_published_name

_ABOVE, _AT_LEAST = "GreaterThanThreshold", "GreaterThanOrEqualToThreshold"
_STREAMS = {"Participant": "Agent", "Type of Connection": "WebRTC", "Stream Type": "Voice"}
_MADE = 1_589_443_200

# metric, MetricGroup, statistic, comparison, threshold: what an instance with calls, chats and tasks needs.
_WANTED = (
    ("ConcurrentCallsPercentage", "VoiceCalls", "Maximum", _AT_LEAST, 0.8),
    ("CallsBreachingConcurrencyQuota", "VoiceCalls", "Sum", _ABOVE, 0),
    ("ThrottledCalls", "VoiceCalls", "Sum", _ABOVE, 0),
    ("MisconfiguredPhoneNumbers", "VoiceCalls", "Sum", _ABOVE, 0),
    ("MissedCalls", "VoiceCalls", "Sum", _ABOVE, 10),
    ("CallRecordingUploadError", "CallRecordings", "Sum", _ABOVE, 0),
    ("ConcurrentActiveChatsPercentage", "Chats", "Maximum", _AT_LEAST, 80),
    ("ChatsBreachingActiveChatQuota", "Chats", "Sum", _ABOVE, 0),
    ("ConcurrentTasksPercentage", "Tasks", "Maximum", _AT_LEAST, 80),
    ("TasksBreachingConcurrencyQuota", "Tasks", "Sum", _ABOVE, 0),
)
# namespace, metric, statistic, threshold, dimensions: of what other services run for it.
_OF_SERVICES = (
    ("AWS/Kinesis", "GetRecords.IteratorAgeMilliseconds", "Maximum", 3_600_000, {"StreamName": storage.STREAM}),
    ("AWS/Kinesis", "WriteProvisionedThroughputExceeded", "Sum", 0, {"StreamName": storage.STREAM}),
    ("AWS/Firehose", "DeliveryToS3.DataFreshness", "Maximum", 3600, {"DeliveryStreamName": storage.FIREHOSE}),
    ("AWS/Firehose", "ThrottledRecords", "Sum", 0, {"DeliveryStreamName": storage.FIREHOSE}),
    ("AWS/Lambda", "Errors", "Sum", 0, {"FunctionName": functions.name(0)}),
    ("AWS/Lambda", "Throttles", "Sum", 0, {}),  # of all functions together
    ("AWS/Lex", "RuntimeSystemErrors", "Sum", 0, {"Operation": "StartConversation", "BotId": targets.BOT,
                                                  "BotAliasId": targets.ALIAS, "LocaleId": "en_GB"}),
)
# The group that older advice gives ThrottledCalls, and the unit that calls have given chats: of instances with flaws.
_FLAWED = (
    ("ConcurrentCallsPercentage", "VoiceCalls", "Maximum", _AT_LEAST, 0.8),
    ("ThrottledCalls", "CallsPerInterval", "Sum", _ABOVE, 0),
    ("ConcurrentActiveChatsPercentage", "Chats", "Maximum", _AT_LEAST, 0.8),
    ("MissedCalls", "VoiceCalls", "Sum", _ABOVE, 10),
)


def _topic(identity: Identity, name: str) -> str:
    return f"arn:aws:sns:{identity.region}:{ACCOUNT}:{identity.alias}-{name}"


def topics(identity: Identity) -> dict[str, int]:
    """The confirmed subscriptions, by ARN."""
    return {_topic(identity, "on-call"): 2, _topic(identity, "nobody"): 0}


def _alarm(identity: Identity, name: str, topic: str, **more: object) -> dict:
    named = f"{identity.alias} {name}"
    return {"AlarmName": named, "AlarmArn": f"arn:aws:cloudwatch:{identity.region}:{ACCOUNT}:alarm:{named}",
            "ActionsEnabled": True, "OKActions": [], "AlarmActions": [_topic(identity, topic)],
            "InsufficientDataActions": [], "StateValue": "OK", "StateTransitionedTimestamp": _MADE, **more}


def _on_metric(identity: Identity, metric: str, statistic: str, comparison: str, threshold: float,
               dimensions: dict[str, str], name: str = "", namespace: str = "AWS/Connect") -> dict:
    topic = "nobody" if metric == "MissedCalls" and name == "flawed" else "on-call"
    return _alarm(identity, f"{metric} {name}".strip(), topic, Namespace=namespace, MetricName=metric,
                  Statistic=statistic, Period=300, EvaluationPeriods=1, Threshold=threshold,
                  ComparisonOperator=comparison, TreatMissingData="notBreaching",
                  Dimensions=[{"Name": key, "Value": value} for key, value in dimensions.items()])


def _wanted(identity: Identity, queues: list[str], flows: list[str]) -> list[dict]:
    own = {"InstanceId": identity.instance_id}
    found = [_on_metric(identity, metric, statistic, comparison, threshold, {**own, "MetricGroup": group})
             for metric, group, statistic, comparison, threshold in _WANTED]
    streams = {"Instance ID": identity.instance_id, **_STREAMS}
    found.append(_on_metric(identity, "ToInstancePacketLossRate", "Average", _ABOVE, 0.05, streams))
    for queue in filter(is_published_name, queues):
        of_queue = {**own, "MetricGroup": "Queue", "QueueName": queue}
        found += [_on_metric(identity, "LongestQueueWaitTime", "Maximum", _ABOVE, 120, of_queue, queue),
                  _on_metric(identity, "QueueCapacityExceededError", "Sum", _ABOVE, 0, of_queue, queue)]
    for flow in filter(is_published_name, flows):
        of_flow = {**own, "MetricGroup": "ContactFlow", "ContactFlowName": flow}
        found.append(_on_metric(identity, "ContactFlowFatalErrors", "Sum", _ABOVE, 0, of_flow, flow))
    return found + [_on_metric(identity, metric, statistic, _ABOVE, threshold, dimensions, namespace=namespace)
                    for namespace, metric, statistic, threshold, dimensions in _OF_SERVICES]


def metric_alarms(identity: Identity, queues: list[str], flows: list[str], flaws: bool) -> list[dict]:
    if not flaws:
        return _wanted(identity, queues, flows)
    own = {"InstanceId": identity.instance_id}
    return [_on_metric(identity, metric, statistic, comparison, threshold, {**own, "MetricGroup": group}, "flawed")
            for metric, group, statistic, comparison, threshold in _FLAWED]


def composite_alarm(identity: Identity, children: list[dict]) -> dict:
    rule = " OR ".join(f'ALARM("{child["AlarmName"]}")' for child in children)
    return _alarm(identity, "any", "on-call", AlarmRule=rule)


def topic_attributes(arn: str, confirmed: int) -> dict[str, str]:
    return {"TopicArn": arn, "Owner": ACCOUNT, "Policy": "{}", "SubscriptionsConfirmed": str(confirmed),
            "SubscriptionsPending": "1", "SubscriptionsDeleted": "0"}


def truth() -> dict:
    """Of an instance with flaws: its alarms, the composite one among them, and what is to be said of some."""
    return {"total": len(_FLAWED) + 1,
            "coverage": {"ConcurrentCallsPercentage": "pass", "ThrottledCalls": "warn", "MissedCalls": "pass"},
            "settings": {"ConcurrentCallsPercentage flawed": "pass", "ThrottledCalls flawed": "fail",
                         "ConcurrentActiveChatsPercentage flawed": "warn", "MissedCalls flawed": "pass"},
            "actions": {"MissedCalls flawed": "fail", "ThrottledCalls flawed": "pass"},
            "services": {"contact_streams": "pass", "instance_dashboards": "pass",
                         "stream_alarms": "warn", "function_alarms": "warn", "bot_alarms": "warn"}}
