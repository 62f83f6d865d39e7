"""CloudWatch's alarms on the instance, and the SNS topics that they tell."""

import json
from datetime import timedelta

from . import targets
from .instance import FIREHOSE, STREAM
from .recorder import Recorder
from .truth import Truth
from .world import ACCOUNT_ID, ALIAS, RECORDED_AT, REGION, WINDOW_START, World, epoch

_ON_CALL = f"arn:aws:sns:{REGION}:{ACCOUNT_ID}:{ALIAS}-on-call"
_FORMER_TEAM = f"arn:aws:sns:{REGION}:{ACCOUNT_ID}:{ALIAS}-former-team"  # whose last subscription was never confirmed
_ABOVE, _AT_LEAST = "GreaterThanThreshold", "GreaterThanOrEqualToThreshold"
_QUIET_SINCE = WINDOW_START - timedelta(days=40)

THROTTLED, CHATS = f"{ALIAS}-throttled", f"{ALIAS}-chats-80-percent"
MISSED, MAILS = f"{ALIAS}-missed-calls", f"{ALIAS}-emails-80-percent"

# name, metric, MetricGroup, statistic, comparison, threshold
_ON_METRICS = (
    (f"{ALIAS}-calls-80-percent", "ConcurrentCallsPercentage", "VoiceCalls", "Maximum", _AT_LEAST, 0.8),
    (f"{ALIAS}-calls-refused", "CallsBreachingConcurrencyQuota", "VoiceCalls", "Sum", _ABOVE, 0),
    (THROTTLED, "ThrottledCalls", "CallsPerInterval", "Sum", _ABOVE, 0),  # a group that the metric is not in
    (f"{ALIAS}-numbers-without-flow", "MisconfiguredPhoneNumbers", "VoiceCalls", "Sum", _ABOVE, 0),
    (MISSED, "MissedCalls", "VoiceCalls", "Sum", _ABOVE, 10),
    (f"{ALIAS}-recordings-lost", "CallRecordingUploadError", "CallRecordings", "Sum", _ABOVE, 0),
    (CHATS, "ConcurrentActiveChatsPercentage", "Chats", "Maximum", _AT_LEAST, 0.8),  # 0.8 % of the quota
    (f"{ALIAS}-chats-refused", "ChatsBreachingActiveChatQuota", "Chats", "Sum", _ABOVE, 0),
    (f"{ALIAS}-tasks-80-percent", "ConcurrentTasksPercentage", "Tasks", "Maximum", _AT_LEAST, 80),
    (f"{ALIAS}-tasks-refused", "TasksBreachingConcurrencyQuota", "Tasks", "Sum", _ABOVE, 0),
    (MAILS, "ConcurrentEmailsPercentage", "Emails", "Maximum", _AT_LEAST, 80),
)
# name, what is selected
_QUERIES = (
    (f"{ALIAS}-queues-wait", "MAX(LongestQueueWaitTime)", "QueueName", 300),
    (f"{ALIAS}-queues-full", "SUM(QueueCapacityExceededError)", "QueueName", 0),
    (f"{ALIAS}-flows-fail", "SUM(ContactFlowFatalErrors)", "ContactFlowName", 0),
)
# name, namespace, metric, statistic, threshold, dimensions: of what other services run for the instance
_OF_SERVICES = (
    (f"{ALIAS}-records-late", "AWS/Kinesis", "GetRecords.IteratorAgeMilliseconds", "Maximum", 36_000_000, {"StreamName": STREAM}),
    (f"{ALIAS}-records-refused", "AWS/Kinesis", "WriteProvisionedThroughputExceeded", "Sum", 0, {"StreamName": STREAM}),
    (f"{ALIAS}-events-late", "AWS/Firehose", "DeliveryToS3.DataFreshness", "Maximum", 3600, {"DeliveryStreamName": FIREHOSE}),
    (f"{ALIAS}-events-refused", "AWS/Firehose", "ThrottledRecords", "Sum", 0, {"DeliveryStreamName": FIREHOSE}),
    (f"{ALIAS}-customer-fails", "AWS/Lambda", "Errors", "Sum", 0, {"FunctionName": f"{ALIAS}-customer-01"}),
    ("functions-throttled", "AWS/Lambda", "Throttles", "Sum", 0, {}),
)


def _alarm(name: str, watched: dict, comparison: str, threshold: float) -> dict:
    state, since = ("ALARM", RECORDED_AT - timedelta(days=3)) if name == CHATS else ("OK", _QUIET_SINCE)
    return {
        "AlarmName": name, "AlarmArn": f"arn:aws:cloudwatch:{REGION}:{ACCOUNT_ID}:alarm:{name}",
        "ActionsEnabled": name != MISSED, "AlarmActions": [_FORMER_TEAM if name == MAILS else _ON_CALL],
        "StateValue": state, "StateTransitionedTimestamp": epoch(since), "EvaluationPeriods": 1,
        "ComparisonOperator": comparison, "Threshold": threshold, "TreatMissingData": "notBreaching", **watched}


def _on_metric(metric: str, statistic: str, dimensions: dict[str, str], namespace: str = "AWS/Connect") -> dict:
    return {"Namespace": namespace, "MetricName": metric, "Statistic": statistic, "Period": 300,
            "Dimensions": [{"Name": name, "Value": value} for name, value in dimensions.items()]}


def _query(world: World, selected: str, dimension: str) -> dict:
    schema = f'SCHEMA("AWS/Connect", InstanceId, MetricGroup, {dimension})'
    return {"Metrics": [{"Id": "q1", "Period": 300, "ReturnData": True, "Expression":
                         f"SELECT {selected} FROM {schema} WHERE InstanceId = '{world.instance_id}'"}]}


def _metric_alarms(world: World) -> list[dict]:
    own = {"InstanceId": world.instance_id}
    alarms = [_alarm(name, _on_metric(metric, statistic, {**own, "MetricGroup": group}), comparison, threshold)
              for name, metric, group, statistic, comparison, threshold in _ON_METRICS]
    alarms += [_alarm(name, _query(world, selected, dimension), _ABOVE, threshold)
               for name, selected, dimension, threshold in _QUERIES]
    streams = {"Instance ID": world.instance_id, "Participant": "Agent", "Type of Connection": "WebRTC",
               "Stream Type": "Voice"}
    loss = _on_metric("ToInstancePacketLossRate", "Average", streams)
    alarms.append(_alarm(f"{ALIAS}-packet-loss", loss, _ABOVE, 0.05))
    other = {"InstanceId": world.other_instance_id, "MetricGroup": "VoiceCalls"}
    alarms.append(_alarm("test-calls-throttled", _on_metric("ThrottledCalls", "Sum", other), _ABOVE, 0))
    function = {"FunctionName": f"{ALIAS}-lookup"}
    alarms.append(_alarm("lookup-errors", _on_metric("Errors", "Sum", function, "AWS/Lambda"), _ABOVE, 0))
    return alarms


def _alarms_of_services() -> list[dict]:
    """Each stream and each bot has what it needs; of the functions that flows call, one alone."""
    alarms = [_alarm(name, _on_metric(metric, statistic, dimensions, namespace), _ABOVE, threshold)
              for name, namespace, metric, statistic, threshold, dimensions in _OF_SERVICES]
    for is_right in (True, False):
        _, bot, alias = targets.bot_alias(is_right).split("/")
        dimensions = {"Operation": "StartConversation", "BotId": bot, "BotAliasId": alias, "LocaleId": "de_DE"}
        alarms.append(_alarm(f"{bot}-fails", _on_metric("RuntimeSystemErrors", "Sum", dimensions, "AWS/Lex"), _ABOVE, 0))
    return alarms


def _composite_alarm() -> dict:
    name = f"{ALIAS}-refused"
    refused = " OR ".join(f'ALARM("{ALIAS}-{kind}-refused")' for kind in ("calls", "chats", "tasks"))
    return {"AlarmName": name, "AlarmArn": f"arn:aws:cloudwatch:{REGION}:{ACCOUNT_ID}:alarm:{name}",
            "AlarmRule": refused, "ActionsEnabled": True, "AlarmActions": [_ON_CALL], "StateValue": "OK",
            "StateTransitionedTimestamp": epoch(_QUIET_SINCE)}


def _record_topics(recorder: Recorder) -> None:
    for arn, confirmed, pending in ((_FORMER_TEAM, "0", "1"), (_ON_CALL, "3", "0")):
        recorder.call("sns", "GetTopicAttributes", {"TopicArn": arn}, {"Attributes": {
            "TopicArn": arn, "Owner": ACCOUNT_ID, "SubscriptionsConfirmed": confirmed, "SubscriptionsPending": pending,
            "SubscriptionsDeleted": "0"}})


def _state_truth(truth: Truth, alarms: list[str], instance_id: str) -> None:
    settings = {THROTTLED: "fail", CHATS: "warn", **dict.fromkeys((name for name, *_ in _QUERIES), "info")}
    actions = {MISSED: "warn", MAILS: "fail"}
    for name in alarms:
        truth.finding("alarm_settings", name, settings.get(name, "pass"))
        truth.finding("alarm_actions", name, actions.get(name, "pass"))
    truth.finding("alarm_coverage", "ThrottledCalls", "warn")
    for _ in range(len(alarms) - 1):
        truth.finding("alarm_coverage", "", "pass")
    truth.finding("contact_streams", instance_id, "pass")
    truth.finding("instance_dashboards", instance_id, "pass")
    truth.finding("stream_alarms", instance_id, "pass")
    truth.finding("function_alarms", instance_id, "warn")
    truth.finding("bot_alarms", instance_id, "not_assessed")  # flows that cannot be read may name others
    truth.facts("observability", "", {"total_alarms": len(alarms) + 1, "in_alarm": 1, "complete": True})


def _record_dashboards(recorder: Recorder, instance_id: str) -> None:
    arn = f"arn:aws:cloudwatch::{ACCOUNT_ID}:dashboard/Harbour"
    row = ["AWS/Connect", "MissedCalls", "InstanceId", instance_id, "MetricGroup", "VoiceCalls", {"stat": "Sum"}]
    body = json.dumps({"widgets": [{"type": "metric", "width": 12, "height": 6, "properties": {
        "metrics": [row], "region": REGION, "title": "Missed calls"}}]})
    recorder.call("cloudwatch", "ListDashboards", {}, {"DashboardEntries": [
        {"DashboardName": "Harbour", "DashboardArn": arn, "LastModified": 1589443200.5, "Size": len(body)}]})
    recorder.call("cloudwatch", "GetDashboard", {"DashboardName": "Harbour"},
                  {"DashboardName": "Harbour", "DashboardArn": arn, "DashboardBody": body})


def plant(world: World, recorder: Recorder, truth: Truth) -> None:
    """Each metric that matters has one, but for the throttled calls. Two alarms are of others, the last of other services."""
    alarms = _metric_alarms(world)
    recorder.paged("cloudwatch", "DescribeAlarms", {"AlarmTypes": ["MetricAlarm", "CompositeAlarm"], "MaxRecords": 100},
                   [{"MetricAlarms": alarms + _alarms_of_services(), "CompositeAlarms": []},
                    {"MetricAlarms": [], "CompositeAlarms": [_composite_alarm()]}])
    _record_topics(recorder)
    _record_dashboards(recorder, world.instance_id)
    _state_truth(truth, [alarm["AlarmName"] for alarm in alarms[:-2]], world.instance_id)
