"""Amazon Connect Global Resiliency: the replica, how the group shares out, when that changed; and packets that were lost."""

import json

from .identity import Identity, Size

CHANGE = "UpdateTrafficDistribution"
LOST_PACKETS = "ToInstancePacketLossRate"
LOST = 0.0025  # of all, in each hour with calls
_OTHER_REGIONS = {"eu-west-2": "eu-central-1"}
_STREAM = {"Participant": "Agent", "Type of Connection": "WebRTC", "Stream Type": "Voice"}


def other_region(region: str) -> str:
    return _OTHER_REGIONS.get(region, "eu-west-2")


def replication(region: str, flaws: bool) -> dict:
    """Where nothing is wrong there is no replica, of which more could be."""
    regions = [region, other_region(region)] if flaws else [region]
    return {"SourceRegion": region, "ReplicationStatusSummaryList": [
        {"Region": one, "ReplicationStatus": "INSTANCE_REPLICATION_COMPLETE"} for one in regions]}


def distribution(region: str, group: dict) -> dict:
    shares = {"Distributions": [{"Region": region, "Percentage": 60}, {"Region": other_region(region), "Percentage": 40}]}
    return {"Id": group["Id"], "Arn": group["Arn"], "TelephonyConfig": shares, "AgentConfig": shares,
            "SignInConfig": {"Distributions": [{"Region": one, "Enabled": True} for one in (region, other_region(region))]}}


def change(region: str, group: dict, at: int) -> dict:
    record = {"eventVersion": "1.11", "eventSource": "connect.amazonaws.com", "eventName": CHANGE, "awsRegion": region,
              "requestParameters": {"id": group["Arn"], "telephonyConfig": {"distributions": [
                  {"region": region, "percentage": 100}]}}, "responseElements": None, "eventType": "AwsApiCall"}
    return {"EventId": "0badcafe-0000-4000-8000-000000000000", "EventName": CHANGE, "ReadOnly": "false", "EventTime": at,
            "EventSource": "connect.amazonaws.com", "Username": "session", "Resources": [],
            "CloudTrailEvent": json.dumps(record, separators=(",", ":"))}


def bot_replicas(region: str, bot: str) -> dict:
    return {"botId": bot, "sourceRegion": region, "botReplicaSummaries": [
        {"replicaRegion": other_region(region), "creationDateTime": 1_700_000_000, "botReplicaStatus": "Enabled"}]}


def is_of_streams(dimensions: dict[str, str]) -> bool:
    """`dimensions`: all but that of the instance."""
    return dimensions == _STREAM


def truth(identity: Identity, size: Size) -> dict[str, dict[str, str]]:
    """The status of each check."""
    where_replicated = {"resiliency_sign_in": "warn", "numbers_in_groups": "warn", "bot_replicas": "pass",
                        "function_regions": "warn"}
    told = {check: status if size.flaws else "not_applicable" for check, status in where_replicated.items()}
    told |= {"traffic_group_state": "pass", "traffic_distribution": "pass",
             "failover_exercise": "warn" if size.flaws else "pass", "packet_loss": "pass" if size.busy else "not_applicable"}
    return {check: {identity.instance_id: status} for check, status in told.items()}
