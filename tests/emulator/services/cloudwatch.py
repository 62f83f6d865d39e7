"""CloudWatch's GetMetricData, ListMetrics and DescribeAlarms, and its dashboards.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html
https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
"""

import re
from typing import Any

from ..errors import Refusal, Violation
from ..planted import dashboards, resilience, storage
from ..planted.metrics import HOUR, STATISTICS, points
from . import Backend, Call, Handler, as_json, body_of, listed

MAX_QUERIES = 500
MAX_DATAPOINTS = 100_800
_SHORT_PAGE = 3_000
_ALARM_TYPES = {"MetricAlarm": "MetricAlarms", "CompositeAlarm": "CompositeAlarms"}
_ALARMS_PER_PAGE = 50
_METRICS_PER_PAGE = 500
_ID = re.compile(r"[a-z][a-zA-Z0-9_]{0,254}")

Points = tuple[tuple[int, float], ...]


def _problems(asked: dict) -> list[str]:
    """What the model leaves to the text of the documentation."""
    queries = asked["MetricDataQueries"]
    identifiers = [query["Id"] for query in queries]
    found = []
    if len(queries) > MAX_QUERIES:
        found.append(f"MetricDataQueries: {len(queries)} are more than {MAX_QUERIES}")
    if len(set(identifiers)) != len(identifiers) or not all(_ID.fullmatch(one) for one in identifiers):
        found.append("MetricDataQueries: Ids must be unique and begin with a lower-case letter")
    if asked["StartTime"] >= asked["EndTime"]:
        found.append("StartTime: must be before EndTime")
    for query in queries:
        if "MetricStat" not in query:
            found.append(f"MetricDataQueries {query['Id']}: only MetricStat is emulated")
        elif query["MetricStat"]["Period"] % 60 or query["MetricStat"]["Stat"] not in STATISTICS:
            found.append(f"MetricDataQueries {query['Id']}: Period or Stat is not one that AWS knows")
    return found


class CloudWatch:
    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def handlers(self) -> dict[str, Handler]:
        return {"GetMetricData": self._metric_data, "ListMetrics": self._metrics, "DescribeAlarms": self._alarms,
                "ListDashboards": self._dashboards, "GetDashboard": self._dashboard}

    def _metrics(self, call: Call) -> bytes:
        """Of API calls alone: the metrics that have all dimensions that are asked for."""
        asked = call.input
        wanted = {(one["Name"], one.get("Value")) for one in asked.get("Dimensions", [])}
        found = [metric for metric in self._backend.world.calls.metrics()
                 if all(asked.get(member) in (None, metric[member]) for member in ("Namespace", "MetricName"))
                 and wanted <= {(one["Name"], one["Value"]) for one in metric["Dimensions"]}]
        return listed(self._backend, call, "Metrics", [as_json(metric) for metric in found], _METRICS_PER_PAGE)

    def _alarms(self, call: Call) -> bytes:
        """Of the whole account. Without AlarmTypes there are only metric alarms."""
        asked, tokens = call.input, self._backend.tokens
        found = [(kind, alarm) for kind in asked.get("AlarmTypes", ["MetricAlarm"])
                 for instance in self._backend.world.instances for alarm in instance.alarms[kind]]
        limit = asked.get("MaxRecords", _ALARMS_PER_PAGE)
        if self._backend.short_pages:
            limit = max(1, min(limit, (len(found) + 1) // 2))
        first = tokens.position("cloudwatch", call.action, asked, "NextToken", 0)
        page: dict[str, list | str] = {member: [] for member in _ALARM_TYPES.values()}
        for kind, alarm in found[first:first + limit]:
            page[_ALARM_TYPES[kind]].append(alarm)
        if first + limit < len(found):
            page["NextToken"] = tokens.issue(call.action, asked, "NextToken", first + limit)
        return as_json(page)

    def _all_dashboards(self) -> dict[str, str]:
        """Bodies by name."""
        return {name: body for instance in self._backend.world.instances
                for name, body in dashboards.bodies(instance.identity).items()}

    def _dashboards(self, call: Call) -> bytes:
        found = [as_json({"DashboardName": name, "DashboardArn": dashboards.arn(name), "LastModified": 1_589_443_200.5,
                          "Size": len(body)}) for name, body in sorted(self._all_dashboards().items())]
        return listed(self._backend, call, "DashboardEntries", found, _METRICS_PER_PAGE)

    def _dashboard(self, call: Call) -> bytes:
        name = call.input["DashboardName"]
        body = self._all_dashboards().get(name)
        if body is None:
            raise Refusal("ResourceNotFound", f"Dashboard {name} does not exist", 404)
        return as_json({"DashboardName": name, "DashboardArn": dashboards.arn(name), "DashboardBody": body})

    def _metric_data(self, call: Call) -> bytes:
        asked, tokens = call.input, self._backend.tokens
        problems = _problems(asked)
        if problems:
            raise Violation(call.action, problems)
        at_query, at_point = tokens.position("cloudwatch", call.action, asked, "NextToken", (0, 0))
        room = _SHORT_PAGE if self._backend.short_pages else asked.get("MaxDatapoints", MAX_DATAPOINTS)
        results: list[bytes] = []
        queries = asked["MetricDataQueries"]
        while at_query < len(queries):
            found = self._points(queries[at_query], asked)[at_point:]
            is_whole = len(found) <= room
            results.append(_result(queries[at_query], found[:room], is_whole))
            if not is_whole:
                token = tokens.issue(call.action, asked, "NextToken", (at_query, at_point + room))
                return body_of("MetricDataResults", results, ("NextToken", token), ("Messages", []))
            room -= len(found)
            at_query, at_point = at_query + 1, 0
        return body_of("MetricDataResults", results, ("Messages", []))

    def _points(self, query: dict, asked: dict) -> Points:
        statistic = query["MetricStat"]
        metric = statistic["Metric"]
        dimensions = {one["Name"]: one["Value"] for one in metric.get("Dimensions", [])}
        if metric.get("Namespace") in ("AWS/Kinesis", "AWS/Firehose"):
            return self._lags(metric, dimensions, asked)
        if (metric.get("Namespace"), metric.get("MetricName")) == ("AWS/Usage", "CallCount"):
            return self._calls(dimensions, query, asked)
        if metric.get("MetricName") == resilience.LOST_PACKETS:
            return self._losses(dimensions, asked)
        instance = self._backend.world.find(dimensions.pop("InstanceId", ""))
        if instance is None or metric.get("Namespace") != "AWS/Connect":
            return ()
        series = instance.metrics.find(metric.get("MetricName", ""), dimensions)
        if series is None:
            return ()
        start = int(asked["StartTime"]) // 60 * 60
        found = points(series, statistic["Stat"], start, int(asked["EndTime"]), statistic["Period"])
        return found if asked.get("ScanBy") == "TimestampAscending" else found[::-1]

    def _calls(self, dimensions: dict[str, str], query: dict, asked: dict) -> Points:
        if (query["MetricStat"]["Period"], query["MetricStat"]["Stat"]) != (60, "Sum"):
            problem = f"MetricDataQueries {query['Id']}: of calls only sums by the minute are emulated"
            raise Violation("cloudwatch:GetMetricData", [problem])
        found = self._backend.world.calls.points(dimensions, int(asked["StartTime"]), int(asked["EndTime"]))
        return found if asked.get("ScanBy") == "TimestampAscending" else found[::-1]

    def _losses(self, dimensions: dict[str, str], asked: dict) -> Points:
        """Of agents' calls, hour by hour, where there are any."""
        instance = self._backend.world.find(dimensions.pop("Instance ID", ""))
        if instance is None or not instance.size.busy or not resilience.is_of_streams(dimensions):
            return ()
        first, end = int(asked["StartTime"]) // HOUR * HOUR, int(asked["EndTime"])
        return tuple((at, resilience.LOST) for at in range(first, end, HOUR))

    def _lags(self, metric: dict, dimensions: dict, asked: dict) -> Points:
        """Of the streams, hour by hour; where nobody calls, nothing comes."""
        lag = storage.LAGS.get((metric["Namespace"], metric["MetricName"], next(iter(dimensions.values()), "")))
        if lag is None or not self._backend.world.instance.size.busy:
            return ()
        return tuple((at, lag) for at in range(int(asked["StartTime"]) // HOUR * HOUR, int(asked["EndTime"]), HOUR))


def _result(query: dict[str, Any], found: Points, is_whole: bool) -> bytes:
    return as_json({
        "Id": query["Id"], "Label": query.get("Label", query["MetricStat"]["Metric"].get("MetricName", "")),
        "Timestamps": [at for at, _ in found], "Values": [value for _, value in found],
        "StatusCode": "Complete" if is_whole else "PartialData",
    })
