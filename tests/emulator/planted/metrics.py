"""CloudWatch's series of an instance: values by the hour, and none where nothing happened.

https://docs.aws.amazon.com/connect/latest/adminguide/monitoring-cloudwatch.html
"""

import math
from dataclasses import dataclass
from functools import lru_cache

from .flows import AWS_SAMPLE, Flow
from .identity import is_published_name

HOURS = 13 * 24
HOUR = 3600
_AVERAGE_OF_MAXIMUM = 0.5

Values = tuple[float | None, ...]  # by hour, from the oldest; None: no data

# key of the quota: metric, its percentage, MetricGroup, and what the percentage is of.
CONCURRENCY = {
    "concurrent_calls": ("ConcurrentCalls", "ConcurrentCallsPercentage", "VoiceCalls", 1),
    "concurrent_chats": ("ConcurrentActiveChats", "ConcurrentActiveChatsPercentage", "Chats", 100),
    "concurrent_tasks": ("ConcurrentTasks", "ConcurrentTasksPercentage", "Tasks", 100),
    "concurrent_emails": ("ConcurrentEmails", "ConcurrentEmailsPercentage", "Emails", 100),
}
PEAKS = {"concurrent_calls": 166, "concurrent_chats": 205, "concurrent_tasks": 2400, "concurrent_emails": 120}
MODEST_PEAKS = {"concurrent_calls": 40, "concurrent_chats": 50, "concurrent_tasks": 100}
_PEAK_HOUR = 100
_THROTTLED = {_PEAK_HOUR: 31, _PEAK_HOUR + 1: 12}
_MISCONFIGURED = {_PEAK_HOUR - 50: 3}
_FATAL = 2  # index of the flow with fatal errors


def _load(hour: int) -> float:
    """How busy it is, from 0 to 1: nothing happens at night."""
    return max(0.0, math.sin((hour % 24 - 6) / 14 * math.pi)) if 6 <= hour % 24 <= 20 else 0.0


@lru_cache(maxsize=256)
def _humps(peak: float, at_peak: int = _PEAK_HOUR) -> Values:
    values: list[float | None] = [float(round(0.8 * peak * _load(hour))) if _load(hour) > 0 else None
                                  for hour in range(HOURS)]
    values[at_peak] = float(peak)
    return tuple(values)


@lru_cache(maxsize=256)
def _scaled(values: Values, factor: float) -> Values:
    return tuple(None if value is None else round(value * factor, 4) for value in values)


@lru_cache(maxsize=256)
def _counts(planted: frozenset[tuple[int, int]]) -> Values:
    by_hour = dict(planted)
    return tuple(float(by_hour.get(hour, 0)) if hour in by_hour or _load(hour) > 0 else None for hour in range(HOURS))


def _events(planted: dict[int, int]) -> Values:
    """Zero in every busy hour, but for what is planted."""
    return _counts(frozenset(planted.items()))


@dataclass(frozen=True)
class Series:
    values: Values
    first_hour: int  # epoch seconds of the first value


class Metrics:
    """Without flaws there is nothing of what nobody counted: CloudWatch publishes only what has data. The quotas were
    raised to twice as much after the time of the metrics. Where contacts do not come (no peaks) there is nothing at all.
    """

    def __init__(self, first_hour: int, limits: dict[str, float], peaks: dict[str, float], queues: list[str],
                 flows: list[Flow], flaws: bool = True) -> None:
        self._first_hour, self._flaws = first_hour, flaws
        self._peak_calls = peaks.get("concurrent_calls")
        self._instance: dict[tuple[str, str], Values] = {}
        if flaws:
            self._plant_flaws()
        for key, (metric, percentage, group, whole) in CONCURRENCY.items():
            if key in peaks:
                used = _humps(peaks[key])
                self._instance[(metric, group)] = used
                self._instance[(percentage, group)] = _scaled(used, whole / limits[key] * (1 if flaws else 2))
        self._queues = {name: index for index, name in enumerate(queues)
                        if peaks and is_published_name(name) and index % 10 != 9}
        self._flows = {flow.name: index for index, flow in enumerate(flows)
                       if flaws and flow.is_live and is_published_name(flow.name) and index % 10 != 9}
        # Callers ran through it all the same, and it failed.
        self._awss = {flow.name for flow in flows if flaws and flow.name == AWS_SAMPLE}

    def _plant_flaws(self) -> None:
        self._instance |= {
            ("MissedCalls", "VoiceCalls"): _humps(18),
            ("ThrottledCalls", "VoiceCalls"): _events(_THROTTLED),
            ("MisconfiguredPhoneNumbers", "VoiceCalls"): _events(_MISCONFIGURED),
            ("CallsBreachingConcurrencyQuota", "VoiceCalls"): _events({}),
            ("CallsPerInterval", "VoiceCalls"): _humps(4),
            ("TasksBreachingConcurrencyQuota", "Tasks"): _events({_PEAK_HOUR: 2}),
        }

    def find(self, metric: str, dimensions: dict[str, str]) -> Series | None:
        """`dimensions`: all but InstanceId. Only the exact ones have data."""
        group, names = dimensions.get("MetricGroup", ""), set(dimensions) - {"MetricGroup"}
        values: Values | None = None
        if not names:
            values = self._instance.get((metric, group))
        elif names == {"QueueName"} and group == "Queue" and dimensions["QueueName"] in self._queues:
            values = self._queue(metric, self._queues[dimensions["QueueName"]])
        elif names == {"ContactFlowName"} and group == "ContactFlow" and dimensions["ContactFlowName"] in self._flows:
            values = self._flow(metric, self._flows[dimensions["ContactFlowName"]])
        elif names == {"ContactFlowName"} and group == "ContactFlow" and dimensions["ContactFlowName"] in self._awss:
            values = self._flow(metric, _FATAL)
        return None if values is None else Series(values, self._first_hour)

    def _queue(self, metric: str, index: int) -> Values | None:
        if not self._flaws:
            return {"QueueSize": _humps(2), "LongestQueueWaitTime": _humps(30)}.get(metric) if index % 2 else None
        full = {_PEAK_HOUR: 3} if index == 1 else {}
        longest = 300 if index == 1 else 40 + index % 8
        return {"QueueSize": _humps(3 + index % 8), "LongestQueueWaitTime": _humps(longest),
                "QueueCapacityExceededError": _events(full)}.get(metric)

    @staticmethod
    def _flow(metric: str, index: int) -> Values | None:
        return {"ContactFlowErrors": _events({_PEAK_HOUR: 5} if index == 1 else {}),
                "ContactFlowFatalErrors": _events({_PEAK_HOUR: 2} if index == _FATAL else {})}.get(metric)

    def truth(self) -> dict:
        def total(metric: str) -> int | None:
            values = self._instance.get((metric, "VoiceCalls"))
            return None if values is None else int(sum(value for value in values if value))
        return {"throttled_calls": total("ThrottledCalls"), "missed_calls": total("MissedCalls"),
                "misconfigured_phone_numbers": total("MisconfiguredPhoneNumbers"), "peak_calls": self._peak_calls,
                "queues_with_data": len(self._queues), "flows_with_data": len(self._flows)}


_STATISTICS = {
    "Sum": sum, "Maximum": max, "Minimum": min, "SampleCount": len,
    "Average": lambda values: round(_AVERAGE_OF_MAXIMUM * sum(values) / len(values), 4),
}
STATISTICS = frozenset(_STATISTICS)


@lru_cache(maxsize=8192)
def points(series: Series, statistic: str, start: int, end: int, period: int) -> tuple[tuple[int, float], ...]:
    """One value a period that has data, cut from the start of the window; by time."""
    periods: dict[int, list[float]] = {}
    for hour, value in enumerate(series.values):
        at = series.first_hour + hour * HOUR
        if value is not None and start <= at < end:
            periods.setdefault(start + (at - start) // period * period, []).append(value)
    return tuple((at, _STATISTICS[statistic](values)) for at, values in sorted(periods.items()))
