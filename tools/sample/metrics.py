"""CloudWatch's time series: office hours, quiet nights that have no data, and what goes wrong on some days."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from . import flows as flow_names
from .flows import Flow
from .people import Queue
from .recorder import Recorder, in_pages
from .truth import Truth
from .world import DAYS, RECORDED_AT, WINDOW_START, World, epoch

Series = dict[datetime, float]

# metric, MetricGroup, statistic, scope: in the order in which they are asked for.
METRIC_ROWS = (
    ("ConcurrentCalls", "VoiceCalls", "Maximum", "instance"),
    ("ConcurrentCalls", "VoiceCalls", "Average", "instance"),
    ("ConcurrentCallsPercentage", "VoiceCalls", "Maximum", "instance"),
    ("CallsPerInterval", "VoiceCalls", "Maximum", "instance"),
    ("CallsPerInterval", "VoiceCalls", "Average", "instance"),
    ("CallsBreachingConcurrencyQuota", "VoiceCalls", "Sum", "instance"),
    ("MissedCalls", "VoiceCalls", "Sum", "instance"),
    ("ThrottledCalls", "VoiceCalls", "Sum", "instance"),
    ("MisconfiguredPhoneNumbers", "VoiceCalls", "Sum", "instance"),
    ("CallRecordingUploadError", "CallRecordings", "Sum", "instance"),
    ("ConcurrentHighVolumeCalls", "VoiceCalls", "Maximum", "instance"),
    ("ConcurrentHighVolumeCallsPercentage", "VoiceCalls", "Maximum", "instance"),
    ("ConcurrentActiveChats", "Chats", "Maximum", "instance"),
    ("ConcurrentActiveChatsPercentage", "Chats", "Maximum", "instance"),
    ("ChatsBreachingActiveChatQuota", "Chats", "Sum", "instance"),
    ("ConcurrentTasks", "Tasks", "Maximum", "instance"),
    ("ConcurrentTasksPercentage", "Tasks", "Maximum", "instance"),
    ("TasksBreachingConcurrencyQuota", "Tasks", "Sum", "instance"),
    ("ConcurrentEmails", "Emails", "Maximum", "instance"),
    ("ConcurrentEmailsPercentage", "Emails", "Maximum", "instance"),
    ("ConcurrentEmails", "Email", "Maximum", "instance"),
    ("ConcurrentEmailsPercentage", "Email", "Maximum", "instance"),
    ("QueueSize", "Queue", "Maximum", "queue"),
    ("QueueSize", "Queue", "Average", "queue"),
    ("LongestQueueWaitTime", "Queue", "Maximum", "queue"),
    ("QueueCapacityExceededError", "Queue", "Sum", "queue"),
    ("ContactFlowErrors", "ContactFlow", "Sum", "flow"),
    ("ContactFlowFatalErrors", "ContactFlow", "Sum", "flow"),
)
_PERIOD = 3600
_DIMENSIONS = {"queue": "QueueName", "flow": "ContactFlowName"}
_QUERIES_PER_CALL = 500
_POINTS_PER_PAGE = 10_000

_HOURS = [WINDOW_START + timedelta(hours=hour) for hour in range(DAYS * 24)]
_DAYS = [WINDOW_START + timedelta(days=day) for day in range(DAYS)]
_BUSIEST_HOUR = RECORDED_AT - timedelta(days=6)

# The peaks of what is open at the same time, and the limits that their percentages refer to.
CONCURRENCY = {"concurrent_calls": (166, 200), "concurrent_chats": (205, 500), "concurrent_tasks": (1970, 2000),
               "concurrent_emails": (120, 1000)}
_THROTTLED_CALLS = {_BUSIEST_HOUR - timedelta(hours=1): 12, _BUSIEST_HOUR: 31, _BUSIEST_HOUR + timedelta(hours=1): 4}
_BREACHING_TASKS = {_BUSIEST_HOUR: 2, _BUSIEST_HOUR + timedelta(hours=1): 1}
_MISCONFIGURED_NUMBERS = {_BUSIEST_HOUR - timedelta(days=5): 3, _BUSIEST_HOUR: 1, _BUSIEST_HOUR + timedelta(days=1): 1}
_MOST_MISSED_CALLS = 18

_LONGEST_WAITS = {"Cargo Booking EN": 312, "Refunds FR": 187, "Fahrkarten DE": 120}
_LONG_WAIT = 120
_FULL_QUEUE = "Cargo Booking EN"
_FULL_QUEUE_ERRORS = {_BUSIEST_HOUR: 3, _BUSIEST_HOUR + timedelta(days=1): 1}
QUEUES_WITHOUT_DATA = {"Crew Desk FR", "Harbour Dues FR", "Onboard Shop FR", "Crew-Dienst DE", "Hafengeld DE"}

_FATAL_ERRORS = {flow_names.PAYMENT_LINE: {_DAYS[10]: 2}}


@dataclass(frozen=True)
class Question:
    metric: str
    group: str
    statistic: str
    scope: str
    name: str = ""  # of the queue or flow

    def as_query(self, world: World, number: int) -> dict:
        dimensions = [{"Name": "InstanceId", "Value": world.instance_id}, {"Name": "MetricGroup", "Value": self.group}]
        if self.name:
            dimensions.append({"Name": _DIMENSIONS[self.scope], "Value": self.name})
        return {"Id": f"m{number}", "MetricStat": {
            "Metric": {"Namespace": "AWS/Connect", "MetricName": self.metric, "Dimensions": dimensions},
            "Period": _PERIOD, "Stat": self.statistic}}


def _load(at: datetime) -> float:
    """How busy the instance is, from 0 to about 1: two humps a day in Central Europe, little on weekends."""
    hour = at.hour + 1
    humps = math.exp(-(((hour - 10) / 2.6) ** 2)) + 0.8 * math.exp(-(((hour - 15) / 2.8) ** 2))
    weekend = {5: 0.35, 6: 0.2}.get(at.weekday(), 1.0)
    return min(humps, 1.0) * weekend


def _open_hours(least_load: float) -> list[datetime]:
    """A quiet hour has no datapoint: AWS publishes nothing when nothing happens."""
    return [hour for hour in _HOURS if _load(hour) >= least_load]


def _humps(rng: Random, peak: float, at_peak: datetime, least_load: float) -> Series:
    series: Series = {hour: float(round(0.9 * peak * _load(hour) * rng.uniform(0.8, 1.05)))
                      for hour in _open_hours(least_load)}
    series[at_peak] = float(peak)
    return series


def _scaled(series: Series, factor: float) -> Series:
    return {at: round(value * factor, 4) for at, value in series.items()}


def _events(planted: dict[datetime, int]) -> Series:
    """Zero in every open hour, but for what is planted."""
    return {hour: float(planted.get(hour, 0)) for hour in _open_hours(0.1)}


def _missed_calls(rng: Random) -> Series:
    series = {hour: float(round(6 * _load(hour) * rng.random())) for hour in _open_hours(0.1)}
    series[_BUSIEST_HOUR] = float(_MOST_MISSED_CALLS)
    return series


def _instance_series(world: World) -> dict[tuple[str, str, str], Series]:
    """By metric, group and statistic; what is absent has no data."""
    rng = world.rng("instance metrics")
    call_peak, call_limit = CONCURRENCY["concurrent_calls"]
    chat_peak, chat_limit = CONCURRENCY["concurrent_chats"]
    task_peak, task_limit = CONCURRENCY["concurrent_tasks"]
    mail_peak, mail_limit = CONCURRENCY["concurrent_emails"]
    calls = _humps(rng, call_peak, _BUSIEST_HOUR, 0.02)
    chats = _humps(rng, chat_peak, _BUSIEST_HOUR + timedelta(days=1), 0.05)
    tasks = _humps(rng, task_peak, _BUSIEST_HOUR, 0)
    mails = _humps(rng, mail_peak, _BUSIEST_HOUR + timedelta(days=2), 0)
    return {
        ("ConcurrentCalls", "VoiceCalls", "Maximum"): calls,
        ("ConcurrentCalls", "VoiceCalls", "Average"): _scaled(calls, 0.5871),
        ("ConcurrentCallsPercentage", "VoiceCalls", "Maximum"): _scaled(calls, 1 / call_limit),
        ("CallsPerInterval", "VoiceCalls", "Maximum"): _scaled(calls, 1 / 40),
        ("CallsPerInterval", "VoiceCalls", "Average"): _scaled(calls, 1 / 310),
        ("CallsBreachingConcurrencyQuota", "VoiceCalls", "Sum"): _events({}),
        ("MissedCalls", "VoiceCalls", "Sum"): _missed_calls(rng),
        ("ThrottledCalls", "VoiceCalls", "Sum"): _events(_THROTTLED_CALLS),
        ("MisconfiguredPhoneNumbers", "VoiceCalls", "Sum"): _events(_MISCONFIGURED_NUMBERS),
        ("ConcurrentActiveChats", "Chats", "Maximum"): chats,
        ("ConcurrentActiveChatsPercentage", "Chats", "Maximum"): _scaled(chats, 100 / chat_limit),
        ("ConcurrentTasks", "Tasks", "Maximum"): tasks,
        ("ConcurrentTasksPercentage", "Tasks", "Maximum"): _scaled(tasks, 100 / task_limit),
        ("TasksBreachingConcurrencyQuota", "Tasks", "Sum"): _events(_BREACHING_TASKS),
        ("ConcurrentEmails", "Emails", "Maximum"): mails,
        ("ConcurrentEmailsPercentage", "Emails", "Maximum"): _scaled(mails, 100 / mail_limit),
    }


def _queue_series(world: World, queue: Queue) -> dict[str, Series]:
    """Of a queue's metrics: the largest size, the longest wait and the errors, by hour."""
    if queue.name in QUEUES_WITHOUT_DATA:
        return {}
    rng = world.rng(f"queue metrics/{queue.name}")
    hours = [hour for hour in _open_hours(0.3) if hour.weekday() < 5]
    crowd = rng.randrange(2, 14)
    patience = rng.randrange(20, 105)
    waits: Series = {hour: float(round(patience * _load(hour) * rng.uniform(0.3, 1))) for hour in hours}
    waits[_BUSIEST_HOUR] = float(_LONGEST_WAITS.get(queue.name, patience))
    full = _FULL_QUEUE_ERRORS if queue.name == _FULL_QUEUE else {}
    return {
        "QueueSize": {hour: float(round(crowd * _load(hour) * rng.uniform(0.5, 1.1))) for hour in hours},
        "LongestQueueWaitTime": waits,
        "QueueCapacityExceededError": {hour: float(full.get(hour, 0)) for hour in hours},
    }


def _has_no_data(flow: Flow) -> bool:
    """Of AWS's own flows, the defaults are run and the samples are not."""
    return flow.name in flow_names.FLOWS_WITHOUT_DATA or (flow.is_aws_sample and flow.name.startswith("Sample "))


def _flow_series(flow: Flow, failed: dict[str, list[datetime]]) -> dict[str, Series]:
    """No error in one hour of each day, and those that are planted."""
    if _has_no_data(flow):
        return {}
    errors = dict.fromkeys(_DAYS, 0.0)
    for at in failed.get(flow.name, []):
        hour = at.replace(minute=0, second=0, microsecond=0)
        errors[hour] = errors.get(hour, 0.0) + 1
    fatal = dict.fromkeys(_DAYS, 0.0) | {at: float(count) for at, count in _FATAL_ERRORS.get(flow.name, {}).items()}
    return {"ContactFlowErrors": errors, "ContactFlowFatalErrors": fatal}


def _questions_of(scope: str, name: str = "") -> list[Question]:
    return [Question(*row, name) for row in METRIC_ROWS if row[3] == scope]


def _answered(world: World, queues: list[Queue], flows: list[Flow],
              failed: dict[str, list[datetime]]) -> list[tuple[Question, Series]]:
    instance = _instance_series(world)
    answers = [(question, instance.get((question.metric, question.group, question.statistic), {}))
               for question in _questions_of("instance")]
    for queue in queues:
        of_queue = _queue_series(world, queue)
        for question in _questions_of("queue", queue.name):
            series = of_queue.get(question.metric, {})
            answers.append((question, _scaled(series, 0.4) if question.statistic == "Average" else series))
    for flow in flows:
        of_flow = _flow_series(flow, failed)
        answers += [(question, of_flow.get(question.metric, {})) for question in _questions_of("flow", flow.name)]
    return answers


def _result(identifier: str, question: Question, points: list[tuple[datetime, float]], status: str) -> dict:
    label = f"{question.name} {question.metric}" if question.name else question.metric
    return {
        "Id": identifier,
        "Label": label,
        "Timestamps": [epoch(at) for at, _ in points],
        "Values": [int(value) if value.is_integer() else value for _, value in points],
        "StatusCode": status,
    }


def _pages(numbered: list[tuple[int, Question, Series]]) -> list[dict]:
    """A page is full when it holds so many points; a series that does not fit goes on on the next one."""
    pages: list[list[dict]] = [[]]
    room = _POINTS_PER_PAGE
    for number, question, series in numbered:
        points = sorted(series.items())
        while len(points) > room:
            pages[-1].append(_result(f"m{number}", question, points[:room], "PartialData"))
            pages.append([])
            points, room = points[room:], _POINTS_PER_PAGE
        pages[-1].append(_result(f"m{number}", question, points, "Complete"))
        room -= len(points)
    return [{"MetricDataResults": page} for page in pages]


def _state_instance_truth(world: World, truth: Truth, answers: list[tuple[Question, Series]]) -> None:
    instance = world.instance_id
    for check, key, status in (
            ("throttled_calls", instance, "warn"),
            ("missed_calls", instance, "warn"),
            ("breached_concurrency", "CallsBreachingConcurrencyQuota", "pass"),
            ("breached_concurrency", "ChatsBreachingActiveChatQuota", "pass"),
            ("breached_concurrency", "TasksBreachingConcurrencyQuota", "fail"),
            ("misconfigured_phone_numbers", instance, "fail"),
            ("recording_upload_errors", instance, "pass")):
        truth.finding(check, key, status)
    missed = sum(sum(series.values()) for question, series in answers if question.metric == "MissedCalls")
    truth.facts("metrics", "/throttled_calls", {
        "total_throttled": sum(_THROTTLED_CALLS.values()), "max_hourly": max(_THROTTLED_CALLS.values()),
        "hours_with_throttling": len(_THROTTLED_CALLS)})
    truth.facts("metrics", "/missed_calls", {"total": int(missed), "daily_average": round(missed / DAYS, 2)})
    truth.fact("metrics", "/concurrent_calls/absolute_peak", CONCURRENCY["concurrent_calls"][0])


def _state_queue_truth(truth: Truth, queues: list[Queue]) -> None:
    for queue in queues:
        if queue.is_published and queue.name not in QUEUES_WITHOUT_DATA:
            waits_long = _LONGEST_WAITS.get(queue.name, 0) > _LONG_WAIT
            truth.finding("queue_wait", queue.id, "warn" if waits_long else "pass")
        if queue.name == _FULL_QUEUE:
            truth.finding("queue_capacity", queue.id, "fail")
    for check in ("queue_wait", "queue_capacity"):
        truth.finding(check, "idle", "not_applicable")
        truth.finding(check, "unpublished", "not_assessed")


def _state_flow_truth(truth: Truth, flows: list[Flow], failed: dict[str, list[datetime]]) -> None:
    def status(flow: Flow) -> str:
        if flow.name in _FATAL_ERRORS:
            return "fail"
        return "warn" if flow.name in failed else "pass"

    for flow in flows:
        if not _has_no_data(flow):
            truth.finding("flow_errors", flow.id, status(flow))
    truth.finding("flow_errors", "idle", "info")
    truth.finding("flow_errors", "unpublished", "not_assessed")


def plant(world: World, recorder: Recorder, truth: Truth, queues: list[Queue], flows: list[Flow],
          failed: dict[str, list[datetime]]) -> None:
    """`failed`: when blocks of a flow failed, by its name."""
    run = [flow for flow in flows if flow.is_run and flow.is_published]
    answers = _answered(world, [queue for queue in queues if queue.is_published], run, failed)
    numbered = [(number, question, series) for number, (question, series) in enumerate(answers)]
    for asked in in_pages(numbered, _QUERIES_PER_CALL):
        request = {
            "StartTime": epoch(WINDOW_START),
            "EndTime": epoch(RECORDED_AT),
            "ScanBy": "TimestampAscending",
            "MetricDataQueries": [question.as_query(world, number) for number, question, _ in asked],
        }
        recorder.paged("cloudwatch", "GetMetricData", request, _pages(asked))
    _state_instance_truth(world, truth, answers)
    _state_queue_truth(truth, queues)
    _state_flow_truth(truth, run, failed)
