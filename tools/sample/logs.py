"""Lines of the flow log: blocks that failed, and lines that only look like it."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from . import flows as flow_names
from .recorder import Recorder, in_pages
from .truth import Truth
from .world import ACCOUNT_ID, ALIAS, DAYS, RECORDED_AT, REGION, WINDOW_START, World, epoch_ms

_LOG_GROUP = f"/aws/connect/{ALIAS}"
_FILTER_TERMS = ("rror", "RROR", "fail", "Fail", "FAIL", "xception", "imeout", "IMEOUT", "imed out", "IMED OUT", "nvalid", "NVALID",
                 "nsupported", "ot found", "ot Found", "otFound", "oneFound", "ultipleFound", "enied", "ENIED", "imit", "IMIT",
                 "o prompt", "otDone", "apacity", "xceeded", "ooManyRequests", "ot authorized")
_FILTER_PATTERN = "{ " + " || ".join(f'($.Results = "*{term}*")' for term in _FILTER_TERMS) + " }"
_KINDS = ("lambda_error", "lambda_concurrency", "timeout", "access_denied", "not_found", "invalid", "queue_full",
          "transfer_failed", "other")
_PAGE_SIZE = 60
_DELIVERED_TWICE = 3


@dataclass(frozen=True)
class Cause:
    """Lines of one sort; `kind` is what the review must call the failure, None when it is none."""

    flow: str
    module: str
    block: str
    result: str
    kind: str | None
    times: int


_LAMBDA = "InvokeExternalResource"
_CAUSES = (
    Cause(flow_names.MAIN_MENU, _LAMBDA, "Find customer", "The Lambda Function Returned An Error.", "lambda_error", 96),
    Cause(flow_names.MAIN_MENU, _LAMBDA, "Find customer", "The Lambda Function timed out.", "timeout", 14),
    Cause(flow_names.MAIN_MENU, _LAMBDA, "Find customer",
          "Instance has reached concurrent Lambda thread access limit", "lambda_concurrency", 8),
    Cause(flow_names.PAYMENT_LINE, _LAMBDA, "Find customer",
          "Status Code: 403; Error Code: AccessDeniedException; Request ID: 5f0c2a8e", "access_denied", 9),
    Cause(flow_names.PAYMENT_LINE, _LAMBDA, "Find customer", "The Lambda Function Returned An Error.",
          "lambda_error", 4),
    Cause(flow_names.CARGO_TRACKING, "SetQueue", "Choose cargo", "Queue not found", "not_found", 6),
    Cause(flow_names.CARGO_TRACKING, "TransferToQueue", "Transfer", "Queue at capacity", "queue_full", 5),
    Cause(flow_names.MUNICH, "PlayPrompt", "Greeting", "Invalid SSML", "invalid", 5),
    Cause(flow_names.CALLBACK, "Transfer", "Transfer", "Transfer failed", "transfer_failed", 7),
    Cause(flow_names.CALLBACK, "SetAttributes", "Remember", "Error", "other", 2),
    Cause(flow_names.MAIN_MENU, "GetUserInput", "Menu", "Timeout", None, 6),
    Cause(flow_names.PAYMENT_LINE, "GetUserInput", "Menu", "FailedPaymentIntent", None, 4),
    Cause(flow_names.PAYMENT_LINE, "StoreUserInput", "Card number", "InputTimeLimitExceeded", None, 3),
    Cause(flow_names.CARGO_TRACKING, "CheckAttribute", "Check status", "Failed delivery", None, 3),
)


@dataclass(frozen=True)
class Line:
    at: datetime
    message: str
    flow: str | None = None  # that failed


def _moment(rng: Random) -> datetime:
    """In office hours of a weekday, and often in the hour of an outage on the second Thursday."""
    if rng.random() < 0.4:
        return RECORDED_AT - timedelta(days=3, hours=19) + timedelta(milliseconds=rng.randrange(3_600_000))
    while True:
        at = WINDOW_START + timedelta(milliseconds=rng.randrange(DAYS * 86_400_000))
        if at.weekday() < 5 and 7 <= at.hour < 18:
            return at


def _iso(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03}Z"


def _message(world: World, rng: Random, cause: Cause, at: datetime) -> str:
    arn = world.arn(f"contact-flow/{world.uuid('contact-flow', cause.flow)}")
    parameters = {}
    if cause.module == _LAMBDA:
        function = f"arn:aws:lambda:{REGION}:{ACCOUNT_ID}:function:harbour-customer-01"
        parameters = {"FunctionArn": function, "TimeLimit": "8000"}
    line = {
        "ContactId": world.uuid("contact", str(rng.random())),
        "ContactFlowId": arn,
        "ContactFlowName": cause.flow,
        "ContactFlowModuleType": cause.module,
        "Identifier": cause.block,
        "Timestamp": _iso(at),
        "Parameters": parameters,
        "Results": cause.result,
    }
    return json.dumps(line, ensure_ascii=False, separators=(",", ":"))


def _lines(world: World) -> list[Line]:
    rng = world.rng("flow log")
    lines = []
    for cause in _CAUSES:
        for _ in range(cause.times):
            at = _moment(rng)
            lines.append(Line(at, _message(world, rng, cause, at), cause.flow if cause.kind else None))
    lines.append(Line(_moment(rng), "START of export: Error writing the previous batch"))
    lines.append(Line(_moment(rng), '{"ContactId":"none","ContactFlowModuleType":"PlayPrompt","Results":"Error"}'))
    return sorted(lines, key=lambda line: line.at)


def _event(world: World, line: Line, number: int) -> dict:
    stamp = epoch_ms(line.at)
    return {
        "logStreamName": f"{line.at:%Y/%m/%d}/stream-{world.uuid('log stream', f'{line.at:%Y%m%d%H}')[:8]}",
        "timestamp": stamp,
        "message": line.message,
        "ingestionTime": stamp + 1500,
        "eventId": f"{stamp:020}{number:036}",
    }


def _pages(events: list[dict]) -> list[dict]:
    """The second page is empty; the last begins with events that the page before it has delivered."""
    pages = in_pages(events, _PAGE_SIZE)
    pages[-1] = pages[-2][-_DELIVERED_TWICE:] + pages[-1]
    pages.insert(1, [])
    return [{"events": page, "searchedLogStreams": []} for page in pages]


def _record_groups(recorder: Recorder) -> None:
    groups = []
    for name, retention, stored in ((_LOG_GROUP, {}, 734_003_200),
                                    (f"{_LOG_GROUP}-test", {"retentionInDays": 30}, 1_048_576)):
        arn = f"arn:aws:logs:{REGION}:{ACCOUNT_ID}:log-group:{name}"
        groups.append({"logGroupName": name, "creationTime": 1589443500000, **retention, "metricFilterCount": 0,
                       "arn": f"{arn}:*", "storedBytes": stored, "logGroupClass": "STANDARD", "logGroupArn": arn})
    recorder.call("logs", "DescribeLogGroups", {"logGroupNamePrefix": _LOG_GROUP, "limit": 50}, {"logGroups": groups})


def _record_subscription(recorder: Recorder) -> None:
    stream = f"arn:aws:firehose:{REGION}:{ACCOUNT_ID}:deliverystream/harbour-flow-logs"
    recorder.call("logs", "DescribeSubscriptionFilters", {"logGroupName": _LOG_GROUP, "limit": 50}, {
        "subscriptionFilters": [{
            "filterName": "failures", "logGroupName": _LOG_GROUP, "filterPattern": '{ $.Results = "*rror*" }',
            "destinationArn": stream, "roleArn": f"arn:aws:iam::{ACCOUNT_ID}:role/harbour-flow-logs",
            "distribution": "ByLogStream", "applyOnTransformedLogs": False, "creationTime": 1589443500000}]})


def _state_truth(world: World, truth: Truth) -> None:
    failures = [cause for cause in _CAUSES if cause.kind]
    by_flow: Counter[str] = Counter()
    by_kind: Counter[str] = Counter()
    for cause in failures:
        by_flow[cause.flow] += cause.times
        by_kind[str(cause.kind)] += cause.times
    truth.facts("logs", "", {"total_errors": by_flow.total(), "flows_with_errors": len(by_flow)})
    truth.facts("logs", "/error_types", {kind: by_kind[kind] for kind in _KINDS})
    for flow in by_flow:
        arn = world.arn(f"contact-flow/{world.uuid('contact-flow', flow)}")
        truth.finding("flow_log_failures", arn, "fail" if flow == flow_names.MAIN_MENU else "warn")
    truth.finding("log_group_retention", _LOG_GROUP, "warn")
    truth.finding("flow_log_delivery", _LOG_GROUP, "info")


def plant(world: World, recorder: Recorder, truth: Truth) -> dict[str, list[datetime]]:
    """When blocks failed, by name of the flow."""
    lines = _lines(world)
    _record_groups(recorder)
    _record_subscription(recorder)
    request = {"logGroupName": _LOG_GROUP, "startTime": epoch_ms(WINDOW_START), "endTime": epoch_ms(RECORDED_AT),
               "filterPattern": _FILTER_PATTERN, "limit": 10000}
    events = [_event(world, line, number) for number, line in enumerate(lines)]
    recorder.paged("logs", "FilterLogEvents", request, _pages(events), token="nextToken")
    _state_truth(world, truth)

    failed: dict[str, list[datetime]] = {}
    for line in lines:
        if line.flow:
            failed.setdefault(line.flow, []).append(line.at)
    return failed
