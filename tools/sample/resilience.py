"""Amazon Connect Global Resiliency, whose replica failed, and packets that agents' calls lost."""

import json
from datetime import timedelta

from . import phones, targets
from .recorder import Recorder
from .truth import Truth
from .world import ACCOUNT_ID, RECORDED_AT, REGION, WINDOW_START, World, epoch

_REPLICA_REGION = "eu-west-2"
_LAST_EXERCISE = RECORDED_AT - timedelta(days=36, hours=11)
_TRAIL_DAYS = 90
_LOST, _LOST_AT_WORST = 0.0025, 0.0325  # of all packets, in an hour


def _shares(here: int) -> dict:
    return {"Distributions": [{"Region": REGION, "Percentage": here}, {"Region": _REPLICA_REGION, "Percentage": 100 - here}]}


def _record_distributions(recorder: Recorder, groups: list[dict]) -> None:
    sign_in = {"Distributions": [{"Region": region, "Enabled": True} for region in (REGION, _REPLICA_REGION)]}
    for group in groups:
        recorder.call("connect", "GetTrafficDistribution", {"Id": group["Arn"]}, {
            "Id": group["Id"], "Arn": group["Arn"], "TelephonyConfig": _shares(100), "AgentConfig": _shares(100),
            "SignInConfig": sign_in})


def _change(world: World, group: dict) -> dict:
    identifier = world.uuid("event", "traffic distribution")
    record = {
        "eventVersion": "1.11", "eventTime": _LAST_EXERCISE.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "eventSource": "connect.amazonaws.com", "eventName": "UpdateTrafficDistribution", "awsRegion": REGION,
        "requestParameters": {"id": group["Id"], "telephonyConfig": _shares(100)}, "responseElements": None,
        "eventID": identifier, "readOnly": False, "eventType": "AwsApiCall", "recipientAccountId": ACCOUNT_ID}
    return {"EventId": identifier, "EventName": "UpdateTrafficDistribution", "ReadOnly": "false",
            "EventTime": epoch(_LAST_EXERCISE), "EventSource": "connect.amazonaws.com", "Username": "admin-console",
            "Resources": [], "CloudTrailEvent": json.dumps(record, separators=(",", ":"))}


def _record_changes(world: World, recorder: Recorder, group: dict) -> None:
    recorder.call("cloudtrail", "LookupEvents", {
        "LookupAttributes": [{"AttributeKey": "EventName", "AttributeValue": "UpdateTrafficDistribution"}],
        "StartTime": epoch(RECORDED_AT - timedelta(days=_TRAIL_DAYS)), "EndTime": epoch(RECORDED_AT), "MaxResults": 50},
        {"Events": [_change(world, group)]})


def _record_replicas_of_bots(recorder: Recorder) -> None:
    for is_right in (True, False):
        bot = targets.bot_alias(is_right).split("/")[1]
        recorder.call("lexv2-models", "ListBotReplicas", {"botId": bot}, {
            "botId": bot, "sourceRegion": REGION,
            "botReplicaSummaries": [{"replicaRegion": _REPLICA_REGION, "botReplicaStatus": "Enabled"}]})


def _loss_query(world: World, number: int, instance_dimension: str) -> dict:
    dimensions = {instance_dimension: world.instance_id, "Participant": "Agent", "Stream Type": "Voice",
                  "Type of Connection": "WebRTC"}
    metric = {"Namespace": "AWS/Connect", "MetricName": "ToInstancePacketLossRate",
              "Dimensions": [{"Name": name, "Value": value} for name, value in dimensions.items()]}
    return {"Id": f"loss{number}", "MetricStat": {"Metric": metric, "Period": 3600, "Stat": "Average"}}


def _record_losses(world: World, recorder: Recorder) -> None:
    """Of one day's shift; the worst hour is the last."""
    hours = [epoch(RECORDED_AT - timedelta(days=3, hours=hour)) for hour in range(8, 0, -1)]
    found = {"Timestamps": hours, "Values": [_LOST] * (len(hours) - 1) + [_LOST_AT_WORST]}
    nothing: dict[str, list] = {"Timestamps": [], "Values": []}
    recorder.call("cloudwatch", "GetMetricData", {
        "StartTime": epoch(WINDOW_START), "EndTime": epoch(RECORDED_AT), "ScanBy": "TimestampAscending",
        "MetricDataQueries": [_loss_query(world, 0, "Instance ID"), _loss_query(world, 1, "InstanceId")]},
        {"MetricDataResults": [{"Id": f"loss{number}", "Label": "ToInstancePacketLossRate", "StatusCode": "Complete", **data}
                               for number, data in enumerate((found, nothing))]})


def plant(world: World, recorder: Recorder, truth: Truth) -> None:
    groups = phones.groups(world)
    _record_distributions(recorder, groups)
    _record_changes(world, recorder, groups[0])
    _record_replicas_of_bots(recorder)
    _record_losses(world, recorder)
    for check, status in {
            "resiliency_sign_in": "warn", "traffic_group_state": "pass", "traffic_distribution": "info",
            "failover_exercise": "pass", "numbers_in_groups": "warn", "bot_replicas": "not_assessed", "function_regions": "warn",
            "packet_loss": "pass"}.items():
        truth.finding(check, world.instance_id, status)
    truth.facts("resilience", "", {"other_regions": [_REPLICA_REGION], "changes": 1,
                                   "worst_loss_percent": 100 * _LOST_AT_WORST})
