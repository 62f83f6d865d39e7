"""CloudTrail's events of Amazon Connect, among them calls that were refused for their rate."""

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from .flows import Flow
from .recorder import Recorder
from .truth import Truth
from .world import ACCOUNT_ID, DAYS, RECORDED_AT, REGION, WINDOW_START, World, epoch

_CALM_EVENTS = 300
_APIS = ("ListUsers", "ListQueues", "DescribeContactFlow", "DescribeUser", "UpdateUserRoutingProfile",
         "ListContactFlows", "SearchContacts", "GetMetricDataV2", "UpdateContactFlowContent",
         "AssociateQueueQuickConnects", "ListPrompts")
_WRITING = ("Update", "Associate")
_PUBLISHING = "UpdateContactFlowContent"
_CALLERS = ("connect-dashboard", "workforce-sync", "flow-deployment", "admin-console")


@dataclass(frozen=True)
class Refusal:
    """Calls to one API that were refused with one error."""

    api: str
    code: str
    instance: str | None  # whose: "this", "other", or None when CloudTrail recorded no parameters
    times: int

    @property
    def is_throttle(self) -> bool:
        return self.code in ("TooManyRequestsException", "ThrottlingException")


_REFUSALS = (
    Refusal("ListUsers", "TooManyRequestsException", "this", 4),
    Refusal("DescribeContactFlow", "ThrottlingException", "this", 3),
    Refusal("GetMetricDataV2", "TooManyRequestsException", "other", 3),
    Refusal("ListQueues", "ThrottlingException", "other", 1),
    Refusal("SearchContacts", "TooManyRequestsException", None, 2),
    Refusal("ListUsers", "ThrottlingException", None, 1),
    Refusal("ListIntegrationAssociations", "AccessDeniedException", "this", 3),
    Refusal("DescribeUser", "ResourceNotFoundException", "this", 2),
)
_MESSAGES = {
    "TooManyRequestsException": "Too Many Requests",
    "ThrottlingException": "Rate exceeded",
    "AccessDeniedException": "The caller is not allowed to do this.",
    "ResourceNotFoundException": "The resource was not found.",
}


@dataclass(frozen=True)
class Event:
    at: datetime
    api: str
    instance: str | None
    code: str | None = None
    flow: str | None = None  # that it was for

    @property
    def publishes(self) -> bool:
        """Drafts are saved beside what is published."""
        return (self.api == _PUBLISHING and self.instance == "this" and not self.code
                and not str(self.flow).endswith(":$SAVED"))


def _events(world: World, flows: list[Flow]) -> list[Event]:
    rng = world.rng("trail")
    flow_rng = world.rng("publications")

    def some_time() -> datetime:
        return WINDOW_START + timedelta(seconds=rng.randrange(DAYS * 86400))

    events = [Event(some_time(), rng.choice(_APIS), rng.choices(("this", "other"), (9, 1))[0])
              for _ in range(_CALM_EVENTS)]
    events += [Event(some_time(), refusal.api, refusal.instance, refusal.code)
               for refusal in _REFUSALS for _ in range(refusal.times)]
    changed = [flow.id for flow in flows if flow.is_live]
    events = [replace(event, flow=flow_rng.choice(changed) + flow_rng.choice(("", "", ":$SAVED")))
              if event.api == _PUBLISHING else event for event in events]
    return sorted(events, key=lambda event: event.at, reverse=True)


def _publications(world: World, events: list[Event]) -> list[dict]:
    """Of each flow the last one, in the order of their ids."""
    last: dict[str, dict] = {}
    for number, event in enumerate(events):  # newest first
        if event.publishes:
            last.setdefault(str(event.flow), {
                "flow_id": event.flow, "at": event.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
                "by": _CALLERS[number % len(_CALLERS)]})
    return [last[flow] for flow in sorted(last)]


def _identity(caller: str) -> dict:
    return {
        "type": "AssumedRole",
        "principalId": f"AROAEXAMPLE:{caller}",
        "arn": f"arn:aws:sts::{ACCOUNT_ID}:assumed-role/{caller}/{caller}",
        "accountId": ACCOUNT_ID,
        "sessionContext": {"sessionIssuer": {"type": "Role", "arn": f"arn:aws:iam::{ACCOUNT_ID}:role/{caller}",
                                             "accountId": ACCOUNT_ID, "userName": caller}},
    }


def _record_of(world: World, event: Event, identifier: str, caller: str) -> dict:
    """The text of CloudTrailEvent, before it is text."""
    instances = {"this": world.instance_id, "other": world.other_instance_id}
    parameters = {"instanceId": instances[event.instance]} if event.instance else None
    if parameters and event.flow:
        parameters["contactFlowId"] = event.flow
    error = {"errorCode": event.code, "errorMessage": _MESSAGES[event.code]} if event.code else {}
    return {
        "eventVersion": "1.11",
        "userIdentity": _identity(caller),
        "eventTime": event.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "eventSource": "connect.amazonaws.com",
        "eventName": event.api,
        "awsRegion": REGION,
        "sourceIPAddress": "203.0.113.24",
        "userAgent": "aws-sdk-example/1.0",
        **error,
        "requestParameters": parameters,
        "responseElements": None,
        "requestID": identifier,
        "eventID": identifier,
        "readOnly": not event.api.startswith(_WRITING),
        "eventType": "AwsApiCall",
        "managementEvent": True,
        "recipientAccountId": ACCOUNT_ID,
        "eventCategory": "Management",
    }


def _looked_up(world: World, event: Event, number: int) -> dict:
    identifier = world.uuid("event", str(number))
    caller = _CALLERS[number % len(_CALLERS)]
    return {
        "EventId": identifier,
        "EventName": event.api,
        "ReadOnly": "false" if event.api.startswith(_WRITING) else "true",
        "EventTime": epoch(event.at),
        "EventSource": "connect.amazonaws.com",
        "Username": caller,
        "Resources": [],
        "CloudTrailEvent": json.dumps(_record_of(world, event, identifier, caller), separators=(",", ":")),
    }


def _pages(events: list[dict]) -> list[dict]:
    """50 a page, but for the second, which AWS cut short."""
    cuts = [0, 50, 87, *range(137, len(events), 50), len(events)]
    return [{"Events": events[start:end]} for start, end in zip(cuts, cuts[1:])]


def _plant_trail(recorder: Recorder, truth: Truth) -> None:
    """Of all Regions, with what it records when nobody has chosen."""
    arn = f"arn:aws:cloudtrail:{REGION}:{ACCOUNT_ID}:trail/harbour-audit"
    recorder.call("cloudtrail", "DescribeTrails", {}, {"trailList": [{
        "Name": "harbour-audit", "S3BucketName": "harbour-audit", "IsMultiRegionTrail": True, "HomeRegion": REGION,
        "TrailARN": arn, "LogFileValidationEnabled": True, "HasCustomEventSelectors": False, "IsOrganizationTrail": False}]})
    recorder.call("cloudtrail", "GetTrailStatus", {"Name": arn},
                  {"IsLogging": True, "LatestDeliveryTime": epoch(RECORDED_AT) - 240})
    truth.finding("audit_trail", ACCOUNT_ID, "pass")


def plant(world: World, recorder: Recorder, truth: Truth, flows: list[Flow]) -> None:
    planned = _events(world, flows)
    events = [_looked_up(world, event, number) for number, event in enumerate(planned)]
    request = {
        "LookupAttributes": [{"AttributeKey": "EventSource", "AttributeValue": "connect.amazonaws.com"}],
        "StartTime": epoch(WINDOW_START),
        "EndTime": epoch(RECORDED_AT),
        "MaxResults": 50,
    }
    recorder.paged("cloudtrail", "LookupEvents", request, _pages(events))

    throttled = {whose: sum(refusal.times for refusal in _REFUSALS if refusal.is_throttle and refusal.instance == whose)
                 for whose in ("this", "other", None)}
    truth.facts("cloudtrail", "", {
        "total_events_analyzed": len(events), "total_throttled": sum(throttled.values()),
        "this_instance": throttled["this"], "other_instances": throttled["other"],
        "unknown_instance": throttled[None], "flow_publications": _publications(world, planned)})
    truth.finding("api_throttling", world.instance_id, "warn")
    truth.finding("api_throttling_account", ACCOUNT_ID, "warn")
    truth.finding("sensitive_changes", world.instance_id, "pass")
    _plant_trail(recorder, truth)
