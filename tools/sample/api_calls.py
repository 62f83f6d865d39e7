"""How often programs of the account call Amazon Connect's API, by the minute, as CloudWatch counts it."""

from datetime import datetime, timedelta

from .recorder import Recorder
from .truth import Truth
from .world import ACCOUNT_ID, RECORDED_AT, World, epoch

_WINDOW_START = RECORDED_AT - timedelta(days=7)
_BUSIEST_DAY = RECORDED_AT - timedelta(days=6)

# operation, its rate, calls by minutes after the start of the busiest day. A wallboard asks for metrics too often.
_CALLED = (
    ("DescribeContact", 10, {12: 88, 13: 132, 301: 97}),
    ("GetCurrentMetricData", 5, {14: 60, 15: 60}),
    ("GetMetricDataV2", 10, {13: 402, 14: 564, 15: 511}),
    ("ListUsers", 2, {60: 6}),
    ("StartChatContact", 5, {15: 41, 16: 36}),
    ("UpdateContactAttributes", 10, {13: 210, 14: 247}),
)
RATES = tuple((operation, rate) for operation, rate, _ in _CALLED)


def usage_metric(operation: str) -> dict:
    """As Service Quotas names it for a rate."""
    return {"MetricNamespace": "AWS/Usage", "MetricName": "CallCount", "MetricStatisticRecommendation": "Sum",
            "MetricDimensions": {"Class": "None", "Resource": operation, "Service": "Connect", "Type": "API"}}


def _metric(operation: str) -> dict:
    dimensions = {"Class": "None", "Resource": operation, "Service": "Connect", "Type": "API"}
    return {"Namespace": "AWS/Usage", "MetricName": "CallCount",
            "Dimensions": [{"Name": name, "Value": value} for name, value in dimensions.items()]}


def _query(number: int, operation: str) -> dict:
    return {"Id": f"u{number}", "MetricStat": {"Metric": _metric(operation), "Period": 60, "Stat": "Sum"}}


def _moment(minutes: int) -> datetime:
    return _BUSIEST_DAY + timedelta(minutes=minutes)


def _result(number: int, operation: str, calls: dict[int, int]) -> dict:
    return {"Id": f"u{number}", "Label": operation, "Timestamps": [epoch(_moment(minutes)) for minutes in calls],
            "Values": list(calls.values()), "StatusCode": "Complete"}


def _state_truth(truth: Truth) -> None:
    for operation, rate, calls in _CALLED:
        peak = max(calls.values())
        truth.list_fact("quota", "/api_rates", {"operation": operation}, "limit", rate)
        truth.list_fact("quota", "/api_rates", {"operation": operation}, "percentage", 100 * 100 * peak // 60 // rate / 100)
    truth.finding("api_rate", ACCOUNT_ID, "warn")


def plant(world: World, recorder: Recorder, truth: Truth) -> None:
    del world  # the rates are the account's
    request = {"Namespace": "AWS/Usage", "MetricName": "CallCount", "Dimensions": [{"Name": "Service", "Value": "Connect"}]}
    recorder.call("cloudwatch", "ListMetrics", request, {"Metrics": [_metric(operation) for operation, *_ in _CALLED]})
    recorder.call("cloudwatch", "GetMetricData", {
        "StartTime": epoch(_WINDOW_START), "EndTime": epoch(RECORDED_AT), "ScanBy": "TimestampAscending",
        "MetricDataQueries": [_query(number, operation) for number, (operation, *_) in enumerate(_CALLED)],
    }, {"MetricDataResults": [_result(number, operation, calls)
                              for number, (operation, _, calls) in enumerate(_CALLED)]})
    _state_truth(truth)
